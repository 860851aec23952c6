"""Figures in running text: number, unit, the words that make it vague, and what only looks like a figure."""

import re
from collections.abc import Iterator
from fractions import Fraction

from rules_engine.regex import regex
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns, figure_patterns
from rules_engine.values.lost_units import unit_of_row
from rules_engine.values.number import parse_decimal
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.quantity import Digits, Quantity, complete, tail_of, with_words
from rules_engine.values.ranges import Range
from rules_engine.values.scales import RATIO, scale_of
from rules_engine.values.units import MEASURED

# A longer row of digits is no figure at all.
_LONGEST = 30
# A numeral and its decimals on either side of 分之.
_LONGEST_PART = 32
# 分别提高1.2个和3.4个百分点
_IN_POINTS = regex(r"(?:\s*[、和与及]\s*[0-9]+(?:\.[0-9]+)?\s*个?)+百分点")
# Counters that add up where nothing stands between them.
_SIDE_BY_SIDE = frozenset("乡镇")
_LINE_START = regex(r"(?:^|\n)[^\S\n]*$")


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
        tail = tail_of(text, start, end, patterns)
        first, second = match.groups()
        if tail is None or (tail["unit"] is None and second is None):
            shared = unit_of_row(text, start, end, patterns)
            if shared is not None and second is None:
                yield with_words(text, Digits(start, end, *shared.decimal(first)), shared, patterns, end)
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
        quantity = complete(text, Digits(start, end, number, step, last), tail, scale, patterns)
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


def _without_list_number(
    text: str, start: int, end: int, quantity: Quantity, patterns: FigurePatterns
) -> Quantity | None:
    """At the beginning of a line `1.93所` is item 1 and 93 schools; a measured `1.5%` is itself."""
    if patterns.units.units[quantity.unit].dimension in MEASURED:
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
        number = chinese_number(numeral)
        if number is None:
            continue
        values = [table.digits.get(character) for character in numeral]
        # 三五个 and 六一节 are no numbers: a row of digits counts only with a zero in it.
        if len(numeral) > 1 and None not in values and 0 not in values:
            continue
        tail = tail_of(text, *match.span(), patterns)
        if tail is None or tail["unit"] is None:
            continue
        scale = scale_of(tail["times"], tail["unit"])
        worth = Fraction(scale.above, scale.below)
        step = worth * table.myriads.get(numeral[-1], 1)
        digits = Digits(*match.span(), number * worth, step, numeral=numeral)
        quantity = complete(text, digits, tail, scale, patterns)
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
        digits = Digits(*match.span(), above * factor, step)
        yield with_words(text, digits, scale_of(None, unit), patterns)


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
        yield with_words(text, Digits(*match.span(), *RATIO.decimal(match[1])), RATIO, patterns)
    # 生师比17.8：1 tells what 1：17.8 does.
    for match in patterns.to_one.finditer(text):
        number, step = RATIO.decimal(match[1])
        if number > 1:
            yield with_words(text, Digits(*match.span(), number, step), RATIO, patterns)


def _compounds(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """1亿2千万元, 2万3千平方米"""
    for match in patterns.compound.finditer(text):
        tail = tail_of(text, *match.span(), patterns)
        if tail is None or tail["unit"] is None:
            continue
        great = scale_of(match[1][-1], tail["unit"]).decimal(match[1][:-1].strip())[0]
        scale = scale_of(tail["times"], tail["unit"])
        small, step = scale.decimal(match[2].strip())
        if small < great:
            digits = Digits(*match.span(), great + small, step)
            if (quantity := complete(text, digits, tail, scale, patterns)) is not None:
                yield quantity
