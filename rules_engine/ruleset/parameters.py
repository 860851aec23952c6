"""Dated parameters: the numbers and lists of the law, looked up as of the evaluated period."""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from rules_engine.errors import Problem
from rules_engine.messages import LocalText, Message
from rules_engine.places import Place
from rules_engine.records import frozen
from rules_engine.values.units import Unit

_NAMED = 3
_ADVICE = Message("Choose another --period, or add an edition that covers the day.")


@frozen(repr=False)
class Edition:
    """One value of a parameter, from a day up to the day before the next edition (or `to`, where the text ends it).

    A number has a `value`, a text a `text`, a list its `items`.
    """

    value: Fraction | None
    text: LocalText | None
    start: date
    to: date | None
    source: LocalText
    certainty: str
    review_by: date | None
    place: Place
    items: tuple[str, ...] = ()


@frozen(repr=False)
class DatedParameter:
    """All editions of one parameter, oldest first, without hole or overlap."""

    id: str
    title: LocalText
    unit: Unit
    editions: tuple[Edition, ...]
    place: Place

    def edition(self, day: date) -> Edition | None:
        """The edition in force on a day, or None where the day lies outside all of them."""
        for edition in reversed(self.editions):
            if edition.start <= day:
                return edition if edition.to is None or day <= edition.to else None
        return None

    def outside(self, day: date) -> Problem:
        """The problem to report for a day that no edition covers; names the nearest edition."""
        first, last = self.editions[0], self.editions[-1]
        closest = first.start if day < first.start else last.to
        return Problem(
            self.place,
            Message(
                'Parameter "{id}" has no value for {day}; its nearest edition is in force on {closest}.',
                id=self.id,
                day=day.isoformat(),
                closest=closest.isoformat() if closest else "",
            ),
            advice=_ADVICE,
            code="no_edition",
        )


def outside_all(parameters: Mapping[str, DatedParameter], day: date) -> Problem | None:
    """The problem to report where parameters have no value on a day: one sentence, however many they are."""
    found = [parameter for parameter in parameters.values() if parameter.edition(day) is None]
    if len(found) < 2:
        return found[0].outside(day) if found else None
    first = min(parameter.editions[0].start for parameter in parameters.values())
    values = {"count": len(found), "day": day.isoformat(), "examples": ", ".join(each.id for each in found[:_NAMED])}
    if day < first or all(day < parameter.editions[0].start for parameter in found):
        message = Message(
            "The parameters of the ruleset begin with {first}; {count} of them have no value for {day}, "
            "e.g. {examples}.",
            **values,
            first=first.year,
        )
    else:
        message = Message("{count} parameters of the ruleset have no value for {day}, e.g. {examples}.", **values)
    closest = _closest(parameters.values(), day)
    if closest is not None:
        nearest = Message("The nearest day on which all have one is {closest}.", closest=closest.isoformat())
        message = Message("{told} {nearest}", told=message, nearest=nearest)
    return Problem(min(found, key=_line).place, message, advice=_ADVICE, code="no_edition")


def _closest(parameters: Collection[DatedParameter], day: date) -> date | None:
    """The day nearest to this one on which every parameter has a value."""
    turns = {parameter.editions[0].start for parameter in parameters}
    turns |= {end for parameter in parameters if (end := parameter.editions[-1].to) is not None}
    covered = [turn for turn in turns if all(parameter.edition(turn) for parameter in parameters)]
    return min(covered, key=lambda turn: (abs(turn - day), turn), default=None)


def _line(parameter: DatedParameter) -> int:
    return parameter.place.line
