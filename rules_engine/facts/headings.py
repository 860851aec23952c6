"""The headings under which lines stand: 生均教育经费增长情况 speaks for the 1．幼儿园9864元 below it.

So does a short sentence that opens a line (（二）生均公用经费标准。小学650元…), and for 其中… the sentence before it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Self

from rules_engine.documents.titles import Title
from rules_engine.facts.mention import Mention
from rules_engine.facts.turns import turns
from rules_engine.facts.words import narrow
from rules_engine.records import frozen
from rules_engine.regex import regex

_LINE = regex(r"[^\n]+")
_BLANKS = regex(r"\s+")
_PRINTED = regex(r"\S")
_SENTENCE = regex(r"[。；;！？!?，,]")
_SENTENCE_END = regex(r"[。！？!?]")
_WORDS = regex(r"[^\W\d_A-Za-z]{2}")
# A longer line is no heading, one further away speaks for nothing.
_LONGEST = 60
_FARTHEST = 12


@frozen(eq=False, repr=False)
class Headings:
    """Where lines begin, and the heading over each ("" where there is none), without blanks.

    Also where figures begin, and where sentences end.
    """

    starts: Sequence[int]
    over: Sequence[str]
    figures: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention], title: Title | None = None) -> Self:
        """The headings of a text: short lines without a figure or a sentence, but not its title."""
        figures = sorted(mention.anchor.start for mention in mentions)
        starts, over = [], []
        heading, age, nested = "", 0, False
        for line in _LINE.finditer(text):
            start, end = line.span()
            words = line[0].strip()
            if not words or (title and title.start <= start < title.end):
                continue
            starts.append(start)
            over.append(heading if age <= _FARTHEST else "")
            holds = bisect_right(figures, end - 1) > bisect_right(figures, start - 1)
            words = _announced(words)
            if not holds and len(words) <= _LONGEST and not _SENTENCE.search(words) and _WORDS.search(words):
                own = _squeezed(words)
                heading = f"{heading}:{own}" if nested and len(heading) <= _LONGEST else own
                age, nested = 0, True
            else:
                age, nested = age + 1, False
        return cls(starts, over, figures, [mark.end() for mark in _SENTENCE_END.finditer(text)])

    def of_sentence(self, text: str, start: int) -> str:
        """What speaks for a sentence: the heading over the line it opens, a head in its line, the sentence it parts."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return ""
        line = self.starts[index]
        first, behind = bisect_right(self.ends, line), bisect_right(self.ends, start)
        if first < behind and not _PRINTED.search(text, self.ends[behind - 1], start):
            if text.startswith(turns().parts, start):
                begin = self.ends[behind - 2] if behind - first > 1 else line
                return _squeezed(text[begin : self.ends[behind - 1] - 1])
            return self._opening(text, line, self.ends[first] - 1)
        return "" if _PRINTED.search(text, line, start) else self.over[index]

    def over_line(self, start: int) -> str:
        """The heading over the line in which an offset stands, "" where there is none."""
        index = bisect_right(self.starts, start) - 1
        return self.over[index] if index >= 0 else ""

    def _opening(self, text: str, start: int, end: int) -> str:
        """The sentence that opens a line, where it is a head: short, without a figure."""
        words = text[start:end].strip()
        holds = bisect_right(self.figures, end) > bisect_right(self.figures, start - 1)
        return "" if holds or len(words) > _LONGEST or _SENTENCE.search(words) else _squeezed(words)


def _announced(words: str) -> str:
    """The last part of a line that announces the lines below it: …增长情况。2021年生均公用经费支出情况是："""
    if not words.endswith((":", "：")) or words[:-1].endswith("如下"):
        return words
    return _SENTENCE.split(words)[-1]


def _squeezed(words: str) -> str:
    return narrow(_BLANKS.sub("", words)).rstrip(":")
