"""What an inspector wrote down: who, when and why; it stands beside what was read and never erases it."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from rules_engine.facts.fact import Fact
from rules_engine.facts.mention import Mention
from rules_engine.places import Anchor, Place
from rules_engine.records import evolve, field, frozen

EntryKind = Literal["value", "confirmed", "corrected", "unbound", "rebound", "decision"]
Outcome = Literal["met", "not_met", "points", "not_applicable"]
Spot = tuple[str, int, int]


@frozen
class Entry:
    """One thing an inspector verified or decided, with the name, the day, the reason and what it rests on.

    `fact` is the value entered, at its level; `figure` the figure of a text that the entry is about, as the machine
    read it. A decision settles `criterion`: by its `fact` where the criterion asks for an inspector's word, else by
    its `outcome`, for which `points` are awarded. `place` tells where it is written, in problems.
    """

    kind: EntryKind
    author: str
    date: date | None
    reason: str
    source: str = ""
    fact: Fact | None = None
    figure: Mention | None = None
    criterion: str = ""
    outcome: Outcome | None = None
    points: Fraction | None = None
    place: Place | None = field(default=None, eq=False)


def entered_facts(entries: Iterable[Entry]) -> tuple[Fact, ...]:
    """The values that the entries tell, in their order."""
    return tuple(entry.fact for entry in entries if entry.fact is not None)


def rebindings(entries: Iterable[Entry]) -> Mapping[Spot, str]:
    """The fact that each figure is told to be a value of, empty for none, where that is not what the machine read."""
    return {
        spot(entry.figure.anchor): entry.fact.id if entry.fact else ""
        for entry in entries
        if entry.figure is not None and entry.kind in ("unbound", "rebound")
    }


def spot(anchor: Anchor) -> Spot:
    """Where a figure stands, however the file that holds it is called."""
    return anchor.digest, anchor.start, anchor.end


def beside_entries(facts: Iterable[Fact], read: Iterable[Fact], entries: Iterable[Entry]) -> tuple[Fact, ...]:
    """The facts, those put aside for which an entry stands, and then what was entered.

    `read` are the facts as they were before figures were bound anew: what they said is kept too.
    """
    entries = tuple(entries)
    spoken = {spot(entry.figure.anchor) for entry in entries if entry.figure is not None}
    if not spoken:
        return (*facts, *entered_facts(entries))
    told = [evolve(fact, corrected=True) if _spot_of(fact) in spoken else fact for fact in facts]
    known = {(fact.id, _spot_of(fact)) for fact in told}
    told += [
        evolve(fact, corrected=True)
        for fact in read
        if _spot_of(fact) in spoken and (fact.id, _spot_of(fact)) not in known
    ]
    return (*told, *entered_facts(entries))


def _spot_of(fact: Fact) -> Spot | None:
    """The figure that a fact was read from; None for all that is no figure of a text."""
    if fact.origin != "mention" or not fact.citations or fact.citations[0].anchor is None:
        return None
    return spot(fact.citations[0].anchor)
