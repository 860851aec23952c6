"""Sentences and clauses of a text: where the words that belong to a figure begin and end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rules_engine.regex import regex
from rules_engine.values.quantity import Quantity

_SENTENCE_ENDS = regex("[。！？!?\n]")
# Neither the comma of 1,234 nor the colon of 1:15.
_CLAUSE_ENDS = regex(r"[，。；、：（）！？!?\n;(),:](?:(?<![,:])|(?<!\d[,:])|(?<=,)(?!\d{3}(?!\d))|(?<=:)(?!\d))")
_TITLE_MARKS = regex("[《》\n]")
_WORD = regex(r"[^\W\d_]")
# （…）为13.52亿元: so few characters between a bracket and a figure are no label.
_LINK = 2
# A stretch without any end is cut, so that reading stays linear in the length of the text.
_LONGEST = 1000
_OPENING = "（("
_CLOSING = "）)"


class Stretches:
    """Where sentences, clauses and titles lie, and which figures they hold."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._text = text
        self._sentence_ends = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
        self._clause_ends = [match.start() for match in _CLAUSE_ENDS.finditer(text)]
        self._figures = [quantity.start for quantity in quantities]
        self._title_starts: list[int] = []
        self._title_ends: list[int] = []
        self._find_titles(text)

    def _find_titles(self, text: str) -> None:
        """《…》 with others inside; one that is not closed in its line is none."""
        depth = start = 0
        for mark in _TITLE_MARKS.finditer(text):
            if mark[0] == "《":
                start = start if depth else mark.start()
                depth += 1
            elif mark[0] == "\n":
                depth = 0
            elif depth:
                depth -= 1
                if depth == 0:
                    self._title_starts.append(start)
                    self._title_ends.append(mark.end())

    def in_title(self, position: int) -> bool:
        """Whether the position lies inside 《…》."""
        index = bisect_right(self._title_starts, position) - 1
        return index >= 0 and position < self._title_ends[index]

    def figures_between(self, start: int, end: int) -> int:
        """How many figures begin in the stretch."""
        return bisect_left(self._figures, end) - bisect_left(self._figures, start)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence, without the mark that ends it; a line end also ends one, and so do 1000 characters."""
        ends = self._sentence_ends
        index = bisect_left(ends, position)
        start = ends[index - 1] + 1 if index else 0
        end = ends[index] if index < len(ends) else len(self._text)
        return max(start, position - _LONGEST), min(end, position + _LONGEST)

    def clause(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        """The clause of a figure: up to the marks on either side, and further back in its sentence until it has words.

        So `小学、幼儿园17所` and `学校（含校区）34所` keep their labels, while a clause never takes in another figure.
        """
        first, last = sentence
        following = bisect_left(self._clause_ends, end)
        stop = max(last, end)
        if following < len(self._clause_ends):
            stop = min(stop, self._clause_ends[following])
        # A comma or colon right before the figure ends a clause, whatever digits stand around it.
        begin = start if start > first and self._text[start - 1] in ",:" else self._behind_mark(start, first)
        while begin > first:
            mark = self._text[begin - 1]
            labelled = _WORD.search(self._text, begin, start)
            if mark in _CLOSING and (not labelled or start - begin <= _LINK):
                opening = max(self._text.rfind(mark, first, begin - 1) for mark in _OPENING)
                if opening < 0:
                    break
                further = self._behind_mark(opening, first)
            elif (mark == "、" and labelled) or not labelled:
                further = self._behind_mark(begin - 1, first)
            else:
                break
            if self.figures_between(further, begin):
                break
            begin = further
        return begin, stop

    def _behind_mark(self, position: int, first: int) -> int:
        """Where the clause begins that a position lies in, or that the mark there ends; `first` at the earliest."""
        index = bisect_left(self._clause_ends, position)
        return max(self._clause_ends[index - 1] + 1, first) if index else first
