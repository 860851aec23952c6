"""Where the report agrees with a table, the fact cites both: the cells and the sentence."""

from collections.abc import Mapping, Sequence

from rules_engine.facts.fact import Citation, Fact
from rules_engine.records import evolve
from rules_engine.values.ranges import Range, meet

MOST_SENTENCES = 3


def agreed(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, those of tables with the sentences that say the same.

    A sentence without a period is held against the newest table. So what was only stated, or claimed in words, stands
    at the level of the table; what differs is told by relations.
    """
    tables = [fact for fact in facts if fact.origin == "table"]
    if not tables:
        return tuple(facts)
    newest: dict[str, int] = {}
    for fact in tables:
        if fact.period is not None:
            newest[fact.id] = max(newest.get(fact.id, 0), fact.period.year)
    told = [fact for fact in facts if fact.origin in ("mention", "claim") and fact.kind in ("achieved", "problem")]
    return tuple(_with_sentences(fact, told, newest) if fact.origin == "table" else fact for fact in facts)


def _with_sentences(fact: Fact, told: Sequence[Fact], newest: Mapping[str, int]) -> Fact:
    sentences: dict[Citation, None] = {}
    for other in told:
        if other.id == fact.id and _one_time(fact, other, newest) and meet(fact.value, _wide(other)) is not None:
            sentences.update(dict.fromkeys(other.citations))
    return evolve(fact, citations=(*fact.citations, *list(sentences)[:MOST_SENTENCES])) if sentences else fact


def _one_time(fact: Fact, other: Fact, newest: Mapping[str, int]) -> bool:
    if other.scope and fact.scope and other.scope != fact.scope:
        return False
    if fact.period is None:
        return True
    if other.period is None:
        return newest.get(fact.id) == fact.period.year
    whole = not other.period.part and (other.period.other is None or other.period.change)
    return whole and other.period.year == fact.period.year


def _wide(fact: Fact) -> Range:
    """Every value that rounds to the printed one."""
    half, value = fact.step / 2, fact.value
    if not half:
        return value
    return Range(None if value.low is None else value.low - half, None if value.high is None else value.high + half)
