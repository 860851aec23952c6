"""Several submissions: a line for each as it is evaluated, what failed at the end, files that set them side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rules_engine.cli.beside import Beside, refused
from rules_engine.cli.interrupts import undivided
from rules_engine.cli.session import FAILING, OPEN, SETTLED, WRONG_USE, Session, worst
from rules_engine.cli.stdout import OutputLost, show
from rules_engine.errors import Problem, RulesEngineError, UnreadableSubmission, WrongUse
from rules_engine.hooks.host import load_plugins
from rules_engine.messages import Message
from rules_engine.records import evolve

if TYPE_CHECKING:
    from rules_engine.batch import Outcome, Wish
    from rules_engine.documents.collection import Handed

INTERRUPTED = 130


def evaluate_several(
    session: Session,
    submissions: Sequence[Path],
    wish: Wish,
    records: str | None,
    wanted: Mapping[str, Path],
    entries: tuple[Path, ...],
    *,
    loose: bool = False,
) -> int | None:
    """Evaluate all that was handed in, folders and zips of folders opened; None where it is but one submission.

    `loose` takes the files of a folder for a submission each, where all of them are reports of other counties.
    `entries` are sheets that were filled in: each counts for the submission that it was made for.
    """
    from tempfile import TemporaryDirectory

    from rules_engine.choice import report_words
    from rules_engine.documents.collection import Unpacking, may_hold_several
    from rules_engine.facts.head import read_head

    if len(submissions) == 1 and not loose and not may_hold_several(submissions[0]):
        return None
    host = load_plugins(wish.without, wish.plugins)
    with TemporaryDirectory() as folder:
        words = report_words(host, wish.ruleset)
        unpacking = Unpacking(Path(folder), words.titles, host.readers)
        if loose:
            handed = unpacking.loose(submissions[0], lambda report: read_head(report, words).county)
        else:
            handed = [found for path in submissions for found in unpacking.submissions(path)]
        if len(handed) < 2:
            return None
        for form in wanted:
            if form not in ("html", "xlsx"):
                raise _one_at_a_time(form)
        pages, table = wanted.get("html"), wanted.get("xlsx")
        try:
            beside = Beside(session, records, table, pages)
        except OSError as error:
            return refused(session, error)
        beside.failed.extend(unpacking.problems)
        if entries:
            from rules_engine.report.entry_sheet.several import sheets_at

            wish = evolve(wish, entries=sheets_at(entries))
        wish = evolve(wish, records=bool(records), points=bool(pages or table), pages=bool(pages))
        return evaluate_many(session, handed, wish, beside)


def _one_at_a_time(form: str) -> WrongUse:
    message = Message("--{form} writes the report on one submission.", form=form)
    return WrongUse(Problem(None, message, advice=Message("Give one submission at a time."), code="one_submission"))


def evaluate_many(session: Session, handed: Sequence[Handed], wish: Wish, beside: Beside) -> int:
    """Evaluate them in several processes; the worst exit code. Ctrl-C keeps what is finished."""
    from rules_engine.batch import evaluate_all

    codes = [SETTLED]
    outcomes = evaluate_all([each.path for each in handed], wish)
    finished = 0
    sheets = dict(wish.entries or {})
    try:
        with _bar(session, len(handed)) as bar:
            for each, outcome in zip(handed, outcomes, strict=True):
                with undivided():
                    bar.update(1)
                    finished += 1
                    codes.append(_code(outcome))
                    sheets.pop(outcome.report, None)
                    beside.add(each.name, outcome)
                    if not beside.on_stdout:
                        _line(session, each.name, outcome, bar)
    except KeyboardInterrupt:
        outcomes.close()  # type: ignore[attr-defined]
        rest = len(handed) - finished
        session.tell(Message("Stopped: {count} of {all} were not evaluated.", count=rest, all=len(handed)))
        codes.append(INTERRUPTED)
    except OutputLost:
        outcomes.close()  # type: ignore[attr-defined]
        raise
    _failures(session, beside)
    if sheets and finished == len(handed) and not beside.failed:
        from rules_engine.report.entry_sheet.several import strange

        left = [strange(sheet) for several in sheets.values() for sheet in several]
        codes.append(session.refuse(UnreadableSubmission(*left)))
    codes.append(beside.close(len(handed) - finished))
    return INTERRUPTED if INTERRUPTED in codes else worst(codes)


@contextmanager
def _bar(session: Session, count: int) -> Iterator[Any]:
    """A progress bar on stderr, where somebody looks at it."""
    label = session.speech().say(Message("Evaluated"))
    file = sys.stderr if sys.stderr.isatty() else StringIO()
    with click.progressbar(length=count, label=label, file=file, show_pos=True) as bar:
        yield bar


def _line(session: Session, name: str, outcome: Outcome, bar: Any) -> None:
    from rules_engine.report.comparison.lines import line

    if sys.stderr.isatty() and sys.stdout.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    show(line(name, outcome.summary, session.speech("zh")))
    if sys.stderr.isatty() and sys.stdout.isatty():
        bar.render_progress()


def _failures(session: Session, beside: Beside) -> None:
    if beside.failed:
        session.tell(Message("Not evaluated ({count}):", count=len(beside.failed)))
    for name, problems in beside.failed:
        session.refuse(RulesEngineError(*problems), name)


def _code(outcome: Outcome) -> int:
    if outcome.summary is None:
        return WRONG_USE
    passes = outcome.summary.passes
    return OPEN if passes is None else SETTLED if passes else FAILING
