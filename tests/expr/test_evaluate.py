from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from rules_engine.expr import nodes as n
from rules_engine.expr.evaluate import amount, truth
from rules_engine.expr.exactness import is_exact
from rules_engine.expr.needs import every_node
from rules_engine.expr.read import read
from rules_engine.places import Place
from rules_engine.values.ranges import WHOLE, Range
from tests.properties.reference import UndefinedError, value
from tests.strategies import (
    FACTS,
    LAWS,
    PARAMETER_VALUES,
    completed,
    conditions,
    facts_read,
    knowledge,
    ladders,
    linears,
    numbers,
    small,
    values_of,
)

PLACE = Place("criteria.yaml", 1, 1)
UNITS = st.sampled_from(["%", "百分点", "元", "人", ""])


def within(part: Range, whole: Range) -> bool:
    low = whole.low is None or (
        part.low is not None
        and (part.low > whole.low or (part.low == whole.low and (part.low_open or not whole.low_open)))
    )
    high = whole.high is None or (
        part.high is not None
        and (part.high < whole.high or (part.high == whole.high and (part.high_open or not whole.high_open)))
    )
    return low and high


@LAWS
@given(UNITS.flatmap(lambda unit: numbers(unit, 3)), st.data())
def test_every_completion_of_a_number_lies_in_its_range(node: n.Node, data: st.DataObject) -> None:
    known = data.draw(knowledge())
    one = data.draw(completed(known))
    whole, part = amount(node, values_of(known)), amount(node, values_of(one))
    assert within(part, whole)
    try:
        expected = value(node, {key: held.low or Fraction(0) for key, held in one.items()}, PARAMETER_VALUES)
    except UndefinedError:
        event("divides by zero")
        return
    assert part == Range.of(expected)
    assert expected in whole


@LAWS
@given(conditions(3), st.data())
def test_every_completion_of_a_condition_agrees_with_its_truth(node: n.Node, data: st.DataObject) -> None:
    known = data.draw(knowledge())
    one = data.draw(completed(known))
    whole, part = truth(node, values_of(known)), truth(node, values_of(one))
    event(f"truth {whole}")
    assert whole is None or whole == part
    try:
        expected = value(node, {key: held.low or Fraction(0) for key, held in one.items()}, PARAMETER_VALUES)
    except UndefinedError:
        return
    assert part is bool(expected)


# Both ends: over small whole ranges and trees whose turning points are whole or half, halves reach every end.


def halves(known: Range) -> list[Fraction]:
    assert known.low is not None and known.high is not None
    count = int((known.high - known.low) * 2)
    return [known.low + Fraction(step, 2) for step in range(count + 1)]


def every_completion(node: n.Node, known: Mapping[str, Range]) -> list[Mapping[str, Range]]:
    keys = list(dict.fromkeys(facts_read(node)))
    options = []
    for key in keys:
        condition = FACTS[key.removeprefix("previous ")].dimension == "yes_no"
        options.append([v for v in (halves(known[key])) if not condition or v.denominator == 1])
    return [
        {**known, **{key: Range.of(v) for key, v in zip(keys, choice, strict=True)}} for choice in product(*options)
    ]


@st.composite
def narrow_knowledge(draw: st.DrawFn) -> Mapping[str, Range]:
    known = {}
    for id, unit in FACTS.items():
        for key in (id, f"previous {id}"):
            low = Fraction(0) if unit.dimension == "yes_no" else draw(small)
            width = 1 if unit.dimension == "yes_no" else draw(st.integers(0, 2))
            known[key] = Range(low, low + width)
    return known


def turns_anywhere(node: n.Node) -> bool:
    """Whether an `abs` or a divisor may turn at values that no half reaches."""
    bent = (n.Growth, n.Share, n.Ratio, n.Arithmetic, n.Linear)
    for found in every_node(node):
        below: tuple[n.Node, ...] = ()
        if isinstance(found, n.Absolute):
            below = (found.operand,)
        elif isinstance(found, n.Growth):
            below = (found.old,)
        elif isinstance(found, n.Share):
            below = (found.whole,)
        elif isinstance(found, n.Ratio):
            below = (found.below,)
        elif isinstance(found, n.Arithmetic) and found.sign == "/":
            below = (found.right,)
        if any(isinstance(each, bent) for child in below for each in every_node(child)):
            return True
    return False


def reads_few_facts_once(node: n.Node) -> bool:
    return 1 <= len(facts_read(node)) <= 3 and is_exact(node) and not turns_anywhere(node)


@LAWS
@given(UNITS.flatmap(lambda unit: numbers(unit, 2)).filter(reads_few_facts_once), narrow_knowledge())
def test_both_ends_are_reached_where_a_number_is_marked_exact(node: n.Node, known: Mapping[str, Range]) -> None:
    event(type(node).__name__)
    whole = amount(node, values_of(known))
    parts = [amount(node, values_of(one)) for one in every_completion(node, known)]
    if whole.low is None or whole.high is None:
        assert WHOLE in parts or any(part.low is None or part.high is None for part in parts)
        return
    assert min(part.low for part in parts if part.low is not None) == whole.low
    assert max(part.high for part in parts if part.high is not None) == whole.high


