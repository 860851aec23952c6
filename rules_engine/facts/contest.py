"""Which fact fits a figure best: phrases that could not fit as well as the best one so far are not tried."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.compatibility import WHOLE
from rules_engine.facts.figures import SEPARATOR, Figure, Sentence
from rules_engine.facts.fitting import Fit, fit
from rules_engine.facts.mention import Mention
from rules_engine.facts.modifiers import Restriction, is_restricted
from rules_engine.facts.reach import Reach
from rules_engine.facts.turns import turns, weight
from rules_engine.regex import regex
from rules_engine.values.ranges import meet
from rules_engine.values.units import unit_named

# Less than any label counts.
_NOTHING = -1_000_000
_ASKED = regex("的?(?:标准|要求|规定|底线|红线)")


class Contest:
    """The facts of a vocabulary that contend for the figures of a sentence."""

    def __init__(self, sentence: Sentence, index: BindingIndex) -> None:
        self.sentence = sentence
        self.index = index
        self._bar = _NOTHING
        self._matches: Sequence[tuple[int, Sequence[Any]]] | None = None
        self._restrictions: Sequence[Restriction] | None = None

    def winner(self, figure: Figure, mention: Mention) -> tuple[int, Fit] | None:
        """The fact, by number, that fits a figure best, and how; None where none does, or several alike."""
        fits: dict[int, Fit] = {}
        if mention.kind == "threshold" and self._says_which(figure):
            return None
        self._bar = _NOTHING
        for owner, found in self._entries(Reach(figure, self.sentence), mention):
            if found.words < self._bar or (owner in fits and fits[owner] >= found):
                continue
            if not self._is_forbidden(owner, found, figure):
                fits[owner] = found
                self._bar = max(self._bar, found.words)
        return best_of(fits)

    def _says_which(self, figure: Figure) -> bool:
        """Whether a bound tells which are counted: 高中56人及以上大班额."""
        unit, text = unit_named(figure.unit), self.sentence.text
        if unit is None or unit.dimension not in WHOLE or _ASKED.match(text, figure.end):
            return False
        return weight(text[figure.end : figure.until]) > 0

    def _entries(self, reach: Reach, mention: Mention) -> Iterator[tuple[int, Fit]]:
        """Facts that the figure can tell, with their fits, until no phrase is left that counts as much as the bar."""
        index, phrases, compatible = self.index, self.index.phrases, self.index.compatible(mention.unit)
        if self._matches is None:
            self._matches = index.patterns.matches(self.sentence.text)
        if self._matches:
            yield from self._by_patterns(reach.figure, mention)
        if not self.sentence.endings:
            return
        before, behind, between = reach.endings(phrases.sets)
        rest = (before | behind | between) & compatible.phrases
        while rest:
            bit = rest & -rest
            rest ^= bit
            phrase = phrases.phrases[bit.bit_length() - 1]
            if phrase.most < self._bar:
                break
            owner = phrase.owner
            tolerance = compatible.tolerances[index.units[owner]]
            if not (tolerance.counts and _is_broken(mention)) or index.is_average(owner):
                fitting = fit(phrase, bit & before != 0, bit & behind != 0, reach, phrases, tolerance)
                if fitting is not None and self._is_possible(owner, mention, reach.figure.whole):
                    yield owner, fitting

    def _is_possible(self, owner: int, mention: Mention, whole: Figure | None) -> bool:
        """Whether the figure lies where the fact's values can: no bonus of one teacher is 1.9 亿元."""
        entry = self.index.entries[owner]
        if mention.unit == "" and whole and whole.unit and entry.unit.name not in ("", whole.unit):
            return False  # A part is printed in the unit of its whole: 占地66万平方米(小学24.3万、中学32.3万).
        # More than 100 % may be done, or enrolled.
        if entry.unit.name.partition("/")[0] != mention.unit or entry.unit.dimension == "percent":
            return True
        possible, low = entry.absent, mention.value.low
        if possible.high is None and possible.low == 0 and low is not None and low.numerator > 0:
            return True  # as for most facts: spares the fractions
        return meet(possible, mention.value) is not None

    def _by_patterns(self, figure: Figure, mention: Mention) -> Iterator[tuple[int, Fit]]:
        compatible = self.index.compatible(mention.unit)
        for owner, matches in self._matches or ():
            if self.index.units[owner] in compatible.tolerances:
                for found in _fits(matches, figure):
                    yield owner, found

    def _is_forbidden(self, owner: int, found: Fit, figure: Figure) -> bool:
        """Whether an `unless` word of the fact stands beside the figure, or a word that restricts it."""
        index, sentence = self.index, self.sentence
        unless = index.unless(owner)
        if unless:
            whole = sentence.whole_of(figure)
            if found.spans[0][0] < sentence.body:
                whole += "\n" + sentence.text[: sentence.body]
            text, start, end = sentence.text, found.start, found.end
            if found.label >= figure.end:
                end = _stretch_end(sentence, end)
            for word in unless:
                if word in whole or _stands_beside(word, found, text, start, end):
                    return True
        if index.is_overall(owner):
            if index.topics.is_told_of_one(found, figure, sentence):
                return True
        elif index.topics.is_left(found, figure, sentence):
            return True
        if self._restrictions is None:
            self._restrictions = index.modifiers.within(sentence.text)
        return bool(self._restrictions) and is_restricted(
            found, figure, sentence, self._restrictions, index.known(owner)
        )


def best_of(fits: Mapping[int, Fit]) -> tuple[int, Fit] | None:
    """The fact that fits best, and how; None where two fit equally well."""
    ranked = sorted(fits.items(), key=lambda one: one[1][:2], reverse=True)[:2]
    if not ranked or (len(ranked) > 1 and ranked[0][1][:2] == ranked[1][1][:2]):
        return None
    return ranked[0]


def _is_broken(mention: Mention) -> bool:
    """Whether the figure is no whole number: an average, no count."""
    return mention.unit != "" and mention.number.denominator != 1


def _stretch_end(sentence: Sentence, offset: int) -> int:
    """Where the words end that go on behind a label: at the next mark, conjunction or figure."""
    text = sentence.text
    ends = [text.find(word, offset) for word in turns().conjunctions]
    ends += [figure.start for figure in sentence.figures]
    mark = SEPARATOR.search(text, offset)
    ends.append(mark.start() if mark else len(text))
    return min([end for end in ends if end >= offset])


def _stands_beside(word: str, found: Fit, text: str, start: int, end: int) -> bool:
    """Whether a word stands in a stretch beside a label, and not within one of the label's own words."""
    at = text.find(word, start, end)
    while at >= 0:
        if not found.covers_more(at, at + len(word)):
            return True
        at = text.find(word, at + 1, end)
    return False


def _fits(matches: Iterable[Any], figure: Figure) -> Iterator[Fit]:
    """How matches of a pattern fit a figure."""
    for match in matches:
        start, end = match.span(1)
        if start < figure.end and figure.start < end:
            words = 4 * (match.end() - match.start() - (end - start)) + 8
            yield Fit(words, 0, -1 - figure.start, match.start(), match.end(), ((match.start(), match.end()),))
