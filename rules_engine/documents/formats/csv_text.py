"""`.csv` and its like: text in columns, whatever parts them."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Literal

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown, too_many_cells, written_number
from rules_engine.documents.limits import MOST_CELLS
from rules_engine.documents.text import decoded
from rules_engine.messages import Message

_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_LINES = 50


def read(name: str, data: bytes) -> Document:
    """The document of a table in text: its encoding as of a `.txt`, its delimiter by what makes even rows.

    Raises UnreadableDocument for what is empty, binary, or in an encoding that cannot be told.
    """
    text, encoding = decoded(name, data)
    made = Composition(name, data, ".csv")
    first, _, rest = text.partition("\n")
    if first.strip('"').lower().startswith("sep=") and len(first.strip('"')) == 5:
        rows, offset = _rows(rest, first.strip('"')[4], made), 2
    else:
        rows, offset = _rows(text, delimiter_of(text), made), 1
    made.grid("", ((number, _cells(row)) for number, row in enumerate(rows, offset)))
    return made.document(encoding=encoding)


def delimiter_of(text: str) -> str:
    """The sign that cuts the first lines most evenly into the most columns; a comma where none does."""
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    best, delimiter = (0.0, 0), ","
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if usual < 2:
            continue
        merit = (widths.count(usual) / len(widths), usual)
        if merit > best:
            best, delimiter = merit, sign
    return delimiter


def _rows(text: str, delimiter: str, made: Composition) -> Iterator[list[str]]:
    """The rows, once it is known that the quotation marks pair off and that the cells are not too many."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    try:
        cells = 0
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            cells += len(row) - row.count("")
            if cells > MOST_CELLS:
                raise too_many_cells(made.name)
    except csv.Error:
        made.notes.append(Message("Its quotation marks do not pair off; they were read as they stand."))
        quoting = csv.QUOTE_NONE
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)


def _cells(row: list[str]) -> Mapping[int, Shown]:
    return {column: Shown(text, written_number(text)) for column, text in enumerate(row, 1) if text}
