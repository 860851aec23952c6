"""The value of an entry: a decimal with its unit, yes or no, a rating or a day, within what the fact can be."""

import re
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules_engine.errors import Problem
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.number import parse_decimal, written
from rules_engine.values.ranges import Range
from rules_engine.values.units import MEASURED, Unit, unit_named, unit_table
from rules_engine.yaml_text import Node, Scalar
from rules_engine.yaml_values import Id

RATINGS = {"A": Fraction(3), "B": Fraction(2), "C": Fraction(1)}
_FIGURE = regex(r"[+-]?\d+(\.\d+)?", re.ASCII)
# Of a figure that is always told to one, 19 and 1:19 are the same.
TO_ONE = "1:x"
UNITLESS = ("plain", "yes_no", "rating", "day")


@frozen(eq=False, repr=False)
class EntryForm:
    """One item under `entries:`, or under `facts:` of a worked case."""

    id: Id
    place: Place
    value: Node | None = None
    low: Node | None = None
    high: Node | None = None
    unit: Scalar | None = None
    period: Scalar | None = None
    level: Scalar | None = None
    citation: Scalar | None = None
    author: Scalar | None = None
    scope: Id | None = None
    date: Scalar | None = None
    reason: Scalar | None = None


def entered_value(
    form: EntryForm, entry: FactEntry, problems: list[Problem], *, needs_unit: bool = False
) -> Range | None:
    """The value of an entry in the fact's base unit, or None with its problems told.

    Refused are values outside the range that the fact can have, and parts of what is counted. With `needs_unit` a
    figure without unit is refused too.
    """
    if (form.value is None) == (form.low is None and form.high is None):
        message = Message('An entry has either "value", or "low" and "high" or one of them.')
        problems.append(_problem(form, message, "value"))
        return None
    factor = _factor(form, entry, problems, needs_unit)
    if form.value is not None:
        value = _end(form.value, entry, factor, problems)
        return None if value is None else Range.of(value)
    low = None if form.low is None else _end(form.low, entry, factor, problems)
    high = None if form.high is None else _end(form.high, entry, factor, problems)
    if (form.low is not None and low is None) or (form.high is not None and high is None):
        return None
    if low is not None and high is not None and low > high:
        problems.append(_problem(form, Message('"low" is above "high".'), "value"))
        return None
    return Range(low, high)


def _end(node: Node, entry: FactEntry, factor: Fraction | None, problems: list[Problem]) -> Fraction | None:
    text = str(node) if isinstance(node, Scalar) else ""
    if entry.unit.name == TO_ONE:
        text = text.removeprefix("1:").strip()
    return value_at(text, node.place, entry, factor, problems)


def value_at(
    text: str, place: Place, entry: FactEntry, factor: Fraction | None, problems: list[Problem]
) -> Fraction | None:
    """A written number times the factor to base units, or None with the problem told."""
    number = _number(text, place, entry, problems)
    if number is None or factor is None:
        return None
    value = number * factor
    if value not in entry.absent:
        message = Message(
            '"{id}" cannot be {value}: it lies {limits}.',
            id=entry.id,
            value=written(value) + entry.unit.name,
            limits=_limits(entry.absent, entry.unit),
        )
        problems.append(Problem(place, message, code="impossible"))
        return None
    if value.denominator != 1 and _counted(entry.unit):
        message = Message(
            '"{id}" is counted in {unit}, so it cannot be {value}.',
            id=entry.id,
            unit=entry.unit.name,
            value=written(value),
        )
        problems.append(Problem(place, message, code="impossible"))
        return None
    return value


def _limits(possible: Range, unit: Unit) -> Message:
    low = "" if possible.low is None else written(possible.low) + unit.name
    high = "" if possible.high is None else written(possible.high) + unit.name
    if low and high:
        return Message("between {low} and {high}", low=low, high=high)
    return Message("at {low} or above", low=low) if low else Message("at {high} or below", high=high)


