"""Where the report agrees with a table, the fact cites both: the cells and the sentence."""

from collections.abc import Sequence

from attrs import evolve

from rules_engine.facts.fact import Citation, Fact
from rules_engine.values.ranges import Range, meet

MOST_SENTENCES = 3


def agreed(facts: Sequence[Fact], year: int) -> tuple[Fact, ...]:
    """The facts, those of tables with the sentences that say the same.

    A sentence without a period is taken to speak of the evaluated `year`. So what was only stated, or claimed in words,
    stands at the level of the table; what differs is told by relations.
    """
    if not any(fact.origin == "table" for fact in facts):
        return tuple(facts)
    told = [fact for fact in facts if fact.origin in ("mention", "claim") and fact.kind in ("achieved", "problem")]
    return tuple(_with_sentences(fact, told, year) if fact.origin == "table" else fact for fact in facts)


def _with_sentences(fact: Fact, told: Sequence[Fact], year: int) -> Fact:
    sentences: dict[Citation, None] = {}
    for other in told:
        if other.id == fact.id and _one_time(fact, other, year) and meet(fact.value, _wide(other)) is not None:
            sentences.update(dict.fromkeys(other.citations))
    return evolve(fact, citations=(*fact.citations, *list(sentences)[:MOST_SENTENCES])) if sentences else fact


def _one_time(fact: Fact, other: Fact, year: int) -> bool:
    if other.scope and fact.scope and other.scope != fact.scope:
        return False
    if other.period is None or fact.period is None:
        return fact.period is None or fact.period.year == year
    whole = not other.period.part and (other.period.other is None or other.period.change)
    return whole and other.period.year == fact.period.year


def _wide(fact: Fact) -> Range:
    """Every value that rounds to the printed one."""
    half, value = fact.step / 2, fact.value
    if not half:
        return value
    return Range(None if value.low is None else value.low - half, None if value.high is None else value.high + half)
