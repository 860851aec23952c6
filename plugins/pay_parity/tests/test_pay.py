from fractions import Fraction

import pytest

from rules_engine.api import (
    AllOf,
    Arguments,
    Check,
    Comparison,
    FactRef,
    Node,
    Number,
    Ratio,
    Share,
    WrongParameters,
)
from rules_engine_pay_parity import rules_engine_checks
from rules_engine_pay_parity.equal_pay import EQUAL_PAY
from rules_engine_pay_parity.parity import PARITY


def built(check: Check, **values: object) -> Node:
    assert check.build is not None
    return check.build(Arguments(values, Fraction(4)))


def facts(*ids: str) -> tuple[FactRef, ...]:
    return tuple(FactRef(id) for id in ids)


def test_one_civil_servants_figure_serves_all_teachers() -> None:
    one = Number(Fraction(1))
    tree = built(PARITY, teachers=facts("p.a", "p.b"), civil_servants=facts("p.c"))
    assert tree == AllOf(
        (
            Comparison(Ratio(FactRef("p.a"), FactRef("p.c")), ((">=", one),)),
            Comparison(Ratio(FactRef("p.b"), FactRef("p.c")), ((">=", one),)),
        )
    )


def test_ratios_as_printed_need_no_pair() -> None:
    limit = Number(Fraction(11, 10))
    tree = built(PARITY, ratios=facts("p.r"), at_least=limit)
    assert tree == AllOf((Comparison(FactRef("p.r"), ((">=", limit),)),))


def test_pay_outside_posts_is_a_share_of_pay_within() -> None:
    all_of_it = Number(Fraction(100))
    tree = built(EQUAL_PAY, rates=facts("p.r"), outside_posts=facts("p.o"), within_posts=facts("p.w"))
    assert tree == AllOf(
        (
            Comparison(FactRef("p.r"), ((">=", all_of_it),)),
            Comparison(Share(FactRef("p.o"), FactRef("p.w")), ((">=", all_of_it),)),
        )
    )


@pytest.mark.parametrize(
    ("check", "values"),
    [
        (PARITY, {}),
        (PARITY, {"civil_servants": facts("p.c")}),
        (PARITY, {"teachers": facts("p.a", "p.b", "p.c"), "civil_servants": facts("p.d", "p.e")}),
        (EQUAL_PAY, {}),
        (EQUAL_PAY, {"outside_posts": facts("p.o")}),
    ],
)
def test_lists_that_do_not_pair_off_are_an_authors_problem(check: Check, values: dict[str, object]) -> None:
    with pytest.raises(WrongParameters):
        built(check, **values)


def test_the_plugin_offers_both() -> None:
    assert set(rules_engine_checks()) == {EQUAL_PAY, PARITY}
