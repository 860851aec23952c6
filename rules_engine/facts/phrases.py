"""Phrases as authors write them: the words, in order, by which a report labels a figure."""

from rules_engine.facts.words import narrow
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.values.units import unit_table

FIGURE = "#"
MOST_WORDS = 8
MOST_CHARACTERS = 120


@frozen(eq=False, repr=False)
class Words:
    """A phrase taken apart: for each place the words that may stand there, and how many places precede the figure."""

    places: tuple[tuple[str, ...], ...]
    figure: int | None = None


def words_of(text: str) -> Words:
    """The words of a phrase as authors write it: blanks between, `a|b` for either, `#` for the figure.

    A unit directly behind `#` is part of the figure, and left out here.
    """
    places: list[tuple[str, ...]] = []
    figure, behind = None, False
    units = unit_table().printed
    for part in narrow(text).split():
        alternatives = tuple(part.split("|"))
        if part == FIGURE:
            figure, behind = len(places), True
        elif not (behind and all(word in units for word in alternatives)):
            places.append(alternatives)
            behind = False
    return Words(tuple(places), figure)


def fault_of(text: str) -> Message | None:
    """What is wrong with a phrase, or None."""
    if len(text) > MOST_CHARACTERS:
        return Message("A phrase has at most {most} characters.", most=MOST_CHARACTERS)
    if narrow(text).split().count(FIGURE) > 1:
        return Message("The figure (#) stands twice in this phrase.")
    words = words_of(text)
    if not words.places:
        return Message("This phrase has no words.")
    if len(words.places) > MOST_WORDS:
        return Message("A phrase has at most {most} words.", most=MOST_WORDS)
    for place in words.places:
        for word in place:
            if FIGURE in word:
                return Message('The figure (#) stands by itself, with blanks around it, not in "{word}".', word=word)
            if not word:
                return Message("A word is missing beside the sign |.")
    if all(len(word) < 2 for place in words.places for word in place):
        return Message("A phrase needs a word of two or more characters.")
    return None
