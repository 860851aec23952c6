"""Which figures are of one kind, so that they can be added or compared."""

from functools import cache

from rules_engine.facts.mention import Mention
from rules_engine.values.periods import Period
from rules_engine.values.units import unit_table

# Counters that stand for any noun, so that unlike ones count unlike things (3个方案, 12条措施).
LOOSE = {"items", "pieces"}
# A general counter may stand for a special one: sites counted as 个 among schools counted as 所.
_GENERAL = {"items", "schools"}
_RATES = {"percent", "percentage_points", "permille", "pupils_each", "plain"}
_NOT_ADDED = _RATES | {"", "year", "score", "minutes", "yes_no", "rating", "money/persons", "persons/schools"}


def dimension(mention: Mention) -> str:
    """What the figure measures, "" where its unit is lost or a compound."""
    return dimension_named(mention.unit)


@cache
def dimension_named(name: str) -> str:
    """The dimension of a unit by its name, "" where there is no such simple unit."""
    unit = unit_table().units.get(name) if name else None
    return unit.dimension if unit else ""


def addable(mention: Mention) -> bool:
    """Whether such figures can be parts or wholes at all."""
    return mention.kind != "threshold" and _added(mention.unit)


@cache
def _added(unit: str) -> bool:
    return dimension_named(unit) not in _NOT_ADDED


def is_rate(mention: Mention) -> bool:
    """Whether the figure is a rate rather than an amount."""
    return dimension_named(mention.unit) in _RATES


def same_unit(a: Mention, b: Mention) -> bool:
    """Whether two amounts can be compared: one unit, and one counter as printed (人次 are not 人)."""
    if a.unit != b.unit or not a.unit:
        return False
    of = dimension_named(a.unit)
    if of in LOOSE:
        return _counter(a) == _counter(b)
    return of != "persons" or (_counter(a) == "次") == (_counter(b) == "次")


def alike(a: Mention, b: Mention) -> bool:
    """Whether two figures can stand in one list: of one kind and unit, or one of them under a general counter."""
    if a.kind != b.kind:
        return False
    if a.unit == b.unit:
        return same_unit(a, b)
    return dimension_named(a.unit) in _GENERAL and {dimension(a), dimension(b)} == _GENERAL


def time_of(period: Period | None) -> str:
    """The period written so that a change to a year is of that year; empty where none is told."""
    if period is None:
        return ""
    return str(period.year) if period.change else str(period)


def _counter(mention: Mention) -> str:
    return mention.quote.removesuffix(mention.qualifier).rstrip()[-1:]
