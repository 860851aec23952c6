"""What lies between a figure and the words around it that may label it."""

from bisect import bisect_left
from collections.abc import Iterator

from rules_engine.facts.compatibility import WIDEST_GAP, Compatible
from rules_engine.facts.figures import Figure, Sentence
from rules_engine.facts.phrase_index import AHEAD, DIRECTLY_BEFORE, PER_CHARACTER, PhraseIndex
from rules_engine.facts.phrase_sets import DIGITS, PhraseSet
from rules_engine.facts.turns import turns, weight

# What each character of other words between a label and its figure costs.
GAP_COST = 2
# So many words ahead of another figure count.
MOST_AHEAD = 2
# Less than any label counts.
NO_BAR = -1_000_000
# Only so many characters may follow behind a label before the clause ends: 3所公办幼儿园购买了… counts some of them,
# while 39所小学均达到… counts all.
MOST_REST = 2
# And stand between a figure and the clause that speaks for it.
_MOST_LEAD = 1
# A label in an earlier clause is as far away as so many characters, and those between, of which so many are counted.
_CLAUSE_AWAY, _MOST_AWAY = 8, 8
_EARLIER_CLAUSE = DIRECTLY_BEFORE + GAP_COST * _CLAUSE_AWAY

_WITH = ("含", "包括", "包含", "不含", "不包括")
_AMONG = ("中有", "中共有", "中已有")

# Where the last word of a label begins and ends, the weight of what stands between it and the figure behind it, and
# whether that tells of a change.
Head = tuple[int, int, int, bool]


