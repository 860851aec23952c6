"""Labels behind a list that hold for each of its figures: 落实小学每生650元、初中每生850元的公用经费标准."""

from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.figures import CLAUSE_ENDS, Figure, Sentence, relation_to_others
from rules_engine.facts.turns import turns, weight
from rules_engine.regex import regex

# What joins a label to the list before it.
_OF = "的"
_CLAUSE_END = regex(f"[{CLAUSE_ENDS}]")
# So many characters of a name may stand before each figure of such a list.
_MOST_NAME = 12


def ending_of(sentence: Sentence, last: Figure) -> str:
    """What stands behind the last figure of a list to the end of its clause, where it may tell what all of them are."""
    text = sentence.text
    if not text.startswith(_OF, last.end):
        return ""
    end = _CLAUSE_END.search(text, last.end)
    ending = text[last.end : end.start() if end else len(text)]
    return "" if sentence.between(last.end, last.end + len(ending)) else ending


def under_ending(sentence: Sentence, figure: Figure, index: BindingIndex) -> Sentence | None:
    """The sentence that tells the figure, its only one, before the ending of its list; None where there is none."""
    last = figure
    for other in sentence.figures:
        if other.start > last.start and other.unit == last.unit and _goes_on(sentence.text, last, other):
            last = other
    ending = ending_of(sentence, last) if last is not figure else ""
    if not ending:
        return None
    text = sentence.text[figure.own : figure.end] + ending
    start, end = figure.start - figure.own, figure.end - figure.own
    alone = Figure(figure.number, start, end, (0, len(text)), 0, len(text), len(text), figure.unit)
    relation_to_others(alone, text)
    return Sentence.of(text, index.phrases, (alone,), 0, "")


def _goes_on(text: str, one: Figure, other: Figure) -> bool:
    """Whether a list goes on with a figure: nothing but a conjunction and a name stand between."""
    between = text[one.end : other.start]
    return between.startswith(turns().conjunctions) and weight(between[1:]) <= _MOST_NAME and "," not in between
