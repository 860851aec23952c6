"""The kinds of an expression, and which units may stand together."""

from typing import Literal

from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.values.units import PLAIN, POINTS, Unit, quotient, unit_table

Kind = Literal["truth", "number"]

# The unit of a number written in the ruleset: it takes the unit of what it meets.
BARE = None
Measure = Unit | None

DAY = Unit("day", "day")
PERCENT = unit_table().units["%"]
_RATES = frozenset({"percent", "percentage_points", "permille"})
_NO_NUMBERS = frozenset({"yes_no", "day"})


@frozen(eq=False, repr=False)
class Typed:
    """What an expression is: a condition, or a number in `unit` (plain for points and conditions).

    `exact` tells whether its ranges are exact; otherwise they are outer, and a report says "at most".
    """

    kind: Kind
    unit: Unit
    exact: bool


@frozen(eq=False, repr=False)
class Refused:
    """Why two units cannot stand together."""

    message: Message
    advice: Message | None = None


def is_truth(unit: Measure) -> bool:
    """Whether a fact of this unit is a condition."""
    return unit is not None and unit.dimension == "yes_no"


def named(unit: Measure) -> Message:
    """The unit as it is called in a message to an author."""
    if unit is None or unit.dimension == "plain":
        return Message("a plain number")
    return Message("{unit}", unit=unit.name)


def alike(a: Measure, b: Measure) -> bool:
    """Whether values of both units can be compared and added as they stand."""
    return a is BARE or b is BARE or (a.dimension == b.dimension and a.factor == b.factor)


def calculates(unit: Measure) -> bool:
    """Whether arithmetic is done in this unit at all: not with days, not with yes or no."""
    return unit is BARE or unit.dimension not in _NO_NUMBERS


def compared(a: Measure, b: Measure) -> Measure | Refused:
    """The unit that two compared values share."""
    return (b if a is BARE else a) if alike(a, b) else _apart(a, b)


def added(a: Measure, b: Measure) -> Measure | Refused:
    """The unit of a + b: % and 百分点 give %."""
    if a is not BARE and b is not BARE and {a.dimension, b.dimension} == {PERCENT.dimension, POINTS.dimension}:
        return PERCENT
    return compared(a, b)


def subtracted(a: Measure, b: Measure) -> Measure | Refused:
    """The unit of a - b: the difference of two % is 百分点, and 百分点 taken from % leave %."""
    if a == PERCENT and b == POINTS:
        return PERCENT
    unit = compared(a, b)
    return POINTS if unit == PERCENT else unit


def multiplied(a: Measure, b: Measure) -> Measure | Refused:
    """The unit of a * b, one of which is a plain number."""
    if a is BARE and b is BARE:
        return BARE
    if _plain(a):
        return b if b is not BARE else a
    if _plain(b):
        return a
    if _rate(a) or _rate(b):
        return Refused(
            Message("{a} times {b} would count percentages a hundredfold.", a=named(a), b=named(b)),
            Message("Compare share(part, whole) with the percentage instead."),
        )
    return Refused(
        Message("{a} times {b} has no unit.", a=named(a), b=named(b)),
        Message("Only one side of a product has a unit; divide instead."),
    )


def divided(a: Measure, b: Measure) -> Measure | Refused:
    """The unit of a / b: plain for like units, else a compound."""
    if b is BARE or b.dimension == "plain":
        return a
    if a is not BARE and a.dimension == b.dimension:
        both = compared(a, b)
        return both if isinstance(both, Refused) else PLAIN
    if _plain(a):
        return Refused(
            Message("A plain number divided by {b} has no unit.", b=named(b)),
            Message("Turn the division round."),
        )
    if _rate(a) or _rate(b):
        return Refused(
            Message("{a} divided by {b} would count percentages a hundredfold.", a=named(a), b=named(b)),
            Message("Compare share(part, whole) with the percentage instead."),
        )
    assert a is not BARE
    return quotient(a, b)


def _plain(unit: Measure) -> bool:
    return unit is BARE or unit.dimension == "plain"


def _rate(unit: Measure) -> bool:
    return unit is not BARE and unit.dimension in _RATES


def _apart(a: Measure, b: Measure) -> Refused:
    if a is not BARE and b is not BARE and a.dimension == b.dimension:
        return Refused(
            Message("{a} and {b} are different scales of one thing.", a=named(a), b=named(b)),
            Message("Declare both in the same unit."),
        )
    if {a, b} == {PERCENT, POINTS}:
        return Refused(
            Message("Percentages and 百分点 cannot stand together here."),
            Message("The difference of two percentages is in 百分点: write y - x <= 5 rather than x >= y - 5."),
        )
    return Refused(Message("{a} and {b} cannot stand together.", a=named(a), b=named(b)))
