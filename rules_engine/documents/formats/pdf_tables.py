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


class Tables:
    """The tables of one file, page by page."""

    def __init__(self, data: bytes) -> None:
        self._file = pdfplumber.open(BytesIO(data))

    def of(self, index: int, shown: View, text: PageText) -> list[Table]:
        """The tables of the page of that index, from top to bottom; `shown` is the page as it is displayed."""
        page = self._file.pages[index]
        x, y = float(page.bbox[0]), float(page.bbox[1])
        found = [table.cells for table in TableFinder(page, {}).tables]
        page.close()
        moved = [[(left - x, top - y, right - x, bottom - y) for left, top, right, bottom in cells] for cells in found]
        return tables_of([[text.view.box(*shown.file_box(*cell)) for cell in cells] for cells in moved], text.glyphs)
