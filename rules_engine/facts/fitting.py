"""Whether a phrase labels a figure, and how well: words in order, near enough, nothing else claiming them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from rules_engine.facts.ahead import MOST_GAP, continues
from rules_engine.facts.compatibility import Tolerance
from rules_engine.facts.figures import SEPARATORS, Figure
from rules_engine.facts.phrase_index import (
    AHEAD,
    DIRECTLY_BEFORE,
    DIRECTLY_BEHIND,
    PER_CHARACTER,
    Phrase,
    PhraseIndex,
    Span,
)
from rules_engine.facts.reach import GAP_COST, MOST_AHEAD, Head, Reach
from rules_engine.facts.turns import turns, weight
from rules_engine.regex import regex

MOST_GAP_WRITTEN = 40
# So much may stand before the words that a written object follows in a clause of its own: 县财政投入1.1亿元，推进….
_MOST_SUBJECT = 6
# How many figures more may stand between the words of a label for it to be weighed.
_STEPS = 8
# The rest of a bracket.
_CLOSED = regex(r"^[^()]*\)$")
# The number of an item, which is no label: 2、初中14所.
_ITEM = regex(r"(?:^|[:;。(,])(?:\d{1,2}|[一二三四五六七八九十]{1,3})$")


class Fit(NamedTuple):
    """How well a phrase labels a figure (compared in this order), and where the label's nearest word stands.

    `words` counts the characters matched, less what stands between; `nearness` falls with the number of figures
    between. `start` is where the first word of the figure's own stretch begins, `end` where the last one ends; `spans`
    are the words' places.
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
        for first, last in self.spans:
            if first <= start < last:
                start = last
        return start >= end


# As `Fit` makes it, without a call in Python: thousands are made.
_fit: Callable[[tuple[int, int, int, int, int, tuple[Span, ...]]], Fit] = partial(tuple.__new__, Fit)


def fit(phrase: Phrase, reach: Reach, index: PhraseIndex, tolerance: Tolerance) -> Fit | None:
    """The best way in which the phrase labels the figure, or None.

    It may end before or behind the figure, unless its author says that the figure stands between its words.
    """
    places, split = phrase.places, phrase.figure
    if split is not None and split < len(places):
        return _around(phrase, split, reach, index, tolerance)
    best: Fit | None = None
    # Its last word must not stand before another figure.
    words = index.backward(places, reach.sentence.spots, reach.limit, reach.figure.previous)
    if words is not None:
        best = _before(phrase, words, *reach.gap(*words[-1]), reach, tolerance)
    if split is None:
        for ahead in range(len(places) - 1, -1, -1):
            found = _around(phrase, ahead, reach, index, tolerance)
            if found and (best is None or (found.words, found.nearness) > (best.words, best.nearness)):
                best = found
    return best


def fit_behind(head: Head, phrase: Phrase, reach: Reach, index: PhraseIndex, tolerance: Tolerance) -> Fit | None:
    """How a phrase that ends in this word labels the figure behind it, or None."""
    places, end = phrase.places, head[1]
    if len(places) == 1:
        return _before(phrase, (head[:2],), head[2], head[3], reach, tolerance)
    spots = reach.sentence.spots
    rest = index.backward(places[:-1], spots, head[0])
    if rest is not None:
        return _before(phrase, (*rest, head[:2]), head[2], head[3], reach, tolerance)
    # A shorter word may end there too.
    words = index.backward(places, spots, end, reach.figure.previous) if len(places[-1]) > 1 else None
    return None if words is None else _before(phrase, words, *reach.gap(*words[-1]), reach, tolerance)


