"""The interval that a printed figure stands for, and numbers written the way the report prints them."""

import re
import unicodedata
from fractions import Fraction
from math import lcm

from rules_engine.facts.mention import Mention
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.number import written_fixed
from rules_engine.values.ranges import Range, absolute

_ONE_TO = "1:"
_NUMBER = regex(r"\d[\d,]*(?:\.(\d+))?", re.ASCII)


def rounding(mention: Mention) -> Range:
    """All values that are printed like this: half the last digit on either side; counts are exact."""
    value, half = mention.value, mention.step / 2
    if value.settled or value.empty:
        return Range(mention.number - half, mention.number + half)
    if not half:
        return value
    low = None if value.low is None else value.low - half
    high = None if value.high is None else value.high + half
    return Range(low, high, value.low_open, value.high_open)


def cut_off(mention: Mention) -> Range:
    """As `rounding`, but the digits after the last may also have been dropped."""
    near = rounding(mention)
    if near.low is None or near.high is None:
        return near
    half = mention.step / 2
    return Range(near.low, near.high + half) if mention.number >= 0 else Range(near.low - half, near.high)


def size(mention: Mention) -> Range:
    """The interval without its sign."""
    value = mention.value
    if value.low is not None and value.low == value.high:
        number = abs(mention.number)
        if not mention.step:
            return Range(number, number)
        half = mention.step / 2
        return Range(number - half, number + half) if number >= half else Range(number * 0, number + half)
    return absolute(rounding(mention))


def ends(*mentions: Mention) -> tuple[tuple[int, int], ...]:
    """The ends of each `size` in whole numbers of one measure, of which a unit has `measure(*mentions)`.

    For figures whose words leave one number: comparing these takes a tenth of the time that intervals take.
    """
    unit, found = measure(*mentions), []
    for mention in mentions:
        number, step = mention.number, mention.step
        middle = abs(number.numerator) * (unit // number.denominator)
        if step:
            half = step.numerator * (unit // step.denominator) // 2
            found.append((max(middle - half, 0), middle + half))
        else:
            found.append((middle, middle))
    return tuple(found)


def measure(*mentions: Mention) -> int:
    """Of how many parts a unit must consist for half of each last digit to be a whole number of them."""
    unit = 1
    for mention in mentions:
        for parts in (mention.number.denominator, mention.step.denominator):
            if unit % parts:
                unit = lcm(unit, parts)
    return 2 * unit


@frozen(eq=False, repr=False)
class Notation:
    """How a figure is printed: its digits, decimal places, the printed unit and that unit's factor to the base unit."""

    digits: str
    places: int
    factor: Fraction
    unit: str
    prefix: str = ""

    def write(self, value: Fraction, places: int | None = None) -> str:
        """A value of the base unit in the printed unit, with as many decimal places as the figure (or `places`)."""
        number = written_fixed(value / self.factor, self.places if places is None else places)
        return f"{self.prefix}{number}{self.unit}"

    @property
    def last_digit(self) -> Fraction:
        """What one unit of the last printed digit is worth, in base units."""
        return self.factor / Fraction(10**self.places)


def notation(mention: Mention) -> Notation:
    """The notation of a mention; a figure in Chinese numerals is rewritten in digits and the base unit."""
    quote = "".join(unicodedata.normalize("NFKC", mention.quote).split())
    # 1:16.8 or 16.8:1
    prefix = _ONE_TO if mention.unit == "1:x" and quote.startswith(_ONE_TO) else ""
    found = _NUMBER.search(quote, len(prefix))
    digits = found.group().replace(",", "") if found else ""
    number = int(digits.replace(".", "")) if digits else 0
    if not found or not number or not mention.number:
        return Notation("", 0, Fraction(1), mention.unit)
    places = len(found.group(1) or "")
    factor = Fraction(abs(mention.number.numerator) * 10**places, mention.number.denominator * number)
    unit = quote[found.end() :].strip().removeprefix(mention.qualifier).removesuffix(mention.qualifier)
    return Notation(digits, places, factor, unit, prefix)
