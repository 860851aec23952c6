"""Running a command line as a user does: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "liangping-2023"
START = "from rules_engine.cli import main; main()"


@frozen
class Ran:
    """What a process left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Ran:
    """Run `rules-engine` with these arguments, in English unless they say otherwise, without stdin."""
    told = {"RULES_ENGINE_LANG": "en", "PYTHONIOENCODING": "", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, **told},
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
