"""Dated parameters: the numbers and lists of the law, looked up as of the evaluated period."""

from datetime import date
from fractions import Fraction

from attrs import frozen

from rules_engine.errors import Problem
from rules_engine.messages import LocalText, Message
from rules_engine.places import Place
from rules_engine.values.units import Unit


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
            advice=Message("Choose another --period, or add an edition that covers the day."),
            code="no_edition",
        )
