"""Ranges of exact numbers: what a value is known to lie between, and the arithmetic on that knowledge."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Self

from rules_engine.records import frozen
from rules_engine.values.number import SCALE, round_half_up


@frozen
class Range:
    """All values between `low` and `high`; None is unbounded on that side; an open end is itself excluded."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, value: Fraction | int) -> Self:
        """The range that holds one value."""
        exact = value if type(value) is Fraction else Fraction(value)
        return cls(exact, exact)

    @property
    def settled(self) -> bool:
        """Whether exactly one value is left."""
        return self.low is not None and (self.low is self.high or self.low == self.high)

    @property
    def width(self) -> Fraction | None:
        """high - low, or None where unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def __contains__(self, value: Fraction) -> bool:
        below = self.low is not None and (value < self.low or (self.low_open and value == self.low))
        above = self.high is not None and (value > self.high or (self.high_open and value == self.high))
        return not below and not above

    def shifted(self, amount: Fraction) -> "Range":
        """Every value plus `amount`."""
        return add(self, Range.of(amount))


WHOLE = Range()
ZERO = Fraction(0)

# An end of a range: its side of infinity (-1, 0 finite, 1), its value, and whether it is excluded.
End = tuple[int, Fraction, bool]


def _low_end(r: Range) -> End:
    return (-1, ZERO, True) if r.low is None else (0, r.low, r.low_open)


def _high_end(r: Range) -> End:
    return (1, ZERO, True) if r.high is None else (0, r.high, r.high_open)


def _between(low: End, high: End) -> Range:
    return Range(
        None if low[0] else low[1],
        None if high[0] else high[1],
        low[2] and not low[0],
        high[2] and not high[0],
    )


def _least(ends: Iterable[End]) -> End:
    return min(ends, key=lambda end: (end[0], end[1], end[2]))


def _most(ends: Iterable[End]) -> End:
    return max(ends, key=lambda end: (end[0], end[1], not end[2]))


def add(a: Range, b: Range) -> Range:
    """Every sum of a value of `a` and a value of `b`."""
    if a.low is not None and b.low is not None and a.low is a.high and b.low is b.high:
        one = a.low + b.low
        return Range(one, one)
    return Range(
        None if a.low is None or b.low is None else a.low + b.low,
        None if a.high is None or b.high is None else a.high + b.high,
        a.low is not None and b.low is not None and (a.low_open or b.low_open),
        a.high is not None and b.high is not None and (a.high_open or b.high_open),
    )


def negate(a: Range) -> Range:
    """Every value of `a` with its sign turned."""
    return Range(
        None if a.high is None else -a.high,
        None if a.low is None else -a.low,
        a.high_open,
        a.low_open,
    )


def subtract(a: Range, b: Range) -> Range:
    """Every difference of a value of `a` and a value of `b`."""
    return add(a, negate(b))


def _product(x: End, y: End) -> End:
    if (x[0] == 0 and x[1] == 0 and not x[2]) or (y[0] == 0 and y[1] == 0 and not y[2]):
        return (0, ZERO, False)
    x_sign = x[0] or (x[1] > 0) - (x[1] < 0)
    y_sign = y[0] or (y[1] > 0) - (y[1] < 0)
    if x[0] or y[0]:
        # An end that is an excluded zero leaves products of every size of the sign of the other values.
        return (x_sign * y_sign, ZERO, True)
    return (0, x[1] * y[1], x[2] or y[2])


def scale(a: Range, factor: Fraction) -> Range:
    """Every value of `a` times one number."""
    if a.low is not None and a.low is a.high:
        one = a.low * factor
        return Range(one, one)
    low = None if a.low is None else a.low * factor
    high = None if a.high is None else a.high * factor
    if factor > 0:
        return Range(low, high, a.low_open, a.high_open)
    return Range(high, low, a.high_open, a.low_open) if factor else Range.of(0)


def _positive(r: Range) -> bool:
    return r.low is not None and r.low.numerator > 0


def multiply(a: Range, b: Range) -> Range:
    """Every product of a value of `a` and a value of `b`."""
    if b.low is not None and b.settled:
        return scale(a, b.low)
    if a.low is not None and a.settled:
        return scale(b, a.low)
    if _positive(a) and _positive(b):
        assert a.low is not None and b.low is not None
        high = None if a.high is None or b.high is None else a.high * b.high
        high_open = high is not None and (a.high_open or b.high_open)
        return Range(a.low * b.low, high, a.low_open or b.low_open, high_open)
    corners = [_product(x, y) for x in (_low_end(a), _high_end(a)) for y in (_low_end(b), _high_end(b))]
    return _between(_least(corners), _most(corners))


def _reciprocal(r: Range) -> Range | None:
    """Every 1/x, or None where x may be zero."""
    if not _positive(r) and ZERO in r:
        return None
    low = None if r.high is None or r.high == 0 else 1 / r.high
    high = None if r.low is None or r.low == 0 else 1 / r.low
    if r.high is None:
        return Range(ZERO, high, True, r.low_open and high is not None)
    if r.low is None:
        return Range(low, ZERO, r.high_open and low is not None, True)
    return Range(low, high, r.high_open and low is not None, r.low_open and high is not None)


def divide(a: Range, b: Range) -> Range:
    """Every quotient; all numbers where the divisor may be zero, for then nothing is decided."""
    if b.low and b.settled:
        return scale(a, 1 / b.low)
    inverse = _reciprocal(b)
    return WHOLE if inverse is None else multiply(a, inverse)


def least(ranges: Iterable[Range]) -> Range:
    """What the smallest of one value from each range can be."""
    items = list(ranges)
    high = min((_high_end(r) for r in items), key=lambda end: (end[0], end[1], not end[2]))
    return _between(_least(_low_end(r) for r in items), high)


def greatest(ranges: Iterable[Range]) -> Range:
    """What the largest of one value from each range can be."""
    return negate(least(negate(r) for r in ranges))


def absolute(a: Range) -> Range:
    """Every value of `a` without its sign."""
    if a.low is not None and a.low >= 0:
        return a
    if a.high is not None and a.high <= 0:
        return negate(a)
    return _between((0, ZERO, False), _most([_high_end(a), _high_end(negate(a))]))


def clamp(a: Range, low: Range, high: Range) -> Range:
    """`a` held between two limits; the upper limit prevails where they cross."""
    if None not in (a.low, a.high, low.high, high.low) and low.high < a.low and a.high < high.low:  # type: ignore[operator]
        return a
    return least([greatest([a, low]), high])


def hull(ranges: Iterable[Range]) -> Range:
    """The smallest range that holds every given one."""
    items = list(ranges)
    return _between(_least(_low_end(r) for r in items), _most(_high_end(r) for r in items))


def meet(a: Range, b: Range) -> Range | None:
    """The values in both, or None where there are none."""
    low, low_open = a.low, a.low_open
    if low is None or (b.low is not None and (b.low > low or (b.low_open and b.low == low))):
        low, low_open = b.low, b.low_open
    high, high_open = a.high, a.high_open
    if high is None or (b.high is not None and (b.high < high or (b.high_open and b.high == high))):
        high, high_open = b.high, b.high_open
    both = Range(low, high, low_open and low is not None, high_open and high is not None)
    return None if both.empty else both


def rounded(a: Range, quantum: Fraction = Fraction(1, SCALE)) -> Range:
    """The range of the rounded values, half up, six decimals unless told.

    Values close to an open end round onto it, except onto the far side of a tie that they never reach.
    """
    low = high = None
    if a.low is not None:
        low = round_half_up(a.low, quantum)
        if a.low_open and a.low < 0 and 2 * (a.low - low) == quantum:
            low += quantum
    if a.high is not None:
        high = round_half_up(a.high, quantum)
        if a.high_open and a.high > 0 and 2 * (high - a.high) == quantum:
            high -= quantum
    return Range(low, high)


def less(a: Range, b: Range) -> bool | None:
    """Whether a < b: True, False, or None while both are possible."""
    if a.high is None or b.low is None:
        below = False
    else:
        below = a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))
    if below:
        return True
    if a.low is not None and b.high is not None and a.low >= b.high:
        return False
    return None


def less_or_equal(a: Range, b: Range) -> bool | None:
    """Whether a <= b: True, False, or None while both are possible."""
    greater = less(b, a)
    return None if greater is None else not greater


def equal(a: Range, b: Range) -> bool | None:
    """Whether a = b: True, False, or None while both are possible."""
    if a.settled and b.settled:
        return a.low == b.low
    return None if meet(a, b) else False
