"""Tables of web pages: which hold data, and their cells; the others only arrange the page."""

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from rules_engine.documents.formats.composition import Shown
from rules_engine.documents.formats.html_hidden import Visible
from rules_engine.documents.formats.html_text import text_of

_PARAGRAPHS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4"})
_MANY_PARAGRAPHS = 6
_MUCH_TEXT = 300
# As browsers have it.
_WIDEST, _LONGEST = 1000, 65534
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


def is_data(table: LexborNode, visible: Visible) -> bool:
    """Whether a table holds data: rows and columns, no table within, and no cell that holds a whole text."""
    if table.attributes.get("role") in ("presentation", "none") or len(table.css("table")) > 1:
        return False
    widest = rows = 0
    for row in _rows(table):
        cells = [cell for cell in _cells(row) if not visible.hides(cell)]
        widest, rows = max(widest, len(cells)), rows + 1
        if any(_is_text(cell) for cell in cells):
            return False
    return rows >= 2 and widest >= 2


def rows_of(table: LexborNode, visible: Visible) -> Iterator[tuple[int, Mapping[int, Shown]]]:
    """The rows by number, each with its cells by column; a merged cell stands at its first place."""
    below: dict[int, int] = {}
    number = 0
    for row in _rows(table):
        if visible.hides(row):
            continue
        number += 1
        line: dict[int, Shown] = {}
        below = {column: last for column, last in below.items() if last >= number}
        occupied = frozenset(below)
        column = 1
        for cell in _cells(row):
            if visible.hides(cell):
                continue
            while column in occupied:
                column += 1
            width = _span(cell, "colspan", _WIDEST)
            last = number + _span(cell, "rowspan", _LONGEST) - 1
            line[column] = Shown(text_of(cell, visible))
            if last > number:
                below.update(dict.fromkeys(range(column, column + width), last))
            column += width
        yield number, line


def caption_of(table: LexborNode, visible: Visible) -> str:
    """The caption of a table; empty without one."""
    return next((text_of(child, visible) for child in table.iter() if child.tag == "caption"), "")


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th"))


def _is_text(cell: LexborNode) -> bool:
    paragraphs = sum(1 for node in cell.traverse() if node.tag in _PARAGRAPHS)
    return paragraphs >= _MANY_PARAGRAPHS and len(cell.text()) > _MUCH_TEXT


def _span(cell: LexborNode, name: str, most: int) -> int:
    written = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(written), most)) if written.isdecimal() and len(written) < 9 else 1
