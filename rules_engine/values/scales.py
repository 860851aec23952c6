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
        if printed.isdecimal() and self.below == 1:
            return Fraction(int(printed) * self.above), _last_digit(0, self.above, 1)
        whole, _, decimals = "".join(printed.replace(",", "").replace("，", "").split()).partition(".")
        if not decimals and self.below == 1:
            return Fraction(int(whole) * self.above), _last_digit(0, self.above, 1)
        step = _last_digit(len(decimals), self.above, self.below)
        return Fraction(int(whole + decimals) * self.above, 10 ** len(decimals) * self.below), step


RATIO = Scale("1:x", 1, 1, True)


@cache
def _last_digit(places: int, above: int, below: int) -> Fraction:
    return Fraction(above, 10**places * below)


@cache
def scale_of(times: str | None, printed: str | None) -> Scale:
    """The scale of a figure with these words and this unit behind its digits."""
    patterns = figure_patterns()
    unit, worth = patterns.units.printed[printed] if printed is not None else (PLAIN, Fraction(1))
    if times:
        worth *= patterns.multiples[times.strip()]
    return Scale(unit.name, worth.numerator, worth.denominator, unit.dimension in MEASURED)
