from fractions import Fraction

import pytest

from rules_engine.api import AllOf, Arguments, Comparison, FactRef, Node, Number, Share, WrongParameters
from rules_engine_safety import rules_engine_checks
from rules_engine_safety.full_coverage import FULL_COVERAGE

ALL = Number(Fraction(100))


def built(**values: object) -> Node:
    assert FULL_COVERAGE.build is not None
    return FULL_COVERAGE.build(Arguments(values, Fraction(4)))


def test_rates_and_counts_stand_side_by_side() -> None:
    tree = built(rates=(FactRef("s.r"),), covered=(FactRef("s.a"), FactRef("s.b")), of=FactRef("s.all"))
    assert tree == AllOf(
        (
            Comparison(FactRef("s.r"), ((">=", ALL),)),
            Comparison(Share(FactRef("s.a"), FactRef("s.all")), ((">=", ALL),)),
            Comparison(Share(FactRef("s.b"), FactRef("s.all")), ((">=", ALL),)),
        )
    )


@pytest.mark.parametrize(
    "values", [{}, {"covered": (FactRef("s.a"),)}, {"rates": (FactRef("s.r"),), "of": FactRef("s.all")}]
)
def test_counts_and_their_whole_belong_together(values: dict[str, object]) -> None:
    with pytest.raises(WrongParameters):
        built(**values)


def test_the_plugin_offers_it() -> None:
    assert list(rules_engine_checks()) == [FULL_COVERAGE]