class Reach:
    """One figure of a sentence; what is told of its surroundings is worked out once, for all phrases tried.

    `limit` is where words before the figure must end. Labels that count less than `bar` are of no use.
    """

    __slots__ = ("_changed", "_led", "bar", "figure", "limit", "sentence")

    def __init__(self, figure: Figure, sentence: Sentence, bar: int = NO_BAR) -> None:
        self.figure = figure
        self.bar = bar
        self.sentence = sentence
        self.limit = figure.skip[0] if figure.skip else figure.start
        self._led: bool | None = None
        self._changed: bool | None = None

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
        """Whether other words follow the figure in its clause, so that it counts something else: 6个项目正在招标.

        In a list, too: 5所寄宿制学校整修、3所幼儿园扩建、….
        """
        figure, text = self.figure, self.sentence.text
        is_last = figure.following < 0 or text[figure.own - 1] == "、"
        return is_last and weight(text[figure.end : figure.until]) > MOST_REST

    @property
    def changed(self) -> bool:
        """Whether a word of change stands right before the figure."""
        if self._changed is None:
            self._changed = turns().ends_in_change(self.sentence.text, self.figure.own, self.figure.start)
        return self._changed

    def gap(self, start: int, end: int) -> tuple[int, bool]:
        """The weight of what stands between a word and the figure behind it, and whether that tells of a change.

        -1 where a label that ends in the word cannot be the figure's, whatever it says.
        """
        figure, text, words = self.figure, self.sentence.text, turns()
        if start < figure.own:
            if not self.led or text.find(";", end, figure.start) >= 0:
                return -1, False
            # Which of the things named before each of a row of figures tells is said by the row.
            if not figure.yearly and words.respectively.search(text, end, figure.own):
                return -1, False
            return _CLAUSE_AWAY + min(weight(text[end : figure.own]), _MOST_AWAY), False
        if end == figure.start:
            return (-1 if start == figure.previous and self._has_own_noun(figure.start) else 0), False
        gap = figure.lead(text, end)
        if gap.startswith(_AMONG):
            return -1, False  # 民办园中有43所被认定为…: some of them
        size = weight(gap)
        if size > WIDEST_GAP or (not figure.yearly and words.respectively.search(gap)):
            return -1, False
        if size and figure.previous >= 0 and weight(text[figure.previous : start]) == 0:
            return -1, False  # it labels the figure before
        return size, words.change.search(gap) is not None

    def _is_included(self, start: int) -> bool:
        """Whether a word stands in a bracket, closed before the figure, of what is counted with something else.

        在校生(含在园幼儿)59080人 tells of more than they.
        """
        figure, text = self.figure, self.sentence.text
        opening = text.rfind("(", figure.own, start)
        included = opening > figure.own and text.startswith(_WITH, opening + 1)
        return included and 0 <= text.find(")", start) < figure.start

    def ends_behind(self, end: int) -> bool:
        """Whether a label behind the figure may end there."""
        text, figure = self.sentence.text, self.figure
        if end > figure.until:
            return False
        if figure.following >= 0 and weight(text[end : figure.following]) == 0:
            # It labels the next figure, which has no other label.
            return end == figure.following and self._has_own_noun(end)
        rest = text[end : figure.until]
        return weight(rest) <= MOST_REST or rest.startswith(turns().every)

    def _has_own_noun(self, start: int) -> bool:
        """Whether the figures there and before it count what stands right behind each: 9个街道3个镇."""
        sentence = self.sentence
        at = bisect_left(sentence.starts, start)
        one, before = sentence.figures[at], sentence.figures[at - 1]
        behind = sentence.text[one.end : one.until]
        return one.unit == before.unit and before.end < start and weight(behind) > 0

    def tells_all(self, end: int) -> bool:
        """Whether the schools counted with a label that ends there are all of them: not 8所村小增设食堂, 对8所村小."""
        text, words = self.sentence.text, turns()
        if text.startswith(words.all, end):
            return True
        return self.ends_behind(end) and not text.endswith(words.acted_on, 0, self.figure.start)

    def heads(self, compatible: Compatible, index: PhraseIndex) -> Iterator[tuple[Head | None, PhraseSet]]:
        """The words that may end a label before the figure, the nearest first, each with the phrases told that it may
        end, all of them without those that can count no more than `bar` at the time; then, without a word, the phrases
        that may end behind the figure.
        """
        rest = compatible.before[0]
        after = self._after(compatible)
        if after:
            rest &= ~after
        figure, endings = self.figure, self.sentence.endings
        own, previous = figure.own, figure.previous
        near = endings[bisect_left(endings, (previous + 1,)) : bisect_left(endings, (self.limit + 1,))]
        for end, length, told in reversed(near):
            start = end - length
            here = told & rest
            # Of the words with which a phrase may end only the nearest counts.
            if not here or start < previous or self._is_included(start):
                continue
            rest ^= here
            if self.bar > NO_BAR:
                # The first can count most.
                most = index.phrases[(here & -here).bit_length() - 1].most
                if most < self.bar or (start < own and most < self.bar + _EARLIER_CLAUSE):
                    continue
            size, changes = self.gap(start, end)
            if size < 0:
                continue
            here &= compatible.before[size] if start >= own else compatible.ahead
            if changes:
                here &= index.sets.changing
            if here:
                yield (start, end, size, changes), here
        if after:
            yield None, after

    def least(self, head: Head) -> int:
        """What the words before the last one of a label must count for it to reach the bar."""
        start, end, size, _ = head
        lack = self.bar - PER_CHARACTER * (end - start) - (DIRECTLY_BEFORE if size == 0 else -GAP_COST * size)
        # Words before the stretch that is the figure's own count less.
        others = PER_CHARACTER * (start - self.figure.own) + MOST_AHEAD * AHEAD
        return -NO_BAR if start >= self.figure.own and others < lack else lack

    def _after(self, compatible: Compatible) -> PhraseSet:
        """The phrases of which the last word may stand behind the figure."""
        figure, sentence, found = self.figure, self.sentence, 0
        endings, until = sentence.endings, figure.until
        at = bisect_left(endings, (figure.end + 1,))
        further = sentence.told & self._further(compatible)
        for end, length, told in endings[at : bisect_left(endings, ((figure.beyond if further else until) + 1,), at)]:
            if end - length >= figure.end:
                if end > until:
                    found |= told & further
                else:
                    found |= told & compatible.between
                    if told & compatible.behind and self.ends_behind(end):
                        found |= told & compatible.behind
        return found

    def _further(self, compatible: Compatible) -> PhraseSet:
        """The phrases that may go on in the next clause: those a figure opens only where a word holds the next one."""
        following = self.figure.following
        if following < 0:
            return compatible.around
        return compatible.over if self.sentence.text[following] in DIGITS else compatible.between
