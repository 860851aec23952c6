"""One figure: digits, or a numeral, with the unit and the vague words around them."""

import re
from fractions import Fraction

from rules_engine.records import frozen
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns
from rules_engine.values.lost_units import CLOSED, lost_its_unit
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


@frozen(eq=False, repr=False)
class Digits:
    """Digits or a numeral from start to end, in base units; `last` ends a printed range (`5-8人`)."""

    start: int
    end: int
    number: Fraction
    step: Fraction
    last: Fraction | None = None
    numeral: str = ""


def tail_of(text: str, start: int, end: int, patterns: FigurePatterns) -> re.Match[str] | None:
    """The unit and the words behind digits; None where these are no figure."""
    tail = patterns.tail.match(text, end)
    assert tail is not None
    at = tail.start("unit")
    if at < 0:
        return tail if lost_its_unit(text, start, end, tail["times"], patterns) else None
    if patterns.stop_after.match(text, end) or (at > end and patterns.stop_after.match(text, at)):
        return None
    return None if patterns.stop_before.search(text, max(0, start - LOOK_BACK), start) else tail


def complete(text: str, digits: Digits, tail: re.Match[str], scale: Scale, patterns: FigurePatterns) -> Quantity | None:
    """The figure with its unit and words; None where it is no figure."""
    early, times, late, printed, after = tail.group("early", "times", "late", "unit", "after")
    if printed is None:
        return with_words(text, digits, scale, patterns, digits.end + len(times or ""))
    if digits.numeral:
        alone = digits.numeral in patterns.lone or printed in patterns.closing
        if alone and not (after or CLOSED.match(text, tail.end("unit"))):
            return None
        # 百 千 万 alone are no count (千人, 万元), except as 千余人.
        if patterns.multiples.get(digits.numeral, 0) > 10 and not (early or late):
            return None
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
    table, start, number = patterns.vague, digits.start, digits.number
    end = digits.end if end is None else end
    words: list[tuple[str, Vague]] = []
    before = text[start - 1 : start]
    if (before in patterns.before_ends or before.isspace()) and (
        head := patterns.before.search(text, max(0, start - LOOK_BACK), start)
    ):
        start, word = head.start(), head[0].strip()
        words.append((word, table.before[word]))
        before = text[start - 1 : start]
    if inside:
        words.append((inside.strip(), table.number[inside.strip()]))
    if after is None and (behind := patterns.after.match(text, end)):
        after, end = behind[0], behind.end()
    if after:
        words.append((after.strip(), table.unit[after.strip()]))
    whole = not scale.measured and number.denominator == 1
    value = Range(number, number if digits.last is None or digits.last < number else digits.last)
    if words:
        value = _vague(value, digits, [vague for _, vague in words], whole)
    if (before in patterns.sign_ends or before.isspace()) and patterns.sign.search(
        text, max(0, start - LOOK_BACK), start
    ):
        number, value = -number, negate(value)
    return Quantity(
        start,
        end,
        number,
        scale.unit,
        ZERO if whole and digits.step == 1 else digits.step,
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
