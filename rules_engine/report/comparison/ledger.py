"""What is kept of many submissions on disk: the submissions themselves, and their criteria, read one at a time."""

import pickle
from array import array
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import Any

from rules_engine.report.comparison.summary import Point

# The outcome of a criterion, and what else is known of it, as it goes from process to process and to disk.
Packed = tuple[str, bytes]


def packed(point: Point) -> Packed:
    """A point as the ledger takes it."""
    return point.status, pickle.dumps(point, pickle.HIGHEST_PROTOCOL)


class Ledger:
    """Takes the points of one submission after the other; gives those of one criterion."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  closed by `close`
        self._rows: dict[str, array[int]] = {}
        self._starts: dict[str, array[int]] = {}

    def note(self, kept: object) -> int:
        """Keep anything that is known of a submission; where `noted` finds it."""
        start = self._file.seek(0, 2)
        pickle.dump(kept, self._file, pickle.HIGHEST_PROTOCOL)
        return start

    def noted(self, start: int) -> Any:
        """What was kept there."""
        self._file.seek(start)
        return pickle.load(self._file)

    def add(self, row: int, points: Mapping[str, Packed]) -> None:
        """The points of the submission of that row, by criterion."""
        start = self._file.seek(0, 2)
        for id, (_, data) in points.items():
            self._rows.setdefault(id, array("I")).append(row)
            self._starts.setdefault(id, array("Q")).append(start)
            start += self._file.write(data)

    @property
    def criteria(self) -> Sequence[str]:
        """The ids of the criteria, in the order in which they came first."""
        return tuple(self._rows)

    def points(self, criterion: str, rows: Sequence[int]) -> Iterator[tuple[int, Point]]:
        """What the submissions of these rows have for a criterion, in their order; those without it are left out."""
        starts = dict(zip(self._rows.get(criterion, ()), self._starts.get(criterion, ()), strict=True))
        for row in rows:
            if row in starts:
                yield row, self.noted(starts[row])

    def close(self) -> None:
        """Forget everything."""
        self._file.close()
