"""What printed numbers are worth: the unit behind them, and the words of number (万, 亿) between."""

from fractions import Fraction
from functools import cache

from rules_engine.records import frozen
from rules_engine.values.figure_patterns import figure_patterns
from rules_engine.values.units import MEASURED, PLAIN


@frozen(eq=False, repr=False)
class Scale:
    """A unit as printed, with the words of number before it: how many base units it is worth, above / below."""

    unit: str
    above: int
    below: int
    measured: bool

    def decimal(self, printed: str) -> tuple[Fraction, Fraction]:
        """The number in base units and the worth of its last digit."""
        above, below = self.above, self.below
        if below == 1 and printed.isdecimal():
            return Fraction(int(printed) * above), _last_digit(0, above, 1)
        whole, _, decimals = printed.partition(".")
        digits = whole + decimals
        if not digits.isdecimal():
            whole, _, decimals = "".join(printed.replace(",", "").replace("，", "").split()).partition(".")
            digits = whole + decimals
        places = len(decimals)
        step = _last_digit(places, above, below)
        if not places and below == 1:
            return Fraction(int(whole) * above), step
        return Fraction(int(digits) * above, 10**places * below), step


ONE = Fraction(1)
RATIO = Scale("1:x", 1, 1, True)


@cache
def _last_digit(places: int, above: int, below: int) -> Fraction:
    worth = Fraction(above, 10**places * below)
    return ONE if worth == ONE else worth


@cache
def scale_of(times: str | None, printed: str | None) -> Scale:
    """The scale of a figure with these words and this unit behind its digits."""
    patterns = figure_patterns()
    unit, worth = patterns.units.printed[printed] if printed is not None else (PLAIN, Fraction(1))
    if times:
        worth *= patterns.multiples[times.strip()]
    return Scale(unit.name, worth.numerator, worth.denominator, unit.dimension in MEASURED)
