"""Ruled tables on pages of PDF files, found by pdfplumber."""

import logging
from io import BytesIO

import pdfplumber
from pdfplumber.table import TableFinder

from rules_engine.documents.formats.pages import Table
from rules_engine.documents.formats.pdf_view import PageText, View
from rules_engine.documents.formats.ruled import tables_of

# Its parser warns of fonts by the hundred.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def ruled_tables(data: bytes, index: int, shown: View, text: PageText) -> list[Table]:
    """The tables of the page of that index, from top to bottom; `shown` is the page as it is displayed."""
    with pdfplumber.open(BytesIO(data), pages=[index + 1]) as file:
        page = file.pages[0]
        x, y = float(page.bbox[0]), float(page.bbox[1])
        tables = [table.cells for table in TableFinder(page, {}).tables]
    moved = [[(left - x, top - y, right - x, bottom - y) for left, top, right, bottom in cells] for cells in tables]
    return tables_of([[text.view.box(*shown.file_box(*cell)) for cell in cells] for cells in moved], text.glyphs)
