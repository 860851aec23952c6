"""What lies between a figure and the words around it that may label it."""

from bisect import bisect_left

from rules_engine.facts.compatibility import WIDEST_GAP
from rules_engine.facts.figures import Figure, Sentence
from rules_engine.facts.phrase_index import PhraseSet, PhraseSets
from rules_engine.facts.turns import turns, weight

# Only so many characters may follow behind a label before the clause ends: 3所公办幼儿园购买了… counts some of them.
MOST_REST = 2
# And stand between a figure and the clause that speaks for it.
_MOST_LEAD = 1


class Reach:
    """One figure of a sentence; what is told of its surroundings is worked out once, for all phrases tried.

    `limit` is where words before the figure must end.
    """

    __slots__ = ("_changed", "_gaps", "_led", "figure", "limit", "sentence")

    def __init__(self, figure: Figure, sentence: Sentence) -> None:
        self.figure = figure
        self.sentence = sentence
        self.limit = figure.skip[0] if figure.skip else figure.start
        self._led: bool | None = None
        self._changed: bool | None = None
        self._gaps: dict[tuple[int, int], tuple[int, bool]] = {}

    @property
    def led(self) -> bool:
        """Whether a label of an earlier clause may speak for the figure."""
        if self._led is None:
            lead = self.figure.lead(self.sentence.text, self.figure.own)
            self._led = (
                not lead or (weight(lead) <= _MOST_LEAD and not turns().change.search(lead))
            ) and not self._goes_on
        return self._led

    @property
    def _goes_on(self) -> bool:
        """Whether other words follow the figure in its clause, so that it counts something else: 6个项目正在招标."""
        figure = self.figure
        return figure.following < 0 and weight(self.sentence.text[figure.end : figure.until]) > MOST_REST

    @property
    def changed(self) -> bool:
        """Whether a word of change stands right before the figure."""
        if self._changed is None:
            self._changed = turns().ends_in_change(self.sentence.text, self.figure.own, self.figure.start)
        return self._changed

    def gap(self, start: int, end: int) -> tuple[int, bool]:
        """The weight of what stands between words of the figure's own stretch and the figure, and whether that changes.

        -1 where the words there cannot label it, whatever they say.
        """
        if end == self.figure.start:
            return 0, False
        known = self._gaps.get((start, end))
        if known is None:
            known = self._gaps[start, end] = self._gap(start, end)
        return known

    def _gap(self, start: int, end: int) -> tuple[int, bool]:
        text, figure = self.sentence.text, self.figure
        gap = figure.lead(text, end)
        size, words = weight(gap), turns()
        if size > WIDEST_GAP or (not figure.yearly and words.respectively.search(gap)):
            return -1, False
        if size and figure.previous >= 0 and weight(text[figure.previous : start]) == 0:
            return -1, False  # it labels the figure before
        return size, words.change.search(gap) is not None

    def ends_behind(self, end: int) -> bool:
        """Whether a label behind the figure may end there."""
        text, figure = self.sentence.text, self.figure
        if end > figure.until:
            return False
        if figure.following >= 0 and weight(text[end : figure.following]) == 0:
            return False  # it labels the next figure
        return weight(text[end : figure.until]) <= MOST_REST

    def tells_all(self, end: int) -> bool:
        """Whether the schools counted with a label that ends there are all of them: not 8所村小增设食堂."""
        return self.ends_behind(end) or self.sentence.text.startswith(turns().all, end)

    def endings(self, sets: PhraseSets) -> tuple[PhraseSet, PhraseSet, PhraseSet]:
        """The phrases told that may label the figure, with their last word before it; behind it; around it."""
        figure, sentence = self.figure, self.sentence
        endings, own, limit = sentence.endings, figure.own, self.limit
        before = behind = between = 0
        low = bisect_left(endings, (figure.previous,))
        high = bisect_left(endings, (figure.start,), low)
        for start, end, phrases in endings[low:high]:
            if end <= limit and (self.gap(start, end)[0] >= 0 if start >= own else self.led):
                before |= phrases
        low = bisect_left(endings, (figure.end,), high)
        high = bisect_left(endings, (figure.until,), low)
        for _, end, phrases in endings[low:high]:
            if phrases & sets.behind and self.ends_behind(end):
                behind |= phrases
        if sentence.told & sets.between:
            high = bisect_left(endings, (figure.beyond,), low)
            for _, _, phrases in endings[low:high]:
                between |= phrases
        return before & sets.before, behind & sets.behind, between & sets.between
