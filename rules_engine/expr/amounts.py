"""Numbers with their units, as a person writes them."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from rules_engine.messages import Language, Message
from rules_engine.values.number import round_half_up, written
from rules_engine.values.units import Unit, unit_table

_JOINED = frozenset({"%", "‰"})
_RATINGS: Mapping[Fraction, str] = {Fraction(3): "A", Fraction(2): "B", Fraction(1): "C"}
_LARGE = (Fraction(10**8), Fraction(10**4))


def amount_text(value: Fraction, unit: Unit, language: Language) -> str:
    """The value (in this unit) with the unit: `85%`, `1225 万元`, `12.25 million yuan`, `1:19`, `A`."""
    if unit.name == "yes_no" and value in (0, 1):
        return language.say(Message("yes") if value else Message("no"))
    if unit.name == "rating":
        return _RATINGS.get(value, written(value))
    if unit.name in _JOINED:
        return _number(value) + unit.name
    if unit.name == "1:x":
        return f"1:{_number(value)}"
    if language.code == "en":
        return _english(value, unit, language)
    names = _names(unit.name)
    times = next((times for times in _LARGE if times in names and abs(value) >= times), Fraction(1))
    return _joined(value / times, names.get(times, unit.name), language)


def _english(value: Fraction, unit: Unit, language: Language) -> str:
    name = unit.english
    if name and abs(value) >= 10**9:
        return language.say(Message("{number} billion {unit}", number=_number(value / 10**9), unit=name))
    if name and abs(value) >= 10**6:
        return language.say(Message("{number} million {unit}", number=_number(value / 10**6), unit=name))
    return _joined(value, _singular(name) if value == 1 else name, language)


def _joined(number: Fraction, name: str, language: Language) -> str:
    if not name:
        return _number(number)
    return language.say(Message("{number} {unit}", number=_number(number), unit=name))


def _number(value: Fraction) -> str:
    return written(round_half_up(value))


def _singular(name: str) -> str:
    return name.removesuffix("es") if name.endswith("sses") else name.removesuffix("s")


@cache
def _names(unit: str) -> Mapping[Fraction, str]:
    """The first printed name of the unit with that name and of each of its multiples (10000: 万元)."""
    names: dict[Fraction, str] = {}
    for name, (of, times) in unit_table().printed.items():
        if of.name == unit:
            names.setdefault(times, name)
    return names
