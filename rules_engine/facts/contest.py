"""Which fact fits a figure best: phrases that could not fit as well as the best one so far are not tried."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rules_engine.facts.binding_index import BindingIndex, Contender
from rules_engine.facts.compatibility import WHOLE, Compatible
from rules_engine.facts.figures import SEPARATOR, Figure, Sentence
from rules_engine.facts.fitting import Fit, fit, fit_behind
from rules_engine.facts.mention import Mention
from rules_engine.facts.reach import NO_BAR, Reach
from rules_engine.facts.restrictions import Restrictions, is_restricted
from rules_engine.facts.turns import turns, weight
from rules_engine.regex import regex
from rules_engine.values.ranges import meet
from rules_engine.values.units import unit_named

# 在校生不足100人的有31所
_OF_WHICH = regex("的(?:[共只仅尚还]?有|占|达|为|约|共)")
_SCHOOLS = "所"
_ASKED = regex("的?(?:标准|要求|规定|底线|红线)")


class Contest:
    """The facts of a vocabulary that contend for the figures of a sentence."""

    def __init__(self, sentence: Sentence, index: BindingIndex) -> None:
        self.sentence = sentence
        self.index = index
        self._matches: Sequence[tuple[int, Sequence[Any]]] | None = None
        self._restrictions: Restrictions | None = None

    def winner(self, figure: Figure, mention: Mention) -> tuple[int, Fit] | None:
        """The fact, by number, that fits a figure best, and how; None where none does, or several alike."""
        if mention.kind == "threshold" and self._says_which(figure):
            return None
        index, sentence = self.index, self.sentence
        compatible = index.compatible(mention.unit)
        fits: dict[int, Fit] = {}
        bar = NO_BAR
        for owner, found in self._by_patterns(figure, compatible) if compatible.patterned else ():
            if (owner not in fits or fits[owner] < found) and not self._is_forbidden(owner, found, figure, mention):
                fits[owner] = found
                bar = max(bar, found.words)
        if not sentence.endings:
            return best_of(fits)
        phrases, contenders, tolerances = index.phrases, index.contenders, compatible.tolerances
        unit, low = mention.unit, mention.value.low
        # A figure that is no whole number is an average, no count.
        is_broken = unit != "" and mention.number.denominator != 1
        is_amount = low is not None and low.numerator > 0
        known = phrases.phrases
        reach = Reach(figure, sentence, bar)
        for head, here in reach.heads(compatible, phrases):
            least = NO_BAR if head is None or bar == NO_BAR else reach.least(head)
            while here:
                bit = here & -here
                here ^= bit
                phrase = known[bit.bit_length() - 1]
                # The others there cannot count as much either.
                if phrase.most < bar:
                    break
                if phrase.rest < least:
                    continue
                owner = phrase.owner
                contender = contenders[owner]
                tolerance = tolerances[contender.unit]
                if is_broken and tolerance.counts and not contender.is_average:
                    continue
                if head is None:
                    fitting = fit(phrase, reach, phrases, tolerance)
                else:
                    fitting = fit_behind(head, phrase, reach, phrases, tolerance)
                if (
                    fitting is None
                    or fitting[0] < bar
                    or (owner in fits and fits[owner] >= fitting)
                    or not (
                        (unit and (contender.bounded != unit or (is_amount and contender.is_amount)))
                        or is_possible(contender, mention, figure.whole)
                    )
                    or self._is_forbidden(owner, fitting, figure, mention)
                ):
                    continue
                fits[owner] = fitting
                bar = reach.bar = fitting[0]
                if head is not None and here:
                    least = reach.least(head)
        return best_of(fits)

    def _says_which(self, figure: Figure) -> bool:
        """Whether a bound tells which are counted: 高中56人及以上大班额."""
        unit, text = unit_named(figure.unit), self.sentence.text
        if unit is None or unit.dimension not in WHOLE or _ASKED.match(text, figure.end):
            return False
        if _OF_WHICH.match(text, figure.end):
            return True
        return weight(text[figure.end : figure.until]) > 0

    def _by_patterns(self, figure: Figure, compatible: Compatible) -> list[tuple[int, Fit]]:
        if self._matches is None:
            self._matches = self.index.patterns.matches(self.sentence.text)
        if not self._matches:
            return []
        return [
            (owner, found)
            for owner, matches in self._matches
            if self.index.contenders[owner].unit in compatible.tolerances
            for found in _fits(matches, figure)
        ]

    def _is_forbidden(self, owner: int, found: Fit, figure: Figure, mention: Mention) -> bool:
        """Whether an `unless` word of the fact stands beside the figure, or a word that restricts it."""
        index, sentence, first = self.index, self.sentence, found.spans[0][0]
        averaged = turns().averaged.search(sentence.text, figure.own, figure.start) if owner in index.bases else None
        if averaged and not found.covers(*averaged.span()):
            return True
        contender = index.contenders[owner]
        unless = contender.unless
        if unless:
            text, start, end = sentence.text, found.start, found.end
            if found.label >= figure.end:
                end = _stretch_end(sentence, end)
            elif figure.skip and turns().reached.search(text, *figure.skip):
                end = figure.skip[0]  # how one amount became the other is no label: 机构由41家压减至3家
            if any(map(text[start:end].__contains__, unless)):
                for word in unless:
                    if _stands_beside(word, found, text, start, end):
                        return True
            whole = sentence.whole_of(figure)
            if whole and any(map(whole.__contains__, unless)):
                for compound in index.phrases.index.compounds:
                    whole = whole.replace(compound, "")  # 中小学 holds no 小学
                if any(map(whole.__contains__, unless)):
                    return True
            if first < sentence.body and any(map(text[: sentence.body].__contains__, unless)):
                return True
        if found.label >= figure.end:
            if _is_denied(found, figure, sentence.text):
                return True
        elif figure.unit == _SCHOOLS and found.end <= figure.end and self._counts_others(found, figure):
            return True
        if contender.overall:
            if index.topics.is_told_of_one(found, figure, sentence, contender.scoped):
                return True
        elif first < figure.own and index.topics.is_left(found, figure, sentence):
            return True
        if self._restrictions is None:
            self._restrictions = Restrictions(index.modifiers, sentence.text, sentence.body)
        known = contender.known | index.modifiers.planned if mention.kind == "target" else contender.known
        return is_restricted(found, figure, sentence, self._restrictions, known)

    def _counts_others(self, found: Fit, figure: Figure) -> bool:
        """Whether what stands right behind a count names a topic that the label before it does not: 改建4所小学."""
        text, topics = self.sentence.text, self.index.topics
        behind = topics.word.match(text, figure.end, figure.until)
        row = topics.rows.get(behind[0], "") if behind else ""
        return bool(row) and not any(row in topics.named_in(text[start:end]) for start, end in found.spans)


def best_of(fits: Mapping[int, Fit]) -> tuple[int, Fit] | None:
    """The fact that fits best, and how; None where two fit equally well and neither says more than the other."""
    if len(fits) < 2:
        return next(iter(fits.items()), None)
    ranked = sorted(fits.items(), key=lambda one: one[1][:2], reverse=True)
    alike = [one for one in ranked if one[1][:2] == ranked[0][1][:2]]
    if len(alike) == 1:
        return ranked[0]
    # A级食堂41个,占41.8%: 食堂 alone says less.
    return next((one for one in alike if all(one is other or _says_more(one[1], other[1]) for other in alike)), None)


def _says_more(one: Fit, other: Fit) -> bool:
    """Whether the words of a label hold all those of another, and more."""
    if not all(one.covers(start, end) for start, end in other.spans):
        return False
    return sum(end - start for start, end in one.spans) > sum(end - start for start, end in other.spans)


def is_possible(contender: Contender, mention: Mention, whole: Figure | None) -> bool:
    """Whether the figure lies where the fact's values can: no bonus of one teacher is 1.9 亿元."""
    if mention.unit == "" and whole and whole.unit and contender.unit not in ("", whole.unit):
        return False  # A part is printed in the unit of its whole: 占地66万平方米(小学24.3万、中学32.3万).
    if contender.bounded != mention.unit:
        return True
    low = mention.value.low
    if contender.is_amount and low is not None and low.numerator > 0:
        return True  # as for most facts: spares the fractions
    return meet(contender.possible, mention.value) is not None


def _is_denied(found: Fit, figure: Figure, text: str) -> bool:
    """Whether a word between a figure and its label behind denies it: 12所学校未实行封闭管理.

    Or one right behind what is counted: 17个行政村未覆盖.
    """
    behind = None if figure.unit == "元" else turns().not_yet.match(text, found.end)
    words = [*turns().negation.finditer(text, figure.end, found.end), *([behind] if behind else [])]
    return any(not found.covers(*word.span()) and not turns().plain.match(text, word.start()) for word in words)


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
        # 其中学前学位 holds no 中学.
        if not found.covers_more(at, at + len(word)) and not (word[0] == "中" and text[at - 1 : at] == "其"):
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
