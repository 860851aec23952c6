"""Sentences without regard to figures, and whether what they say is denied or only intended."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules_engine.facts.turns import turns
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
    stretches = [_MARK.split(text[max(first - REACH_BEFORE, 0) : first])[-1]]
    stretches += [text[end:start] for (_, end), (start, _) in pairwise(words)]
    stretches.append(_MARK.split(text[last : last + REACH_BEHIND], maxsplit=1)[0])
    table = turns()
    return any(table.negation.search(table.plain.sub("", stretch)) for stretch in stretches if stretch)


def is_intended(text: str, end: int, targets: Sequence[str]) -> bool:
    """Whether a word of intention stands before an offset of a sentence: 力争 …, 努力 …."""
    said = text[:end]
    if turns().intended.search(said):
        return True
    for word in targets:  # noqa: SIM110  `any` would take twice as long
        if word in said:
            return True
    return False
