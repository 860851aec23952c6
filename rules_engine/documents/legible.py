"""Texts with signs that no reader sees or that tell no words: marks without width, marks of notes, Kangxi radicals."""

import re

from rules_engine.documents.document import Cell, Document, Grid
from rules_engine.documents.formats.radicals import ordinary
from rules_engine.records import evolve
from rules_engine.regex import regex

_HIDDEN = "\u200b"
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_NUMBER = "[0-9０-９][0-9０-９.,，．]*"
_CUT = regex(rf"{_NUMBER}(?:[{_UNSEEN}]+[0-9０-９.,，．]+)+")
_ANY = regex(f"[{_UNSEEN}]")
# Behind a number, but not where they are an exponent: ×10⁴.
_NOTE = regex(r"(?<=[0-9０-９%％])(?<![×xX*]10)(?:[⁰¹²³⁴-⁹]{1,2}|[①-⑳])(?![⁰¹²³⁴-⁹①-⑳])")


def legible(document: Document) -> Document:
    """The document with blanks for marks without width and for marks of notes at numbers, and ordinary characters.

    A mark that cuts a number stands behind it. Every offset stays; what is quoted is to be cut from the original.
    """
    text = document.text
    if text.isascii():
        return document
    seen = _NOTE.sub(lambda mark: _HIDDEN * len(mark[0]), ordinary(text))
    if _ANY.search(seen):
        seen = _ANY.sub(" ", _CUT.sub(_joined, seen))
    if seen == text:
        return document
    grids = tuple(_seen(grid, text, seen) for grid in document.grids)
    return evolve(document, text=seen, grids=grids)


def _joined(number: re.Match[str]) -> str:
    seen = _ANY.sub("", number[0])
    return seen + " " * (len(number[0]) - len(seen))


def _seen(grid: Grid, text: str, seen: str) -> Grid:
    rows = tuple(tuple(_cell(cell, text, seen) for cell in row) for row in grid.rows)
    return Grid(grid.name, rows, grid.spans)


def _cell(cell: Cell, text: str, seen: str) -> Cell:
    shown = seen[cell.start : cell.end]
    return evolve(cell, text=shown.rstrip()) if cell.text == text[cell.start : cell.end] != shown else cell
