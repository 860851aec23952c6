"""Text in the cells of a workbook: no formula, not even where somebody edits the cell; numbers of people masked."""

from collections.abc import Mapping
from typing import Any

from rules_engine.report.masks import masked
from rules_engine.report.terminal.lines import visible

FORMULA = ("=", "+", "-", "@")
# A cell holds 32,767 characters.
LONGEST = 32_000
Forms = tuple[Any, Any]


def text_forms(book: Any, properties: Mapping[str, object]) -> Forms:
    """The formats of a text, and of one that a spreadsheet would take for a formula if it were typed."""
    return book.add_format(properties), book.add_format({**properties, "quote_prefix": True})


def write_text(sheet: Any, row: int, column: int, text: str, forms: Forms) -> None:
    """The text as it is, marks that cannot be seen written out."""
    shown = visible(masked(text)[0])[:LONGEST]
    sheet.write_string(row, column, shown, forms[shown.startswith(FORMULA)])
