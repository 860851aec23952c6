"""The headings under which lines stand: 生均教育经费增长情况 speaks for the 1．幼儿园9864元 below it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Self

from rules_engine.facts.mention import Mention
from rules_engine.facts.words import narrow
from rules_engine.records import frozen
from rules_engine.regex import regex

_LINE = regex(r"[^\n]+")
_BLANKS = regex(r"\s+")
_SENTENCE = regex(r"[。；;！？!?，,]")
_WORDS = regex(r"[^\W\d_A-Za-z]{2}")
# A longer line is no heading, one further away speaks for nothing.
_LONGEST = 60
_FARTHEST = 12


@frozen(eq=False, repr=False)
class Headings:
    """Where lines begin, and the heading over each ("" where there is none), without blanks."""

    starts: Sequence[int]
    over: Sequence[str]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> Self:
        """The headings of a text: short lines without a figure or a sentence."""
        figures = sorted(mention.anchor.start for mention in mentions)
        starts, over = [], []
        heading, age, nested = "", 0, False
        for line in _LINE.finditer(text):
            start, end = line.span()
            words = line[0].strip()
            if not words:
                continue
            starts.append(start)
            over.append(heading if age <= _FARTHEST else "")
            holds = bisect_right(figures, end - 1) > bisect_right(figures, start - 1)
            if not holds and len(words) <= _LONGEST and not _SENTENCE.search(words) and _WORDS.search(words):
                own = narrow(_BLANKS.sub("", words)).rstrip(":")
                heading = f"{heading}:{own}" if nested and len(heading) <= _LONGEST else own
                age, nested = 0, True
            else:
                age, nested = age + 1, False
        return cls(starts, over)

    def of_sentence(self, text: str, start: int) -> str:
        """The heading over the line that a sentence opens; "" where it opens none."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or text[self.starts[index] : start].strip():
            return ""
        return self.over[index]
