"""Ruled tables: cells where rules cross, each filled with the glyphs that lie in it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from rules_engine.documents.formats.lines import Glyph, lines_of
from rules_engine.documents.formats.pages import Table
from rules_engine.documents.formats.paragraphs import joined

_LEAST_CELLS = 4
_SAME = 2.0

Box = tuple[float, float, float, float]


def tables_within(rules: Iterable[Box], glyphs: Sequence[Glyph]) -> list[Table]:
    """The tables that rules make on a page, from top to bottom; rules and glyphs are in points."""
    edges = merge_edges([_edge(rule) for rule in rules], 3, 3, 3, 3)
    cells = intersections_to_cells(edges_to_intersections(edges, 3, 3))
    return tables_of(cells_to_tables(cells), glyphs)


def tables_of(tables: Iterable[Sequence[Sequence[float]]], glyphs: Sequence[Glyph]) -> list[Table]:
    """The tables of a page, each given by the boxes of its cells.

    What has a single row or column is a frame around text, and no table.
    """
    found = []
    for cells in tables:
        boxes: list[Box] = [(cell[0], cell[1], cell[2], cell[3]) for cell in cells]
        table = _table(boxes, glyphs) if len(boxes) >= _LEAST_CELLS else None
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.top, table.left))


def _edge(rule: Box) -> dict[str, object]:
    left, top, right, bottom = rule
    level = right - left >= bottom - top
    middle = (top + bottom) / 2 if level else (left + right) / 2
    x0, x1, y0, y1 = (left, right, middle, middle) if level else (middle, middle, top, bottom)
    return {
        "x0": x0,
        "x1": x1,
        "top": y0,
        "bottom": y1,
        "width": x1 - x0,
        "height": y1 - y0,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def _table(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> Table | None:
    columns = _edges([box[0] for box in boxes])
    rows = _edges([box[1] for box in boxes])
    if len(columns) < 2 or len(rows) < 2:
        return None
    edge = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    inside: dict[Box, list[Glyph]] = {box: [] for box in boxes}
    for glyph in glyphs:
        box = _around(glyph, boxes, edge)
        if box is not None:
            inside[box].append(glyph)
    cells = {
        (bisect_right(rows, box[1] + _SAME), bisect_right(columns, box[0] + _SAME)): text
        for box in sorted(boxes)
        if (text := joined(lines_of(inside[box])))
    }
    return Table(*edge, cells, rows, columns) if cells else None


def _around(glyph: Glyph, boxes: Sequence[Box], edge: Box) -> Box | None:
    """The cell in which a glyph's middle lies; None outside the table."""
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    if not (edge[0] <= x <= edge[2] and edge[1] <= y <= edge[3]):
        return None
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct coordinates in order; those that nearly coincide are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found
