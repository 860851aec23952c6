"""Sentences and clauses of a text: where the words that belong to a figure begin and end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rules_engine.regex import regex
from rules_engine.values.quantity import Quantity

_SENTENCE_ENDS = regex("[。！？!?\n]")
# Neither the comma of 1,234 nor the colon of 1:15.
_CLAUSE_ENDS = regex(r"[，。；、：（）！？!?\n;(),:](?:(?<![,:])|(?<!\d[,:])|(?<=,)(?!\d{3}(?!\d))|(?<=:)(?!\d))")
_TITLE_MARKS = regex("[《》]")
_WORD = regex(r"[^\W\d_]")
# （…）为13.52亿元: so few characters between a bracket and a figure are no label.
_LINK = 2
# A stretch without any end is cut, so that reading stays linear in the length of the text.
_LONGEST = 1000
_CLOSING = "）)"


class Stretches:
    """Where sentences, clauses and titles lie, and which figures they hold."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._text = text
        self._sentence_ends = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
        self._figures = [quantity.start for quantity in quantities]
        self._title_starts: list[int] = []
        self._title_ends: list[int] = []
        self._find_titles(text)
        # The sentence asked for last, and where its clauses end: few sentences have figures, and these come in order.
        self._asked = (0, -1)
        self._clause_ends: list[int] = []

    def _find_titles(self, text: str) -> None:
        """《…》 with others inside; one that is not closed in its line is none."""
        first = text.find("《")
        while first >= 0:
            line_end = text.find("\n", first)
            depth = start = 0
            for mark in _TITLE_MARKS.finditer(text, first, len(text) if line_end < 0 else line_end):
                if mark[0] == "《":
                    start = start if depth else mark.start()
                    depth += 1
                elif depth:
                    depth -= 1
                    if depth == 0:
                        self._title_starts.append(start)
                        self._title_ends.append(mark.end())
            first = text.find("《", line_end) if line_end >= 0 else -1

    def in_title(self, position: int) -> bool:
        """Whether the position lies inside 《…》."""
        index = bisect_right(self._title_starts, position) - 1
        return index >= 0 and position < self._title_ends[index]

    def figures_between(self, start: int, end: int) -> int:
        """How many figures begin in the stretch."""
        return bisect_left(self._figures, end) - bisect_left(self._figures, start)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence, without the mark that ends it; a line end also ends one, and so do 1000 characters."""
        start, end = asked = self._asked
        if not start <= position <= end:
            ends = self._sentence_ends
            index = bisect_left(ends, position)
            start = ends[index - 1] + 1 if index else 0
            end = ends[index] if index < len(ends) else len(self._text)
            asked = self._asked = start, end
            self._clause_ends = [match.start() for match in _CLAUSE_ENDS.finditer(self._text, start, end)]
        return asked if end - start <= _LONGEST else (max(start, position - _LONGEST), min(end, position + _LONGEST))

    def around(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The sentence of a figure, and its clause.

        A clause reaches up to the marks on either side, and further back in its sentence until it has words: so
        `小学、幼儿园17所` and `学校（含校区）34所` keep their labels, while a clause never takes in another figure.
        """
        sentence = self.sentence(start)
        first, last = sentence
        text, marks = self._text, self._clause_ends
        stop = max(last, end)
        index = bisect_left(marks, end)
        if index < len(marks) and marks[index] < stop:
            stop = marks[index]
        # A comma or colon right before the figure ends a clause, whatever digits stand around it.
        begin = start if start > first and text[start - 1] in ",:" else self._behind_mark(start, first)
        while begin > first:
            labelled = _WORD.search(text, begin, start)
            mark = text[begin - 1]
            if mark in _CLOSING and (not labelled or start - begin <= _LINK):
                opening = max(text.rfind("（", first, begin - 1), text.rfind("(", first, begin - 1))
                if opening < 0:
                    break
                further = self._behind_mark(opening, first)
            elif mark == "、" or not labelled:
                further = self._behind_mark(begin - 1, first)
            else:
                break
            if self.figures_between(further, begin):
                break
            begin = further
        return sentence, (begin, stop)

    def _behind_mark(self, position: int, first: int) -> int:
        """Where the clause begins that a position lies in, or that the mark there ends; `first` at the earliest."""
        index = bisect_left(self._clause_ends, position)
        return max(self._clause_ends[index - 1] + 1, first) if index else first
