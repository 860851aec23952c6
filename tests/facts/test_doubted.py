"""A contradiction puts only the figures it cites in doubt."""

from fractions import Fraction

from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.factset import doubted
from rules_engine.facts.mention import Relation
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

PLACES = [Anchor("report.txt", "0" * 64, "¶1", start, start + 3) for start in (10, 50)]


def fact(place: Anchor, year: int, value: int) -> Fact:
    cited = (Citation("…", place),)
    return Fact("growth", Range.of(value), Level.E1, "achieved", "mention", cited, Period(year))


def relation(*anchors: Anchor, status: str = "contradictory") -> Relation:
    doubt = {"growth": Range(Fraction(5), Fraction(6))}
    return Relation("growth", status, Message("x"), (0,), ("growth",), doubt, anchors=anchors)  # type: ignore[arg-type]


def test_the_same_fact_of_another_year_is_not_in_doubt() -> None:
    facts = [fact(PLACES[0], 2021, 3), fact(PLACES[1], 2022, 4)]
    one, other = doubted(facts, [relation(PLACES[1])])
    assert one.value == Range.of(3)
    assert other.value == Range(Fraction(4), Fraction(6))


def test_an_assumption_widens_nothing() -> None:
    facts = (fact(PLACES[0], 2021, 3),)
    assert doubted(facts, [relation(PLACES[0], status="doubtful")]) == facts
    assert doubted(facts, []) == facts
