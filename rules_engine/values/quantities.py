"""Figures in running text: number, unit, the words that make it vague, and what only looks like a figure."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from rules_engine.records import frozen
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns, figure_patterns
from rules_engine.values.number import parse_decimal
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.ranges import ZERO, Range, meet, negate
from rules_engine.values.units import MEASURED
from rules_engine.values.vague import Vague

# A longer row of digits is no figure at all; without a unit, a telephone or card number.
_LONGEST_WITHOUT_UNIT = 8
_LONGEST = 30
_CLOSED = re.compile(r"\s*(?:$|[，。；、：,;:！？）)\n])")
_LABELLED = re.compile(r"(?:[^\W\d_A-Za-z]|[）)”])$")
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*$")


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
    """Digits or a numeral from start to end; `last` ends a printed range (`5-8人`)."""

    start: int
    end: int
    number: Fraction
    step: Fraction
    last: Fraction | None = None
    numeral: str = ""

    def until(self, end: int, factor: Fraction | None) -> "_Digits":
        """Up to where its unit ends, in base units."""
        if factor is None or factor == 1:
            return _Digits(self.start, end, self.number, self.step, self.last)
        last = None if self.last is None else self.last * factor
        return _Digits(self.start, end, self.number * factor, self.step * factor, last)


def scan(text: str) -> list[Quantity]:
    """Every figure of the text, in order, none overlapping another."""
    plain = normalise(text)
    patterns = figure_patterns()
    found = [*_arabic(plain, patterns), *_chinese(plain, patterns)]
    if "分之" in plain:
        found += _parts(plain, patterns)
    found += _ratios(plain, patterns)
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _decimal(printed: str) -> tuple[Fraction, Fraction]:
    """The number and the worth of its last digit."""
    whole, _, decimals = printed.replace(",", "").replace("，", "").partition(".")
    step = _last_digit(len(decimals))
    return Fraction(int(whole + decimals), step.denominator), step


@cache
def _last_digit(places: int) -> Fraction:
    return Fraction(1, 10**places)


def _arabic(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    for match in patterns.arabic.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST:
            continue
        # Most digits belong to dates and the like: what follows them is looked at before they are made numbers.
        tail = _tail(text, start, end, patterns)
        if tail is None:
            continue
        number, step = _decimal(match[1])
        if match[2] is None:
            digits = _Digits(start, end, number, step)
        else:
            last, step = _decimal(match[2])
            digits = _Digits(start, end, number, step, last)
        quantity = _complete(text, digits, tail, patterns)
        if quantity is None:
            continue
        if step != 1 and quantity.number == number and _LINE_START.search(text, max(0, start - LOOK_BACK), start):
            quantity = _without_list_number(text, digits, quantity, patterns)
        if quantity is not None:
            yield quantity


def _without_list_number(text: str, digits: _Digits, quantity: Quantity, patterns: FigurePatterns) -> Quantity | None:
    """At the beginning of a line `1.93所` is item 1 and 93 schools; a measured `1.5%` is itself."""
    if patterns.units.units[quantity.unit].dimension in MEASURED:
        return quantity
    start = text.index(".", digits.start) + 1
    tail = _tail(text, start, digits.end, patterns)
    if tail is None:
        return None
    number = Fraction(int(text[start : digits.end]))
    return _complete(text, _Digits(start, digits.end, number, _last_digit(0)), tail, patterns)


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
        step = Fraction(table.myriads.get(numeral[-1], 1))
        quantity = _complete(text, _Digits(*match.span(), number, step, numeral=numeral), tail, patterns)
        if quantity is not None:
            yield quantity


def _parts(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    """百分之五 and 三分之二 as percent, 千分之三 as ‰."""
    for match in patterns.part.finditer(text):
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
        yield _with_words(text, digits, unit, "", patterns)


def _ratios(text: str, patterns: FigurePatterns) -> Iterator[Quantity]:
    for match in patterns.ratio.finditer(text):
        number, step = _decimal(match[1])
        yield _with_words(text, _Digits(*match.span(), number, step), "1:x", "", patterns)


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
    if not measured or len(printed) > _LONGEST_WITHOUT_UNIT or not _CLOSED.match(text, end + len(times or "")):
        return False
    if not _LABELLED.search(text, max(0, start - 1), start):
        return False
    return not patterns.stop_before.search(text, max(0, start - LOOK_BACK), start)


def _complete(text: str, digits: _Digits, tail: re.Match[str], patterns: FigurePatterns) -> Quantity | None:
    """The figure with its unit and words; None where it is no figure."""
    early, times, late, printed, after = tail.group("early", "times", "late", "unit", "after")
    factor = patterns.multiples[times.strip()] if times else None
    if printed is None:
        whole = digits.until(digits.end + len(times or ""), factor)
        return _with_words(text, whole, "", "", patterns)
    if digits.numeral:
        alone = digits.numeral in patterns.lone or printed in patterns.closing
        if alone and not (after or _CLOSED.match(text, tail.end("unit"))):
            return None
        # 百 千 万 alone are no count (千人, 万元), except as 千余人.
        if digits.numeral in patterns.multiples and digits.number > 10 and not (early or late):
            return None
    unit, worth = patterns.units.printed[printed]
    whole = digits.until(tail.end(), worth * factor if factor else worth)
    return _with_words(text, whole, unit.name, (early or late or "").strip(), patterns, after or "")


def _with_words(
    text: str, digits: _Digits, unit: str, inside: str, patterns: FigurePatterns, after: str | None = None
) -> Quantity:
    """The figure with the range that its words allow; where `after` is None, words behind it are still to be found."""
    table, start, end, number = patterns.vague, digits.start, digits.end, digits.number
    words: list[tuple[str, Vague]] = []
    if head := patterns.before.search(text, max(0, start - LOOK_BACK), start):
        start, word = head.start(), head[0].strip()
        words.append((word, table.before[word]))
    if inside:
        words.append((inside, table.number[inside]))
    if after is None and (behind := patterns.after.match(text, end)):
        after, end = behind[0], behind.end()
    if after:
        words.append((after.strip(), table.unit[after.strip()]))
    whole = patterns.units.units[unit].dimension not in MEASURED and number.denominator == 1
    value = Range(number, number if digits.last is None or digits.last < number else digits.last)
    if words:
        value = _vague(value, digits, [vague for _, vague in words], whole)
    if patterns.sign.search(text, max(0, start - LOOK_BACK), start):
        number, value = -number, negate(value)
    return Quantity(
        start,
        end,
        number,
        unit,
        ZERO if whole and digits.step == 1 else digits.step,
        value,
        "…".join([word for word, _ in words]),
        any(vague.limit for _, vague in words),
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
