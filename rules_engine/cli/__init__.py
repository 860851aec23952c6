"""The command line: `rules-engine COMMAND …`. Each command is a file of this folder, loaded when it is called."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command line and leave the process with its exit code."""
    # A command is over soon; looking for cycles as often as Python does by itself takes a twentieth of its time, some
    # of it while the libraries are imported.
    gc.set_threshold(100_000, 20, 20)
    _leave(run(sys.argv[1:] if arguments is None else arguments))


def _leave(code: int) -> None:
    """End the process without giving everything back piece by piece, a fifteenth of an evaluation's time."""
    # What libraries have asked to be called at the end; threads of theirs are waited for as ever.
    if "threading" in sys.modules and sys.modules["threading"].active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        # Python says what was lost, and has an exit code of its own for it.
        sys.exit(code)
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line; whatever goes wrong is told on stderr, never as a traceback unasked."""
    from rules_engine.cli.call import call

    return call(arguments)
