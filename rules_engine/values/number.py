"""The one place where exact fractions meet decimal notation."""

import re
from decimal import Decimal
from fractions import Fraction

SCALE = 10**6
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def parse_decimal(text: str) -> Fraction | None:
    """The exact value of a plain decimal such as `-12.50`; None for anything else (exponents, underscores, blanks)."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def round_half_up(value: Fraction, quantum: Fraction = Fraction(1, SCALE)) -> Fraction:
    """`value` to the nearest multiple of `quantum`; a tie goes away from zero, as SQL's ROUND does."""
    if value.denominator == 1 and quantum.numerator == 1:
        return value
    units = abs(value) / quantum
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return whole * quantum if value >= 0 else -whole * quantum


def is_decimal(value: Fraction) -> bool:
    """Whether the value has a finite decimal notation."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def to_decimal(value: Fraction) -> Decimal:
    """The value as a Decimal without trailing zeros; what has no finite notation is rounded to six decimals."""
    exact = value if is_decimal(value) else round_half_up(value)
    shift = 0
    while exact.denominator != 1:
        exact *= 10
        shift += 1
    return Decimal(exact.numerator).scaleb(-shift)


def written(value: Fraction) -> str:
    """Plain decimal notation, no exponent: `93.2`, `-0.5`, `17500000000`."""
    if value.denominator == 1:
        return str(value.numerator)
    return format(to_decimal(value), "f")


def written_fixed(value: Fraction, places: int = 2) -> str:
    """Decimal notation with a fixed number of places, half up: `91.20`."""
    rounded = round_half_up(value, Fraction(1, 10**places))
    return format(Decimal(rounded.numerator * 10**places // rounded.denominator).scaleb(-places), "f")
