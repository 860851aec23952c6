"""Which chapter an offset lies in, and which part of the report that is."""

from bisect import bisect_right
from collections.abc import Sequence

from rules_engine.documents.outline import Section
from rules_engine.facts.mention import ReportPart


class Parts:
    """The sections of a document, ready to be asked which of them holds an offset."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._around = _around(sections)

    def at(self, offset: int) -> tuple[int, ReportPart]:
        """The number of the innermost section that holds the offset (-1: none), and its part."""
        number = bisect_right(self._starts, offset) - 1
        while number >= 0 and self._sections[number].end <= offset:
            number = self._around[number]
        return (number, self._sections[number].part) if number >= 0 else (-1, "")


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
