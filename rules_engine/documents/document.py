"""A submitted file as text with blocks."""

from collections.abc import Iterable
from typing import Literal

from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import frozen
from rules_engine.regex import regex

_ADDRESS = regex(r"([A-Z]{1,3})([0-9]{1,7})")


@frozen(repr=False)
class Block:
    """A paragraph, heading or cell: code points start to end (half-open) of the document's text.

    `name` says where it stands in the file: `¶12`, `p3 ¶12` where the format has pages, `Sheet1!B7`, `table 2!B7`.
    """

    name: str
    start: int
    end: int
    kind: Literal["paragraph", "heading", "cell"] = "paragraph"


@frozen(eq=False, repr=False)
class Cell:
    """A cell of a grid: row and column from 1, code points start to end (half-open) of the document's text.

    `text` is what the file shows, its number format applied (`93.20%`); `number` the exact decimal text of a cell
    that is numeric (`93.2` where `93.20%` is shown), None for others. A merged cell stands once, at its first place.
    """

    row: int
    column: int
    start: int
    end: int
    text: str
    number: str | None = None

    @property
    def address(self) -> str:
        """The place in its grid as spreadsheets write it: `B7`."""
        return f"{column_letters(self.column)}{self.row}"


@frozen(eq=False, repr=False)
class Grid:
    """A table or sheet: its name (`Sheet1`, `table 2`) and its rows in order, each with the cells that hold something.

    The block of a cell is named after both: `Sheet1!B7`. `spans` are the cells merged over several rows: first row,
    column, last row.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    spans: tuple[tuple[int, int, int], ...] = ()


def column_letters(column: int) -> str:
    """The letters of a column numbered from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def grids_of(text: str, blocks: Iterable[Block]) -> tuple[Grid, ...]:
    """The tables that blocks of cells tell by their names, without spans and the numbers behind what is shown."""
    tables: dict[str, dict[int, list[Cell]]] = {}
    for block in blocks:
        name, _, address = block.name.rpartition("!")
        found = _ADDRESS.fullmatch(address) if block.kind == "cell" else None
        if found:
            row, column = int(found[2]), column_number(found[1])
            cell = Cell(row, column, block.start, block.end, text[block.start : block.end])
            tables.setdefault(name, {}).setdefault(row, []).append(cell)
    return tuple(Grid(name, tuple(map(tuple, rows.values()))) for name, rows in tables.items())


@frozen(repr=False)
class Document:
    """A file: name relative to the submission, SHA-256 of its bytes, decoded text, blocks in order.

    The text has line ends as `\\n` and no byte order mark; lone surrogates never occur in it.
    `encoding` is how the bytes were decoded (`utf-8`, `gb18030` …), empty for formats that carry their own.
    `grids` are its tables and sheets; the text of each stands in `text`, a row a line, cells joined by a tab.
    `uncertain` says that the text was recognised from an image: its figures settle nothing by themselves. Where only
    some pages were, `recognised` has their stretches of the text, half-open.
    `notes` tell what of the file was not read, or how it was.
    """

    name: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    grids: tuple[Grid, ...] = ()
    uncertain: bool = False
    notes: tuple[Message, ...] = ()
    recognised: tuple[tuple[int, int], ...] = ()

    def uncertain_at(self, position: int) -> bool:
        """Whether what stands at that code point was recognised from an image."""
        return self.uncertain or any(start <= position < end for start, end in self.recognised)

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of a stretch of the text; its block is the one that holds `start`."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        name = self.blocks[low].name if low < len(self.blocks) else ""
        return Anchor(self.name, self.digest, name, start, end)
