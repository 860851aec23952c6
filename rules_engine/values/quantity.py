"""One figure: digits, or a numeral, with the unit and the vague words around them."""

import re
from fractions import Fraction
from typing import NamedTuple

from rules_engine.records import frozen
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns
from rules_engine.values.lost_units import lost_its_unit
from rules_engine.values.ranges import ZERO, Range, meet, negate
from rules_engine.values.scales import Scale
from rules_engine.values.vague import Vague


@frozen(eq=False)
class Quantity:
    """A figure: code points start to end of the text, its words included (`近8.3万人`, `50余次`, `56%以上`).

    `number` is the printed number in the base unit named `unit` ("" where none is printed), negative behind a word of
    decrease; `step` what its last digit is worth (0 for counts); `value` the range its words allow; `limit` tells that
    they set a bound (以上, 超过).
    """

    start: int
    end: int
    number: Fraction
    unit: str
    step: Fraction
    value: Range
    qualifier: str = ""
    limit: bool = False


class Digits(NamedTuple):
    """Digits or a numeral from start to end, in base units; `last` ends a printed range (`5-8人`)."""

    start: int
    end: int
    number: Fraction
    step: Fraction
    last: Fraction | None = None


def tail_of(text: str, start: int, end: int, patterns: FigurePatterns) -> re.Match[str] | None:
    """The unit and the words behind digits; None where these are no figure."""
    tail = patterns.tail.match(text, end)
    assert tail is not None
    at = tail.start("unit")
    if at < 0:
        return tail if lost_its_unit(text, start, end, tail["times"], patterns) else None
    if patterns.stop_after.match(text, end) or (at > end and patterns.stop_after.match(text, at)):
        return None
    if text[start - 1 : start] in patterns.leads and patterns.stop_before.search(
        text, max(0, start - LOOK_BACK), start
    ):
        return None
    return tail


def complete(text: str, digits: Digits, tail: re.Match[str], scale: Scale, patterns: FigurePatterns) -> Quantity:
    """The figure with its unit and words."""
    early, times, late, printed, after = tail.groups()
    if printed is None:
        return with_words(text, digits, scale, patterns, digits.end + len(times or ""))
    return with_words(text, digits, scale, patterns, tail.end(), early or late or "", after or "")


def with_words(
    text: str,
    digits: Digits,
    scale: Scale,
    patterns: FigurePatterns,
    end: int | None = None,
    inside: str = "",
    after: str | None = None,
) -> Quantity:
    """The figure with the range that its words allow; where `after` is None, words behind it are still to be found."""
    start, _, number, step, last = digits
    end = digits.end if end is None else end
    if after is None and (behind := patterns.after.match(text, end)):
        after, end = behind[0], behind.end()
    whole = not scale.measured and number.denominator == 1
    value = Range(number, number if last is None or last < number else last)
    words: list[tuple[str, Vague]] = []
    led = text[start - 1 : start] in patterns.leads
    if led or inside or after:
        table = patterns.vague
        if led and (head := patterns.before.search(text, max(0, start - LOOK_BACK), start)):
            start, word = head.start(), head[0].strip()
            words.append((word, table.before[word]))
        if inside:
            words.append((inside.strip(), table.number[inside.strip()]))
        if after:
            words.append((after.strip(), table.unit[after.strip()]))
        if words:
            value = _vague(value, digits, [vague for _, vague in words], whole)
        if led and patterns.sign.search(text, max(0, start - LOOK_BACK), start):
            number, value = -number, negate(value)
    return Quantity(
        start,
        end,
        number,
        scale.unit,
        ZERO if whole and step == 1 else step,
        value,
        "…".join([word for word, _ in words]),
        bool(words) and any(vague.limit for _, vague in words),
    )


def _vague(value: Range, digits: Digits, words: list[Vague], whole: bool) -> Range:
    number, roundness = digits.number, digits.step
    while number and number % (roundness * 10) == 0:
        roundness *= 10
    if whole:
        roundness = max(roundness, Fraction(10))
    for position, vague in enumerate(words):
        span = vague.of(number, roundness, whole)
        value = span if position == 0 else meet(value, span) or span
    return value
