"""Figures in running text: number, unit, the words that make it vague, and what only looks like a figure."""

import re
from collections.abc import Container, Iterable, Iterator
from fractions import Fraction

from rules_engine.regex import regex
from rules_engine.values.figure_patterns import BLANKS, LOOK_BACK, FigurePatterns, figure_patterns
from rules_engine.values.lost_units import CLOSED, unit_of_row
from rules_engine.values.number import parse_decimal
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.quantity import Digits, Quantity, complete, tail_of, with_words
from rules_engine.values.ranges import ZERO, Range
from rules_engine.values.scales import ONE, RATIO, scale_of

# A longer row of digits is no figure at all.
_LONGEST = 30
# A numeral and its decimals on either side of 分之.
_LONGEST_PART = 34
_LONGEST_RATIO, _LONGEST_COMPOUND = 64, 32
_ONE, _DIGITS = BLANKS.union("1"), BLANKS.union("0123456789")
# 分别提高1.2个和3.4个百分点
_IN_POINTS = regex(r"(?:\s*[、和与及]\s*[0-9]+(?:\.[0-9]+)?\s*个?)+百分点")
# Counters that add up where nothing stands between them.
_SIDE_BY_SIDE = frozenset("乡镇")
_NO_TAIL = (None,) * 5
_LINE_START = regex(r"(?:^|\n)[^\S\n]*$")


def scan(text: str) -> list[Quantity]:
    """Every figure of the text, in order, none overlapping another."""
    plain = normalise(text)
    patterns = figure_patterns()
    found = [*_arabic(plain, patterns)]
    rare = [*_chinese(plain, patterns), *_parts(plain, patterns), *_ratios(plain, patterns)]
    rare += _compounds(plain, patterns)
    if rare:
        found += rare
        found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    end = -1
    for quantity in found:
        start = quantity.start
        if start < end:
            continue
        if start == end and _add_up(plain, kept[-1], quantity):
            kept[-1] = _sum(kept[-1], quantity)
        else:
            kept.append(quantity)
        end = quantity.end
    return kept


