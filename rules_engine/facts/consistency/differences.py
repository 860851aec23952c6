"""Whether what is told as lacking, or as the distance of two amounts, is their difference."""

from collections.abc import Iterator
from functools import cache
from re import Pattern

from rules_engine.facts.consistency.interval import notation, size
from rules_engine.facts.consistency.likeness import addable, alike, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.slips import likeliest_slip
from rules_engine.facts.consistency.sums import doubts, named_facts
from rules_engine.facts.consistency.words import classes, either
from rules_engine.facts.mention import Relation
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.ranges import absolute, add, meet, subtract


@frozen(eq=False, repr=False)
class _DifferenceWords:
    """The patterns of differences; `lacking` and `exceeds` lead to the figure that tells one.

    `sign` is found wherever one may be told.
    """

    sign: Pattern[str]
    needed: Pattern[str]
    owned: Pattern[str]
    lacking: Pattern[str]
    exceeds: Pattern[str]
    elsewhere: Pattern[str]


@cache
def _words() -> _DifferenceWords:
    of = classes()
    filler = f"{either(of['fillers'])}{{0,2}}"
    return _DifferenceWords(
        regex(either((*of["lacking"], *of["exceeds"], "比"))),
        regex(either(of["needed"])),
        regex(either(of["owned"])),
        regex(f"[^，；：（）]{{0,6}}{either(of['lacking'])}{filler}"),
        regex(
            f"(?:[^，；：（）]{{0,8}}{either(of['exceeds'])}[^，；：（）]{{0,6}}?|[^，；：（）]{{0,6}}比[^，；：（）]{{1,8}}[高多低少])"
            f"{filler}"
        ),
        regex(either(of["elsewhere"])),
    )


def difference_relations(passage: Passage) -> Iterator[Relation]:
    """应配备126人，现有58人，缺68人; 教师8.6万元，公务员8.5万元，高出0.1万元: where the last is not the difference."""
    words, mentions = _words(), passage.mentions
    if not words.sign.search(passage.stretch):
        return
    for position in range(2, len(mentions)):
        first, second, told = mentions[position - 2 : position + 1]
        gap = passage.gaps[position]
        if gap.mark != "，" or not (addable(told) and alike(first, told) and alike(second, told)):
            continue
        if not (same_unit(first, told) and same_unit(second, told)) or passage.gaps[position - 1].may_change:
            continue
        between = passage.gaps[position - 1]
        lacks = words.lacking.fullmatch(gap.rest) and words.needed.search(passage.gaps[position - 2].label)
        lacks = lacks and words.owned.search(between.label)
        apart = words.exceeds.fullmatch(gap.rest) and words.elsewhere.search(gap.rest + between.rest[:2]) is None
        if lacks or (apart and between.mark == "，"):
            relation = _weighed(passage, position)
            if relation is not None:
                yield relation


def _weighed(passage: Passage, position: int) -> Relation | None:
    first, second, told = passage.mentions[position - 2 : position + 1]
    made = absolute(subtract(size(first), size(second)))
    if meet(made, size(told)) is not None:
        return None
    more, less = (first, second) if abs(first.number) >= abs(second.number) else (second, first)
    room = [
        (told, made),
        (more, add(size(less), size(told))),
        (less, subtract(size(more), size(told))),
    ]
    how = notation(told)
    statement = Message(
        "{first} and {second} are {difference} apart, which differs from the printed {told}.",
        first=first.quote,
        second=second.quote,
        difference=how.write(abs(abs(first.number) - abs(second.number)), how.places),
        told=told.quote,
    )
    indices = passage.cite((position, position - 2, position - 1))
    return Relation(
        "sum",
        "contradictory",
        statement,
        indices,
        facts=named_facts([told, first, second]),
        doubt=doubts(room),
        slip=likeliest_slip(room),
        code="difference_differs",
    )
