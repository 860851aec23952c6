"""An inspector's entries in words: what was entered, by whom, when and why, and what the machine had read."""

from collections.abc import Iterator

from rules_engine.facts.entry import Entry, parts_of, proof
from rules_engine.facts.fact import Fact
from rules_engine.facts.mention import Mention
from rules_engine.findings import Finding, Overruled
from rules_engine.messages import Message
from rules_engine.report.terminal.telling import Naming, Telling
from rules_engine.report.words import ENTRY, KIND, OUTCOME, STATUS
from rules_engine.values.number import written


def entry_told(telling: Naming, entry: Entry) -> Iterator[str]:
    """The entry with its signature, then what it is about as the machine read or computed it."""
    yield telling.say(Message("{what} - {signed}", what=what_told(telling, entry), signed=signed(telling, entry)))
    if read := read_by_machine(telling, entry):
        yield telling.say(Message("Read by the machine: {figure}", figure=read))


def signed(telling: Naming, entry: Entry) -> str:
    """Who entered it, when, and why, with what it rests on where that is something else."""
    parts = [entry.author or "-"]
    if entry.date is not None:
        parts.append(entry.date.isoformat())
    told = telling.say(Message("{who}: {reason}", who=telling.listed(parts), reason=entry.reason or "-"))
    if not entry.source or entry.source == entry.reason:
        return told
    return telling.say(Message("{told} (source: {source})", told=told, source=entry.source))


def read_by_machine(telling: Naming, entry: Entry) -> str:
    """What the machine had read or computed where the entry stands now; empty where that is nothing."""
    if entry.figure is not None:
        return _read_as(telling, entry.figure)
    return "" if entry.proved is None else _computed_as(telling, entry.proved)


def _read_as(telling: Naming, figure: Mention) -> str:
    """What the machine made of a figure: the words, the place, the fact."""
    title = f"{figure.fact} {telling.fact(figure.fact)}" if figure.fact else telling.say(Message("no fact"))
    about = [telling.say(KIND[figure.kind])]
    if figure.period is not None:
        about.append(str(figure.period))
    return telling.say(
        Message(
            '"{quote}" as {title} ({about}) - {place}',
            quote=telling.quoted(figure.quote),
            title=title,
            about=telling.listed(about),
            place=telling.place(figure.anchor),
        )
    )


def _computed_as(telling: Naming, fact: Fact) -> str:
    cells = [telling.place(citation.anchor) for citation in fact.citations if citation.anchor is not None]
    return telling.say(Message("{fact} - {cells}", fact=telling.held(fact), cells=telling.listed(dict.fromkeys(cells))))


def beside_told(telling: Telling, finding: Finding) -> tuple[str, ...]:
    """What inspectors entered on a criterion or its facts, with what rule and machine made of it; or nothing."""
    entries = telling.verdict.entries
    if not entries:
        return ()
    lines: list[str] = []
    if finding.decided is not None and finding.overruled is not None:
        who = signed(telling, finding.decided)
        lines += [telling.say(Message("Decided by {who}", who=who)), _by_rule(telling, finding.overruled)]
    held = {*finding.facts, *finding.losing}
    aside = {citation.anchor for fact in held if fact.corrected for citation in fact.citations}
    proofs = {proof(fact) for fact in held if fact.corrected and fact.origin == "table"}
    behind = {part for fact in held if fact.origin == "formula" for part in parts_of(fact.id, telling.vocabulary)}
    for entry in entries:
        read = entry.figure is not None and entry.figure.anchor in aside
        proved = entry.proved is not None and proof(entry.proved) in proofs
        if read or proved or entry.fact in held or (entry.fact is not None and entry.fact.id in behind):
            lines += entry_told(telling, entry)
    return tuple(lines)


def _by_rule(telling: Telling, overruled: Overruled) -> str:
    low, high = telling.points(overruled.low), telling.points(overruled.high)
    points = low if low == high else telling.say(Message("{low} to {high}", low=low, high=high))
    return telling.say(
        Message("By the rule alone: {status}, {points} points", status=STATUS[overruled.status], points=points)
    )


def what_told(telling: Naming, entry: Entry) -> str:
    """What was entered: a value, a decision, or that a figure is none of the fact it was read as."""
    told = "" if entry.fact is None else telling.held(entry.fact)
    if entry.outcome == "points" and entry.points is not None:
        told = telling.say(Message("{points} points", points=written(entry.points)))
    elif entry.outcome is not None:
        told = telling.say(OUTCOME[entry.outcome])
    elif entry.fact is None and entry.figure is not None:
        told = telling.fact(entry.figure.fact)
    elif entry.fact is None and entry.proved is not None:
        told = telling.fact(entry.proved.id)
    if entry.criterion:
        criteria = telling.criteria if isinstance(telling, Telling) else {}
        title = telling.say(criteria[entry.criterion].title) if entry.criterion in criteria else entry.criterion
        told = telling.say(Message("{rule} -> {outcome}", rule=title, outcome=told))
    return telling.say(Message("{kind}: {what}", kind=ENTRY[entry.kind], what=told))
