"""Whether a phrase labels a figure, and how well: words in order, near enough, nothing else claiming them."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from rules_engine.facts.figures import SEPARATORS, Figure, Sentence
from rules_engine.facts.phrases import Phrase, PhraseIndex
from rules_engine.facts.turns import turns, weight

MOST_GAP = 6
MOST_LEAD = 1
Span = tuple[int, int]


@frozen(order=True)
class Fit:
    """How well a phrase labels a figure (compared in this order), and where the label's nearest word stands.

    `words` counts the characters matched, less what stands between; `nearness` is minus the number of figures between.
    `start` is where the first word of the figure's own stretch begins, `end` where the last one ends.
    """

    words: int
    nearness: int
    label: int
    start: int
    end: int
    direct: bool


def fit(phrase: Phrase, figure: Figure, sentence: Sentence, index: PhraseIndex) -> Fit | None:
    """The best way in which the phrase labels the figure, or None."""
    best: Fit | None = None
    count = len(phrase.places)
    for split in range(count, -1, -1) if phrase.figure is None else (phrase.figure,):
        found = _fit_at(phrase, split, figure, sentence, index)
        if found and (best is None or (found.words, found.nearness) > (best.words, best.nearness)):
            best = found
    return best


def _fit_at(phrase: Phrase, split: int, figure: Figure, sentence: Sentence, index: PhraseIndex) -> Fit | None:
    before: list[Span] = []
    limit = figure.skip[0] if figure.skip else figure.start
    for place in reversed(phrase.places[:split]):
        word = index.last_before(place, sentence.spots, limit)
        if word is None:
            return None
        before.insert(0, word)
        limit = word[0]
    after: list[Span] = []
    start = figure.end
    for place in phrase.places[split:]:
        word = index.first_from(place, sentence.spots, start)
        if word is None or word[1] > figure.until:
            return None
        after.append(word)
        start = word[1]
    gap = _gap_behind(phrase, after, figure, sentence) if after else _gap_before(phrase, before, figure, sentence)
    if gap is None:
        return None
    near = before if not after and before[-1][0] < figure.own else [w for w in before if w[0] >= figure.own]
    far = before[: len(before) - len(near)]
    first = near[0][0] if near else figure.start
    nearness = 0
    if far:
        nearness = -sentence.between(far[-1][1], figure.start)
        if not _continues(phrase, far, first, figure, sentence, nearness):
            return None
    own = near + after
    words = 4 * sum(end - start for start, end in own) + 6 * min(len(far), 2) - gap
    direct = gap == 0 and own[-1][0] >= figure.own
    if direct:
        words += 2 if after else 3
    label = after[0][0] if after else before[-1][0]
    return Fit(words, nearness, label, min(first, figure.own), max(own[-1][1], figure.end), direct)


def _gap_behind(phrase: Phrase, after: Sequence[Span], figure: Figure, sentence: Sentence) -> int | None:
    """What stands between a figure and its label behind it; None where they do not belong together."""
    text = sentence.text
    gap = text[figure.end : after[0][0]]
    size = weight(gap)
    if size > MOST_GAP or any(mark in gap for mark in SEPARATORS):
        return None
    if figure.following >= 0 and weight(text[after[-1][1] : figure.following]) == 0:
        return None  # it labels the next figure
    if not phrase.changes and turns().ends_in_change.search(text[figure.own : figure.start]):
        return None
    return size


def _gap_before(phrase: Phrase, before: Sequence[Span], figure: Figure, sentence: Sentence) -> int | None:
    """What stands between a label and the figure behind it; None where they do not belong together."""
    text, words, head = sentence.text, turns(), before[-1]
    run = head[0]
    for word in reversed(before[:-1]):
        if word[1] == run:
            run = word[0]
    if _is_joined(text, run, before, figure) or _is_followed_by_another(text, before):
        return None
    if head[0] >= figure.own:
        gap = figure.lead(text, head[1])
        size = weight(gap)
        if size > MOST_GAP:
            return None
        if not phrase.changes and (words.change.search(gap) or words.ends_in_change.search(text[figure.own : run])):
            return None
        return size
    own = figure.lead(text, figure.own)
    if figure.previous > head[0] or weight(own) > 1 or words.change.search(own):
        return None
    if text.find(";", head[1], figure.start) >= 0:
        return None
    return 8 + min(weight(text[head[1] : figure.own]), 8)


def _is_joined(text: str, run: int, before: Sequence[Span], figure: Figure) -> bool:
    """Whether the label is the last of several that share the figure: 小学、初中66所."""
    conjunction = next((w for w in turns().conjunctions if text.endswith(w, 0, run)), None)
    if conjunction is None:
        return False
    mark = run - len(conjunction)
    if mark <= 0 or any(word[1] == mark for word in before):
        return False
    last = figure.previous
    return not (last >= 0 and last <= mark and not any(sign in text[last:mark] for sign in SEPARATORS))


def _is_followed_by_another(text: str, before: Sequence[Span]) -> bool:
    """Whether a label of the phrase shares its figure with one that the phrase does not know."""
    followers = {word[0] for word in before}
    for _, end in before:
        conjunction = next((w for w in turns().conjunctions if text.startswith(w, end)), None)
        if conjunction and end + len(conjunction) not in followers:
            return True
    return False


def _continues(
    phrase: Phrase, far: Sequence[Span], first: int, figure: Figure, sentence: Sentence, nearness: int
) -> bool:
    """Whether what stands before an earlier figure or clause still speaks for this figure."""
    text = sentence.text
    if weight(text[figure.own : first]) > (MOST_LEAD if nearness else MOST_GAP):
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
