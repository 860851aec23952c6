"""Which chapter an offset lies in, and which part of the report that is."""

from bisect import bisect_right
from collections.abc import Sequence
from sys import maxsize

from rules_engine.documents.outline import Section
from rules_engine.facts.mention import ReportPart


class Parts:
    """The sections of a document, ready to be asked which of them holds an offset."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._around = _around(sections)
        # What was found last, and the stretch for which it holds: most offsets are asked for in their order.
        self._found: tuple[int, ReportPart] = (-1, "")
        self._begin = self._end = 0

    def at(self, offset: int) -> tuple[int, ReportPart]:
        """The number of the innermost section that holds the offset (-1: none), and its part."""
        if not self._begin <= offset < self._end:
            self._turn_to(offset)
        return self._found

    def _turn_to(self, offset: int) -> None:
        """Finds what holds from the offset on, up to where the next section begins or that found ends."""
        index = bisect_right(self._starts, offset)
        number = index - 1
        while number >= 0 and self._sections[number].end <= offset:
            number = self._around[number]
        self._begin = offset
        self._end = self._starts[index] if index < len(self._starts) else maxsize
        self._found = -1, ""
        if number >= 0:
            self._end = min(self._end, self._sections[number].end)
            self._found = number, self._sections[number].part


def _around(sections: Sequence[Section]) -> list[int]:
    """For each section the number of the one it lies in, -1 for the outermost."""
    around: list[int] = []
    open_: list[int] = []
    for number, section in enumerate(sections):
        while open_ and sections[open_[-1]].end <= section.start:
            open_.pop()
        around.append(open_[-1] if open_ else -1)
        open_.append(number)
    return around