@LAWS
@given(conditions(2).filter(reads_few_facts_once), narrow_knowledge())
def test_both_outcomes_are_reached_where_an_exact_condition_is_undecided(
    node: n.Node, known: Mapping[str, Range]
) -> None:
    event(type(node).__name__)
    whole = truth(node, values_of(known))
    parts = {truth(node, values_of(one)) for one in every_completion(node, known)}
    assert parts == {whole} or (whole is None and (None in parts or parts == {True, False}))


@LAWS
@given(ladders(st.just(n.FactRef("rate.a")), rising=True), small, small)
def test_more_of_a_rising_ladder_is_never_fewer_points(node: n.Ladder, a: Fraction, b: Fraction) -> None:
    low, high = (amount(node, values_of({"rate.a": Range.of(v)})) for v in (min(a, b), max(a, b)))
    assert low.low is not None and high.low is not None
    assert low.low <= high.low


@LAWS
@given(linears(st.just(n.FactRef("rate.a"))), small, small)
def test_linear_goes_one_way_only(node: n.Linear, a: Fraction, b: Fraction) -> None:
    assert isinstance(node.start, n.Number) and isinstance(node.end, n.Number)
    rises = (node.start.value < node.end.value) == (node.low <= node.high)
    low, high = (amount(node, values_of({"rate.a": Range.of(v)})).low for v in (min(a, b), max(a, b)))
    assert low is not None and high is not None
    assert low <= high if rises or node.low == node.high else low >= high


KNOWN = {
    "x": Range.of(85),
    "half": Range(Fraction(0), Fraction(1)),
    "some": Range(Fraction(51), Fraction(59)),
    "above": Range(Fraction(0), None, True),
    "zero": Range.of(0),
    "any": WHOLE,
    "previous x": Range.of(80),
}


def worth(text: str) -> Range:
    return amount(read(text, PLACE), values_of(KNOWN))


def held(text: str) -> bool | None:
    return truth(read(text, PLACE), values_of(KNOWN))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x >= 85", True),
        ("80 <= x < 85", False),
        ("80 <= x <= 85", True),
        ("some > 50", True),
        ("some > 55", None),
        ("some != 55", None),
        ("some != 60", True),
        ("some == 55", None),
        ("any == any", None),
        ("above > 0", True),
        ("above >= 0.000001", None),
        ("any > 0 and x < 0", False),
        ("any > 0 or x > 0", True),
        ("not any > 0", None),
        ("1 / zero > 0", None),
        ("growth(x, zero) == 0", None),
        ("growth(x, previous(x)) == 6.25", True),
        ("at_least(2, x > 0, x > 1, any > 0)", True),
        ("at_least(3, x > 0, x > 1, any > 0)", None),
        ("at_least(3, x > 0, x < 0, any > 0)", False),
        ("half", None),
        ("x > 0 if any > 0 else x > 1", True),
    ],
)
def test_undecided_operands_leave_undecided_what_depends_on_them(text: str, expected: bool | None) -> None:
    assert held(text) is expected


def test_a_computed_operand_is_seen_at_six_decimals_half_up() -> None:
    assert held("x / 3 == 28.333333")
    assert held("x * 0.0000001 == 0.000009")
    assert held("-(x * 0.0000001) == -0.000009")
    assert held("ratio(1, 3) >= 0.333333")
    assert worth("ladder(x / 3, 0, 28.333333, 2)") == Range.of(2)
    assert worth("ladder(x / 3, 0, 28.333334, 2)") == Range.of(0)


def test_a_fact_is_seen_as_it_is() -> None:
    close = values_of({"x": Range.of(Fraction("84.99999999"))})
    assert truth(read("x >= 85", PLACE), close) is False
    assert truth(read("x + 0 >= 85", PLACE), close) is True


def test_values_that_never_reach_an_open_end_do_not_round_beyond_it() -> None:
    short = values_of({"x": Range(Fraction(0), Fraction("0.0000005"), False, True)})
    assert truth(read("x + 0 < 0.000001", PLACE), short) is True
    assert truth(read("-x > -0.000001", PLACE), short) is True


def test_growth_is_exact_though_its_formula_repeats_a_fact() -> None:
    both = values_of({"new": Range(Fraction(90), Fraction(110)), "old": Range(Fraction(100), Fraction(200))})
    assert amount(read("growth(new, old)", PLACE), both) == Range(Fraction(-55), Fraction(10))
    assert amount(read("(new - old) / old * 100", PLACE), both) == Range(Fraction(-110), Fraction(10))


def test_a_linear_award_between_equal_parameters_is_anything_between_its_points() -> None:
    node = n.Linear(n.FactRef("x"), n.ParameterRef("rate"), n.ParameterRef("rate"), Fraction(0), Fraction(3))
    assert amount(node, values_of(KNOWN)) == Range(Fraction(0), Fraction(3))


def test_an_undecided_condition_counts_nought_to_one() -> None:
    assert amount(read("any > 0", PLACE), values_of(KNOWN)) == Range(Fraction(0), Fraction(1))


@LAWS
@given(conditions(3) | numbers("", 3), knowledge())
def test_no_value_makes_an_expression_fail(node: n.Node, known: Mapping[str, Range]) -> None:
    assume(node is not None)
    held_values = values_of(known)
    assert not amount(node, held_values).empty
    assert truth(node, held_values) in (True, False, None)
