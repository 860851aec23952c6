"""Binding: which fact of the vocabulary each printed figure is a value of. A wrong binding is worse than none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from rules_engine.documents.document import Document
from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.facts.figures import Figure, Sentence, sentence_of
from rules_engine.facts.fitting import Fit, fit
from rules_engine.facts.mention import Mention
from rules_engine.facts.phrases import PhraseIndex
from rules_engine.facts.scopes import scope_of
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import Squeezed, narrow
from rules_engine.messages import Message
from rules_engine.values.units import Unit, unit_named

# Dimensions of things that may as well be counted with the general counter 个.
COUNTED = frozenset({"schools", "classes", "items", "pieces", "incidents", "times", "lessons"})
# Dimensions of which several labels share one figure without adding up.
RATES = frozenset(
    {"percent", "permille", "percentage_points", "plain", "pupils_each", "money_per_pupil", "persons_each"}
)
_NO_BINDING = frozenset({"yes_no", "rating"})


def compatible(printed: str, unit: Unit) -> bool:
    """Whether a figure printed with this unit can be a value in that one; "" is a unit that fell away."""
    if unit.dimension in _NO_BINDING:
        return False
    if printed == "":
        return True
    own = unit_named(printed)
    if own is None:
        return False
    if own.dimension == unit.dimension:
        return True
    if own.dimension == "items":
        return unit.dimension in COUNTED
    above, _, below = unit.name.partition("/")
    own_above, _, own_below = own.name.partition("/")
    if not below:
        return False
    # Per-head amounts are printed with or without the head they are for.
    mine, yours = unit_named(own_above), unit_named(above)
    return mine is not None and yours is not None and mine.dimension == yours.dimension and own_below != "校"


@frozen(eq=False)
class BindingIndex:
    """The vocabulary made ready for binding, once."""

    entries: tuple[FactEntry, ...]
    unless: tuple[tuple[str, ...], ...]
    phrases: PhraseIndex
    patterns: tuple[tuple[int, str], ...]
    _compatible: dict[tuple[str, str], bool] = field(factory=dict)
    _compiled: dict[str, Any] = field(factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "BindingIndex":
        """The index of a vocabulary, built at its first use."""
        found = vocabulary.made.get(cls)
        if not isinstance(found, cls):
            entries = tuple(vocabulary.facts[id] for id in sorted(vocabulary.facts))
            found = cls(
                entries,
                tuple(tuple(map(narrow, entry.unless)) for entry in entries),
                PhraseIndex.of((number, phrase) for number, entry in enumerate(entries) for phrase in entry.phrases),
                tuple((number, pattern) for number, entry in enumerate(entries) for pattern in entry.patterns),
            )
            vocabulary.made[cls] = found
        return found

    def fits_unit(self, owner: int, printed: str) -> bool:
        """Whether a figure's unit can be that of a fact."""
        unit = self.entries[owner].unit
        key = (printed, unit.name)
        known = self._compatible.get(key)
        if known is None:
            known = self._compatible[key] = compatible(printed, unit)
        return known

    def pattern(self, owner: int, text: str) -> Any:
        """A pattern made ready by RE2 at its first use; raises UnreadableRuleset where it is none."""
        if text not in self._compiled:
            self._compiled[text] = compiled(text, self.entries[owner])
        return self._compiled[text]


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


def bind(document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """The same mentions in the same order; those that a fact of the vocabulary claims carry its id and scope."""
    index = BindingIndex.of(vocabulary)
    squeezed = Squeezed.of(document.text)
    by_sentence: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_sentence[mention.sentence[0]].append((number, mention))
    result = list(mentions)
    for numbered in by_sentence.values():
        numbered.sort(key=lambda pair: (pair[1].anchor.start, pair[1].anchor.end))
        sentence = sentence_of(squeezed, index.phrases.index, numbered)
        for number, owner in _chosen(sentence, dict(numbered), index).items():
            entry, mention = index.entries[owner], mentions[number]
            figure = next(figure for figure in sentence.figures if figure.number == number)
            scope = scope_of(entry, sentence.text, figure.clause) if entry.scopes else ""
            result[number] = evolve(mention, fact=entry.id, scope=scope)
    return result


def _chosen(sentence: Sentence, mentions: Mapping[int, Mention], index: BindingIndex) -> dict[int, int]:
    """The fact, by number, of each figure that exactly one fact fits best."""
    phrases = index.phrases.present(sentence.spots)
    if not phrases and not index.patterns:
        return {}
    best: dict[int, tuple[int, Fit]] = {}
    for figure in sentence.figures:
        mention = mentions[figure.number]
        if figure.former and mention.period is None:
            continue
        fits: dict[int, Fit] = {}
        for phrase in phrases:
            if not index.fits_unit(phrase.owner, mention.unit):
                continue
            unit = index.entries[phrase.owner].unit
            found = fit(phrase, figure, sentence, index.phrases, unit.dimension not in RATES)
            if found is None or (mention.unit != unit.name and mention.unit == "" and not found.direct):
                continue
            if phrase.owner not in fits or found > fits[phrase.owner]:
                fits[phrase.owner] = found
        for owner, pattern in index.patterns:
            if index.fits_unit(owner, mention.unit):
                _add_pattern(index.pattern(owner, pattern), owner, figure, sentence, fits)
        winner = _winner(fits, figure, sentence, index)
        if winner is not None:
            best[figure.number] = (winner, fits[winner])
    return _without_rivals(best, sentence, mentions)


def _add_pattern(pattern: Any, owner: int, figure: Figure, sentence: Sentence, fits: dict[int, Fit]) -> None:
    for match in pattern.finditer(sentence.text):
        start, end = match.span(1)
        if start < figure.end and figure.start < end:
            words = 4 * (match.end() - match.start() - (end - start)) + 8
            found = Fit(words, 0, -1 - figure.start, match.start(), match.end(), True)
            if owner not in fits or found > fits[owner]:
                fits[owner] = found


def _winner(fits: Mapping[int, Fit], figure: Figure, sentence: Sentence, index: BindingIndex) -> int | None:
    """The fact that fits best; None where two fit equally well, or where its `unless` words stand in the clause."""
    allowed = {
        owner: found
        for owner, found in fits.items()
        if not any(word in sentence.text[found.start : found.end] for word in index.unless[owner])
    }
    if not allowed:
        return None
    ranks = sorted(((found.words, found.nearness, owner) for owner, found in allowed.items()), reverse=True)
    if len(ranks) > 1 and ranks[0][:2] == ranks[1][:2]:
        return None
    return ranks[0][2]


def _without_rivals(
    best: Mapping[int, tuple[int, Fit]], sentence: Sentence, mentions: Mapping[int, Mention]
) -> dict[int, int]:
    """The choices left when one label serves one figure, and one fact, period and kind one figure of a clause."""
    rivals: dict[object, list[tuple[int, int, int]]] = defaultdict(list)
    for figure in sentence.figures:
        if figure.number in best:
            owner, found = best[figure.number]
            mention = mentions[figure.number]
            rank = (found.words, found.nearness, figure.number)
            rivals[("label", found.label)].append(rank)
            rivals[("fact", owner, mention.period, mention.kind, mention.clause)].append(rank)
    lost: set[int] = set()
    for ranks in rivals.values():
        if len(ranks) > 1:
            ranks.sort(reverse=True)
            tied = ranks[0][:2] == ranks[1][:2]
            lost.update(number for _, _, number in (ranks if tied else ranks[1:]))
    return {number: owner for number, (owner, _) in best.items() if number not in lost}
