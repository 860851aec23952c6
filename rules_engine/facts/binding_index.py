"""The vocabulary made ready for binding, once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from rules_engine.facts.compatibility import Compatible
from rules_engine.facts.modifiers import Kind, Modifiers
from rules_engine.facts.patterns import Patterns
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.topics import Topics
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import narrow
from rules_engine.records import field, frozen
from rules_engine.values.ranges import Range


@frozen(eq=False, repr=False)
class Entries:
    """Facts by number, in the order of their ids; each is looked up when it is met."""

    facts: Mapping[str, FactEntry]
    ids: Sequence[str]

    def __getitem__(self, number: int) -> FactEntry:
        return self.facts[self.ids[number]]


@frozen(eq=False, repr=False)
class Contender:
    """A fact as contests ask of it; `unit` is the name of its own.

    No figure printed in the unit `bounded` tells it that lies outside `possible`, which `is_amount` where that is all
    from 0 on. Nor does one beside a word of `unless` (narrowed), or one that a word restricts of which the kind is not
    among the `known`. `overall` is told of no single topic but those that its scopes tell apart (`scoped`);
    `is_average` tells how much there is for each of something.
    """

    unit: str
    bounded: str | None
    possible: Range
    is_amount: bool
    unless: tuple[str, ...]
    known: frozenset[Kind]
    overall: bool
    scoped: frozenset[str]
    is_average: bool


class _Contenders(dict[int, Contender]):
    """Facts by number, made ready when a figure may first tell one."""

    def __init__(self, entries: Entries, bases: Mapping[int, int], modifiers: Modifiers, topics: Topics) -> None:
        super().__init__()
        self._entries = entries
        self._bases = bases
        self._modifiers = modifiers
        self._topics = topics

    def __missing__(self, number: int) -> Contender:
        entry, modifiers = self._entries[number], self._modifiers
        known, base = modifiers.known(entry), self._bases.get(number, -1)
        unit, possible = entry.unit, entry.absent
        made = self[number] = Contender(
            unit.name,
            # More than 100 % may be done, or enrolled.
            None if unit.dimension == "percent" else unit.name.partition("/")[0],
            possible,
            possible.high is None and possible.low == 0,
            tuple(map(narrow, entry.unless)),
            known,
            # Or that of which it tells the change is.
            entry.overall or (base >= 0 and self._entries[base].overall),
            frozenset(chain.from_iterable(map(self._topics.named_in, chain.from_iterable(entry.scopes.values())))),
            # Such as 每百名 …
            not modifiers.averages.isdisjoint(known),
        )
        return made


@frozen(eq=False, repr=False)
class BindingIndex:
    """Facts by number, in the order of their ids, with the phrases that find them.

    `contenders` are the same, made ready. `changes` and `growths` name, for a fact, the one that tells its change and
    the one that tells its growth; `bases` the fact of which another tells change or growth. `shares` names, for a fact,
    its share of a whole, which is never above 100 %; `parts` the fact of which another is the share.
    """

    entries: Entries
    contenders: Mapping[int, Contender]
    phrases: PhraseIndex
    patterns: Patterns
    changes: Mapping[int, int]
    growths: Mapping[int, int]
    bases: Mapping[int, int]
    shares: Mapping[int, int]
    parts: Mapping[int, int]
    modifiers: Modifiers
    topics: Topics
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
        rates = {numbers[id]: facts[id] for id in vocabulary.saying("rate_of")}
        parts = {
            number: numbers.get(rate.rate_of[0], -1)
            for number, rate in rates.items()
            if rate.unit.name == "%" and rate.absent.high == 100
        }
        owners = sorted(map(numbers.__getitem__, vocabulary.saying("patterns")))
        entries, modifiers, bases = Entries(facts, ids), Modifiers.of(vocabulary.words), {**changes, **growths}
        topics = Topics.of(vocabulary.words)
        return cls(
            entries,
            _Contenders(entries, bases, modifiers, topics),
            phrases_of(vocabulary),
            Patterns([(owner, facts[ids[owner]], text) for owner in owners for text in facts[ids[owner]].patterns]),
            _inverted(changes),
            _inverted(growths),
            bases,
            _inverted(parts),
            parts,
            modifiers,
            topics,
        )

    def compatible(self, printed: str) -> Compatible:
        """What figures with this unit can tell."""
        known = self._compatible.get(printed)
        if known is None:
            known = self._compatible[printed] = Compatible.of(printed, self.phrases.sets, self.patterns.units)
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
