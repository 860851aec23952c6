"""One cell of an evidence table: what it holds in the base unit of its column, or what was expected there."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from rules_engine.facts.tables.declared import TableColumn
from rules_engine.facts.tables.words import joined, plain, table_words
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.values.number import parse_decimal, round_half_up, written
from rules_engine.values.units import Unit, unit_table

Value = Fraction | str | int | bool | tuple[int, int]

MOST = Fraction(10**12)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_UNIT = re.compile(r"([+-]?[\d.,]+)\s*([^\d\s.,+-].*)", re.ASCII)
_EXPONENT = re.compile(r"([+-]?\d(?:\.\d+)?)e([+-]?\d{1,2})", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|年?度?(?:决算|实际)?数?)", re.ASCII)
_MONTH = re.compile(
    r"(?:((?:19|20)\d\d)(?:年|[-/.]|(?=\d\d$)))?(1[0-2]|0?[1-9])(?:月份?)?(?:[-/.]\d{1,2}日?|\d{1,2}日)?(?:0?0:00(?::00)?)?",
    re.ASCII,
)


@frozen
class Fault:
    """Why a cell is no value of its column; `code` is language-free."""

    code: str
    expected: Message


def blank(text: str) -> bool:
    """Whether a cell holds nothing, or a dash in its place."""
    found = plain(text)
    return not found or found in table_words().blank


def parse(column: TableColumn, text: str, exact: str | None, factor: Fraction) -> "Value | Fault":
    """The value of a cell that is not blank; `exact` is the number that a spreadsheet holds behind the text shown.

    `factor` leads from the unit of the header to the base unit of the column.
    """
    match column.type:
        case "number" | "whole":
            return _number(column, text, exact, factor)
        case "choice":
            return _choice(column, text)
        case "yes_no":
            found = plain(text)
            words = table_words()
            return True if found in words.yes else False if found in words.no else _fault(column, "yes_no")
        case "year":
            year = _YEAR.fullmatch(plain(text))
            return int(year.group(1)) if year else _fault(column, "year")
        case "month":
            month = _MONTH.fullmatch(plain(text))
            return (int(month.group(1) or 0), int(month.group(2))) if month else _fault(column, "month")
        case "text":
            return " ".join(unicodedata.normalize("NFKC", text).split())


def _number(column: TableColumn, text: str, exact: str | None, factor: Fraction) -> "Fraction | Fault":
    number, times = _written(text, column.unit)
    if exact is not None and not _is_scaled(number, exact):
        number = parse_decimal(exact)
    if number is None:
        return _fault(column, "number")
    number = round_half_up(number * (factor if times is None else times))
    if column.type == "whole" and number.denominator != 1:
        return _fault(column, "whole")
    outside = (column.low is not None and number < column.low) or (column.high is not None and number > column.high)
    return _fault(column, "range") if outside or abs(number) >= MOST else number


def _is_scaled(seen: Fraction | None, exact: str) -> bool:
    """Whether a format shows a number in another unit than it is held in: 320000000 as 32000.0 under 万元.

    The head, too, speaks of what is seen.
    """
    held = parse_decimal(exact)
    if not seen or not held:
        return False
    return not Fraction(1, 2) < abs(held / seen) < 2


def _written(text: str, unit: Unit) -> tuple[Fraction | None, Fraction | None]:
    """The number of a text, and the factor to the base unit where the cell tells its own unit."""
    found = unicodedata.normalize("NFKC", text).strip()
    if unit.dimension == "money":
        found = found.removeprefix("¥").lstrip()
    times: Fraction | None = None
    own = _UNIT.fullmatch(found)
    if own is not None and not _EXPONENT.fullmatch(found.lower()):
        printed, name = unit_table().printed, own.group(2).strip()
        told = printed.get(name) or (printed.get(name + unit.name) if unit.dimension == "money" else None)
        if told is None or told[0].dimension != unit.dimension:
            return None, None
        found, times = own.group(1), told[0].factor * told[1] / unit.factor
    joined = found.replace(" ", "") if re.fullmatch(r"[+-]?\d{1,3}( \d{3})+(\.\d+)?", found, re.ASCII) else found
    if _THOUSANDS.fullmatch(joined):
        joined = joined.replace(",", "")
    power = _EXPONENT.fullmatch(joined.lower())
    if power:
        mantissa = parse_decimal(power.group(1))
        return (None if mantissa is None else mantissa * Fraction(10) ** int(power.group(2))), times
    return parse_decimal(joined), times


def _choice(column: TableColumn, text: str) -> "int | Fault":
    found = joined(text)
    for code, words in enumerate(plain_choices(column).values(), 1):
        if found in words:
            return code
    return _fault(column, "choice")


def plain_choices(column: TableColumn) -> Mapping[str, tuple[str, ...]]:
    """The words of each choice as cells are compared with them."""
    return {choice: tuple(map(joined, (*words, choice))) for choice, words in column.choices.items()}


def _fault(column: TableColumn, code: str) -> Fault:
    return Fault(code, expected(column, code))


def expected(column: TableColumn, code: str) -> Message:
    """What a cell of the column should have held."""
    unit = column.unit.name
    low, high = (None if end is None else written(end) for end in (column.low, column.high))
    match code:
        case "blank":
            return Message("something in this cell")
        case "number":
            return Message("a number in {unit}", unit=unit) if unit else Message("a number")
        case "whole":
            return Message("a whole number")
        case "range" if low is not None and high is not None:
            return Message("{low} to {high} {unit}", low=low, high=high, unit=unit)
        case "range" if low is not None:
            return Message("at least {low} {unit}", low=low, unit=unit)
        case "range":
            return Message("at most {high} {unit}", high=high or written(MOST), unit=unit)
        case "choice":
            return Message("one of {words}", words="、".join(words[0] for words in column.choices.values() if words))
        case "yes_no":
            return Message("是 or 否")
        case "year":
            return Message("a year such as {year}", year="2022")
        case "month":
            return Message("a month such as {month}", month="2022-03")
        case "other_year":
            return Message("a row of the table's own year")
        case _:
            return Message("a row that stands once")
