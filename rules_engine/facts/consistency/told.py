"""The figures of one change as intervals, and the contradiction between them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from rules_engine.facts.consistency.changes import Change
from rules_engine.facts.consistency.interval import size
from rules_engine.facts.consistency.slips import likeliest_slip
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.values.ranges import WHOLE, Range, add, divide, hull, meet, multiply, negate, scale, subtract

_HUNDRED, _HUNDREDTH = Fraction(100), Fraction(1, 100)
_POSITIVE = Range(Fraction(0), None)


@frozen(eq=False, repr=False)
class Told:
    """The figures of a change as intervals with the signs that the words give them."""

    change: Change
    mentions: Sequence[Mention]

    def up(self, index: int) -> bool:
        """Whether the words give the figure a positive sign."""
        if index == self.change.rate:
            return self.change.rate_up
        return index != self.change.amount or self.change.up

    def _signed(self, index: int) -> Range:
        return size(self.mentions[index]) if self.up(index) else negate(size(self.mentions[index]))

    @cached_property
    def amount(self) -> Range:
        """The change as an amount."""
        assert self.change.amount is not None
        return self._signed(self.change.amount)

    @cached_property
    def factor(self) -> Range:
        """The rate as a plain number."""
        assert self.change.rate is not None
        return scale(self._signed(self.change.rate), _HUNDREDTH)

    @cached_property
    def new(self) -> Range:
        """The amount after the change."""
        assert self.change.new is not None
        return size(self.mentions[self.change.new])

    @cached_property
    def old(self) -> Range:
        """The amount before the change."""
        assert self.change.old is not None
        return size(self.mentions[self.change.old])

    def ways(self) -> dict[int, tuple[Range, ...]]:
        """Every way in which two others tell a figure (a rate in percent), the rate first; none that leave all open."""
        change, one = self.change, Range.of(1)
        rate, amount, new, old = (part is not None for part in (change.rate, change.amount, change.new, change.old))
        found: dict[int, tuple[Range, ...]] = {}

        def leave(index: int | None, *ways: Range) -> None:
            telling = tuple(way for way in ways if way != WHOLE)
            if index is not None and telling:
                found[index] = telling

        leave(
            change.rate,
            *([_percent(subtract(divide(self.new, self.old), one))] if new and old else ()),
            *([_percent(divide(self.amount, self.old))] if amount and old else ()),
            *([_percent(divide(one, subtract(divide(self.new, self.amount), one)))] if new and amount else ()),
        )
        leave(
            change.amount,
            *([subtract(self.new, self.old)] if new and old else ()),
            *([multiply(self.old, self.factor)] if rate and old else ()),
            *([divide(self.new, add(divide(one, self.factor), one))] if rate and new else ()),
        )
        leave(
            change.new,
            *([add(self.old, self.amount)] if old and amount else ()),
            *([multiply(self.old, add(self.factor, one))] if rate and old else ()),
            *([multiply(self.amount, add(divide(one, self.factor), one))] if rate and amount else ()),
        )
        leave(
            change.old,
            *([subtract(self.new, self.amount)] if new and amount else ()),
            *([divide(self.new, add(self.factor, one))] if rate and new else ()),
            *([divide(self.amount, self.factor)] if rate and amount else ()),
        )
        return found


def _percent(factor: Range) -> Range:
    return multiply(factor, Range.of(100))


def _agreed(ways: Sequence[Range]) -> Range | None:
    """What all ways of working a figure out leave it, or None where they are at odds with each other."""
    allowed: Range | None = WHOLE
    for way in ways:
        allowed = meet(allowed, way) if allowed is not None else None
    return allowed


def direction(up: bool, mention: Mention) -> Range:
    """All changes of one direction; nothing falls by more than all of it."""
    if up:
        return Range(Fraction(0), None, low_open=True)
    return Range(-_HUNDRED if mention.unit == "%" else None, Fraction(0), high_open=True)


def contradiction(
    told: Told, code: str, statement: Message, ways: Mapping[int, Sequence[Range]], slips: bool = True
) -> Relation:
    """The contradiction; a figure may be the slip where all others agree on it, its doubt is what any of them allow."""
    doubt: dict[str, Range] = {}
    sizes: list[tuple[Mention, Range]] = []
    for index, found in ways.items():
        mention, up = told.mentions[index], told.up(index)
        agreed = _agreed(found)
        sized = None if agreed is None else meet(agreed if up else negate(agreed), _POSITIVE)
        if sized is not None:
            sizes.append((mention, sized))
        if mention.fact:
            allowed = hull(found) if agreed is None else agreed
            # A fall may be bound as a negative value or, where the fact is itself a decrease, as a positive one.
            doubt[mention.fact] = allowed if up == (mention.number >= 0) else negate(allowed)
    return Relation(
        "growth",
        "contradictory",
        statement,
        tuple(ways),
        facts=named_facts([told.mentions[index] for index in ways]),
        doubt=doubt,
        slip=likeliest_slip(sizes) if slips else None,
        code=code,
    )
