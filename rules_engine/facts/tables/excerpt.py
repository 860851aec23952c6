"""A few rows of an evidence table as they are printed, for a reader who wants to see the cells that are cited."""

from collections.abc import Iterable

from rules_engine.documents.document import Document
from rules_engine.facts.tables.sources import FileSource, SheetSource

FIRST_ROWS = 5


def excerpt(source: SheetSource | FileSource, documents: Iterable[Document]) -> tuple[tuple[str, ...], ...]:
    """The first rows and the last one: each its number, then the cells of the columns that the table knows.

    None of a table on persons, where each row is somebody's; none of a file that was never read cell by cell.
    """
    if isinstance(source, FileSource) or source.fit.table.personal:
        return ()
    numbers = [row.number for row in source.rows.rows]
    shown = dict.fromkeys([*numbers[:FIRST_ROWS], *numbers[-1:]])
    grids = (grid for document in documents if document.name == source.document for grid in document.grids)
    grid = next((grid for grid in grids if grid.name == source.rows.grid), None)
    rows = {row[0].row: {cell.column: cell.text for cell in row} for row in (grid.rows if grid else ()) if row}
    positions = [found.position for found in source.fit.columns.values()]
    return tuple((str(number), *(rows.get(number, {}).get(at, "") for at in positions)) for number in shown)
