"""A document put together piece by piece: paragraphs as lines, tables as lines of cells."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from rules_engine.digest import digest_bytes
from rules_engine.documents.document import Block, Cell, Document, Grid
from rules_engine.documents.formats.soft_breaks import rejoined
from rules_engine.documents.limits import MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from rules_engine.documents.refusals import damaged, no_text, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.records import frozen

_BLANKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
_WRITTEN = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?%?")
# How raised digits are told from those of the number before them: m², and the marks of notes.
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029")


@frozen(eq=False, repr=False)
class Shown:
    """What a cell shows, and the exact decimal text of a numeric one."""

    text: str
    number: str | None = None


class Composition:
    """Collects the text of a document in its order; `document()` gives what was collected."""

    def __init__(self, name: str, data: bytes, format_name: str) -> None:
        self.name = name
        self.digest = digest_bytes(data)
        self.format = format_name
        self.notes: list[Message] = []
        self._pieces: list[str] = []
        self._length = 0
        self._cells = 0
        self._blocks: list[Block] = []
        self._grids: list[Grid] = []
        self._paragraphs: dict[str, int] = {}

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    def paragraph(
        self, text: str, kind: Literal["paragraph", "heading"] = "paragraph", prefix: str = "", label: str = "¶"
    ) -> None:
        """Adds a paragraph; each line of it with text is a block `¶12`, counted anew behind another prefix."""
        for end in _LINE_ENDS:
            text = text.replace(end, "\n")
        for line in rejoined(_sound(text)).split("\n"):
            if not line or line.isspace():
                continue
            number = self._paragraphs[prefix + label] = self._paragraphs.get(prefix + label, 0) + 1
            self._block(f"{prefix}{label}{number}", line, kind)
            self._append("\n")

    def grid(
        self,
        name: str,
        rows: Iterable[tuple[int, Mapping[int, Shown]]],
        spans: Iterable[tuple[int, int, int]] = (),
    ) -> None:
        """Adds a table: rows by number, each with its cells by column; cells that show nothing are left out.

        Without a name, as of a `.csv`, its cells are called `B7` alone.
        `spans` are what is merged over several rows, looked at once the rows are read.
        """
        made: list[tuple[Cell, ...]] = []
        for row, cells in rows:
            line: list[Cell] = []
            for column in sorted(cells):
                shown = cells[column]
                text = _sound(shown.text).translate(_BLANKS).strip()
                if not text:
                    continue
                self._cells += 1
                if self._cells > MOST_CELLS:
                    raise too_many_cells(self.name)
                if row > MOST_ROWS or column > MOST_COLUMNS:
                    raise damaged(self.name, self.format, name)
                if line:
                    self._append("\t")
                cell = Cell(row, column, self._length, self._length + len(text), text, shown.number)
                self._block(f"{name}!{cell.address}" if name else cell.address, text, "cell")
                line.append(cell)
            if line:
                self._append("\n")
                made.append(tuple(line))
        if made:
            self._grids.append(Grid(name, tuple(made), tuple(spans)))

    def document(self, *, uncertain: bool = False, encoding: str = "") -> Document:
        """All that was added; raises UnreadableDocument where nothing of it is text."""
        text = "".join(self._pieces)
        if not self._blocks:
            raise no_text(self.name, self.notes)
        return Document(
            self.name,
            self.digest,
            text,
            tuple(self._blocks),
            encoding,
            tuple(self._grids),
            uncertain,
            tuple(self.notes),
        )

    def _block(self, name: str, text: str, kind: Literal["paragraph", "heading", "cell"]) -> None:
        self._blocks.append(Block(name, self._length, self._length + len(text), kind))
        self._append(text)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            message = Message(
                "This {format} file has more text than {most} characters.", format=self.format, most=MOST_CHARACTERS
            )
            raise unreadable(self.name, message, "too_large", Message("Hand it in as several files."))


def too_many_cells(name: str) -> UnreadableDocument:
    """The refusal of a table that is too large to be read as a text; as evidence it may be any size."""
    message = Message(
        "This table has more than {most} cells: it is looked at as evidence only, not read as a text.", most=MOST_CELLS
    )
    return unreadable(name, message, "table", Message("Should it be read as a text, hand it in as several files."))


def _sound(text: str) -> str:
    """The text without lone surrogates and NULs, which no output could carry."""
    if text.isascii():
        return text.replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "").replace("\ufeff", "")


def written_number(text: str) -> str | None:
    """The exact decimal text of a number as people write it in a table: `1,234.50` is 1234.5, `93.20%` is 93.2.

    None for what is no number, or a code that only looks like one: `007`, eighteen digits.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, fraction = found[1], found[2].replace(",", ""), (found[3] or "").rstrip("0")
    if len(whole) > 15 or (whole.startswith("0") and whole != "0"):
        return None
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
