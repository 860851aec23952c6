"""Ruled tables on pages of PDF files, found by pdfplumber."""

import logging
from collections.abc import Sequence
from io import BytesIO

import pdfplumber
from pdfplumber.table import TableFinder

from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.pages import Table
from rules_engine.documents.formats.ruled import tables_of

# Its parser warns of fonts by the hundred.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def ruled_tables(data: bytes, index: int, glyphs: Sequence[Glyph]) -> list[Table]:
    """The tables of the page of that index, from top to bottom; `glyphs` are all of it, as shown, in points."""
    with pdfplumber.open(BytesIO(data), pages=[index + 1]) as file:
        page = file.pages[0]
        x, y = float(page.bbox[0]), float(page.bbox[1])
        found = [
            [(left - x, top - y, right - x, bottom - y) for left, top, right, bottom in table.cells]
            for table in TableFinder(page, {}).tables
        ]
    return tables_of(found, glyphs)
