"""A workbook with more cells than a document has: its rows as lines of text, made in a process of its own."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rules_engine.documents.child import read_in_child
from rules_engine.documents.document import Document
from rules_engine.documents.formats.sheet import rows_of
from rules_engine.documents.refusals import unreadable
from rules_engine.messages import Message
from rules_engine.records import frozen

MOST_CELLS = 10_000_000
MOST_COLUMNS = 100
CPU_SECONDS, WALL_SECONDS = 300, 400
_ROW, _CELL = "\x1e", "\x1f"


@frozen(eq=False, repr=False)
class LongSheet:
    """The rows of a sheet, each with its number and its cells from the first column on; `width` is the longest's."""

    title: str
    width: int
    rows: Sequence[tuple[int, Sequence[str]]]


def read_long_workbook(name: str, data: bytes) -> Iterator[LongSheet]:
    """The sheets of an `.xlsx` of any length; raises UnreadableDocument where it cannot be read within the limits."""
    document = read_in_child(f"{__name__}:lines", name, data, cpu_seconds=CPU_SECONDS, wall_seconds=WALL_SECONDS)
    rows = (line.split(_CELL) for line in document.text.split(_ROW) if line)
    for title, group in groupby(rows, key=lambda row: row[0]):
        held = [(int(number), cells) for _, number, *cells in group]
        yield LongSheet(title, max(len(cells) for _, cells in held), held)


def lines(name: str, data: bytes) -> Document:
    """A line for each row: sheet, number, cells; numbers stand for what shows where a cell holds one."""
    made: list[str] = []
    count = 0
    for title, number, cells in rows_of(name, data):
        count += len(cells)
        if count > MOST_CELLS:
            message = Message("It holds more than {most} cells.", most=MOST_CELLS)
            raise unreadable(name, message, "too_many_cells", Message("Hand it in as Parquet or CSV."))
        last = min(max(cells), MOST_COLUMNS)
        texts = [(cells[place].number or cells[place].text) if place in cells else "" for place in range(1, last + 1)]
        made.append(_CELL.join([title, str(number), *(text.replace(_CELL, " ").replace(_ROW, " ") for text in texts)]))
    return Document(name, "", _ROW.join(made), ())
