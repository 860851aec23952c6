"""What a cell of a table says in numbers where the unit stands elsewhere: 1,204, ≥4.2, 12～15, 2105（其中女1300）."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from rules_engine.documents.formats.composition import written_number
from rules_engine.facts.tables.header_units import unit_of
from rules_engine.facts.tables.words import table_words
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.quantities import scan
from rules_engine.values.quantity import Quantity
from rules_engine.values.ranges import Range
from rules_engine.values.units import MEASURED, PLAIN, Unit

_MONEY = regex(r"^[¥￥]\s*(?=[-0-9])")
# How accounts print a number below nought; (1) is an item.
_ACCOUNT = regex(r"[(（]([0-9,]*(?:[0-9]{3}|\.[0-9]+))[)）]")
_EXPONENT = regex(r"[+-]?[0-9](?:\.[0-9]{1,15})?[Ee][+-]?[0-9]{1,2}")
_TOKEN = regex(r"[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?(?:(?<=[0-9])\s[0-9]{3})*\s*(?P<times>[万亿千百]*)")
_DAY = regex(r"(?:19|20)[0-9]{2}(?:[./-][0-9]{1,2}){1,2}|[0-9]{1,2}:[0-9]{2}")
_RANGE = regex(r"\s*[-—–~]+\s*[0-9]")
_WORD = regex(r"[^\W\d_]")
_FALL = regex(r"[↓▼]")
# A word that counts anything; what is counted is told by the heads.
_COUNTER = "个"
_LONGEST = 40
# So many digits are a number, whatever else must be asked of longer ones.
_CERTAIN = 15
_REMEMBERED = 4096


@frozen(eq=False, repr=False)
class Worth:
    """The unit that the heads of a number tell, and how many base units one of it is worth."""

    unit: Unit
    times: Fraction

    @classmethod
    def of(cls, printed: str) -> "Worth":
        """That of a unit as printed; no unit at all where it is none."""
        return cls(*(unit_of(printed) or (PLAIN, Fraction(1)))) if printed else cls(PLAIN, Fraction(1))


@lru_cache(_REMEMBERED)
def number_of(text: str) -> str | None:
    """The exact decimal text of a cell that shows a number and nothing else; None for codes, days and words."""
    text = text.strip() if text.isascii() else _MONEY.sub("", normalise(text).strip())
    if _EXPONENT.fullmatch(text):
        return format(Decimal(text), "f")
    account = _ACCOUNT.fullmatch(text)
    return written_number(f"-{account[1]}" if account else text.removeprefix("+").rstrip("%"))


def holds_numbers(text: str) -> bool:
    """Whether a cell holds numbers, and no words but those that stand beside numbers."""
    # Most cells of long tables are such, and no two alike.
    if len(text) <= _CERTAIN and text.isdecimal() and text.isascii() and text[0] != "0":
        return True
    return _holds_numbers(text)


@lru_cache(_REMEMBERED)
def _holds_numbers(text: str) -> bool:
    if number_of(text) is not None:
        return True
    plain = text.strip() if text.isascii() else normalise(text).strip()
    if not any(map(str.isdecimal, plain)) or len(plain) > _LONGEST or _DAY.fullmatch(plain):
        return False
    return not _WORD.search(_bare_words().sub("", plain)) and not re.fullmatch(r"0[0-9]+|[0-9]{16,}", plain)


@lru_cache(_REMEMBERED)
def holds_figures(text: str) -> bool:
    """Whether a cell holds numbers, with their units or without, and no words but those that stand beside numbers."""
    if holds_numbers(text):
        return True
    plain = normalise(text).strip()
    if not any(map(str.isdecimal, plain)) or len(plain) > _LONGEST or _DAY.fullmatch(plain):
        return False
    # At the beginning of a line a number could be that of an item.
    signs = list(f"为{plain}")
    for one in scan("".join(signs)):
        signs[one.start : one.end] = " " * (one.end - one.start)
    left = _bare_words().sub("", "".join(signs[1:]))
    return not _WORD.search(left) and not any(map(str.isdecimal, left))


def quantities_of(text: str, worth: Worth) -> list[Quantity]:
    """The figures of such a cell, by their places in its text."""
    number = number_of(text)
    if number is not None:
        value = Fraction(number) * worth.times
        return [Quantity(0, len(text), value, worth.unit.name, _step(number, worth), Range(value, value))]
    plain = normalise(text)
    if _FALL.search(plain):
        plain = _FALL.sub(" ", plain)
        return [_fallen(one) for one in _scanned(plain, worth)]
    return list(_scanned(plain.replace("↑", " ").replace("▲", " "), worth))


def _scanned(text: str, worth: Worth) -> Iterator[Quantity]:
    counted, places, own_multiple = _counted(text)
    # 11万 in a column of 万元 prints its own multiple.
    times = Fraction(1) if own_multiple and worth.times > 1 else worth.times
    for one in scan(counted):
        start, end = places[one.start], places[one.end - 1] + (counted[one.end - 1] != _COUNTER)
        if one.unit != _COUNTER:
            yield Quantity(start, end, one.number, one.unit, one.step, one.value, one.qualifier, one.limit)
            continue
        value = one.value
        low, high = (None if edge is None else edge * times for edge in (value.low, value.high))
        scaled = Range(low, high, value.low_open, value.high_open)
        step = _step(text[start:end], worth)
        yield Quantity(start, end, one.number * times, worth.unit.name, step, scaled, one.qualifier, one.limit)


def _counted(text: str) -> tuple[str, list[int], bool]:
    """The text with a counter behind its numbers, where each of its signs stood, and whether one has a multiple."""
    # At the beginning of a line a number could be that of an item.
    signs, places, position, multiple = ["为"], [0], 0, False
    for token in _TOKEN.finditer(text):
        multiple = multiple or bool(token["times"])
        end = token.start() + len(token[0].rstrip())
        for place in range(position, end):
            if place < token.start() or not text[place].isspace():
                signs.append("、" if text[place] == "/" else text[place])
                places.append(place)
        position = end
        if not _RANGE.match(text, end) and not text.startswith("%", end):
            signs.append(_COUNTER)
            places.append(end)
    signs += text[position:].replace("/", "、")
    places += range(position, len(text))
    return "".join(signs), places, multiple


def _fallen(one: Quantity) -> Quantity:
    return Quantity(one.start, one.end, -one.number, one.unit, one.step, Range(-one.number, -one.number), one.qualifier)


def _step(number: str, worth: Worth) -> Fraction:
    if worth.unit is PLAIN or worth.unit.dimension not in MEASURED:
        return Fraction(0)
    places = sum(map(str.isdecimal, number.rpartition(".")[2])) if "." in number else 0
    return worth.times / Fraction(10**places)


@cache
def _bare_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(table_words().beside, key=len, reverse=True))))
