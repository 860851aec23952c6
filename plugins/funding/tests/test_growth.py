from fractions import Fraction

import pytest

from rules_engine.api import (
    AllOf,
    Arguments,
    Check,
    Comparison,
    FactRef,
    Growth,
    Node,
    Number,
    ParameterRef,
    Previous,
    WrongParameters,
)
from rules_engine_funding import rules_engine_checks
from rules_engine_funding.growth_each_stage import GROWTH_EACH_STAGE
from rules_engine_funding.not_falling import NOT_FALLING

NOTHING = Number(Fraction(0))


def built(check: Check, **values: object) -> Node:
    assert check.build is not None
    return check.build(Arguments(values, Fraction(4)))


def test_rates_as_printed_must_exceed_nothing_unless_told() -> None:
    rates = (FactRef("f.a"), FactRef("f.b"))
    assert built(GROWTH_EACH_STAGE, rates=rates) == AllOf(tuple(Comparison(rate, ((">", NOTHING),)) for rate in rates))


def test_amounts_are_held_against_the_year_before() -> None:
    limit = ParameterRef("funding.least")
    growth = Growth(FactRef("f.a"), Previous("f.a"))
    assert built(GROWTH_EACH_STAGE, amounts=(FactRef("f.a"),), more_than=limit) == AllOf(
        (Comparison(growth, ((">", limit),)),)
    )


def test_not_falling_allows_standing_still_and_joins_rates_and_amounts() -> None:
    assert built(NOT_FALLING, rates=(FactRef("f.r"),), amounts=(FactRef("f.a"),)) == AllOf(
        (
            Comparison(FactRef("f.r"), ((">=", NOTHING),)),
            Comparison(Growth(FactRef("f.a"), Previous("f.a")), ((">=", NOTHING),)),
        )
    )


@pytest.mark.parametrize("check", [GROWTH_EACH_STAGE, NOT_FALLING])
def test_neither_rates_nor_amounts_is_an_authors_problem(check: Check) -> None:
    with pytest.raises(WrongParameters, match="rates"):
        built(check)


def test_the_plugin_offers_both() -> None:
    assert set(rules_engine_checks()) == {GROWTH_EACH_STAGE, NOT_FALLING}
