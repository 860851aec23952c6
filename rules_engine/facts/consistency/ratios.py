"""Ratios told beside their two figures: pupils for each teacher, so many times another, so much for each."""

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

from attrs import frozen

from rules_engine.facts.consistency.likeness import addable, dimension, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.shares import ratio_relation
from rules_engine.facts.consistency.words import classes, either, rate_words
from rules_engine.facts.mention import Relation


@frozen(eq=False, repr=False)
class _RatioWords:
    teachers: Pattern[str]
    pupils: Pattern[str]
    ratio: Pattern[str]
    equals: Pattern[str]
    of: Pattern[str]
    average: Pattern[str]


@cache
def _words() -> _RatioWords:
    of = classes()
    filler = f"{either(of['fillers'])}{{0,2}}"
    return _RatioWords(
        teachers=re.compile(either(of["teachers"])),
        pupils=re.compile(either(of["pupils"])),
        ratio=re.compile(f"{either(of['pupil_ratios'])}{filler}"),
        equals=re.compile(f"{either(of['equals'])}[^，；。]*"),
        of=re.compile(f"的{filler}"),
        average=re.compile(f"{either(of['averages'])}[^，、；：]{{0,6}}"),
    )


def ratio_relations(passage: Passage) -> Iterator[Relation]:
    """The ratios of a passage that differ from what the figures before them make."""
    for position in range(2, len(passage.mentions)):
        unit = passage.mentions[position].unit
        if unit == "1:x":
            found = _pupils_each(passage, position)
        elif unit in ("倍", "%"):
            found = _of_another(passage, position)
        elif unit == "元":
            found = _average(passage, position)
        else:
            continue
        if found is not None:
            relation = _weighed(passage, position, *found)
            if relation is not None:
                yield relation


def _weighed(passage: Passage, rate: int, part: int, whole: int) -> Relation | None:
    figures = passage.mentions
    if not figures[rate].kind == figures[part].kind == figures[whole].kind:
        return None
    rate_index, part_index, whole_index = passage.cite((rate, part, whole))
    return ratio_relation(figures[rate], figures[part], figures[whole], (rate_index, part_index, whole_index))


def _pupils_each(passage: Passage, position: int) -> tuple[int, int] | None:
    """The pupils and teachers before a ratio, where one figure each is told."""
    words = _words()
    if not words.ratio.search(passage.gaps[position].label):
        return None
    pupils, teachers = [], []
    for place in range(position):
        gap = passage.gaps[place]
        if dimension(passage.mentions[place]) != "persons" or rate_words().change.search(gap.text):
            return None
        said = gap.label + passage.gaps[place + 1].trail if place + 1 < position else gap.label
        told = words.teachers.search(said) is not None, words.pupils.search(said) is not None
        if told == (True, False):
            teachers.append(place)
        elif told == (False, True):
            pupils.append(place)
        else:
            return None
    return (pupils[0], teachers[0]) if len(pupils) == len(teachers) == 1 else None


def _of_another(passage: Passage, position: int) -> tuple[int, int] | None:
    """教师年均9.8万元，是公务员9.5万元的1.03倍: the first figure is told as that many times the second."""
    words = _words()
    part, whole = passage.mentions[position - 2], passage.mentions[position - 1]
    if not words.of.fullmatch(passage.gaps[position].text) or not words.equals.fullmatch(
        passage.gaps[position - 1].rest
    ):
        return None
    plain = addable(part) and same_unit(part, whole) and not rate_words().change.search(passage.gaps[position - 1].text)
    return (position - 2, position - 1) if plain else None


def _average(passage: Passage, position: int) -> tuple[int, int] | None:
    """资助学生1200人，资金150万元，生均1250元: money and what it is for, side by side before their average."""
    if not _words().average.fullmatch(passage.gaps[position].label) or passage.gaps[position].mark not in ("，", "、"):
        return None
    before = range(position - 2, position)
    money = [place for place in before if dimension(passage.mentions[place]) == "money"]
    counts = [place for place in before if dimension(passage.mentions[place]) in ("persons", "schools", "classes")]
    if len(money) != 1 or len(counts) != 1 or position > 2:
        return None
    middle = passage.gaps[position - 1]
    if middle.mark not in ("，", "、", "") or rate_words().change.search(middle.text):
        return None
    return money[0], counts[0]
