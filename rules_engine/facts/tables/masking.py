"""Documents without what stands in their evidence tables: names and rows stay where they were handed in."""

import re
from collections.abc import Collection, Iterable, Mapping

from rules_engine.documents.document import Document, Grid
from rules_engine.facts.tables.headers import FIRST_ROWS
from rules_engine.facts.tables.words import plain
from rules_engine.records import evolve

_SEEN = re.compile(r"[^\s]")


def masked(document: Document, read: Collection[str], personal: Iterable[str]) -> Document:
    """The document without the sheets `read` as tables, and without columns below a `personal` header elsewhere.

    Its text keeps its length, so that places stay where they were; it is empty where all of it was read as tables.
    """
    rest = [grid for grid in document.grids if grid.name not in read]
    if not rest:
        return evolve(document, text="", blocks=(), grids=())
    aliases = set(map(plain, personal))
    gone = [(cell.start, cell.end) for grid in document.grids if grid.name in read for row in grid.rows for cell in row]
    for grid in rest:
        gone += _personal_cells(grid, aliases)
    if not gone:
        return document
    pieces, position = [], 0
    for start, end in sorted(gone):
        pieces += [document.text[position:start], _SEEN.sub(" ", document.text[start:end])]
        position = max(position, end)
    pieces.append(document.text[position:])
    blank = {(start, end) for start, end in gone}
    blocks = tuple(block for block in document.blocks if (block.start, block.end) not in blank)
    grids = tuple(_without(grid, blank) for grid in rest)
    return evolve(document, text="".join(pieces), blocks=blocks, grids=grids)


def _without(grid: Grid, gone: Collection[tuple[int, int]]) -> Grid:
    rows = (tuple(cell for cell in row if (cell.start, cell.end) not in gone) for row in grid.rows)
    return evolve(grid, rows=tuple(row for row in rows if row))


def _personal_cells(grid: Grid, aliases: Collection[str]) -> list[tuple[int, int]]:
    columns: Mapping[int, int] = {
        cell.column: row_index
        for row_index, row in enumerate(grid.rows[:FIRST_ROWS])
        for cell in row
        if plain(cell.text).partition("(")[0].rstrip(":*") in aliases
    }
    return [
        (cell.start, cell.end)
        for row_index, row in enumerate(grid.rows)
        for cell in row
        if cell.column in columns and row_index > columns[cell.column]
    ]
