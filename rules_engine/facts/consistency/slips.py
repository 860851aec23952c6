"""The likeliest slip of the pen behind a contradiction: the smallest edit of one printed figure that makes all fit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from rules_engine.facts.consistency.interval import Notation, notation
from rules_engine.facts.mention import Mention
from rules_engine.messages import Message
from rules_engine.values.ranges import Range

_SWAPPED = (("亿", "万"), ("万", "亿"), ("万", ""), ("亿", ""))
_WORTH = {"亿": 10**8, "万": 10**4, "": 1}


def likeliest_slip(figures: Sequence[tuple[Mention, Range]]) -> Message | None:
    """The slip as a question, or None. Each figure comes with the sizes that the others allow it.

    Edits in this order: the point one digit off, 万 for 亿 and the like, two neighbouring digits swapped, one digit
    wrong. The first two go to the first figure that they mend (pass the one that was worked out last first); the others
    must mend just one, for many do where numbers are small.
    """
    printed = [(mention, notation(mention), allowed) for mention, allowed in figures]
    known = [(mention, how, allowed) for mention, how, allowed in printed if how.digits]
    for edits in (_shifted, _swapped_unit):
        for mention, how, allowed in known:
            for likely, meant in edits(how):
                if _within(meant, how.last_digit * _scale(meant, mention), mention, allowed):
                    return _question(mention, likely)
    for changes in (_transposed, _replaced):
        found = list(_mended(figures, changes))
        if found:
            mention, likely = found[0]
            return _question(mention, likely) if len(found) == 1 else None
    return None


def mendable(figures: Sequence[tuple[Mention, Range]]) -> bool:
    """Whether one wrong digit, or two that changed places, can be all there is to it."""
    return any(True for changes in (_transposed, _replaced) for _ in _mended(figures, changes))


def _mended(
    figures: Sequence[tuple[Mention, Range]], changes: Callable[[str], Iterator[str]]
) -> Iterator[tuple[Mention, str]]:
    for mention, allowed in figures:
        how = notation(mention)
        if how.digits:
            for digits in _fitting(changes(how.digits), how, mention, allowed):
                yield mention, how.write(_value(digits, how))


def _scale(meant: Fraction, mention: Mention) -> Fraction:
    """By what an edit multiplies the figure, and so the worth of its last digit."""
    return meant / abs(mention.number)


def _question(mention: Mention, likely: str) -> Message:
    return Message("Is “{printed}” meant to be “{likely}”?", printed=mention.quote, likely=likely)


def _within(meant: Fraction, digit: Fraction, mention: Mention, allowed: Range) -> bool:
    half = digit / 2 if mention.step else Fraction(0)
    below = allowed.low is not None and meant + half < allowed.low
    above = allowed.high is not None and meant - half > allowed.high
    return not below and not above


def _value(digits: str, how: Notation) -> Fraction:
    return int(digits.replace(".", "")) * how.last_digit


def _shifted(how: Notation) -> Iterator[tuple[str, Fraction]]:
    value = _value(how.digits, how)
    yield how.write(value * 10), value * 10
    yield how.write(value / 10, how.places + 1), value / 10


def _swapped_unit(how: Notation) -> Iterator[tuple[str, Fraction]]:
    value = _value(how.digits, how)
    for old, new in _SWAPPED:
        if old in how.unit and how.factor % _WORTH[old] == 0:
            yield how.digits + how.unit.replace(old, new), value / _WORTH[old] * _WORTH[new]


def _fitting(changed: Iterable[str], how: Notation, mention: Mention, allowed: Range) -> Iterator[str]:
    # Compared as whole numbers of the last digit: a long row of figures has a thousand candidates.
    half = Fraction(1, 2) if mention.step else Fraction(0)
    low = None if allowed.low is None else ceil(allowed.low / how.last_digit - half)
    high = None if allowed.high is None else floor(allowed.high / how.last_digit + half)
    for digits in changed:
        number = int(digits.replace(".", ""))
        if (low is None or number >= low) and (high is None or number <= high):
            yield digits


def _transposed(digits: str) -> Iterator[str]:
    places = [index for index, digit in enumerate(digits) if digit != "."]
    for left, right in pairwise(places):
        if digits[left] != digits[right]:
            swapped = list(digits)
            swapped[left], swapped[right] = swapped[right], swapped[left]
            if swapped[0] != "0" or digits[0] == "0":
                yield "".join(swapped)


def _replaced(digits: str) -> Iterator[str]:
    for index, digit in enumerate(digits):
        if digit != ".":
            for other in "0123456789":
                if other != digit and (index or other != "0" or len(digits) == 1):
                    yield digits[:index] + other + digits[index + 1 :]
