"""Shares of one whole, divided by one quality, that are more than all of it."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from re import Pattern

from rules_engine.facts.consistency.interval import rounding
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.sums import named_facts, quoted
from rules_engine.facts.consistency.words import classes, either
from rules_engine.facts.mention import Relation
from rules_engine.messages import Message
from rules_engine.regex import regex
from rules_engine.values.number import written

_SEVERAL = 3
_ALL = 100
_ANY = "占"


@cache
def _share() -> Pattern[str]:
    of = classes()
    return regex(
        f"(?P<name>[^，；：（）、]{{0,12}}?(?P<quality>{either(of['divides_all'])})[^，；：（）、]{{0,4}}?)占比?例?"
    )


@cache
def _nested() -> Pattern[str]:
    """Words by which one share may hold another: 本科及以上学历 those of 研究生学历."""
    return regex("以上|及以下")


def distribution_relations(passage: Passage) -> Iterator[Relation]:
    """本科学历占78.5%，专科学历占31.3%，研究生学历占6.2%: such a row that adds up to more than all."""
    if _ANY not in passage.stretch:
        return
    row: list[int] = []
    quality = ""
    for position, mention in enumerate(passage.mentions):
        gap = passage.gaps[position]
        label = gap.item.name if gap.lead else gap.rest or gap.label
        said = _share().fullmatch(label.lstrip("，、；"))
        told = said["quality"] if said and mention.unit == "%" and not _nested().search(said["name"]) else ""
        if not told or told != quality:
            yield from _weighed(passage, row)
            row = []
        quality = told
        if told:
            row.append(position)
    yield from _weighed(passage, row)


def _weighed(passage: Passage, row: list[int]) -> Iterator[Relation]:
    figures = [passage.mentions[position] for position in row]
    if len(figures) < _SEVERAL or len({(figure.kind, figure.period) for figure in figures}) > 1:
        return
    lows = [low for figure in figures if (low := rounding(figure).low) is not None]
    if sum(lows, Fraction(0)) <= _ALL:
        return
    statement = Message(
        "The shares {parts} of one whole add up to {sum}%, more than all of it.",
        parts=quoted(figures),
        sum=written(sum((figure.number for figure in figures), Fraction(0))),
    )
    facts = named_facts(figures)
    yield Relation("sum", "contradictory", statement, passage.cite(row), facts=facts, code="shares_above_all")
