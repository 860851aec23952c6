"""Figures in running text: number, unit, the words that make it vague, and what only looks like a figure."""

import re
from collections.abc import Iterator
from fractions import Fraction

from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns, figure_patterns
from rules_engine.values.number import parse_decimal
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.ranges import ZERO, Range, meet, negate
from rules_engine.values.scales import RATIO, Scale, scale_of
from rules_engine.values.units import MEASURED
from rules_engine.values.vague import Vague

# A longer row of digits is no figure at all; without a unit, a telephone or card number.
_LONGEST_WITHOUT_UNIT = 8
_LONGEST = 30
# A numeral and its decimals on either side of 分之.
_LONGEST_PART = 32
_CLOSED = regex(r"\s*(?:$|[，。；、：,;:！？）)\n])")
# Coefficients are printed in rows and with their norm: 差异系数分别为0.21和0.18, 差异系数：0.41（要求≤0.50）.
# 分别提高1.2个和3.4个百分点
_IN_POINTS = regex(r"(?:\s*[、和与及]\s*[0-9]+(?:\.[0-9]+)?\s*个?)+百分点")
_GOES_ON = regex(r"\s*(?:[、和与及]\s*[0-9]|[（(])")
_LED = regex(r"\.[0-9]+\s*[、和与及]\s*$|[^\W\d_A-Za-z]\s*[:：=＝≤≥<>]?\s*$")
_ROW = regex(r"(?:\s*[、,和与及]\s*[0-9]+(?:\.[0-9]+)?)+")
_ONE_BY_ONE = regex(r"(?:分别|依次)[^。；;\n0-9]{0,8}(?:[0-9]+(?:\.[0-9]+)?\s*[、,和与及]\s*)*$")
_LONGEST_ROW = 80
_LABELLED = regex(r"(?:[^\W\d_A-Za-z]|[）)”])$")
# Counters that add up where nothing stands between them.
_SIDE_BY_SIDE = frozenset("乡镇")
_LINE_START = regex(r"(?:^|\n)[^\S\n]*$")


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
class _Digits:
    """Digits or a numeral from start to end, in base units; `last` ends a printed range (`5-8人`)."""

    start: int
    end: int
    number: Fraction
    step: Fraction
    last: Fraction | None = None
    numeral: str = ""


