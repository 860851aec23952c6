"""Lists whose figures follow in their order: 小学、初中巩固率分别为99.2%、98.4%，比上年分别提高0.3、0.5个百分点.

Each figure is read as if only its own label stood before it: 小学巩固率为99.2%.
"""

import re
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import pairwise

from rules_engine.facts.endings import ending_of
from rules_engine.facts.figures import CLAUSE_ENDS, SEPARATORS, Figure, Sentence, relation_to_others
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.turns import turns, weight
from rules_engine.records import evolve, frozen
from rules_engine.regex import regex

_JOINED = regex("[、,和与及]|以及")
_LIST = regex("[、和与及]|以及")
_AND = regex("[和与及]")
_SAID = regex("(?:为|是|达到?)$")
_MOST_LINK = 8
_TOPIC_SIZES = range(2, 7)
_NEW_PART = regex("[;。!?]")
_BEYOND = regex("[、:,;。()!?]")


@frozen(eq=False, repr=False)
class _List:
    """A list of labels: what stands before it, what all of them begin with, the labels, what all of them end with."""

    before: str
    head: str
    labels: tuple[str, ...]
    tail: str


def distributed(sentence: Sentence, index: PhraseIndex, topics: Container[str] = ()) -> dict[int, Sentence | None]:
    """For each figure, by number, that one label of a list is for, the sentence that tells it alone.

    None where the list has more labels than figures. Lists of `topics` need no word such as 分别.
    """
    found: dict[int, Sentence | None] = {}
    known: _List | None = None
    end = 0
    for start, behind, run in runs(sentence, topics):
        if _NEW_PART.search(sentence.text, end, start):
            # 小学、初中…分别为…;生均公用经费分别为…: the names hold on, what was told of them does not.
            goes_on = sentence.text[end] == ";" and not sentence.between(end, start)
            known = evolve(known, head="", tail="") if known and goes_on else None
        begin = max([sentence.figure_before(start), sentence.body])
        stated = _read(sentence, begin, start, len(run), index)
        link = sentence.text[behind : run[0].start]
        if stated is not None:
            known = stated
        elif known is not None and len(known.labels) == len(run):
            link = sentence.text[begin:start].lstrip(CLAUSE_ENDS) + link
        elif not run[0].relative and (of_amounts := _of_amounts(sentence, start, len(run), index)):
            known, link = of_amounts, sentence.text[begin:start].lstrip(CLAUSE_ENDS) + link
        else:
            continue
        if known.head.endswith(turns().conjunctions):
            found.update((figure.number, None) for figure in run)
            known = None
            continue
        read = _parts(run, known, sentence) if all(label in topics for label in known.labels) else known
        for label, figure in zip(known.labels, run, strict=True):
            found[figure.number] = _alone(read, label, link, figure, sentence, index, ending_of(sentence, run[-1]))
        end = run[-1].end
    return found


def _parts(run: Sequence[Figure], listed: _List, sentence: Sentence) -> _List:
    """专任教师7412人,小学、初中分别为3386人和2418人: topics alone part the amount told right before them."""
    end = len(listed.before) - 1
    whole = next((one for one in sentence.figures if one.end == end and one.unit == run[0].unit), None)
    if whole is None or listed.head or listed.tail or not listed.before.endswith(","):
        return listed
    for figure in run:
        figure.whole = figure.whole or whole
    return evolve(listed, head=turns().parts[0])


def runs(sentence: Sentence, topics: Container[str] = ()) -> Iterator[tuple[int, int, list[Figure]]]:
    """Each word such as 分别, where it begins and ends, with the figures of one unit that follow it.

    Then two figures side by side for two labels, or for two of the `topics`, and two changes of as many amounts.
    """
    taken: set[int] = set()
    for word in turns().respectively.finditer(sentence.text):
        run: list[Figure] = []
        for figure in sentence.figures:
            if figure.start < word.end():
                continue
            if not run:
                between = sentence.text[word.end() : figure.start]
                if len(between) > _MOST_LINK or any(mark in between for mark in CLAUSE_ENDS):
                    break
            elif figure.unit != run[0].unit or not _JOINED.fullmatch(sentence.text, run[-1].end, figure.start):
                break
            elif sentence.text[run[-1].end] == "," and weight(sentence.text[figure.end : figure.until]):
                break  # 为38.2人、41.7人,56人以上大班额…
            run.append(figure)
        if len(run) > 1:
            taken.update(figure.number for figure in run)
            yield word.start(), word.end(), run
    yield from _pairs(sentence, taken, topics)


