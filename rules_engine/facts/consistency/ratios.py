"""Ratios told beside their two figures: pupils for each teacher, so many times another, so much for each."""

from collections.abc import Iterator
from functools import cache, cached_property
from re import Pattern

from rules_engine.facts.consistency.likeness import addable, dimension, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.shares import ratio_relation
from rules_engine.facts.consistency.words import classes, either, list_words, rate_words
from rules_engine.facts.mention import Relation
from rules_engine.regex import regex

# The unit of an average: what it is an average of, and over what.
_AVERAGED = {
    "元": ("money", ("persons", "schools", "classes")),
    "人": ("persons", ("schools", "classes")),
    "平方米": ("area", ("persons",)),
    "册": ("pieces", ("persons",)),
}


class _RatioWords:
    """The patterns of ratios, each made when a figure asks for it."""

    @cached_property
    def teachers(self) -> Pattern[str]:
        return regex(either(classes()["teachers"]))

    @cached_property
    def pupils(self) -> Pattern[str]:
        return regex(either(classes()["pupils"]))

    @cached_property
    def ratio(self) -> Pattern[str]:
        return regex(either(classes()["pupil_ratios"]))

    @cached_property
    def equals(self) -> Pattern[str]:
        return regex(f"{either(classes()['equals'])}[^，；。]*")

    @cached_property
    def of(self) -> Pattern[str]:
        return regex(f"的{either(classes()['fillers'])}{{0,2}}")

    @cached_property
    def both(self) -> Pattern[str]:
        return regex(f"{either(classes()['both'])}(?:之比|比值|的比例|比例)[为达是]?到?")

    @cached_property
    def parts_of_year(self) -> Pattern[str]:
        return regex("[月天日次周季期]")

    @cached_property
    def average(self) -> Pattern[str]:
        return regex(f"{either(classes()['averages'])}[^，、；：]{{0,10}}")


@cache
def _words() -> _RatioWords:
    return _RatioWords()


def ratio_relations(passage: Passage) -> Iterator[Relation]:
    """The ratios of a passage that differ from what the figures before them make."""
    for position in range(2, len(passage.mentions)):
        unit = passage.mentions[position].unit
        if unit == "1:x":
            found = _pupils_each(passage, position)
        elif unit in ("倍", "%"):
            found = _of_another(passage, position) or _of_both(passage, position)
        elif unit in _AVERAGED:
            found = _average(passage, position)
            if found is None and unit == "元" and _is_total(passage, position):
                relation = _weighed(passage, position - 1, position, position - 2)
                if relation is not None:
                    yield relation
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
    gap, between = passage.gaps[position], passage.gaps[position - 1]
    if not gap.text.startswith("的") or not _words().of.fullmatch(gap.text):
        return None
    part, whole = passage.mentions[position - 2], passage.mentions[position - 1]
    if not _words().equals.fullmatch(between.rest) or rate_words().change.search(between.text):
        return None
    return (position - 2, position - 1) if addable(part) and same_unit(part, whole) else None


def _of_both(passage: Passage, position: int) -> tuple[int, int] | None:
    """教师11.2万元，公务员10.9万元，二者之比为102.8%: the first of two figures to the second."""
    gap, first, second = passage.gaps[position], passage.mentions[position - 2], passage.mentions[position - 1]
    if gap.mark != "，" or not _words().both.fullmatch(gap.rest) or passage.gaps[position - 1].mark not in ("，", "、"):
        return None
    return (position - 2, position - 1) if addable(first) and same_unit(first, second) else None


def _is_total(passage: Passage, position: int) -> bool:
    """Whether 1860名教师，人均6200元，共计1153.2万元 stand here: a count, what each gets, and all of it."""
    each, gap, before = passage.mentions[position - 1], passage.gaps[position], passage.gaps[position - 1]
    counts = _AVERAGED["元"][1]
    if position > 2 or gap.mark != "，" or not list_words().total.fullmatch(gap.rest):
        return False
    if each.unit != "元" or _counted(passage, 0) not in counts or passage.gaps[position - 1].mark != "，":
        return False
    return _words().average.fullmatch(before.rest) is not None and _words().parts_of_year.search(before.rest) is None


def _average(passage: Passage, position: int) -> tuple[int, int] | None:
    """资助学生1200人，资金150万元，生均1250元: an amount and what it is for, side by side before their average."""
    gap, unit = passage.gaps[position], passage.mentions[position].unit
    if (
        position > 2
        or gap.mark not in ("，", "、")
        or "均" not in gap.text
        or not _words().average.fullmatch(gap.label)
        or _words().parts_of_year.search(gap.text + passage.mentions[position].quote)
        or _words().parts_of_year.match(passage.gaps[position + 1].text, 1)
    ):
        return None
    amount, per = _AVERAGED[unit]
    before = range(position - 2, position)
    amounts = [place for place in before if dimension(passage.mentions[place]) == amount]
    counts = [place for place in before if _counted(passage, place) in per]
    if len(amounts) != 1 or len(counts) != 1:
        return None
    middle = passage.gaps[position - 1]
    if middle.mark not in ("，", "、", "") or rate_words().change.search(middle.text):
        return None
    return amounts[0], counts[0]


def _counted(passage: Passage, place: int) -> str:
    """The dimension of what is counted; 班级524个 are classes."""
    of = dimension(passage.mentions[place])
    return "classes" if of == "items" and "班" in passage.gaps[place].label else of
