"""What several inspectors filled in for one submission, put together; what they decide differently is refused."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path

from rules_engine.errors import Problem, UnreadableSubmission
from rules_engine.facts.entry import Entry, proof, spot
from rules_engine.messages import LocalText, Message
from rules_engine.report.entry_sheet.layout import DECISIONS, OUTCOMES
from rules_engine.report.entry_sheet.reading import ReadByProgram, read_sheet
from rules_engine.report.entry_sheet.several import names_of, sheets_for
from rules_engine.scoring.verdict import Verdict
from rules_engine.values.number import written


def read_sheets(sheets: Sequence[Path], read: ReadByProgram) -> tuple[Entry, ...]:
    """The entries of the sheets, in their order; what stands in two of them word for word, signature and all, once.

    Raises UnreadableSubmission with every problem of every sheet, and with what two entries decide differently.
    """
    names = names_of(sheets)
    problems: list[Problem] = []
    found: dict[Entry, None] = {}
    for sheet in sheets:
        try:
            for entry in read_sheet(sheet, read, names[sheet]):
                found.setdefault(entry)
        except UnreadableSubmission as error:
            problems += error.problems
    problems += _conflicts(found, read)
    if problems:
        raise UnreadableSubmission(*problems)
    return tuple(found)


def read_again(entries: Sequence[Path], verdict: Verdict) -> tuple[Entry, ...]:
    """The entries of sheets that are to be continued, held against a verdict of the program alone."""
    report = next(document for document in verdict.documents if document.name == verdict.report)
    year = verdict.period.year
    read = ReadByProgram(verdict.ruleset, verdict.mentions, verdict.facts, verdict.documents, report, year)
    return read_sheets(sheets_for(report, entries), read)


def _conflicts(entries: Iterable[Entry], read: ReadByProgram) -> Iterator[Problem]:
    first: dict[Hashable, Entry] = {}
    for entry in entries:
        other = first.setdefault(_subject(entry), entry)
        if _decided(other) == _decided(entry):
            continue
        message = Message(
            "{author} enters {said} here, {other} enters {there} in {place}.",
            author=entry.author,
            said=_said(entry, read),
            other=other.author,
            there=_said(other, read),
            place=str(other.place),
        )
        advice = Message("Agree on one of the two and clear the other row.")
        yield Problem(entry.place, message, advice=advice, code="two_sheets")


def _subject(entry: Entry) -> Hashable:
    """What an entry is about: a criterion, a figure, a table's fact, or the fact of a period."""
    if entry.criterion:
        return entry.criterion
    if entry.figure is not None:
        return spot(entry.figure.anchor)
    if entry.proved is not None:
        return proof(entry.proved)
    return None if entry.fact is None else (entry.fact.id, entry.fact.period)


def _decided(entry: Entry) -> Hashable:
    """What an entry comes to, however strong its evidence: of two levels of one value the better one counts."""
    fact = entry.fact
    return entry.outcome, entry.points, None if fact is None else (fact.id, fact.value)


def _said(entry: Entry, read: ReadByProgram) -> Message | LocalText | str:
    """What an entry decides, as its row says it."""
    if entry.outcome is not None:
        return written(entry.points) if entry.points is not None else OUTCOMES[entry.outcome]
    fact = entry.fact
    if fact is None:
        return DECISIONS["unbound"]
    if entry.kind == "rebound":
        title = read.rules.vocabulary.facts[fact.id].title
        return Message("{value} of {fact}", value=fact.printed, fact=title)
    if entry.criterion and not fact.printed:
        return OUTCOMES["met"] if fact.value.low else OUTCOMES["not_met"]
    return fact.printed or DECISIONS[entry.kind]
