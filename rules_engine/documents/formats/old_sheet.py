"""`.xls` and `.et`: the cells of every sheet as they show, under their number formats."""

import os
from collections.abc import Iterator, Mapping

import xlrd
from xlrd.compdoc import CompDocError

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown
from rules_engine.documents.formats.merged import Merged
from rules_engine.documents.formats.number_formats import shown_number
from rules_engine.documents.formats.ole import locked
from rules_engine.documents.formats.sheet_margins import tell_hidden, tell_struck
from rules_engine.documents.refusals import damaged
from rules_engine.messages import Message

_SUFFIX = ".xls"
# The first record of a chart, and the first bytes of pictures.
_CHART = b"\x09\x08\x10\x00\x00\x06\x20\x00"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1")


def read(name: str, data: bytes) -> Document:
    """The document of an `.xls`; raises UnreadableDocument for what is none, is damaged, or passes a limit."""
    with open(os.devnull, "w", encoding="utf-8") as silence:  # noqa: PTH123
        try:
            # Ragged rows: a sheet that claims 65,536 × 256 cells takes what it holds, not what it claims.
            book = xlrd.open_workbook(
                file_contents=data,
                formatting_info=True,
                ragged_rows=True,
                logfile=silence,
                ignore_workbook_corruption=True,
            )
        except (xlrd.XLRDError, CompDocError) as error:
            if "encrypt" in str(error).lower() or "password" in str(error).lower():
                raise locked(name) from error
            raise damaged(name, _SUFFIX) from error
    made = Composition(name, data, _SUFFIX)
    for sheet in book.sheets():
        merged = Merged()
        for top, bottom, left, right in sheet.merged_cells:
            merged.add_range(top + 1, left + 1, bottom, right)
        rows = {row + 1: cells for row in range(sheet.nrows) if (cells := dict(_cells(book, sheet, row)))}
        if sheet.visibility and rows:
            made.notes.append(Message('The sheet "{sheet}" is hidden; it was read all the same.', sheet=sheet.name))
        made.grid(sheet.name, merged.shown_once(rows), merged.down())
        tell_hidden(made, sheet.name, _hidden(sheet, rows))
        if comments := len(sheet.cell_note_map):
            told = Message(
                'The sheet "{sheet}" has {count} comments; they were not read.', sheet=sheet.name, count=comments
            )
            made.notes.append(told)
    tell_struck(made, sum(map(_struck_out, book.sheets())))
    made.notes += _drawings(data)
    return made.document()


def _drawings(data: bytes) -> Iterator[Message]:
    """What is drawn over the cells, which is not read: charts and pictures, known by how each begins."""
    if charts := data.count(_CHART):
        yield Message("It holds {count} charts or diagrams that were not read.", count=charts)
    if pictures := sum(map(data.count, _PICTURES)):
        yield Message("It holds {count} pictures; what they show was not read.", count=pictures)


def _hidden(sheet: "xlrd.sheet.Sheet", rows: Mapping[int, Mapping[int, Shown]]) -> int:
    """How many rows and columns that hold something are hidden."""
    columns = {column for cells in rows.values() for column in cells}
    lines = sum(sheet.rowinfo_map[row - 1].hidden for row in rows if row - 1 in sheet.rowinfo_map)
    wide = sum(sheet.colinfo_map[column - 1].hidden for column in columns if column - 1 in sheet.colinfo_map)
    return int(lines + wide)


def _is_struck(sheet: "xlrd.sheet.Sheet", cell: "xlrd.sheet.Cell") -> bool:
    book = sheet.book
    return bool(book.font_list[book.xf_list[cell.xf_index].font_index].struck_out)


def _struck_out(sheet: "xlrd.sheet.Sheet") -> int:
    """How many cells of a sheet that hold something are struck out."""
    cells = (cell for row in range(sheet.nrows) for cell in sheet.row(row))
    return sum(cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and _is_struck(sheet, cell) for cell in cells)


def _cells(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", row: int) -> Iterator[tuple[int, Shown]]:
    for column in range(sheet.row_len(row)):
        cell = sheet.cell(row, column)
        if _is_struck(sheet, cell):
            continue
        if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            yield column + 1, shown_number(repr(cell.value), code, from_1904=bool(book.datemode))
        elif cell.ctype == xlrd.XL_CELL_TEXT:
            yield column + 1, Shown(cell.value)
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            yield column + 1, Shown("TRUE" if cell.value else "FALSE")
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            yield column + 1, Shown(_ERRORS.get(cell.value, "#N/A"))


_ERRORS: Mapping[int, str] = xlrd.error_text_from_code
