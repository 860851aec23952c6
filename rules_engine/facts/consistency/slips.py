"""The likeliest slip behind figures that do not fit: one edit to one figure that mends them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from rules_engine.facts.consistency.interval import Notation, notation
from rules_engine.facts.mention import Mention
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.values.ranges import Range

_SWAPPED = (("亿", "万"), ("万", "亿"), ("万", ""), ("亿", ""))
_WORTH = {"亿": 10**8, "万": 10**4, "": 1}


@frozen(eq=False, repr=False)
class _Printed:
    """A figure and what the others allow it, as whole numbers of its last digit: a row has a thousand candidates.

    `low` and `high` are numerator and denominator, None for an open side; `slack` is 1 where the last digit is rounded.
    """

    mention: Mention
    how: Notation
    number: int
    low: tuple[int, int] | None
    high: tuple[int, int] | None
    slack: int

    @classmethod
    def of(cls, mention: Mention, allowed: Range) -> "_Printed | None":
        """The figure, or None where it is not printed in digits."""
        how = notation(mention)
        if not how.digits:
            return None
        digit = how.last_digit
        low, high = (_in(digit, end) for end in (allowed.low, allowed.high))
        return cls(mention, how, int(how.digits.replace(".", "")), low, high, 1 if mention.step else 0)

    def may_be(self, number: int, above: int = 1, below: int = 1) -> bool:
        """Whether the others allow the number, in last digits, each of which is worth above / below of them."""
        if self.low is not None and (2 * number + self.slack) * above * self.low[1] < 2 * below * self.low[0]:
            return False
        return self.high is None or (2 * number - self.slack) * above * self.high[1] <= 2 * below * self.high[0]

    def question(self, likely: str) -> Message:
        """Whether something else was meant."""
        return Message("Is “{printed}” meant to be “{likely}”?", printed=self.mention.quote, likely=likely)


def _in(digit: Fraction, end: Fraction | None) -> tuple[int, int] | None:
    return None if end is None else (end.numerator * digit.denominator, end.denominator * digit.numerator)


def likeliest_slip(figures: Sequence[tuple[Mention, Range]]) -> Message | None:
    """The slip as a question, or None. Each figure comes with the sizes that the others allow it.

    Edits in this order: the point one digit off, 万 for 亿 and the like, two neighbouring digits swapped, one digit
    wrong. The first two go to the first figure that they mend (pass the one that was worked out last first); the others
    must mend just one, for many do where numbers are small.
    """
    known = _known(figures)
    for edits in (_shifted, _swapped_unit):
        for printed in known:
            for likely in edits(printed):
                return printed.question(likely)
    for changes in (_transposed, _replaced):
        found = [(printed, number) for printed in known for number in changes(printed)]
        if found:
            printed, number = found[0]
            how = printed.how
            return printed.question(how.write(number * how.last_digit)) if len(found) == 1 else None
    return None


def mendable(figures: Sequence[tuple[Mention, Range]]) -> bool:
    """Whether one wrong digit, or two that changed places, can be all there is to it."""
    known = _known(figures)
    return any(True for changes in (_transposed, _replaced) for printed in known for _ in changes(printed))


def _known(figures: Sequence[tuple[Mention, Range]]) -> list[_Printed]:
    return [printed for mention, allowed in figures if (printed := _Printed.of(mention, allowed)) is not None]


def _shifted(printed: _Printed) -> Iterator[str]:
    """The figures with the point one digit further right or left that fit."""
    how, value = printed.how, printed.number * printed.how.last_digit
    if printed.may_be(printed.number, above=10):
        yield how.write(value * 10)
    if printed.may_be(printed.number, below=10):
        yield how.write(value / 10, how.places + 1)


def _swapped_unit(printed: _Printed) -> Iterator[str]:
    """The figures with another word of number that fit."""
    how = printed.how
    for old, new in _SWAPPED:
        if (
            old in how.unit
            and how.factor % _WORTH[old] == 0
            and printed.may_be(printed.number, _WORTH[new], _WORTH[old])
        ):
            yield how.digits + how.unit.replace(old, new)


def _transposed(printed: _Printed) -> Iterator[int]:
    """The numbers with two neighbouring digits swapped that fit."""
    digits = printed.how.digits.replace(".", "")
    worth = 10 ** len(digits)
    for place, (left, right) in enumerate(pairwise(digits)):
        worth //= 10
        # A swap moves the difference of both digits from one place to the other.
        number = printed.number + (int(right) - int(left)) * (worth - worth // 10)
        leading = right if place == 0 else digits[0]
        if left != right and (leading != "0" or digits[0] == "0") and printed.may_be(number):
            yield number


def _replaced(printed: _Printed) -> Iterator[int]:
    """The numbers with one digit changed that fit."""
    digits = printed.how.digits.replace(".", "")
    worth = 10 ** len(digits)
    for place, digit in enumerate(map(int, digits)):
        worth //= 10
        for other in range(0 if place or len(printed.how.digits) == 1 else 1, 10):
            number = printed.number + (other - digit) * worth
            if other != digit and printed.may_be(number):
                yield number
