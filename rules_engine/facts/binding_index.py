"""The vocabulary made ready for binding, once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rules_engine.facts.compatibility import Compatible
from rules_engine.facts.modifiers import Kind, Modifiers
from rules_engine.facts.patterns import Patterns
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.topics import Topics
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import narrow
from rules_engine.records import field, frozen


@frozen(eq=False, repr=False)
class Entries:
    """Facts by number, in the order of their ids; each is looked up when it is met."""

    facts: Mapping[str, FactEntry]
    ids: Sequence[str]

    def __getitem__(self, number: int) -> FactEntry:
        return self.facts[self.ids[number]]


@frozen(eq=False, repr=False)
class BindingIndex:
    """Facts by number, in the order of their ids, with the phrases that find them.

    `units` are the names of theirs. `changes` and `growths` name, for a fact, the one that tells its change and the one
    that tells its growth; `bases` the fact of which another tells change or growth.
    """

    entries: Entries
    units: Sequence[str]
    phrases: PhraseIndex
    patterns: Patterns
    changes: Mapping[int, int]
    growths: Mapping[int, int]
    bases: Mapping[int, int]
    modifiers: Modifiers
    topics: Topics
    _known: dict[int, frozenset[Kind]] = field(factory=dict)
    _unless: dict[int, tuple[str, ...]] = field(factory=dict)
    _compatible: dict[str, Compatible] = field(factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "BindingIndex":
        """The index of a vocabulary, built at its first use."""
        found = vocabulary.made.get(cls)
        if not isinstance(found, cls):
            found = vocabulary.made[cls] = cls._built(vocabulary)
        return found

    @classmethod
    def _built(cls, vocabulary: Vocabulary) -> "BindingIndex":
        facts, ids = vocabulary.facts, sorted(vocabulary.facts)
        numbers = {id: number for number, id in enumerate(ids)}
        changes = {numbers[id]: numbers.get(facts[id].change_of, -1) for id in vocabulary.saying("change_of")}
        growths = {numbers[id]: numbers.get(facts[id].growth_of, -1) for id in vocabulary.saying("growth_of")}
        owners = sorted(map(numbers.__getitem__, vocabulary.saying("patterns")))
        return cls(
            Entries(facts, ids),
            [vocabulary.units[id].name for id in ids],
            phrases_of(vocabulary),
            Patterns([(owner, facts[ids[owner]], text) for owner in owners for text in facts[ids[owner]].patterns]),
            _inverted(changes),
            _inverted(growths),
            {**changes, **growths},
            Modifiers.of(vocabulary.words),
            Topics.of(vocabulary.words),
        )

    def unless(self, owner: int) -> tuple[str, ...]:
        """The words beside which a figure does not tell the fact, narrowed."""
        if owner not in self._unless:
            self._unless[owner] = tuple(map(narrow, self.entries[owner].unless))
        return self._unless[owner]

    def known(self, owner: int) -> frozenset[Kind]:
        """The restricting words that a fact knows."""
        if owner not in self._known:
            self._known[owner] = self.modifiers.known(self.entries[owner])
        return self._known[owner]

    def is_overall(self, owner: int) -> bool:
        """Whether the fact, or that of which it tells the change, is of all topics together."""
        base = self.bases.get(owner, -1)
        return self.entries[owner].overall or (base >= 0 and self.entries[base].overall)

    def is_average(self, owner: int) -> bool:
        """Whether the fact tells how much there is for each of something (每百名 …)."""
        return not self.modifiers.averages.isdisjoint(self.known(owner))

    def compatible(self, printed: str) -> Compatible:
        """What figures with this unit can tell."""
        known = self._compatible.get(printed)
        if known is None:
            known = self._compatible[printed] = Compatible.of(printed, self.phrases.sets.kinds)
        return known


def phrases_of(vocabulary: Vocabulary) -> PhraseIndex:
    """The index of the phrases of all facts; a compiled vocabulary brings its own."""
    found = vocabulary.made.get(PhraseIndex)
    if isinstance(found, PhraseIndex):
        return found
    ids = sorted(vocabulary.facts)
    phrases = ((number, phrase) for number, id in enumerate(ids) for phrase in vocabulary.facts[id].phrases)
    units = [vocabulary.units[id].name for id in ids]
    return PhraseIndex.of(phrases, vocabulary.words.compounds, units)


def _inverted(links: Mapping[int, int]) -> dict[int, int]:
    """The only fact that links to each one; those to which several link are left out."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in links.items():
        found[other].append(one)
    return {other: ones[0] for other, ones in found.items() if len(ones) == 1 and other >= 0}
