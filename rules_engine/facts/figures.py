"""A sentence as binding sees it: its text without blanks, its figures, and where each figure's labels may stand."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Self

from rules_engine.facts.mention import Mention
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.phrase_sets import PhraseSet
from rules_engine.facts.turns import turns, weight
from rules_engine.facts.words import Spots, Squeezed
from rules_engine.records import define, frozen
from rules_engine.regex import regex
from rules_engine.values.periods import Period

CLAUSE_ENDS = ",;。()!?"
SEPARATORS = "、:" + CLAUSE_ENDS
_CLAUSE_END, SEPARATOR = (regex(f"[{marks}]") for marks in (CLAUSE_ENDS, SEPARATORS))
_MONEY = "元"
_LATER_PART = regex(r",[^,;()]{1,12},其中")
_NEW_WHOLE = regex(r"[;)]|\.(?!\d)")
_BRACKETS = regex(r"\([^()]*\)")


@define(eq=False, repr=False)
class Figure:
    """A mention placed in its sentence; all numbers are offsets into the sentence's text.

    `own` is where the stretch before it begins that is its own: behind the figure before it, within the clause.
    `until` is where labels behind it must end, `beyond` where the next clause ends. `previous` is the end of the
    figure before it in the sentence (-1: none), `following` the start of the next one in the clause (-1: none).
    `former` marks the old amount of a change ("由98%提高到99.8%"); for the new one, `skip` is the stretch between it
    and the label they share. `relative` figures tell a change or an earlier amount; `changed` is the figure whose
    change this one tells. `whole` is the figure of which this one is said to be a part. `yearly` is one of several
    that tell the same of different years.
    """

    number: int
    start: int
    end: int
    clause: tuple[int, int]
    own: int
    until: int
    beyond: int
    unit: str = ""
    previous: int = -1
    following: int = -1
    former: bool = False
    skip: tuple[int, int] | None = None
    relative: bool = False
    whole: "Figure | None" = None
    changed: "Figure | None" = None
    period: Period | None = None
    yearly: bool = False

    def lead(self, text: str, start: int) -> str:
        """The text from `start` to the figure, without what is skipped."""
        if self.skip and start <= self.skip[0]:
            return text[start : self.skip[0]] + text[self.skip[1] : self.start]
        return text[start : self.start]


@frozen(eq=False, repr=False)
class Sentence:
    """A sentence's text, the words of the vocabulary in it, and its figures in the order of the text.

    `told` are the phrases all words of which occur; `endings` tell where the last words of some of them end, how long
    these words are, and of which phrases, in the order of the text. `starts` are where the figures begin, `ends`
    where they and those before have ended.
    Before `body` stands the heading under which the sentence opens a line; `earlier` is the line before the sentence.
    `under` is the topic of the heading or the title over its line.
    """

    text: str
    spots: Spots
    told: PhraseSet
    endings: Sequence[tuple[int, int, PhraseSet]]
    figures: tuple[Figure, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    body: int = 0
    earlier: str = ""
    under: str = ""

    @classmethod
    def of(
        cls, text: str, index: PhraseIndex, figures: tuple[Figure, ...], body: int, earlier: str, under: str = ""
    ) -> Self:
        """The sentence, its words looked up in an index."""
        spots = index.index.spots(text)
        starts = [figure.start for figure in figures]
        ends = list(accumulate([figure.end for figure in figures], max))
        return cls(text, spots, *index.endings(spots), figures, starts, ends, body, earlier, under)

    def between(self, start: int, end: int) -> int:
        """How many figures begin between two offsets."""
        starts = self.starts
        return bisect_left(starts, end) - bisect_left(starts, start)

    def amounts_between(self, start: int, end: int, unit: str | None = None) -> int:
        """How many figures begin between two offsets, of a unit if one is given, that are neither shares nor changes,
        nor stand in brackets that are closed there."""
        found = [one for one in self.figures if start <= one.start < end and one.unit != "%" and not one.relative]
        if len(found) > 1 and ")" in self.text[start:end]:
            found = [one for one in found if not self.in_brackets(one.start, end)]
        return len(found) if unit is None else sum(one.unit == unit for one in found)

    def in_brackets(self, start: int, end: int) -> bool:
        """Whether a bracket that is open at `start` is closed before `end`."""
        opening = self.text.rfind("(", 0, start)
        if opening < 0 or self.text.find(")", opening, start) >= 0:
            return False
        closing = self.text.find(")", start)
        return 0 <= closing < end

    def figure_before(self, offset: int) -> int:
        """Where the last figure that begins before an offset ends; 0 where none does."""
        before = bisect_left(self.starts, offset)
        return self.ends[before - 1] if before else 0

    def items_to(self, figure: Figure, is_bare: bool = False) -> list[Figure]:
        """The figure and those before it in its list, the nearest first.

        A comma, too, joins schools where nothing but their label stands before them: 新建小学3所,初中2所.
        """
        text, joints, items = self.text, turns().conjunctions, [figure]
        for other in reversed(self.figures):
            last = items[-1]
            if other.start < last.start:
                joined = text.startswith(joints, other.end) and "、" not in text[other.end + 1 : last.start]
                joined = joined or self._is_before(other, last)
                if is_bare and not joined and last.own == other.end + 1 and figure.unit == "所":
                    is_part = other.whole or last.whole
                    joined = not is_part and not turns().standing.search(text, last.own, last.start)
                if other.unit != figure.unit or not joined:
                    break
                items.append(other)
        return items

    def _is_before(self, one: Figure, other: Figure) -> bool:
        """Whether two counts stand side by side, each before what it counts: 改扩建5所初中、1所高中."""
        text, joints = self.text, turns().conjunctions
        beside = text.startswith(joints, one.until) and one.until + 1 == other.start
        return beside and self.has_noun(one) and self.has_noun(other)

    def has_noun(self, figure: Figure) -> bool:
        """Whether words of its own stand behind a figure."""
        return weight(self.text[figure.end : figure.until]) > 0

    def whole_of(self, figure: Figure) -> str:
        """The words beside the figure of which this one is a part, without those in brackets; "" where it is none."""
        whole = figure.whole
        return _BRACKETS.sub("", self.text[whole.own : whole.end]) if whole else ""


def sentence_of(
    squeezed: Squeezed,
    index: PhraseIndex,
    numbered: Sequence[tuple[int, Mention]],
    heading: str = "",
    line: int = -1,
    under: str = "",
) -> Sentence:
    """The sentence of mentions that share one, given with their numbers, in the order of the text.

    `line` is where in the document its line begins, `under` the topic of what stands over it.
    """
    begin = numbered[0][1].sentence[0]
    end = max([mention.sentence[1] for _, mention in numbered])
    text, inner = squeezed.stretch(begin, end)
    body = 0
    if heading:
        text, body = f"{heading}:{text}", len(heading) + 1
    ends = [mark.start() for mark in _CLAUSE_END.finditer(text)]
    count = len(ends)
    ends += [len(text), len(text)]
    figures: list[Figure] = []
    is_whole = len(text) - body == end - begin
    for number, mention in numbered:
        anchor, (first, last) = mention.anchor, mention.clause
        start, behind = anchor.start, anchor.end
        if is_whole and last <= end and behind <= end:
            # Nothing was left out of the sentence: offsets differ by a constant.
            moved = body - begin
            own, start, behind, last = max(first - begin, 0) + body, start + moved, behind + moved, last + moved
        else:
            own = max(inner(first), 0) + body
            start, behind, last = inner(start) + body, inner(behind) + body, inner(last) + body
        mark = bisect_left(ends, behind, 0, count)
        figure = Figure(number, start, behind, (own, last), own, ends[mark], ends[mark + 1], mention.unit)
        figure.period = mention.period
        figures.append(figure)
    before = None
    for figure in figures:
        _place(figure, before, text)
        before = figure
    earlier = squeezed.text[squeezed.inner(line) : squeezed.inner(begin)] if 0 <= line < begin else ""
    return Sentence.of(text, index, tuple(figures), body, earlier, under)


def _place(figure: Figure, before: Figure | None, text: str) -> None:
    """What the figure before has to do with this one."""
    words = turns()
    if before:
        if figure.start < before.until:
            before.following = figure.start
            before.until = _first(SEPARATOR, text, before.end, figure.start)
        figure.previous = before.end
        figure.own = max(figure.own, before.end)
        between = text[before.end : figure.start]
        if words.part.match(between):
            # The parts of 12.6万人,比上年增加300人,其中… are those of the amount, not of its change.
            figure.whole = before.changed or before
        elif figure.unit == before.unit == _MONEY and _LATER_PART.match(between):
            # 教育费附加4126万元,全额用于教育,其中用于职业教育1240万元
            figure.whole = before.changed or before
        elif before.whole and between[:1] == ")" and words.part.match(between, 1):
            # 教职工905人(含专任教师870人),其中小学…: what stands in brackets is no whole.
            figure.whole = before.whole
        elif before.whole and not _NEW_WHOLE.search(between):
            figure.whole = before.whole
        if words.reached.fullmatch(between):
            former = words.former.search(text[before.own : before.start])
            before.former = former is not None
            _share_label(figure, before, former.start() + before.own if former else before.start)
        elif _is_beside(figure, before, text):
            _share_label(figure, before, before.skip[0] if before.skip else before.start)
        elif between in words.conjunctions and before.period and figure.period and before.period != figure.period:
            before.yearly = figure.yearly = True
            _share_label(figure, before, before.skip[0] if before.skip else before.start)
    relation_to_others(figure, text)
    if before and figure.relative and _tells_change_alone(text[before.end : figure.start]):
        figure.changed = before.changed or before


def _is_beside(figure: Figure, before: Figure, text: str) -> bool:
    """Whether the label of the figure before is its own, too: 资助2106人次、84.2万元; 2021年招聘96人，2022年74人."""
    between, words = text[before.end : figure.start], turns()
    if figure.unit == before.unit:
        return words.year_beside.fullmatch(between) is not None
    # 儿童之家54个，9764名留守儿童: it has a label of its own.
    named = between == "," and weight(text[figure.end : figure.until]) > 0 and figure.following < 0
    return not named and words.beside.fullmatch(between) is not None


def _tells_change_alone(between: str) -> bool:
    """Whether nothing but a word of change stands between two figures of a clause: 48.6%,同比下降1.2个百分点."""
    return between.startswith(",") and weight(turns().change.sub("", between[1:])) == 0


def _share_label(figure: Figure, before: Figure, start: int) -> None:
    """Let the figure have the label of the one before; what stands between, from `start` on, is passed over."""
    figure.skip = (start, figure.start)
    figure.own, figure.previous = before.own, before.previous


def relation_to_others(figure: Figure, text: str) -> None:
    """Whether the figure tells a change or an earlier amount."""
    figure.relative = turns().relative.search(text, figure.own, figure.start) is not None


def _first(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the first of such marks stands in a stretch, else its end."""
    found = mark.search(text, start, end)
    return found.start() if found else end