def _around(phrase: Phrase, split: int, reach: Reach, index: PhraseIndex, tolerance: Tolerance) -> Fit | None:
    """How the phrase labels a figure that stands behind so many of its words, and before the others."""
    if reach.changed and not phrase.changes:
        return None
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
        if not continues(phrase, far, near[0][0] if near else figure.start, figure, reach.sentence, nearness):
            return None
        # Of two labels as near as each other, the one all of whose words are.
        beyond = reach.sentence.between(far[0][1], figure.start) + nearness
        nearness = _STEPS * nearness - min(beyond, _STEPS - 1)
        words += AHEAD * min(len(far), MOST_AHEAD)
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
    return _fit(
        (
            words,
            nearness,
            after[0][0] if after else last[0],
            first if first < own else own,
            last[1] if last[1] > figure.end else figure.end,
            before + after if after else before,
        )
    )


def _gap_behind(
    phrase: Phrase, before: Sequence[Span], after: Sequence[Span], reach: Reach, tolerance: Tolerance
) -> int | None:
    """What stands between a figure and its label behind it; None where they do not belong together."""
    figure, text, end = reach.figure, reach.sentence.text, after[-1][1]
    if phrase.figure is not None:
        # Where the author says that the figure stands between these words, its object may be a clause of its own:
        # 投入1.1亿元，推进…建设.
        governed = bool(before) and before[-1][0] >= figure.own and not weight(text[before[-1][1] : figure.start])
        # Or another figure is part of the words: 2所学校规模超过2000人.
        governed = governed or any(first <= figure.following < last for first, last in after)
        if end > (figure.beyond if governed else figure.until):
            return None
        if end > figure.until and before and weight(text[figure.own : before[0][0]]) > _MOST_SUBJECT:
            return None  # 公办幼儿园建设投资860万元，新建…: it says itself what it was for
        # What a part of it was for, not all of it was for: 投入3298万元,包括校舍改造1000万元.
        parted = turns().part.match(text, figure.end)
        if parted and reach.sentence.amounts_between(figure.end, figure.beyond, figure.unit):
            return None
        gap = text[figure.end : after[0][0]]
        size = weight(gap)
        if size > MOST_GAP_WRITTEN or (size and turns().without.search(gap)):
            return None
        alone = not before and len(after) == 1 and not size and end <= figure.until
        if alone and figure.unit == "所" and not reach.tells_all(end):
            return None
        return min(size, MOST_GAP) + (MOST_GAP if end > figure.until else 0)
    gap = text[figure.end : after[0][0]]
    size = weight(gap)
    if size > tolerance.gap or not reach.ends_behind(end):
        return None
    for mark in SEPARATORS if gap else ():
        if mark in gap:
            return None
    return size


def _before(
    phrase: Phrase, words: tuple[Span, ...], size: int, changes: bool, reach: Reach, tolerance: Tolerance
) -> Fit | None:
    """How well words before a figure label it, the last of them so far from it; None where they do not belong to it."""
    if size < 0:
        return None
    figure, text = reach.figure, reach.sentence.text
    own, (last, end) = figure.own, words[-1]
    first, run, characters = last, last, end - last
    for word in words[-2::-1]:
        first, end = word
        characters += end - first
        if end == run:
            run = first
    if not tolerance.share and (
        (text[run - 1] in turns().last_of_conjunctions and _is_joined(text, run, words, figure))
        or _is_followed_by_another(text, words)
    ):
        return None
    if last >= own:
        if size > tolerance.gap:
            return None
        if tolerance.bare and figure.following < 0 and weight(text[figure.end : figure.until]):
            return None
        if not phrase.changes and (changes or turns().ends_in_change(text, own, run)):
            return None
        if first < own:
            return _weighed(phrase, words, (), size, reach, tolerance)
    if last < own and (tolerance.direct or phrase.changes):
        return None  # 普通高中因在校生增加较多,为13480元 tells no change
    if tolerance.direct and size:
        return None
    count = PER_CHARACTER * characters - GAP_COST * size
    if size == 0:
        count += DIRECTLY_BEFORE
    return _fit((count, 0, last, first if first < own else own, figure.end, words))


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
    words = turns()
    for _, end in before:
        if text[end] in words.first_of_conjunctions and text.startswith(words.conjunctions, end):
            conjunction = next(word for word in words.conjunctions if text.startswith(word, end))
            if all(word[0] != end + len(conjunction) for word in before):
                return True
    return False