def _pairs(
    sentence: Sentence, taken: Collection[int], topics: Container[str]
) -> Iterator[tuple[int, int, list[Figure]]]:
    """Two figures of two labels without such a word: 小学、初中平均班额为38.2人和41.7人, …,差异系数0.36、0.33."""
    text = sentence.text
    for one, other in pairwise(sentence.figures):
        if (
            other.start - one.end == 1
            and one.unit == other.unit
            and one.number not in taken
            and not one.yearly
            and _LIST.fullmatch(text, one.end, other.start)
        ):
            said = _SAID.search(text, one.own, one.start)
            if said and _LIST.search(text, one.own, said.start()):
                if text[one.end] != "、":
                    yield said.start(), said.end(), [one, other]
            elif one.unit == "" or one.relative or _lists_two(text, one, topics):
                yield said.start() if said else one.start, one.start, [one, other]


def _lists_two(text: str, figure: Figure, topics: Container[str]) -> bool:
    """Whether two topics, and no more, are listed in the words of a figure: 小学、初中生均支出12584元、17326元."""
    marks = [mark.span() for mark in _LIST.finditer(text, figure.own, figure.start)]
    listed = [
        (start, end)
        for start, end in marks
        if any(text[start - size : start] in topics for size in _TOPIC_SIZES)
        and any(text[end : end + size] in topics for size in _TOPIC_SIZES)
    ]
    return len(listed) == len(marks) == 1


def _read(sentence: Sentence, begin: int, end: int, count: int, index: PhraseIndex) -> _List | None:
    """The list of so many labels that ends at an offset; None where there is none."""
    text = sentence.text
    first = max([begin, *(text.rfind(mark, begin, end) + 1 for mark in ":" + CLAUSE_ENDS)])
    words = [(length, at) for word, at in sentence.spots.items() if (length := index.lengths[word]) > 1]
    marks = [mark for mark in _LIST.finditer(text, first, end) if not _joins_a_word(mark, words)]
    if len(marks) < count - 1:
        return None
    marks = marks[len(marks) - count + 1 :]
    starts = [first, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), end]
    if any(start >= stop for start, stop in zip(starts, ends, strict=True)):
        return None
    opens = [length for length, at in words if length <= ends[0] - first and ends[0] - length in at]
    closes = [length for length, at in words if length <= end - starts[-1] and starts[-1] in at]
    opening, closing = max(opens, default=ends[0] - first), min(closes, default=end - starts[-1])
    labels = [text[start:stop] for start, stop in zip(starts, ends, strict=True)]
    head, labels[0] = text[first : ends[0] - opening], text[ends[0] - opening : ends[0]]
    tail, labels[-1] = text[starts[-1] + closing : end], text[starts[-1] : starts[-1] + closing]
    if tail and all(label.endswith(tail) for label in labels[:-1]):
        tail, labels[-1] = "", labels[-1] + tail  # 市级骨干教师、省级骨干教师: each is whole
    return _List(text[:first], head, tuple(labels), tail)


def _joins_a_word(mark: re.Match[str], words: Sequence[tuple[int, Collection[int]]]) -> bool:
    """Whether a conjunction stands within one word: 教学及辅助用房."""
    start, end = mark.span()
    return mark[0] != "、" and any(begin < start and end < begin + length for length, at in words for begin in at)


def _of_amounts(sentence: Sentence, end: int, count: int, index: PhraseIndex) -> _List | None:
    """The list of labels of as many amounts told before: 小学5.9人、初中6.4人,差异系数分别为0.31和0.27."""
    text = sentence.text
    amounts = [one for one in sentence.figures if one.end <= end][-count:]
    if len(amounts) < count or len({one.unit for one in amounts}) > 1:
        return None
    if _BEYOND.search(text, amounts[-1].end + 1, end) or _NEW_PART.search(text, amounts[0].start, end):
        return None
    first = amounts[0].own
    labels = [text[one.own : one.start].strip(SEPARATORS + "和与及") for one in amounts]
    if not all(labels):
        return None
    lead = text[:first] + "、".join(labels)
    alone = Sentence.of(lead, index, (), sentence.body, "")
    return _read(alone, first, len(lead), count, index)


def _alone(
    known: _List, label: str, link: str, figure: Figure, sentence: Sentence, index: PhraseIndex, ending: str
) -> Sentence:
    """The sentence that names the label alone, and what stands behind all of them."""
    own = len(known.before)
    lead = known.before + known.head + label + known.tail + link
    start = len(lead)
    end = start + figure.end - figure.start
    text = lead + sentence.text[figure.start : figure.end] + ending
    until = len(text)
    alone = Figure(figure.number, start, end, (own, until), own, until, until, figure.unit, whole=figure.whole)
    relation_to_others(alone, text)
    before = tuple(other for other in sentence.figures if other.end <= own)
    alone.previous = before[-1].end if before else -1
    return Sentence.of(text, index, (*before, alone), sentence.body, sentence.earlier)