def scan(text: str) -> list[Quantity]:
    """Every figure of the text, in order, none overlapping another."""
    plain = normalise(text)
    patterns = figure_patterns()
    found = [*_arabic(plain, patterns), *_chinese(plain, patterns)]
    if "分之" in plain:
        found += _parts(plain, patterns)
    found += _ratios(plain, patterns)
    found += _compounds(plain, patterns)
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if kept and quantity.start == kept[-1].end and _add_up(plain, kept[-1], quantity):
            kept[-1] = _sum(kept[-1], quantity)
        elif not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _add_up(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two counts side by side are parts of one: 辖9镇3乡."""
    ends = text[one.end - 1], text[other.end - 1]
    return ends[0] != ends[1] and _SIDE_BY_SIDE.issuperset(ends) and not (one.qualifier or other.qualifier)


def _sum(one: Quantity, other: Quantity) -> Quantity:
    number = one.number + other.number
    return Quantity(one.start, other.end, number, one.unit, one.step, Range(number, number))


def _arabic(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    for match in patterns.arabic.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST:
            continue
        # Most digits belong to dates and the like: what follows them is looked at before they are made numbers.
        tail = _tail(text, start, end, patterns)
        first, second = match.groups()
        if tail is None or (tail["unit"] is None and second is None):
            shared = _unit_of_row(text, start, end, patterns)
            if shared is not None and second is None:
                yield _with_words(text, _Digits(start, end, *shared.decimal(first)), shared, patterns, end)
                continue
        if tail is None:
            continue
        # A county counts nothing but money in 亿: 3.8亿.
        money = tail["unit"] is None and (tail["times"] or "").endswith("亿")
        unit = "元" if money else tail["unit"]
        if unit == "个" and _IN_POINTS.match(text, tail.end()):
            unit = "个百分点"
        scale = scale_of(tail["times"], unit)
        number, step = scale.decimal(first)
        last = None
        if second is not None:
            last, step = scale.decimal(second)
        quantity = _complete(text, _Digits(start, end, number, step, last), tail, scale, patterns)
        if (
            second is None
            and "." in first
            and scale.above == scale.below
            and quantity
            and quantity.number == number
            and _LINE_START.search(text, max(0, start - LOOK_BACK), start)
        ):
            quantity = _without_list_number(text, start, end, quantity, patterns)
        if quantity is not None:
            yield quantity


def _unit_of_row(text: str, start: int, end: int, patterns: FigurePatterns) -> Scale | None:
    """The unit printed once, behind the last of several figures told one by one: 分别为765、980和1250元."""
    row = _ROW.match(text, end)
    if not row or not _ONE_BY_ONE.search(text, max(0, start - _LONGEST_ROW), start):
        return None
    tail = patterns.tail.match(text, row.end())
    return scale_of(tail["times"], tail["unit"]) if tail and tail["unit"] else None


def _without_list_number(
    text: str, start: int, end: int, quantity: Quantity, patterns: FigurePatterns
) -> Quantity | None:
    """At the beginning of a line `1.93所` is item 1 and 93 schools; a measured `1.5%` is itself."""
    if patterns.units.units[quantity.unit].dimension in MEASURED:
        return quantity
    start = text.index(".", start) + 1
    tail = _tail(text, start, end, patterns)
    if tail is None:
        return None
    scale = scale_of(tail["times"], tail["unit"])
    return _complete(text, _Digits(start, end, *scale.decimal(text[start:end])), tail, scale, patterns)


def _chinese(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    table = patterns.numerals
    for match in patterns.chinese.finditer(text):
        numeral = match[1]
        number = chinese_number(numeral)
        if number is None:
            continue
        values = [table.digits.get(character) for character in numeral]
        # 三五个 and 六一节 are no numbers: a row of digits counts only with a zero in it.
        if len(numeral) > 1 and None not in values and 0 not in values:
            continue
        tail = _tail(text, *match.span(), patterns)
        if tail is None or tail["unit"] is None:
            continue
        scale = scale_of(tail["times"], tail["unit"])
        worth = Fraction(scale.above, scale.below)
        step = worth * table.myriads.get(numeral[-1], 1)
        digits = _Digits(*match.span(), number * worth, step, numeral=numeral)
        quantity = _complete(text, digits, tail, scale, patterns)
        if quantity is not None:
            yield quantity


def _parts(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """百分之五 and 三分之二 as percent, 千分之三 as ‰."""
    for match in _matches(patterns.part, text, "分之", _LONGEST_PART):
        below, printed = chinese_number(match[1]), match[2]
        above = parse_decimal(printed) if printed[0].isascii() else chinese_number(printed)
        if not below or above is None:
            continue
        point = re.search(f"[.{''.join(patterns.numerals.points)}]", printed)
        step = Fraction(1, 10 ** (len(printed) - point.end())) if point else Fraction(1)
        unit, factor = ("‰", Fraction(1)) if below == 1000 else ("%", Fraction(100) / below)
        # 三分之二 is no decimal: it is good to a percent.
        step = step * factor if factor.denominator == 1 and factor <= 10 else Fraction(1)
        digits = _Digits(*match.span(), above * factor, step)
        yield _with_words(text, digits, scale_of(None, unit), patterns)


def _matches(pattern: re.Pattern[str], text: str, middle: str, longest: int) -> Iterator[re.Match[str]]:
    """What `finditer` finds, for a pattern with a rare middle and at most so many characters on either side of it."""
    end, at = 0, text.find(middle)
    while at >= 0:
        found = pattern.search(text, max(end, at - longest), at + len(middle) + longest)
        if found:
            yield found
            end = found.end()
        at = text.find(middle, at + len(middle))


def _ratios(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    for match in patterns.ratio.finditer(text):
        yield _with_words(text, _Digits(*match.span(), *RATIO.decimal(match[1])), RATIO, patterns)
    # 生师比17.8：1 tells what 1：17.8 does.
    for match in patterns.to_one.finditer(text):
        number, step = RATIO.decimal(match[1])
        if number > 1:
            yield _with_words(text, _Digits(*match.span(), number, step), RATIO, patterns)


def _compounds(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """1亿2千万元, 2万3千平方米"""
    for match in patterns.compound.finditer(text):
        tail = _tail(text, *match.span(), patterns)
        if tail is None or tail["unit"] is None:
            continue
        great = scale_of(match[1][-1], tail["unit"]).decimal(match[1][:-1].strip())[0]
        scale = scale_of(tail["times"], tail["unit"])
        small, step = scale.decimal(match[2].strip())
        if small < great:
            digits = _Digits(*match.span(), great + small, step)
            if (quantity := _complete(text, digits, tail, scale, patterns)) is not None:
                yield quantity


def _tail(text: str, start: int, end: int, patterns: FigurePatterns) -> re.Match[str] | None:
    """The unit and the words behind digits; None where these are no figure."""
    tail = patterns.tail.match(text, end)
    assert tail is not None
    at = tail.start("unit")
    if at < 0:
        return tail if _lost_its_unit(text, start, end, tail["times"], patterns) else None
    if patterns.stop_after.match(text, end) or (at > end and patterns.stop_after.match(text, at)):
        return None
    return None if patterns.stop_before.search(text, max(0, start - LOOK_BACK), start) else tail


def _lost_its_unit(text: str, start: int, end: int, times: str | None, patterns: FigurePatterns) -> bool:
    """Whether digits are labelled, end their clause and look like a measurement."""
    printed = text[start:end]
    if times:
        measured = patterns.multiples[times.strip()] >= 10000
    else:
        measured = "." in printed or (len(printed) >= 4 and not (len(printed) == 4 and printed[:2] in ("19", "20")))
    behind = end + len(times or "")
    if not measured or len(printed) > _LONGEST_WITHOUT_UNIT:
        return False
    decimal = "." in printed
    if not (_CLOSED.match(text, behind) or (decimal and _GOES_ON.match(text, behind))):
        return False
    if not _LABELLED.search(text, max(0, start - 1), start) and not (
        decimal and _LED.search(text, max(0, start - LOOK_BACK), start)
    ):
        return False
    return not patterns.stop_before.search(text, max(0, start - LOOK_BACK), start)


def _complete(
    text: str, digits: _Digits, tail: re.Match[str], scale: Scale, patterns: FigurePatterns
) -> Quantity | None:
    """The figure with its unit and words; None where it is no figure."""
    early, times, late, printed, after = tail.group("early", "times", "late", "unit", "after")
    if printed is None:
        return _with_words(text, digits, scale, patterns, digits.end + len(times or ""))
    if digits.numeral:
        alone = digits.numeral in patterns.lone or printed in patterns.closing
        if alone and not (after or _CLOSED.match(text, tail.end("unit"))):
            return None
        # 百 千 万 alone are no count (千人, 万元), except as 千余人.
        if patterns.multiples.get(digits.numeral, 0) > 10 and not (early or late):
            return None
    return _with_words(text, digits, scale, patterns, tail.end(), early or late or "", after or "")


def _with_words(
    text: str,
    digits: _Digits,
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


def _vague(value: Range, digits: _Digits, words: list[Vague], whole: bool) -> Range:
    number, roundness = digits.number, digits.step
    while number and number % (roundness * 10) == 0:
        roundness *= 10
    if whole:
        roundness = max(roundness, Fraction(10))
    for position, vague in enumerate(words):
        span = vague.of(number, roundness, whole)
        value = span if position == 0 else meet(value, span) or span
    return value
