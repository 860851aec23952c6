"""Merged ranges of a sheet: of each, only the first cell shows."""

import re
from collections.abc import Iterator, Mapping

from rules_engine.documents.document import column_number
from rules_engine.documents.formats.composition import Shown

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_RANGES = 100_000


class Merged:
    """The merged ranges of one sheet."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int, int, int]] = []

    def add(self, reference: str) -> None:
        """Adds a range written as `A1:C3`; anything else is no range."""
        found = _RANGE.fullmatch(reference.upper())
        if found:
            self.add_range(int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3]))

    def add_range(self, top: int, left: int, bottom: int, right: int) -> None:
        """Adds a range by its first and last row and column, all from 1."""
        if len(self._ranges) < _MOST_RANGES:
            self._ranges.append((top, left, bottom, right))

    def down(self) -> tuple[tuple[int, int, int], ...]:
        """First row, column and last row of what is merged over several rows, in order."""
        return tuple(sorted((top, left, bottom) for top, left, bottom, _ in self._ranges if bottom > top))

    def shown_once(self, rows: Mapping[int, Mapping[int, Shown]]) -> Iterator[tuple[int, Mapping[int, Shown]]]:
        """The rows in order without the cells that lie hidden under a merged range."""
        waiting = sorted(self._ranges, reverse=True)
        active: list[tuple[int, int, int, int]] = []
        for row in sorted(rows):
            while waiting and waiting[-1][0] <= row:
                active.append(waiting.pop())
            active = [found for found in active if found[2] >= row]
            cells = rows[row]
            covered = {
                column
                for top, left, _, right in active
                for column in cells
                if left <= column <= right and (row, column) != (top, left)
            }
            yield row, {column: shown for column, shown in cells.items() if column not in covered} if covered else cells
