"""Whether a phrase labels a figure, and how well: words in order, near enough, nothing else claiming them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rules_engine.facts.compatibility import Tolerance
from rules_engine.facts.figures import SEPARATORS, Figure, Sentence
from rules_engine.facts.phrases import Endings, Phrase, PhraseIndex, Span
from rules_engine.facts.turns import turns, weight

MOST_GAP = 6
GAP_COST = 2
MOST_GAP_WRITTEN = 40
MOST_LEAD = 0
MOST_REST = 2


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

    def covers(self, start: int, end: int) -> bool:
        """Whether the label's words hold this stretch, alone or together."""
        return all(any(first <= offset < last for first, last in self.spans) for offset in range(start, end))


def candidates(figure: Figure, endings: Endings) -> dict[Phrase, range]:
    """The phrases that may label a figure by where they end, each with how many of its words may precede the figure."""
    found: dict[Phrase, range] = {}
    for _, phrase in endings.within(figure.previous, figure.start):
        count = len(phrase.places)
        if phrase.figure is None or phrase.figure == count:
            found[phrase] = range(count, count - 1, -1)
    for offset, phrase in endings.within(figure.end, figure.beyond):
        count = len(phrase.places)
        if phrase.figure is None:
            if offset < figure.until:
                found[phrase] = range(count if phrase in found else count - 1, -1, -1)
        elif phrase.figure < count:
            found[phrase] = range(phrase.figure, phrase.figure - 1, -1)
    return found


def fit(
    phrase: Phrase, splits: range, figure: Figure, sentence: Sentence, index: PhraseIndex, tolerance: Tolerance
) -> Fit | None:
    """The best way in which the phrase labels the figure, with so many words before it; or None."""
    best: Fit | None = None
    for split in splits:
        found = _fit_at(phrase, split, figure, sentence, index, tolerance)
        if found and (best is None or (found.words, found.nearness) > (best.words, best.nearness)):
            best = found
    return best


def _fit_at(
    phrase: Phrase, split: int, figure: Figure, sentence: Sentence, index: PhraseIndex, tolerance: Tolerance
) -> Fit | None:
    places, spots = phrase.places, sentence.spots
    # A label before the figure must not stand before another one.
    least = figure.previous if split == len(places) else 0
    before = index.backward(places[:split], spots, figure.skip[0] if figure.skip else figure.start, least)
    if before is None:
        return None
    after = index.forward(places[split:], spots, figure.end, figure.until if phrase.figure is None else figure.beyond)
    if after is None:
        return None
    if after:
        gap = _gap_behind(phrase, before, after, figure, sentence, tolerance)
    else:
        gap = _gap_before(phrase, before, figure, sentence, tolerance)
    if gap is None:
        return None
    near, far = before, before[:0]
    if before and before[0][0] < figure.own and (after or before[-1][0] >= figure.own):
        near = tuple(word for word in before if word[0] >= figure.own)
        far = before[: len(before) - len(near)]
    first = near[0][0] if near else figure.start
    nearness = 0
    if far:
        nearness = -sentence.between(far[-1][1], figure.start)
        if not _continues(phrase, far, first, figure, sentence, nearness):
            return None
    own = near + after
    words = 6 * min(len(far), 2) - GAP_COST * gap
    for start, end in own:
        words += 4 * (end - start)
    if gap == 0 and own[-1][0] >= figure.own:
        words += 2 if after else 3
    elif tolerance.direct:
        return None
    label = after[0][0] if after else before[-1][0]
    return Fit(words, nearness, label, min(first, figure.own), max(own[-1][1], figure.end), before + after)


def _gap_behind(
    phrase: Phrase,
    before: Sequence[Span],
    after: Sequence[Span],
    figure: Figure,
    sentence: Sentence,
    tolerance: Tolerance,
) -> int | None:
    """What stands between a figure and its label behind it; None where they do not belong together."""
    text, end = sentence.text, after[-1][1]
    gap = text[figure.end : after[0][0]]
    size = weight(gap)
    if not phrase.changes and turns().ends_in_change.search(text[figure.own : figure.start]):
        return None
    if phrase.figure is not None:
        # Where the author says that the figure stands between these words, its object may be a clause of its own:
        # 投入1.1亿元，推进…建设.
        governed = bool(before) and before[-1][0] >= figure.own and not weight(text[before[-1][1] : figure.start])
        if end > (figure.beyond if governed else figure.until) or size > MOST_GAP_WRITTEN:
            return None
        return min(size, MOST_GAP) + (MOST_GAP if end > figure.until else 0)
    if end > figure.until or size > tolerance.gap or any(mark in gap for mark in SEPARATORS):
        return None
    if figure.following >= 0 and weight(text[end : figure.following]) == 0:
        return None  # it labels the next figure
    if weight(text[end : figure.until]) > MOST_REST:
        return None  # only some of them are counted: 3所公办幼儿园购买了…
    return size


def _gap_before(
    phrase: Phrase, before: Sequence[Span], figure: Figure, sentence: Sentence, tolerance: Tolerance
) -> int | None:
    """What stands between a label and the figure behind it; None where they do not belong together."""
    text, words, head = sentence.text, turns(), before[-1]
    run = head[0]
    for word in reversed(before[:-1]):
        if word[1] == run:
            run = word[0]
    if not tolerance.share and (_is_joined(text, run, before, figure) or _is_followed_by_another(text, before)):
        return None
    if head[0] >= figure.own:
        gap = figure.lead(text, head[1])
        size = weight(gap)
        if size > tolerance.gap or words.respectively.search(gap):
            return None
        if size and figure.previous >= 0 and weight(text[figure.previous : head[0]]) == 0:
            return None  # it labels the figure before
        if not phrase.changes and (words.change.search(gap) or words.ends_in_change.search(text[figure.own : run])):
            return None
        return size
    own = figure.lead(text, figure.own)
    if weight(own) > 1 or words.change.search(own):
        return None
    if text.find(";", head[1], figure.start) >= 0:
        return None
    return 8 + min(weight(text[head[1] : figure.own]), 8)


def _is_joined(text: str, run: int, before: Sequence[Span], figure: Figure) -> bool:
    """Whether the label is the last of several that share the figure: 小学、初中66所."""
    if not text.endswith(turns().conjunctions, 0, run):
        return False
    conjunction = next(word for word in turns().conjunctions if text.endswith(word, 0, run))
    mark = run - len(conjunction)
    if mark <= 0 or any(word[1] == mark for word in before):
        return False
    last = figure.previous
    return not (last >= 0 and last <= mark and not any(sign in text[last:mark] for sign in SEPARATORS))


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
    another = nearness and far[-1][0] < figure.clause[0]
    if weight(text[figure.own : first].lstrip(SEPARATORS)) > (MOST_LEAD if another else MOST_GAP):
        return False
    if any(sentence.between(one[1], other[0]) > 1 for one, other in pairwise(far)):
        return False
    if not (phrase.changes and nearness):
        return True
    # A growth belongs to the amount told last, not to one before it.
    earlier = [other for other in sentence.figures if other.start < figure.start]
    while earlier and earlier[-1].relative:
        earlier.pop()
    return not earlier or far[-1][0] >= earlier[-1].own
