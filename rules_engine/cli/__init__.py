"""The command line: `rules-engine COMMAND …`. Each command is a file of this folder, loaded when it is called."""

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command line and leave the process with its exit code."""
    # A command is over soon; looking for cycles as often as Python does by itself takes a twentieth of its time, some
    # of it while the libraries are imported.
    gc.set_threshold(100_000, 20, 20)
    code = run(sys.argv[1:] if arguments is None else arguments)
    # Else Python would look through all that it made for cycles once more, a tenth of the time, before it leaves.
    # DuckDB complains on stderr of whatever it is not asked to give back.
    if "duckdb" not in sys.modules:
        gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line; whatever goes wrong is told on stderr, never as a traceback unasked."""
    from rules_engine.cli.call import call

    return call(arguments)
