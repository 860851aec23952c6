from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.number import (
    is_decimal,
    parse_decimal,
    round_half_up,
    written,
    written_fixed,
)
from tests.strategies import LAWS, decimals


@LAWS
@given(decimals)
def test_decimals_are_written_and_read_without_loss(value: Fraction) -> None:
    assert parse_decimal(written(value)) == value
    assert Fraction(written(value)) == value
    assert "e" not in written(value).lower()


@LAWS
@given(decimals, st.integers(0, 6))
def test_rounding_is_half_up_away_from_zero(value: Fraction, places: int) -> None:
    quantum = Decimal(1).scaleb(-places)
    expected = Decimal(written(value)).quantize(quantum, ROUND_HALF_UP)
    assert round_half_up(value, Fraction(quantum)) == Fraction(expected)
    assert Fraction(written_fixed(value, places)) == Fraction(expected)


@LAWS
@given(st.fractions(max_denominator=10**9))
def test_rounded_values_lie_within_half_a_quantum(value: Fraction) -> None:
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**6)
    assert round_half_up(rounded) == rounded
    assert round_half_up(-value) == -rounded


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.0000005", "0.000001"),
        ("-0.0000005", "-0.000001"),
        ("0.00000049", "0"),
        ("2.5", "2.5"),
        ("17500000000", "17500000000"),
        ("1/3", "0.333333"),
    ],
)
def test_six_decimals(value: str, expected: str) -> None:
    assert written(round_half_up(Fraction(value))) == expected


def test_what_has_no_finite_notation_is_written_at_six_decimals() -> None:
    assert written(Fraction(2, 3)) == "0.666667"
    assert not is_decimal(Fraction(2, 3)) and is_decimal(Fraction(3, 80))


def test_points_are_written_with_their_places() -> None:
    assert written_fixed(Fraction("91.2")) == "91.20"
    assert written_fixed(Fraction("-0.005")) == "-0.01"
    assert written_fixed(Fraction("89.5"), 0) == "90"


@pytest.mark.parametrize(
    "text", ["", "1e5", "1_000", " 1", "1 ", "0x1f", ".5", "1.", "１", "+-1", "nan", "1/3", "1,000"]
)
def test_only_plain_decimals_are_numbers(text: str) -> None:
    assert parse_decimal(text) is None


def test_signs_are_read() -> None:
    assert parse_decimal("-12.50") == Fraction(-25, 2)
    assert parse_decimal("+3") == 3
