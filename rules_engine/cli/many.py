"""Several submissions: a line for each as it is evaluated, what failed at the end, files that set them side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rules_engine.cli.output import write_file, write_json
from rules_engine.cli.session import FAILING, OPEN, SETTLED, WRONG_USE, Session, worst
from rules_engine.cli.stdout import OutputLost, show
from rules_engine.messages import Message

if TYPE_CHECKING:
    from rules_engine.batch import Outcome, Wish

INTERRUPTED = 130


def evaluate_many(
    session: Session, paths: Sequence[Path], wish: Wish, json_file: str | None, table: Path | None
) -> int:
    """Evaluate them in several processes; the worst exit code. Ctrl-C keeps what is finished."""
    from rules_engine.batch import evaluate_all

    finished: list[Outcome] = []
    codes: list[int] = []
    quiet = json_file == "-"
    outcomes = evaluate_all(paths, wish)
    try:
        with _bar(session, len(paths)) as bar:
            for outcome in outcomes:
                bar.update(1)
                finished.append(outcome)
                if not quiet:
                    _line(session, outcome, bar)
    except KeyboardInterrupt:
        outcomes.close()  # type: ignore[attr-defined]
        rest = len(paths) - len(finished)
        session.tell(Message("Stopped: {count} of {all} were not evaluated.", count=rest, all=len(paths)))
        codes.append(INTERRUPTED)
    except OutputLost:
        outcomes.close()  # type: ignore[attr-defined]
        raise
    _failures(session, finished)
    codes += _files(session, finished, json_file, table)
    return INTERRUPTED if INTERRUPTED in codes else worst([*codes, *map(_code, finished)])


@contextmanager
def _bar(session: Session, count: int) -> Iterator[Any]:
    """A progress bar on stderr, where somebody looks at it."""
    label = session.speech().say(Message("Evaluated"))
    with click.progressbar(length=count, label=label, file=sys.stderr, show_pos=True) as bar:
        if not sys.stderr.isatty():
            bar.label = ""
        yield bar


def _line(session: Session, outcome: Outcome, bar: Any) -> None:
    from rules_engine.report.comparison.lines import line

    if sys.stderr.isatty() and sys.stdout.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    show(line(outcome.path, outcome.summary, session.speech("zh")))
    if sys.stderr.isatty() and sys.stdout.isatty():
        bar.render_progress()


def _failures(session: Session, finished: Sequence[Outcome]) -> None:
    from rules_engine.errors import RulesEngineError

    failed = [outcome for outcome in finished if outcome.problems]
    if failed:
        session.tell(Message("Not evaluated ({count}):", count=len(failed)))
    for outcome in failed:
        session.refuse(RulesEngineError(*outcome.problems), str(outcome.path))


def _files(session: Session, finished: Sequence[Outcome], json_file: str | None, table: Path | None) -> list[int]:
    codes = []
    if json_file:
        codes.append(write_json(session, json_file, [outcome.record for outcome in finished if outcome.record]))
    if table:
        from rules_engine.report.comparison.overview import overview

        summaries = [outcome.summary for outcome in finished if outcome.summary]
        failed = {str(outcome.path): outcome.problems for outcome in finished if outcome.problems}
        code = write_file(session, table, overview(summaries, failed, session.speech("zh")))
        if not code:
            session.tell(Message("Written: {path}", path=str(table)))
        codes.append(code)
    return codes


def _code(outcome: Outcome) -> int:
    if outcome.summary is None:
        return WRONG_USE
    passes = outcome.summary.passes
    return OPEN if passes is None else SETTLED if passes else FAILING
