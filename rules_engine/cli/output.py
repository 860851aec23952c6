"""Where reports and JSON go: the terminal, or a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rules_engine.cli.session import WRONG_USE, Session
from rules_engine.cli.stdout import show, writing

if TYPE_CHECKING:
    from rules_engine.scoring.verdict import Verdict

PIPED_COLUMNS = 100
FEWEST_COLUMNS = 72


def suffix_of(out: Path, suffixes: Sequence[str]) -> str:
    """The suffix that tells the form of a file to be written, in small letters; raises WrongUse for any other."""
    from rules_engine.errors import Problem, WrongUse
    from rules_engine.messages import Message

    suffix = out.suffix.lower()
    if suffix not in suffixes:
        message = Message('"{name}" ends in none of: {suffixes}.', name=out.name, suffixes=", ".join(suffixes))
        raise WrongUse(Problem(None, message, code="suffix"))
    return suffix


def columns() -> int:
    """The width of the terminal; 100 where there is none."""
    if not sys.stdout.isatty():
        return PIPED_COLUMNS
    import shutil

    return max(FEWEST_COLUMNS, shutil.get_terminal_size((PIPED_COLUMNS, 24)).columns)


def colour() -> bool:
    """Whether the reader's screen shows colours."""
    return sys.stdout.isatty()


def print_report(session: Session, verdict: Verdict, submission: Path) -> None:
    """The report on stdout, in the session's language or else the ruleset's; `submission` is as the user named it."""
    from rules_engine.report.terminal import report_text

    path = str(submission)
    if " " in path:
        import shlex

        path = shlex.quote(path)
    text = report_text(verdict, session.speech(verdict.ruleset.language), columns(), colour(), path)
    show(text, nl=False)


def write_json(session: Session, target: str, value: object) -> int:
    """The value as JSON to a file, or to stdout for `-`; 0, or the exit code where the file cannot be written."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        # JSON is UTF-8 whatever the console speaks.
        with writing():
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
            sys.stdout.buffer.flush()
        return 0
    return write_file(session, Path(target), text.encode("utf-8", "backslashreplace"))


def write_file(session: Session, path: Path, data: bytes) -> int:
    """The bytes to a file; 0, or the exit code where it cannot be written."""
    from rules_engine.errors import system_reason
    from rules_engine.messages import Message

    try:
        path.write_bytes(data)
    except OSError as error:
        session.tell(Message('Cannot write "{path}": {reason}.', path=str(path), reason=system_reason(error)))
        return WRONG_USE
    return 0