def _counted(unit: Unit) -> bool:
    """Whether there are no parts of the unit; rates such as incidents per school have them."""
    return unit.dimension not in MEASURED and unit.dimension not in UNITLESS and "/" not in unit.dimension


def _number(text: str, place: Place, entry: FactEntry, problems: list[Problem]) -> Fraction | None:
    match entry.unit.dimension:
        case "yes_no":
            found, expected = _truths().get(text), Message("yes or no")
        case "rating":
            found, expected = RATINGS.get(text), Message("A, B or C")
        case "day":
            found, expected = _ordinal(text), Message("a day such as 2020-01-31")
        case _:
            found, expected = parse_decimal(text), Message("a plain decimal such as 93.5")
    if found is None:
        message = Message('"{id}" takes {expected}, not "{found}".', id=entry.id, expected=expected, found=text)
        problems.append(Problem(place, message, advice=_unit_apart(text, entry), code="value"))
    return found


def _unit_apart(text: str, entry: FactEntry) -> Message | None:
    """What to write instead of a figure that carries its unit, such as 95 %."""
    digits = _FIGURE.match(text)
    unit = text[digits.end() :].strip() if digits else ""
    if digits is None or entry.unit.dimension in UNITLESS or not units_told(unit):
        return None
    return Message("The unit stands apart: write {form}.", form=f"value: {digits[0]}, unit: '{unit}'")


@cache
def _truths() -> dict[str, Fraction]:
    """What the words for yes and no stand for, from `truths.tsv`."""
    text = Path(__file__).with_name("truths.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: Fraction(truth) for word, truth in rows}


def _ordinal(text: str) -> Fraction | None:
    try:
        return Fraction(date.fromisoformat(text).toordinal())
    except ValueError:
        return None


def factor_to(text: str, entry: FactEntry) -> Fraction | None:
    """What a number in that unit is multiplied by to be in the fact's base unit; None where it measures another."""
    right = entry.unit
    return next(
        (u.factor * times / right.factor for u, times in units_told(text) if u.dimension == right.dimension), None
    )


def _factor(form: EntryForm, entry: FactEntry, problems: list[Problem], needs_unit: bool) -> Fraction | None:
    """What the written number is multiplied by to be in the fact's base unit."""
    right = entry.unit
    if form.unit is None:
        if not needs_unit or right.dimension in UNITLESS or right.name == TO_ONE:
            return Fraction(1)
        message = Message('The unit of "{id}" is missing.', id=entry.id)
        advice = Message("Write {form}.", form=f"unit: '{right.name}'")
        problems.append(Problem(form.place, message, advice=advice, code="unit"))
        return None
    if (factor := factor_to(form.unit, entry)) is not None:
        return factor
    message = Message('"{id}" is not measured in "{unit}".', id=entry.id, unit=str(form.unit))
    if right.dimension in UNITLESS:
        advice = Message("It has no unit.")
    else:
        advice = Message("Write {form}.", form=f"unit: '{right.name}'")
    problems.append(Problem(form.unit.place, message, advice=advice, code="unit"))
    return None


def units_told(text: str) -> list[tuple[Unit, Fraction]]:
    """Every unit that the text can mean, with the factor to it: 万元 is 10000 元, 万元/人 10000 元/人."""
    printed = unit_table().printed
    found = [printed[text]] if text in printed else []
    if (named := unit_named(text)) is not None:
        found.append((named, Fraction(1)))
    above, slash, below = text.partition("/")
    if slash and above in printed and below in printed:
        (upper, times), (lower, parts) = printed[above], printed[below]
        name = f"{upper.name}/{lower.name}"
        if (unit := unit_named(name)) is not None:
            found.append((unit, times / parts))
        if name in printed:
            found.append((printed[name][0], printed[name][1] * times / parts))
    return found


def _problem(form: EntryForm, message: Message, code: str) -> Problem:
    return Problem(form.place, message, code=code)
