"""What an inspector wrote down: who, when and why; it stands beside what was read and never erases it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from rules_engine.expr.needs import needed_facts
from rules_engine.expr.read import read as parsed
from rules_engine.facts.fact import Fact
from rules_engine.facts.mention import Mention
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.places import Anchor, Place
from rules_engine.records import evolve, field, frozen
from rules_engine.values.periods import Period

EntryKind = Literal["value", "confirmed", "corrected", "unbound", "rebound", "decision"]
Outcome = Literal["met", "not_met", "points", "not_applicable"]
Spot = tuple[str, int, int]
Proof = tuple[str, Period | None, str, str]


@frozen
class Entry:
    """One thing an inspector verified or decided, with the name, the day, the reason and what it rests on.

    `fact` is the value entered, at its level; `figure` the figure of a text that the entry is about, as the machine
    read it, `proved` the fact that it is about, as a table gave it. A decision settles `criterion`: by its `fact`
    where the criterion asks for an inspector's word, else by its `outcome`, for which `points` are awarded. `place`
    tells where it is written, in problems.
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
    proved: Fact | None = None
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


def proof(fact: Fact) -> Proof:
    """By what a fact that a table gave is known again, whatever sentences say the same: its file, time and scope."""
    anchor = fact.citations[0].anchor if fact.citations else None
    return fact.id, fact.period, fact.scope, "" if anchor is None else anchor.digest


def beside_entries(
    facts: Iterable[Fact], read: Iterable[Fact], entries: Iterable[Entry], vocabulary: Vocabulary
) -> tuple[Fact, ...]:
    """The facts, those put aside for which an entry stands, and then what was entered.

    `read` are the facts as they were before figures were bound anew: what they said is kept too. What a table computed
    from a fact that an entry changed is put aside with it, where the vocabulary knows how to compute it anew.
    """
    entries = tuple(entries)
    facts = tuple(_proofs_aside(facts, entries, vocabulary))
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


def _proofs_aside(facts: Iterable[Fact], entries: Iterable[Entry], vocabulary: Vocabulary) -> Iterator[Fact]:
    spoken = {proof(entry.proved): entry.kind for entry in entries if entry.proved is not None}
    changed = {key[:2] for key, kind in spoken.items() if kind != "confirmed"}
    for fact in facts:
        aside = fact.origin == "table" and (
            proof(fact) in spoken
            or (changed and not changed.isdisjoint((id, fact.period) for id in parts_of(fact.id, vocabulary)))
        )
        yield evolve(fact, corrected=True) if aside else fact


def parts_of(id: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts that a fact is computed from; none where it is not."""
    entry = vocabulary.facts.get(id)
    return needed_facts(parsed(entry.formula, entry.place)) if entry is not None and entry.formula else ()


def _spot_of(fact: Fact) -> Spot | None:
    """The figure that a fact was read from; None for all that is no figure of a text."""
    if fact.origin != "mention" or not fact.citations or fact.citations[0].anchor is None:
        return None
    return spot(fact.citations[0].anchor)
