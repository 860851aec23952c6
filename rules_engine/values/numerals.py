"""Numbers written in Chinese characters or full-width digits."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules_engine.records import frozen

# And the traditional forms of what stands in units.
_FULL_WIDTH = "０１２３４５６７８９％．／－＋～＞＜億萬個點間冊畝"
_NARROW = "0123456789%./-+~><亿万个点间册亩"
# Longer rows of characters are no number that anybody counts to.
_LONGEST = 30


@frozen(eq=False, repr=False)
class NumeralTable:
    """The characters of `numerals.tsv` with their values: digits, steps (十 百 千), myriads (万 亿), decimal points."""

    digits: Mapping[str, int]
    steps: Mapping[str, int]
    myriads: Mapping[str, int]
    points: frozenset[str]


@cache
def numeral_table() -> NumeralTable:
    """The table of `numerals.tsv`, read once."""
    kinds: dict[str, dict[str, int]] = {"digit": {}, "step": {}, "myriad": {}, "point": {}}
    text = Path(__file__).with_name("numerals.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, value, characters = line.split("\t")
            kinds[kind].update(dict.fromkeys(characters, int(value)))
    return NumeralTable(kinds["digit"], kinds["step"], kinds["myriad"], frozenset(kinds["point"]))


def normalise(text: str) -> str:
    """The text with full-width digits and signs narrowed, units in simplified characters; every offset stays."""
    for wide, narrow in zip(_FULL_WIDTH, _NARROW, strict=True):
        text = text.replace(wide, narrow)
    return text


def chinese_number(text: str) -> Fraction | None:
    """The exact value of a Chinese numeral (`三百二十`, `一点五`, `二〇二三`, `一百五` = 150), else None."""
    if len(text) > _LONGEST:
        return None
    table = numeral_table()
    point = next((at for at, character in enumerate(text) if character in table.points), None)
    if point is None:
        return _whole(text, table)
    whole, decimals = _whole(text[:point], table), text[point + 1 :]
    if whole is None or not decimals or any(character not in table.digits for character in decimals):
        return None
    return whole + Fraction(int("".join(str(table.digits[c]) for c in decimals)), 10 ** len(decimals))


def _whole(text: str, table: NumeralTable) -> Fraction | None:
    if not text:
        return None
    if all(character in table.digits for character in text):
        return Fraction(int("".join(str(table.digits[character]) for character in text)))
    total = section = 0
    digit: int | None = None
    step = myriad = 10**12
    # What one unit of a closing digit is worth: in 一百五 it is ten, in 一百零五 one.
    closing = 1
    for position, character in enumerate(text):
        if character in table.digits:
            if digit is not None:
                return None
            value = table.digits[character]
            digit = value or None
            closing = closing if value else 1
        elif character in table.steps:
            value = table.steps[character]
            if value >= step:
                return None
            section += (1 if digit is None else digit) * value
            step, digit, closing = value, None, value // 10
        elif character in table.myriads:
            value = table.myriads[character]
            section += digit or 0
            if section == 0 and position and value <= myriad:
                return None
            if value > myriad:
                total = (total + section) * value
            else:
                total += (section or 1) * value
            section, digit, step, myriad, closing = 0, None, 10**12, value, value // 10
        else:
            return None
    return Fraction(total + section + (digit or 0) * closing)
