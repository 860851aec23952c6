"""Whether a phrase labels a figure, and how well: words in order, near enough, nothing else claiming them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rules_engine.facts.compatibility import Tolerance
from rules_engine.facts.figures import SEPARATORS, Figure, Sentence
from rules_engine.facts.phrase_index import (
    AHEAD,
    DIRECTLY_BEFORE,
    DIRECTLY_BEHIND,
    PER_CHARACTER,
    Phrase,
    PhraseIndex,
    Span,
)
from rules_engine.facts.reach import Reach
from rules_engine.facts.turns import turns, weight
from rules_engine.regex import regex
from rules_engine.values.units import unit_named

MOST_GAP = 6
GAP_COST = 2
MOST_GAP_WRITTEN = 40
MOST_LEAD = 0
# The rest of a bracket.
_CLOSED = regex(r"^[^()]*\)$")
# The number of an item, which is no label: 2、初中14所.
_ITEM = regex(r"(?:^|[:;。(,])(?:\d{1,2}|[一二三四五六七八九十]{1,3})$")


class Fit(NamedTuple):
    """How well a phrase labels a figure (compared in this order), and where the label's nearest word stands.

    `words` counts the characters matched, less what stands between; `nearness` is minus the number of figures between.
    `start` is where the first word of the figure's own stretch begins, `end` where the last one ends; `spans` are the
    words' places.
    """

    words: int
    nearness: int
    label: int
    start: int
    end: int
    spans: tuple[Span, ...]

    def covers_more(self, start: int, end: int) -> bool:
        """Whether one of the label's words holds this stretch, and more than it."""
        return any(first <= start and end <= last and last - first > end - start for first, last in self.spans)

    def covers(self, start: int, end: int) -> bool:
        """Whether the label's words hold this stretch, alone or together."""
        return all(any(first <= offset < last for first, last in self.spans) for offset in range(start, end))


def fit(
    phrase: Phrase, is_before: bool, is_behind: bool, reach: Reach, index: PhraseIndex, tolerance: Tolerance
) -> Fit | None:
    """The best way in which the phrase labels the figure, or None.

    It may end before or behind the figure, unless its author says that the figure stands between its words.
    """
    best: Fit | None = None
    if is_before:
        # Its last word must not stand before another figure.
        words = index.backward(phrase.places, reach.sentence.spots, reach.limit, reach.figure.previous)
        if words is not None:
            gap = _gap_before(phrase, words, reach, tolerance)
            if gap is not None:
                best = _weighed(phrase, words, (), gap, reach, tolerance)
    elif not is_behind:
        return _around(phrase, phrase.figure or 0, reach, index, tolerance)
    if is_behind:
        for split in range(len(phrase.places) - 1, -1, -1):
            found = _around(phrase, split, reach, index, tolerance)
            if found and (best is None or (found.words, found.nearness) > (best.words, best.nearness)):
                best = found
    return best


def _around(phrase: Phrase, split: int, reach: Reach, index: PhraseIndex, tolerance: Tolerance) -> Fit | None:
    """How the phrase labels a figure that stands behind so many of its words, and before the others."""
    places, figure, spots = phrase.places, reach.figure, reach.sentence.spots
    after = index.forward(places[split:], spots, figure.end, figure.until if phrase.figure is None else figure.beyond)
    if after is None:
        return None
    before = index.backward(places[:split], spots, reach.limit) if split else ()
    if before is None:
        return None
    gap = _gap_behind(phrase, before, after, reach, tolerance)
    return None if gap is None else _weighed(phrase, before, after, gap, reach, tolerance)


def _weighed(
    phrase: Phrase, before: tuple[Span, ...], after: tuple[Span, ...], gap: int, reach: Reach, tolerance: Tolerance
) -> Fit | None:
    """How well words at these places label the figure; None where those further ahead speak for another one."""
    figure = reach.figure
    own, last = figure.own, after[-1] if after else before[-1]
    near, nearness = before, 0
    words = -GAP_COST * gap
    if before and before[0][0] < own <= last[0]:
        near = tuple([word for word in before if word[0] >= own])
        far = before[: len(before) - len(near)]
        nearness = -reach.sentence.between(far[-1][1], figure.start)
        if not _continues(phrase, far, near[0][0] if near else figure.start, figure, reach.sentence, nearness):
            return None
        words += AHEAD * min(len(far), 2)
        text = reach.sentence.text
        if ";" in text[far[-1][1] : own] and not turns().part.match(text, own):
            words -= AHEAD  # what this part of the sentence says itself comes first
    for start, end in near:
        words += PER_CHARACTER * (end - start)
    for start, end in after:
        words += PER_CHARACTER * (end - start)
    if gap == 0 and last[0] >= own:
        words += DIRECTLY_BEHIND if after else DIRECTLY_BEFORE
    elif tolerance.direct:
        return None
    first = near[0][0] if near else figure.start
    return Fit(
        words,
        nearness,
        after[0][0] if after else last[0],
        first if first < own else own,
        last[1] if last[1] > figure.end else figure.end,
        before + after if after else before,
    )


def _gap_behind(
    phrase: Phrase, before: Sequence[Span], after: Sequence[Span], reach: Reach, tolerance: Tolerance
) -> int | None:
    """What stands between a figure and its label behind it; None where they do not belong together."""
    figure, text, end = reach.figure, reach.sentence.text, after[-1][1]
    if reach.changed and not phrase.changes:
        return None
    gap = text[figure.end : after[0][0]]
    size = weight(gap)
    if phrase.figure is not None:
        # Where the author says that the figure stands between these words, its object may be a clause of its own:
        # 投入1.1亿元，推进…建设.
        governed = bool(before) and before[-1][0] >= figure.own and not weight(text[before[-1][1] : figure.start])
        # Or another figure is part of the words: 2所学校规模超过2000人.
        governed = governed or any(first <= figure.following < last for first, last in after)
        if end > (figure.beyond if governed else figure.until) or size > MOST_GAP_WRITTEN:
            return None
        alone = not before and len(after) == 1 and not size and end <= figure.until
        if alone and figure.unit == "所" and not reach.tells_all(end):
            return None
        return min(size, MOST_GAP) + (MOST_GAP if end > figure.until else 0)
    if size > tolerance.gap or not reach.ends_behind(end):
        return None
    for mark in SEPARATORS if gap else ():
        if mark in gap:
            return None
    return size


