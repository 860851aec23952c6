"""The title of a report: the line, or two, that names it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from rules_engine.documents.document import Document
from rules_engine.records import frozen
from rules_engine.regex import regex

_HEAD_BLOCKS = 40
_LONGEST_LINE = 60
# Python compiles a class of three Chinese characters or more ten times as long as one of two, which this avoids.
_GAP = "(?:(?![。；]).){0,30}?"
_AFTERWARDS = regex(r"\s*(?:[（(][^）)]*[）)]\s*)?$")
_NEVER = regex("(?!)")


@frozen(eq=False, repr=False)
class Title:
    """A report's own title with the stretch of the text it stands in (two lines where it was broken)."""

    text: str
    start: int
    end: int


def phrase_expression(phrase: str, gap: str) -> str:
    """The regular expression of a phrase: a blank is `gap`, `a|b` either."""
    words = []
    for word in phrase.split():
        escaped = [re.escape(part) for part in word.split("|")]
        words.append(escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})")
    return gap.join(words)


def any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """One expression for all; where there are none, it never matches."""
    found = list(expressions)
    return regex("|".join(found)) if found else _NEVER


@cache
def _title_pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(phrase_expression(title, _GAP) for title in titles)


def find_title(document: Document, titles: Sequence[str]) -> Title | None:
    """The first line of the head that is such a title, else the first two lines that make one; None without any."""
    pattern = _title_pattern(tuple(titles))
    head = document.blocks[:_HEAD_BLOCKS]
    lines = [document.text[block.start : block.end].strip() for block in head]
    for block, line in zip(head, lines, strict=True):
        if _is_title(line, pattern):
            return Title(line, block.start, block.end)
    for (first, above), (second, below) in pairwise(zip(head, lines, strict=True)):
        if not above.endswith(("。", "：", ":")) and _is_title(above + below, pattern):
            return Title(above + below, first.start, second.end)
    return None


def _is_title(line: str, pattern: re.Pattern[str]) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    found = pattern.search(line)
    if found is None or "。" in line or "《" in line[: found.start()]:
        return False
    return bool(_AFTERWARDS.match(line, found.end()))
