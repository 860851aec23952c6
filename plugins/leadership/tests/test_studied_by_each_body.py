from fractions import Fraction

from rules_engine.api import AllOf, Arguments, Comparison, FactRef, Number
from rules_engine_leadership import rules_engine_checks
from rules_engine_leadership.studied_by_each_body import STUDIED_BY_EACH_BODY


def test_a_condition_for_every_body() -> None:
    assert STUDIED_BY_EACH_BODY.build is not None
    two = Number(Fraction(2))
    tree = STUDIED_BY_EACH_BODY.build(
        Arguments({"bodies": (FactRef("a.x"), FactRef("a.y")), "at_least": two}, Fraction(3))
    )
    assert tree == AllOf((Comparison(FactRef("a.x"), ((">=", two),)), Comparison(FactRef("a.y"), ((">=", two),))))


def test_the_plugin_offers_it() -> None:
    assert list(rules_engine_checks()) == [STUDIED_BY_EACH_BODY]
