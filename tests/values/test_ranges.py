from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values import ranges as r
from rules_engine.values.number import round_half_up
from rules_engine.values.ranges import WHOLE, Range
from tests.strategies import LAWS, inside, ranges, small

CLOSE = Fraction(1, 100)
FAR = Fraction(10**4)


def reaches(results: list[Fraction], found: Range) -> None:
    """Every result lies in the range, and both of its ends are reached or approached."""
    assert all(value in found for value in results)
    lowest, highest = min(results), max(results)
    if found.low is None:
        assert lowest <= -FAR
    else:
        assert lowest - found.low < CLOSE
        assert found.low_open == (lowest != found.low)
    if found.high is None:
        assert highest >= FAR
    else:
        assert found.high - highest < CLOSE
        assert found.high_open == (highest != found.high)


BINARY: dict[str, tuple[Callable[[Range, Range], Range], Callable[[Fraction, Fraction], Fraction]]] = {
    "add": (r.add, lambda a, b: a + b),
    "subtract": (r.subtract, lambda a, b: a - b),
    "multiply": (r.multiply, lambda a, b: a * b),
    "least": (lambda a, b: r.least([a, b]), min),
    "greatest": (lambda a, b: r.greatest([a, b]), max),
}


@pytest.mark.parametrize("name", BINARY)
@LAWS
@given(a=ranges(), b=ranges())
def test_arithmetic_gives_every_result_and_no_wider_range(name: str, a: Range, b: Range) -> None:
    on_ranges, on_numbers = BINARY[name]
    reaches([on_numbers(x, y) for x, y in product(inside(a), inside(b))], on_ranges(a, b))


@LAWS
@given(ranges(), ranges())
def test_quotients_are_exact_unless_the_divisor_may_be_zero(a: Range, b: Range) -> None:
    if Fraction(0) in b:
        assert r.divide(a, b) == WHOLE
    else:
        reaches([x / y for x, y in product(inside(a), inside(b))], r.divide(a, b))


@LAWS
@given(ranges(), ranges(), ranges())
def test_a_clamp_gives_every_result_and_no_wider_range(a: Range, low: Range, high: Range) -> None:
    results = [min(max(x, y), z) for x, y, z in product(inside(a), inside(low), inside(high))]
    reaches(results, r.clamp(a, low, high))


@LAWS
@given(ranges())
def test_signs(a: Range) -> None:
    reaches([-x for x in inside(a)], r.negate(a))
    reaches([abs(x) for x in inside(a)], r.absolute(a))
    assert r.negate(r.negate(a)) == a


@LAWS
@given(ranges(), ranges())
def test_hull_and_meet(a: Range, b: Range) -> None:
    reaches(inside(a) + inside(b), r.hull([a, b]))
    both = r.meet(a, b)
    for value in inside(a) + inside(b):
        assert (value in a and value in b) == (both is not None and value in both)
    assert both is None or not both.empty


@LAWS
@given(ranges(), ranges())
def test_comparisons_are_decided_exactly_where_all_values_agree(a: Range, b: Range) -> None:
    pairs = list(product(inside(a), inside(b)))
    common = r.meet(a, b) is not None
    for found, outcomes in (
        (r.less(a, b), {x < y for x, y in pairs}),
        (r.less_or_equal(a, b), {x <= y for x, y in pairs}),
    ):
        assert outcomes <= ({True, False} if found is None else {found})
        assert found is not None or outcomes == {True, False} or common
    equal = r.equal(a, b)
    assert {x == y for x, y in pairs} <= ({True, False} if equal is None else {equal})
    assert (equal is None) == (common and not (a.settled and b.settled))


_MILLIONTHS = st.builds(Fraction, st.integers(-40, 40), st.just(10**7))


@LAWS
@given(ranges(_MILLIONTHS))
def test_rounding_reaches_both_ends_and_none_beyond(a: Range) -> None:
    found = r.rounded(a)
    near = Fraction(1, 10**12)
    values = [v for end in (a.low, a.high) if end is not None for v in (end, end + near, end - near) if v in a]
    results = [round_half_up(value) for value in values + inside(a)]
    assert all(value in found for value in results)
    assert found.low is None or found.low == min(results)
    assert found.high is None or found.high == max(results)


@LAWS
@given(ranges(), small)
def test_membership_follows_the_ends(a: Range, value: Fraction) -> None:
    low = a.low is None or value > a.low or (value == a.low and not a.low_open)
    high = a.high is None or value < a.high or (value == a.high and not a.high_open)
    assert (value in a) == (low and high)


def test_what_is_left_of_a_range() -> None:
    assert Range.of(3).settled and not Range.of(3).empty
    assert Range(Fraction(3), Fraction(2)).empty
    assert Range(Fraction(3), Fraction(3), True).empty
    assert WHOLE.width is None and Range(Fraction(1), Fraction(4)).width == 3
    assert not WHOLE.settled and not WHOLE.empty
    assert Range(Fraction(1), Fraction(2), True).shifted(Fraction(1)) == Range(Fraction(2), Fraction(3), True)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Range(Fraction(0), Fraction(1), True), Range(Fraction(2), None), Range(Fraction(0), None, True)),
        (Range(Fraction(0), Fraction(1), True), WHOLE, WHOLE),
        (Range.of(0), WHOLE, Range.of(0)),
        (Range(Fraction(-1), Fraction(2)), Range(Fraction(0), None, True), WHOLE),
    ],
)
def test_products_with_unbounded_ranges(a: Range, b: Range, expected: Range) -> None:
    assert r.multiply(a, b) == expected
    assert r.multiply(b, a) == expected