def _gap_before(phrase: Phrase, before: Sequence[Span], reach: Reach, tolerance: Tolerance) -> int | None:
    """What stands between a label and the figure behind it; None where they do not belong together."""
    figure, text, head = reach.figure, reach.sentence.text, before[-1]
    run = head[0]
    for word in before[-2::-1]:
        if word[1] == run:
            run = word[0]
    if not tolerance.share and (_is_joined(text, run, before, figure) or _is_followed_by_another(text, before)):
        return None
    if head[0] >= figure.own:
        size, changes = reach.gap(*head)
        if size < 0 or size > tolerance.gap:
            return None
        if tolerance.bare and figure.following < 0 and weight(text[figure.end : figure.until]):
            return None
        if not phrase.changes and (changes or turns().ends_in_change(text, figure.own, run)):
            return None
        return size
    if not reach.led or text.find(";", head[1], figure.start) >= 0:
        return None
    return 8 + min(weight(text[head[1] : figure.own]), 8)


def _is_joined(text: str, run: int, before: Sequence[Span], figure: Figure) -> bool:
    """Whether the label is the last of several that share the figure: 小学、初中66所, but not 头盔、钢叉等器材66件."""
    if "等" in text[run : before[-1][1]]:
        return False
    conjunctions = turns().conjunctions
    if not text.endswith(conjunctions, 0, run):
        return False
    conjunction = next(word for word in conjunctions if text.endswith(word, 0, run))
    mark = run - len(conjunction)
    if mark <= 0 or any(word[1] == mark for word in before) or _ITEM.search(text, 0, mark):
        return False
    last = figure.previous
    if last < 0 or last > mark:
        return True
    # 初中28所(含4所民办初中)、小学164所: what a bracket closes belongs to the figure before it.
    between = _CLOSED.sub("", text[last:mark])
    return any(sign in between for sign in SEPARATORS)


def _is_followed_by_another(text: str, before: Sequence[Span]) -> bool:
    """Whether a label of the phrase shares its figure with one that the phrase does not know."""
    conjunctions = turns().conjunctions
    for _, end in before:
        if text.startswith(conjunctions, end):
            conjunction = next(word for word in conjunctions if text.startswith(word, end))
            if all(word[0] != end + len(conjunction) for word in before):
                return True
    return False


def _continues(
    phrase: Phrase, far: Sequence[Span], first: int, figure: Figure, sentence: Sentence, nearness: int
) -> bool:
    """Whether what stands before an earlier figure or clause still speaks for this figure."""
    text = sentence.text
    if phrase.changes and turns().there.search(text, figure.own, first):
        return False
    another = nearness and far[-1][0] < figure.clause[0]
    if weight(text[figure.own : first].lstrip(SEPARATORS)) > (MOST_LEAD if another else MOST_GAP):
        return False
    if any(sentence.amounts_between(one[1], other[0]) > 1 for one, other in pairwise(far)):
        return False
    # What a bracket behind an amount says speaks for nothing further on: 9.4亿元(包括公共预算的经费等),增加1亿元.
    opening = text.rfind("(", 0, far[-1][0])
    if opening == sentence.figure_before(opening) and sentence.in_brackets(far[-1][1], figure.own):
        return False
    if not nearness:
        return True
    if _labels_a_list(far[-1], figure, sentence):
        return False
    parted = ";" in text[far[-1][1] : figure.own] and not turns().part.match(text, figure.own)
    if parted and _labels_another(far[-1], sentence):
        return False
    share = figure.unit == "%" and turns().share.match(text, figure.own)
    if not (phrase.changes or share):
        return True
    # A growth or share belongs to the amount told last, not to one before it.
    earlier = [other for other in sentence.figures if other.start < figure.start and not other.relative]
    while share and earlier and earlier[-1].unit == "%":
        earlier.pop()
    if not earlier:
        return True
    own = earlier[-1].own
    if share and far[0][0] <= text.rfind(";", 0, own) and not turns().part.match(text, own):
        return False
    return far[-1][0] >= own


def _labels_another(word: Span, sentence: Sentence) -> bool:
    """Whether a figure stands right behind a word."""
    behind = [one.start for one in sentence.figures if one.start >= word[1]]
    return bool(behind) and weight(sentence.text[word[1] : behind[0]]) == 0


def _labels_a_list(word: Span, figure: Figure, sentence: Sentence) -> bool:
    """Whether a word labels one of several counts of schools, and the figure persons: 小学6所、初中9所，学生3万人."""
    text, unit = sentence.text, unit_named(figure.unit)
    if unit is None or unit.dimension != "persons" or not _labels_another(word, sentence):
        return False
    figures = sentence.figures
    number = next(number for number, one in enumerate(figures) if one.start >= word[1])
    counted = unit_named(figures[number].unit)
    if counted is None or counted.dimension != "schools":
        return False
    behind = figures[number + 1]
    if behind.start < figure.start and behind.unit == counted.name:
        return True
    before = figures[number - 1] if number else None
    if before is None or figures[number].whole is before:
        return False
    return before.unit == counted.name and ";" not in text[before.end : figures[number].start]
