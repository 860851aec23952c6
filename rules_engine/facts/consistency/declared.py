"""What the vocabulary declares of figures that belong together: a change and its amount, a part and its whole."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from rules_engine.facts.mention import Mention
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.records import field, frozen
from rules_engine.values.periods import Period

# No report prints so many values of one fact for one period; beyond them, figures are no longer compared in pairs.
MOST_VALUES = 64


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
    _groups: dict[object, Mapping[object, Sequence[int]]] = field(factory=dict, init=False)
    _annual: dict[str, Mapping[object, Sequence[int]]] = field(factory=dict, init=False)

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
        return self._one((subject,), year, beside)

    def change_of(self, subject: str, year: int, beside: Mention) -> int | None:
        """The one change printed for a fact in a year, as an amount."""
        return self._one(self.changes.get(subject, ()), year, beside)

    def beside(self, id: str, mention: Mention) -> Sequence[int]:
        """The figures of a fact for a mention's period and scope, or in its sentence where it has no period.

        What is printed more than once counts once.
        """
        return self._like(id, mention, _dated_or_near)

    def in_sentence(self, id: str, mention: Mention) -> Sequence[int]:
        """The figures of a fact in a mention's sentence, for its period and scope; each value once."""
        return self._like(id, mention, _near)

    def in_document(self, id: str, mention: Mention) -> Sequence[int]:
        """The figures of a fact for a mention's period and scope, or without a period in its document; each once."""
        return self._like(id, mention, _dated_or_here)

    def _like(self, id: str, mention: Mention, key: Callable[[Mention], object]) -> Sequence[int]:
        if (id, key) not in self._groups:
            groups: dict[object, list[int]] = defaultdict(list)
            for index in self.by_fact.get(id, ()):
                groups[key(self.mentions[index])].append(index)
            self._groups[id, key] = {group: self._values(indices) for group, indices in groups.items()}
        return self._groups[id, key].get(key(mention), ())

    def _values(self, indices: Iterable[int]) -> Sequence[int]:
        """The first figure of each value and period."""
        found: dict[tuple[str, Fraction, str, str, Period | None], int] = {}
        for index in indices:
            mention = self.mentions[index]
            value = mention.quote, mention.number, mention.unit, mention.kind, mention.period
            found.setdefault(value, index)
            if len(found) == MOST_VALUES:
                break
        return tuple(found.values())

    def wholes_of(self, subject: str, near: Collection[int]) -> list[int]:
        """The figures of the facts that `subject` is declared a part of, at any remove.

        What is printed more than once counts once, except for those that are `near`.
        """
        seen, ahead = {subject}, [subject]
        found: list[int] = []
        while ahead:
            for id in self.wholes.get(ahead.pop(), ()):
                if id not in seen:
                    seen.add(id)
                    ahead.append(id)
                    beside = (index for index in near if self.mentions[index].fact == id)
                    found.extend(sorted({*self._values(self.by_fact.get(id, ())), *beside}))
        return found

    def _entry(self, index: int) -> FactEntry | None:
        return self.entries.get(self.mentions[index].fact)

    def _one(self, ids: Iterable[str], year: int, beside: Mention) -> int | None:
        found: list[int] = []
        for id in ids:
            if id not in self._annual:
                self._annual[id] = self._by_year(id)
            found.extend(self._annual[id].get((year, beside.kind, beside.scope), ()))
        return found[0] if found and len({self.mentions[index].number for index in found}) == 1 else None

    def _by_year(self, id: str) -> Mapping[object, Sequence[int]]:
        """The first figure of each year, and the first one that differs from it."""
        found: dict[object, list[int]] = {}
        for index in self.by_fact.get(id, ()):
            mention = self.mentions[index]
            if mention.period is not None and not mention.period.part:
                told = found.setdefault((mention.period.year, mention.kind, mention.scope), [index])
                if len(told) == 1 and mention.number != self.mentions[told[0]].number:
                    told.append(index)
        return found


def _near(mention: Mention) -> object:
    return mention.scope, mention.period, mention.anchor.document, mention.sentence


def _dated_or_near(mention: Mention) -> object:
    return (mention.scope, mention.period) if mention.period else _near(mention)


def _dated_or_here(mention: Mention) -> object:
    return mention.scope, mention.period or mention.anchor.document


def declarations(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Declarations:
    """The declarations that concern these mentions."""
    by_fact: dict[str, list[int]] = defaultdict(list)
    seen = set()
    for index, mention in enumerate(mentions):
        if mention.fact:
            # The quotation tells number, unit and rounding; a decrease has a number of its own.
            figure = (
                mention.fact,
                mention.quote,
                mention.number.numerator < 0,
                mention.period,
                mention.kind,
                mention.scope,
            )
            if figure not in seen:
                seen.add(figure)
                by_fact[mention.fact].append(index)
    changes, wholes = _links(vocabulary)
    growths = [id for id in by_fact if id in vocabulary.facts and vocabulary.facts[id].growth_of]
    rates = sorted(index for id in growths for index in by_fact[id])
    return Declarations(mentions, by_fact, vocabulary.facts, rates, changes, wholes)


Links = Mapping[str, Sequence[str]]


def _links(vocabulary: Vocabulary) -> tuple[Links, Links]:
    """The changes of each fact, and its wholes, as the vocabulary declares them; worked out once."""
    made = vocabulary.made.get(_links)
    if isinstance(made, tuple):
        return made
    changes: dict[str, list[str]] = defaultdict(list)
    wholes: dict[str, list[str]] = defaultdict(list)
    linked = {id for name in ("change_of", "part_of", "parts") for id in vocabulary.saying(name)}
    for id in filter(linked.__contains__, vocabulary.facts):
        entry = vocabulary.facts[id]
        if entry.change_of:
            changes[entry.change_of].append(id)
        if entry.part_of:
            wholes[id].append(entry.part_of)
        for part in entry.parts:
            wholes[part].append(id)
    found: tuple[Links, Links] = (dict(changes), {id: list(dict.fromkeys(of)) for id, of in wholes.items()})
    vocabulary.made[_links] = found
    return found
