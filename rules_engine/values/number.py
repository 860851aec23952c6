"""The one place where exact fractions meet decimal notation."""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from rules_engine.regex import regex

SCALE = 10**6
_DECIMAL = regex(r"[+-]?\d+(\.\d+)?", re.ASCII)


def parse_decimal(text: str) -> Fraction | None:
    """The exact value of a plain decimal such as `-12.50`; None for anything else (exponents, underscores, blanks)."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def round_half_up(value: Fraction, quantum: Fraction = Fraction(1, SCALE)) -> Fraction:
    """`value` to the nearest multiple of `quantum`; a tie goes away from zero, as SQL's ROUND does."""
    numerator, denominator = value.as_integer_ratio()
    above, below = quantum.as_integer_ratio()
    if above == 1 and below % denominator == 0:
        return value
    over = 2 * abs(numerator) * below
    under = denominator * above
    whole = (over + under) // (2 * under)
    return Fraction((whole if numerator >= 0 else -whole) * above, below)


def is_decimal(value: Fraction) -> bool:
    """Whether the value has a finite decimal notation."""
    return _places(value.denominator) is not None


def written(value: Fraction) -> str:
    """Plain decimal notation, no exponent: `93.2`, `-0.5`; what has no finite notation is rounded to six decimals."""
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return str(numerator)
    places = _places(denominator)
    if places is None:
        return written(round_half_up(value))
    return _pointed(numerator * 10**places // denominator, places)


def written_fixed(value: Fraction, places: int = 2) -> str:
    """Decimal notation with a fixed number of places, half up: `91.20`."""
    # As `round_half_up` does it, without the fractions in between.
    whole = (2 * abs(value.numerator) * 10**places + value.denominator) // (2 * value.denominator)
    return _pointed(whole if value.numerator >= 0 else -whole, places)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The exact sum; one common denominator is kept while adding, which is several times faster than `sum`."""
    numerator, denominator = 0, 1
    for above, below in map(Fraction.as_integer_ratio, values):
        if below == denominator:
            numerator += above
            continue
        if denominator % below:
            common = lcm(denominator, below)
            numerator *= common // denominator
            denominator = common
        numerator += above * (denominator // below)
    return Fraction(numerator) if denominator == 1 else Fraction(numerator, denominator)


def _places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def _pointed(digits: int, places: int) -> str:
    text = str(abs(digits)).rjust(places + 1, "0")
    sign = "-" if digits < 0 else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else sign + text
