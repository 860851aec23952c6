"""What the vocabulary declares of figures that belong together: a change and its amount, a part and its whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from rules_engine.facts.mention import Mention
from rules_engine.facts.vocabulary import FactEntry, Vocabulary


@frozen(eq=False, repr=False)
class Declarations:
    """The mentions of each fact, by index, and what the vocabulary declares: `rates` are mentions of a growth.

    A figure printed again word for word stands in `by_fact` once, with its first place.
    """

    mentions: Sequence[Mention]
    by_fact: Mapping[str, Sequence[int]]
    entries: Mapping[str, FactEntry]
    rates: Sequence[int]
    changes: Mapping[str, Sequence[str]]
    wholes: Mapping[str, Sequence[str]]

    def subject(self, rate: int | None, amount: int | None, *amounts: int | None) -> tuple[bool, str]:
        """Whether the figures of a change can speak of one fact, and that fact ("" where none is declared)."""
        told = []
        if rate is not None and (entry := self._entry(rate)):
            told.append(entry.growth_of)
        if amount is not None and (entry := self._entry(amount)):
            told.append(entry.change_of)
        told += [self.mentions[index].fact for index in amounts if index is not None]
        named = {id for id in told if id}
        return len(named) <= 1, min(named, default="")

    def amount_of(self, subject: str, year: int, beside: Mention) -> int | None:
        """The one figure printed for a fact in a year, or None where there is none or two that differ."""
        return self._one(self.by_fact.get(subject, ()), year, beside)

    def change_of(self, subject: str, year: int, beside: Mention) -> int | None:
        """The one change printed for a fact in a year, as an amount."""
        return self._one([i for id in self.changes.get(subject, ()) for i in self.by_fact.get(id, ())], year, beside)

    def wholes_of(self, subject: str) -> list[int]:
        """Every figure printed for a fact that `subject` is declared a part of, at any remove."""
        seen, ahead = {subject}, [subject]
        found: list[int] = []
        while ahead:
            for id in self.wholes.get(ahead.pop(), ()):
                if id not in seen:
                    seen.add(id)
                    ahead.append(id)
                    found.extend(self.by_fact.get(id, ()))
        return found

    def _entry(self, index: int) -> FactEntry | None:
        return self.entries.get(self.mentions[index].fact)

    def _one(self, indices: Sequence[int], year: int, beside: Mention) -> int | None:
        found = [
            index
            for index in indices
            if (mention := self.mentions[index]).period is not None
            and (mention.period.year, mention.period.part) == (year, "")
            and (mention.kind, mention.scope) == (beside.kind, beside.scope)
        ]
        return found[0] if found and len({self.mentions[index].number for index in found}) == 1 else None


def declarations(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Declarations:
    """The declarations that concern these mentions."""
    by_fact: dict[str, list[int]] = defaultdict(list)
    seen = set()
    for index, mention in enumerate(mentions):
        figure = (mention.fact, mention.number, mention.step, mention.unit, mention.period, mention.kind, mention.scope)
        if mention.fact and figure not in seen:
            seen.add(figure)
            by_fact[mention.fact].append(index)
    changes: dict[str, list[str]] = defaultdict(list)
    wholes: dict[str, list[str]] = defaultdict(list)
    if by_fact:
        for id, entry in vocabulary.facts.items():
            if entry.change_of:
                changes[entry.change_of].append(id)
            if entry.part_of:
                wholes[id].append(entry.part_of)
            for part in entry.parts:
                wholes[part].append(id)
    rates = [
        index
        for id, indices in by_fact.items()
        if id in vocabulary.facts and vocabulary.facts[id].growth_of
        for index in indices
    ]
    return Declarations(mentions, by_fact, vocabulary.facts, sorted(rates), changes, wholes)
