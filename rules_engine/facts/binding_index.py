"""The vocabulary made ready for binding, once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.facts.compatibility import Tolerance, tolerance
from rules_engine.facts.modifiers import Kind, Modifiers
from rules_engine.facts.phrases import PhraseIndex
from rules_engine.facts.topics import Topics
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import narrow
from rules_engine.messages import Message
from rules_engine.records import field, frozen
from rules_engine.values.units import Unit


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

    `changes` and `growths` name, for a fact, the one that tells its change and the one that tells its growth;
    `bases` the fact of which another tells change or growth.
    """

    entries: Entries
    units: Sequence[Unit]
    phrases: PhraseIndex
    patterns: tuple[tuple[int, str], ...]
    changes: Mapping[int, int]
    growths: Mapping[int, int]
    bases: Mapping[int, int]
    modifiers: Modifiers
    topics: Topics
    _known: dict[int, frozenset[Kind]] = field(factory=dict)
    _unless: dict[int, tuple[str, ...]] = field(factory=dict)
    _tolerances: dict[str, dict[int, Tolerance]] = field(factory=dict)
    _compiled: dict[str, Any] = field(factory=dict)

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
            [vocabulary.units[id] for id in ids],
            phrases_of(vocabulary),
            tuple((owner, pattern) for owner in owners for pattern in facts[ids[owner]].patterns),
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

    def is_average(self, owner: int) -> bool:
        """Whether the fact tells how much there is for each of something (每百名 …)."""
        return any(sort in self.modifiers.averages for sort, _ in self.known(owner))

    def tolerances(self, printed: str) -> Mapping[int, Tolerance]:
        """How a figure with this unit can tell facts; those that it cannot tell are absent."""
        known = self._tolerances.get(printed)
        if known is None:
            units = {unit.name: unit for unit in self.units}
            by_unit = {name: tolerance(printed, unit) for name, unit in units.items()}
            every = ((owner, by_unit[unit.name]) for owner, unit in enumerate(self.units))
            known = self._tolerances[printed] = {owner: found for owner, found in every if found is not None}
        return known

    def pattern(self, owner: int, text: str) -> Any:
        """A pattern made ready by RE2 at its first use; raises UnreadableRuleset where it is none."""
        if text not in self._compiled:
            self._compiled[text] = compiled(text, self.entries[owner])
        return self._compiled[text]


def phrases_of(vocabulary: Vocabulary) -> PhraseIndex:
    """The index of the phrases of all facts; a compiled vocabulary brings its own."""
    found = vocabulary.made.get(PhraseIndex)
    if isinstance(found, PhraseIndex):
        return found
    ids = sorted(vocabulary.facts)
    phrases = ((number, phrase) for number, id in enumerate(ids) for phrase in vocabulary.facts[id].phrases)
    return PhraseIndex.of(phrases, vocabulary.words.compounds)


def _inverted(links: Mapping[int, int]) -> dict[int, int]:
    """The only fact that links to each one; those to which several link are left out."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in links.items():
        found[other].append(one)
    return {other: ones[0] for other, ones in found.items() if len(ones) == 1 and other >= 0}


def compiled(pattern: str, entry: FactEntry) -> Any:
    """The RE2 pattern of a fact; raises UnreadableRuleset where it is malformed or has no group for the figure."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        found = re2.compile(pattern, options=options)
    except re2.error as error:
        detail = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        message = Message('"{pattern}" is no RE2 pattern: {detail}.', pattern=pattern, detail=detail)
        raise UnreadableRuleset(Problem(entry.place, message, code="pattern")) from None
    if found.groups < 1:
        message = Message('"{pattern}" has no group (…) for the figure.', pattern=pattern)
        raise UnreadableRuleset(Problem(entry.place, message, code="pattern"))
    return found
