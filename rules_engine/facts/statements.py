"""Sentences without regard to figures, and whether what they say is denied or only intended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rules_engine.facts.turns import any_of, turns
from rules_engine.records import frozen
from rules_engine.regex import regex

END = regex("[。!?;]")
_MARK = regex("[、,:。!?;]")
REACH_BEFORE = 4
REACH_BEHIND = 6


@frozen(eq=False, repr=False)
class Statement:
    """A sentence without blanks; `start` is the offset of its first character in the squeezed text."""

    text: str
    start: int


def statements(text: str, start: int) -> Iterator[Statement]:
    """The sentences of a stretch of squeezed text that begins at an offset."""
    begin = 0
    for mark in END.finditer(text):
        yield Statement(text[begin : mark.end()], start + begin)
        begin = mark.end()
    if begin < len(text):
        yield Statement(text[begin:], start + begin)


def is_denied(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a negation stands right before, between or right behind the words found in a text."""
    first, last = words[0][0], words[-1][1]
    table = turns()
    if table.negating.isdisjoint(text[max(first - REACH_BEFORE, 0) : last + REACH_BEHIND]):
        return False
    stretches = [_MARK.split(text[max(first - REACH_BEFORE, 0) : first])[-1]]
    stretches += [text[end:start] for (_, end), (start, _) in pairwise(words)]
    stretches.append(_MARK.split(text[last : last + REACH_BEHIND], maxsplit=1)[0])
    return any(table.negation.search(table.plain.sub("", stretch)) for stretch in stretches if stretch)


def intention(targets: Iterable[str]) -> re.Pattern[str]:
    """What finds a word of intention in a sentence: 力争 …, 努力 …, and the words of `targets`."""
    return regex("|".join([turns().intended.pattern, *filter(None, [any_of(targets)])]))
