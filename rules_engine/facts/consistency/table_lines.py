"""The rows and columns of a report's table: what their heads call them, and which figure stands in each cell."""

from collections.abc import Iterator, Mapping, Sequence

from rules_engine.documents.document import Cell, Document, Grid
from rules_engine.facts.cell_heads import HeadsOfGrid
from rules_engine.facts.consistency.words import classes
from rules_engine.facts.mention import Mention
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import define, field, frozen
from rules_engine.regex import regex

_YEAR = regex(r"(?:19|20)\d\d")
_BRACKETS = regex(r"[(（][^()（）]*[)）]")
_SHORT = 8


@define(eq=False, repr=False)
class Line:
    """A row or a column: its heads, the nearest to the figures first, and each figure's index by what crosses it."""

    position: int
    names: tuple[str, ...]
    is_row: bool
    figures: dict[int, int] = field(factory=dict)

    @property
    def level(self) -> int | None:
        """Which of its heads calls it a total."""
        words = table_words()
        for level, name in enumerate(self.names):
            if name in words.total or name in words.whole:
                return level
            if len(name) <= _SHORT and name.endswith(tuple(words.total)):
                return level
        return None

    @property
    def shown(self) -> tuple[str, ...]:
        """What people are told of it: of a row only that it is a total, for its head may be the name of a person."""
        if not self.is_row:
            return self.names[::-1]
        return () if self.level is None else (self.names[self.level],)

    def says(self, kind: str) -> bool:
        """Whether a head holds one of the words of a class."""
        return any(word in name for name in self.names for word in classes()[kind])

    @property
    def some_only(self) -> bool:
        """Whether it is told as some of another line: 其中：女."""
        return any(name.startswith(classes()["opens"]) for name in self.names)

    @property
    def year(self) -> int | None:
        """The one year in its heads."""
        found = {int(year) for name in self.names for year in _YEAR.findall(name)}
        return found.pop() if len(found) == 1 else None


@frozen(eq=False, repr=False)
class Lines:
    """The rows and the columns under one head, in order."""

    rows: Sequence[Line]
    columns: Sequence[Line]


def lines_of(
    document: Document, grid: Grid, figures: Mapping[int, int], mentions: Sequence[Mention]
) -> Iterator[Lines]:
    """The lines of a table, those under each of its heads apart; `figures` are indices by where a figure begins."""
    heads = HeadsOfGrid(document, grid)
    parts: dict[int, tuple[dict[int, Line], dict[int, Line]]] = {}
    for row in grid.rows:
        for cell in row:
            index = _figure(cell, figures, mentions)
            around = None if index is None else heads.of(cell)
            if index is None or around is None:
                continue
            rows, columns = parts.setdefault(heads.part_of(cell.row), ({}, {}))
            line = rows.get(cell.row) or rows.setdefault(cell.row, Line(cell.row, _names(around.row[::-1]), True))
            line.figures[cell.column] = index
            line = columns.get(cell.column) or columns.setdefault(
                cell.column, Line(cell.column, _names(around.column), False)
            )
            line.figures[cell.row] = index
    for rows, columns in parts.values():
        yield Lines([rows[place] for place in sorted(rows)], [columns[place] for place in sorted(columns)])


def _names(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(_BRACKETS.sub("", plain(head)).rstrip(":") or plain(head) for head in heads)


def _figure(cell: Cell, figures: Mapping[int, int], mentions: Sequence[Mention]) -> int | None:
    """The one figure that a cell holds and nothing else."""
    start = cell.start + len(cell.text) - len(cell.text.lstrip())
    # A minus stands before the figure.
    index = figures.get(start, figures.get(start + 1))
    if index is None or not mentions[index].value.settled:
        return None
    return index if mentions[index].anchor.end >= start + len(cell.text.strip()) else None
