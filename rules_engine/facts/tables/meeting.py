"""Where a table meets the report: agreement is cited with the cells, disagreement is a relation that names both."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from rules_engine.facts.fact import Fact
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.values.number import written
from rules_engine.values.ranges import Range, meet

MOST_CITED = 3


def meet_report(
    found: Sequence[Fact],
    told: Sequence[Fact],
    mentions: Sequence[Mention],
    entries: Mapping[str, FactEntry],
    year: int,
) -> tuple[tuple[Fact, ...], tuple[Relation, ...]]:
    """The facts of tables with the sentences that agree with them, and a relation for each sentence that does not.

    A sentence without a period is taken to speak of the evaluated `year`.
    """
    facts: list[Fact] = []
    relations: list[Relation] = []
    for fact in found:
        agreeing = []
        for other in told:
            if not _comparable(fact, other, year):
                continue
            if _fits(fact, other):
                agreeing += [citation for citation in other.citations if citation not in agreeing]
            else:
                relations.append(_difference(fact, other, mentions, entries[fact.id]))
        facts.append(evolve(fact, citations=(*fact.citations, *agreeing[:MOST_CITED])))
    return tuple(facts), tuple(relations)


def _comparable(fact: Fact, other: Fact, year: int) -> bool:
    if fact.id != other.id or other.kind not in ("achieved", "problem") or other.origin == "table":
        return False
    if other.scope and fact.scope and other.scope != fact.scope:
        return False
    when = fact.period.year if fact.period is not None else year
    if other.period is None:
        return when == year
    if other.period.part or (other.period.other is not None and not other.period.change):
        return False
    return other.period.year == when


def _fits(fact: Fact, other: Fact) -> bool:
    half = other.step / 2
    value = other.value
    wide = Range(
        None if value.low is None else value.low - half,
        None if value.high is None else value.high + half,
        value.low_open and not half,
        value.high_open and not half,
    )
    return meet(fact.value, wide) is not None


def _difference(fact: Fact, other: Fact, mentions: Sequence[Mention], entry: FactEntry) -> Relation:
    anchors = {citation.anchor for citation in other.citations}
    cited = tuple(
        index
        for index, mention in enumerate(mentions)
        if mention.fact == fact.id and mention.anchor in anchors and other.origin == "mention"
    )
    statement = Message(
        "{title}: the table gives {found}, which differs from {told} in the report.",
        title=entry.title,
        found=_told(fact.value, entry),
        told=other.printed or _told(other.value, entry),
    )
    words = () if cited else other.citations
    return Relation(
        "same",
        "contradictory",
        statement,
        cited,
        facts=(fact.id,),
        code="table_differs",
        citations=(*words, *fact.citations),
    )


def _told(value: Range, entry: FactEntry) -> str:
    """The value with its unit, in figures and signs of no one language."""
    unit = "" if entry.unit.dimension in ("plain", "yes_no", "pupils_each") else entry.unit.name
    low, high = (None if end is None else written(end) for end in (value.low, value.high))
    if value.settled:
        return f"{low}{unit}"
    if low is not None and high is not None:
        return f"{low}…{high}{unit}"
    if low is not None:
        return f"{'>' if value.low_open else '≥'} {low}{unit}"
    return f"{'<' if value.high_open else '≤'} {high}{unit}" if high is not None else "…"
