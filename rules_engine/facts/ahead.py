"""Words of a label that stand before an earlier figure or clause: whether they still speak for a figure."""

from collections.abc import Sequence
from itertools import pairwise

from rules_engine.facts.figures import CLAUSE_ENDS, SEPARATORS, Figure, Sentence
from rules_engine.facts.phrase_index import Phrase, Span
from rules_engine.facts.turns import turns, weight
from rules_engine.values.units import unit_named

# So many characters of other words may stand between a label, or its words, and what goes on with it.
MOST_GAP = 6
# Where that is in another clause.
MOST_LEAD = 0
# So many characters of its noun may follow a word of a label: 新建|中小学校幼儿园11所.
MOST_LABEL = 8
# So many characters has the name of a stage.
MOST_NAME = 4
_ENDS = ":" + CLAUSE_ENDS
# So many characters of a noun may follow the word that names a kind of schools: 中职|学校1所.
MOST_NOUN = 2
# And of one that a figure of another part of the sentence counts: 义务教育|阶段学校96所;在校生….
MOST_PART = 4


def continues(
    phrase: Phrase, far: Sequence[Span], first: int, figure: Figure, sentence: Sentence, nearness: int
) -> bool:
    """Whether what stands before an earlier figure or clause still speaks for this figure."""
    text = sentence.text
    if phrase.changes and turns().there.search(text, figure.own, first):
        return False
    another = nearness and far[-1][0] < figure.clause[0]
    if weight(text[figure.own : first].lstrip(SEPARATORS)) > (MOST_LEAD if another else MOST_GAP):
        return False
    unit = "" if _goes_on(far[-1], figure, sentence) else None
    if any(sentence.amounts_between(one[1], other[0], unit) > 1 for one, other in pairwise(far)):
        return False
    if "(" in text[: far[-1][0]] and any(_is_bracketed(word, figure, sentence) for word in far):
        return False
    if not nearness:
        return True
    if any(_is_base(word, figure, sentence) for word in far):
        return False
    if turns().standing_now.match(text, figure.own) and _labels_another(far[-1], sentence, MOST_LABEL, _ENDS):
        return False
    if _labels_a_list(far[-1], figure, sentence):
        return False
    whole = figure.whole
    if whole and ";" in text[far[-1][1] : whole.own] and _labels_another(far[-1], sentence, MOST_LABEL, _ENDS):
        return False
    parted = ";" in text[far[-1][1] : figure.own] and not turns().part.match(text, figure.own)
    if parted and _labels_another(far[-1], sentence, MOST_PART) and not _is_next_row(far[-1], first, figure, sentence):
        return False
    share = figure.unit == "%" and turns().share.match(text, figure.own)
    if not (phrase.changes or share):
        return True
    # A growth or share belongs to the amount told last, not to one before it.
    earlier = [other for other in sentence.figures if other.start < figure.start and not other.relative]
    while share and earlier and earlier[-1].unit == "%":
        earlier.pop()
    if not earlier:
        return True
    own = earlier[-1].own
    if share and far[0][0] <= text.rfind(";", 0, own) and not turns().part.match(text, own):
        return False
    return far[-1][0] >= own


def _is_next_row(word: Span, first: int, figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure behind a short name alone is in the unit of the one that a word labels in an earlier part:
    小学生均支出13862元;初中17920元.
    """
    begins = sentence.text.endswith(";", 0, figure.own) and first == figure.own
    if not begins or figure.start - first > MOST_NAME:
        return False
    return next(one.unit for one in sentence.figures if one.start >= word[1]) == figure.unit


def _goes_on(word: Span, figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure without a unit goes on a list that a word opens behind other amounts, as a coefficient does:
    小学5.2平方米、初中6.8平方米,差异系数小学0.44、初中0.38.
    """
    if figure.unit:
        return False
    before = next((one for one in reversed(sentence.figures) if one.start < figure.start), None)
    return before is not None and before.unit == "" and before.own <= word[0] < before.start


def _is_bracketed(word: Span, figure: Figure, sentence: Sentence) -> bool:
    """Whether a word stands in a bracket behind an amount, and the figure behind the bracket, for which it does not
    speak: 9.4亿元(包括公共预算的经费等),增加1亿元; 教职工905人(含专任教师870人),其中小学….
    """
    opening = sentence.text.rfind("(", 0, word[0])
    return opening >= 0 and opening == sentence.figure_before(opening) and sentence.in_brackets(word[1], figure.start)


def _is_base(word: Span, figure: Figure, sentence: Sentence) -> bool:
    """Whether a word names what a share is of, and the figure is no share: 按公用经费的5%安排,共计1286万元."""
    behind = next((one for one in sentence.figures if one.start >= word[1]), None)
    return (
        behind is not None
        and behind.unit == "%" != figure.unit
        and sentence.text[word[1] : behind.start] == "的"
        and not behind.relative
    )


def _labels_another(word: Span, sentence: Sentence, most: int = 0, marks: str = SEPARATORS) -> bool:
    """Whether a figure stands right behind a word, or so many characters of other words of its own part."""
    behind = next((one.start for one in sentence.figures if one.start >= word[1]), None)
    if behind is None:
        return False
    gap = sentence.text[word[1] : behind]
    return weight(gap) <= most and not set(marks) & set(gap)


def _labels_a_list(word: Span, figure: Figure, sentence: Sentence) -> bool:
    """Whether a word labels one of several counts of schools, and the figure persons: 小学6所、初中9所，学生3万人."""
    text, unit = sentence.text, unit_named(figure.unit)
    if unit is None or unit.dimension != "persons" or not _labels_another(word, sentence, MOST_NOUN):
        return False
    figures = sentence.figures
    number = next(number for number, one in enumerate(figures) if one.start >= word[1])
    counted = unit_named(figures[number].unit)
    if counted is None or counted.dimension != "schools":
        return False
    behind = figures[number + 1]
    if behind.start < figure.start and behind.unit == counted.name:
        return True
    before = figures[number - 1] if number else None
    if before is None or figures[number].whole is before:
        return False
    return before.unit == counted.name and ";" not in text[before.end : figures[number].start]
