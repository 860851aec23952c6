"""Cells of tables kept apart: a number in one and a word in the next are no figure together."""

from itertools import pairwise

from rules_engine.documents.document import Document
from rules_engine.values.units import unit_table

_STOP = "；"


def cells_apart(document: Document, text: str) -> str:
    """The text with a stop behind every cell, but where the next cell of its row is a unit alone; as long as it was."""
    if not document.grids:
        return text
    signs = list(text)
    units = unit_table().printed
    for grid in document.grids:
        for row in grid.rows:
            ends = [cell.end for cell, following in pairwise(row) if following.text not in units]
            for end in (*ends, row[-1].end):
                if end < len(signs) and signs[end] in "\t\n":
                    signs[end] = _STOP
    return "".join(signs)