def _add_up(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two counts side by side are parts of one: 辖9镇3乡."""
    ends = text[one.end - 1], text[other.end - 1]
    return ends[0] != ends[1] and _SIDE_BY_SIDE.issuperset(ends) and not (one.qualifier or other.qualifier)


def _sum(one: Quantity, other: Quantity) -> Quantity:
    number = one.number + other.number
    return Quantity(one.start, other.end, number, one.unit, one.step, Range(number, number))


def _arabic(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    length, goes_on, leads, words_before = len(text), patterns.goes_on, patterns.leads, patterns.before_or_sign.search
    for match in patterns.arabic.finditer(text):
        start, end = match.span()
        # Most digits belong to dates and the like: what follows them is looked at before they are made numbers.
        if (end < length and text[end] not in goes_on) or end - start > _LONGEST:
            continue
        first, second = match.groups()
        tail = tail_of(text, start, end, patterns)
        early, times, late, printed, after = tail.groups() if tail else _NO_TAIL
        unit = printed
        if printed is None:
            shared = unit_of_row(text, start, end, patterns) if second is None else None
            if shared is not None:
                yield with_words(text, Digits(start, end, *shared.decimal(first)), shared, patterns, end)
                continue
            # A county counts nothing but money in 亿: 3.8亿.
            if times and times.endswith("亿"):
                unit = "元"
        if tail is None:
            continue
        if unit == "个" and _IN_POINTS.match(text, tail.end()):
            unit = "个百分点"
        scale = scale_of(times, unit)
        number, step = scale.decimal(first)
        last = None
        if second is not None:
            last, step = scale.decimal(second)
        led = text[start - 1 : start] in leads and words_before(text, max(0, start - LOOK_BACK), start) is not None
        if printed and not (second or early or late or after or led):
            # Most figures have no words around them.
            step = ZERO if step is ONE and not scale.measured else step
            quantity = Quantity(start, tail.end(), number, scale.unit, step, Range(number, number))
        else:
            quantity = complete(text, Digits(start, end, number, step, last), tail, scale, patterns)
        if "." in first and last is None and not scale.measured and scale.above == scale.below:
            counted = _without_list_number(text, start, end, quantity, patterns)
            if counted is not None:
                yield counted
        else:
            yield quantity


def _without_list_number(
    text: str, start: int, end: int, quantity: Quantity, patterns: FigurePatterns
) -> Quantity | None:
    """At the beginning of a line `1.93所` is item 1 and 93 schools."""
    if quantity.number < 0 or not _LINE_START.search(text, max(0, start - LOOK_BACK), start):
        return quantity
    start = text.index(".", start) + 1
    tail = tail_of(text, start, end, patterns)
    if tail is None:
        return None
    scale = scale_of(tail["times"], tail["unit"])
    return complete(text, Digits(start, end, *scale.decimal(text[start:end])), tail, scale, patterns)


def _chinese(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    table = patterns.numerals
    for match in patterns.chinese.finditer(text):
        numeral = match[1]
        tail = tail_of(text, *match.span(), patterns)
        if tail is None or not _counts(text, numeral, tail, patterns):
            continue
        number = chinese_number(numeral)
        if number is None:
            continue
        values = [table.digits.get(character) for character in numeral]
        # 三五个 and 六一节 are no numbers: a row of digits counts only with a zero in it, and not of zeros (〇〇名).
        if len(numeral) > 1 and ((None not in values and 0 not in values) or not number):
            continue
        scale = scale_of(tail["times"], tail["unit"])
        worth = Fraction(scale.above, scale.below)
        step = worth * table.myriads.get(numeral[-1], 1)
        yield complete(text, Digits(*match.span(), number * worth, step), tail, scale, patterns)


def _counts(text: str, numeral: str, tail: re.Match[str], patterns: FigurePatterns) -> bool:
    """Whether a numeral with this unit counts anything: 一个 and 千人 do only where the clause ends, or as 千余人."""
    early, _, late, unit, after = tail.groups()
    if unit is None:
        return False
    if (numeral in patterns.lone or unit in patterns.closing) and not (after or CLOSED.match(text, tail.end("unit"))):
        return False
    return bool(early or late) or patterns.multiples.get(numeral, 0) <= 10


def _parts(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """百分之五 and 三分之二 as percent, 千分之三 as ‰."""
    for match in _matches(patterns.part, text, _places(text, "分之"), _LONGEST_PART):
        below, printed = chinese_number(match[1]), match[2]
        above = parse_decimal(printed) if printed[0].isascii() else chinese_number(printed)
        if not below or above is None:
            continue
        point = re.search(f"[.{''.join(patterns.numerals.points)}]", printed)
        step = Fraction(1, 10 ** (len(printed) - point.end())) if point else Fraction(1)
        unit, factor = ("‰", Fraction(1)) if below == 1000 else ("%", Fraction(100) / below)
        # 三分之二 is no decimal: it is good to a percent.
        step = step * factor if factor.denominator == 1 and factor <= 10 else Fraction(1)
        digits = Digits(*match.span(), above * factor, step)
        yield with_words(text, digits, scale_of(None, unit), patterns)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _before(text: str, signs: str, following: Container[str]) -> list[int]:
    """Where one of the signs stands before one of the characters."""
    return sorted(at for sign in signs for at in _places(text, sign) if text[at + 1 : at + 2] in following)


def _matches(pattern: re.Pattern[str], text: str, middles: Iterable[int], longest: int) -> Iterator[re.Match[str]]:
    """What `finditer` finds, for a pattern with a rare middle and at most so many characters on either side of it."""
    end = 0
    for at in middles:
        found = pattern.search(text, max(end, at - longest), at + longest)
        # What reaches the end of the stretch is of a later middle, and not seen whole.
        if found and found.end() < at + longest:
            yield found
            end = found.end()


def _ratios(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    for match in patterns.ratio.finditer(text):
        yield with_words(text, Digits(*match.span(), *RATIO.decimal(match[1])), RATIO, patterns)
    # 生师比17.8：1 tells what 1：17.8 does.
    for match in _matches(patterns.to_one, text, _before(text, ":：∶", _ONE), _LONGEST_RATIO):
        number, step = RATIO.decimal(match[1])
        if number > 1:
            yield with_words(text, Digits(*match.span(), number, step), RATIO, patterns)


def _compounds(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """1亿2千万元, 2万3千平方米"""
    for match in _matches(patterns.compound, text, _before(text, "亿万", _DIGITS), _LONGEST_COMPOUND):
        tail = tail_of(text, *match.span(), patterns)
        if tail is None or tail["unit"] is None:
            continue
        great = scale_of(match[1][-1], tail["unit"]).decimal(match[1][:-1].strip())[0]
        scale = scale_of(tail["times"], tail["unit"])
        small, step = scale.decimal(match[2].strip())
        if small < great:
            yield complete(text, Digits(*match.span(), great + small, step), tail, scale, patterns)
