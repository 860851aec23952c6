"""Text for a terminal: widths of Chinese, folding, colours on a screen only, and nothing that steers the terminal."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rules_engine.records import define, field

Style = Literal["", "strong", "good", "warn", "bad", "quiet"]

_CODES = {"strong": "1", "good": "32", "warn": "33", "bad": "31", "quiet": "2"}
# What must not begin a line, and what must not end one.
_CLOSING = frozenset("、，。；：？！）》〉」』”’…%％‰,.;:)]}")
_OPENING = frozenset("（《〈「『“‘([{")


def visible(text: str) -> str:
    """The text with control, bidi, zero-width and unassigned marks written out, such as `\\u202e`; line ends stay."""
    if text.isprintable():
        return text
    return "".join(
        mark if mark in "\n " or unicodedata.category(mark)[0] not in "CZ" or mark == "\u3000" else _written_out(mark)
        for mark in text
    )


def _written_out(mark: str) -> str:
    code = ord(mark)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Widths(dict[str, int]):
    """The columns of every mark met so far."""

    def __missing__(self, mark: str) -> int:
        if "一" <= mark <= "鿿":
            found = 2
        else:
            from wcwidth import wcwidth

            found = max(0, wcwidth(mark))
        self[mark] = found
        return found


_WIDTHS = _Widths()


def width(text: str) -> int:
    """How many columns a visible text takes."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def padded(text: str, columns: int) -> str:
    """The text with blanks up to `columns`."""
    return text + " " * max(0, columns - width(text))


def clipped(text: str, columns: int) -> str:
    """The text, or what of it fits before an ellipsis."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for mark in text:
        used += _WIDTHS[mark]
        if used > columns:
            break
        kept += mark
    return kept + "…"


def folded(text: str, columns: int) -> Iterator[str]:
    """The text in lines of at most `columns`: Chinese breaks between any two marks, other words at blanks."""
    line, used = "", 0
    for piece, size in _pieces(text):
        if line and used + size > columns:
            yield line.rstrip()
            line = piece.lstrip()
            used = size if line == piece else width(line)
        else:
            line, used = line + piece, used + size
    if line.strip() or not text:
        yield line.rstrip()


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """What stays together, with its columns: narrow marks and the blanks behind them, a wide mark and what clings."""
    start, size, last, before = 0, 0, "", 0
    for end, (mark, columns) in enumerate(zip(text, map(_WIDTHS.__getitem__, text), strict=True)):
        if (
            (columns == 2 or before == 2 or last == " ")
            and last not in _OPENING
            and mark not in _CLOSING
            and mark != " "
            and end
        ):
            yield text[start:end], size
            start, size = end, 0
        size, last, before = size + columns, mark, columns
    if text:
        yield text[start:], size


@define
class Page:
    """Lines being written: `columns` wide, with colours if the screen has them."""

    columns: int
    colour: bool = False
    lines: list[str] = field(factory=list)

    def paint(self, text: str, style: Style) -> str:
        """The text in a style, plain where there are no colours."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and style and text else text

    def add(self, text: str = "", indent: int = 0, style: Style = "", hang: int = 0) -> None:
        """A paragraph, folded; its further lines stand `hang` columns deeper."""
        for number, line in enumerate(self._folded(visible(text), indent, hang)):
            self.lines.append(" " * (indent + (hang if number else 0)) + self.paint(line, style))

    def _folded(self, text: str, indent: int, hang: int) -> Iterator[str]:
        for paragraph in text.split("\n"):
            room = max(20, self.columns - indent)
            if width(paragraph) <= room:
                yield paragraph
                continue
            lines = folded(paragraph, room - hang)
            yield from lines

    def ready(self, lines: Iterable[str], indent: int = 0) -> None:
        """Lines that are laid out already."""
        self.lines.extend(" " * indent + line for line in lines)

    def heading(self, text: str) -> None:
        """A heading after an empty line."""
        if self.lines:
            self.lines.append("")
        self.add(text, style="strong")

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], align: Sequence[str], indent: int = 0
    ) -> None:
        """A table whose columns line up, Chinese included; `align` is `left` or `right` per column."""
        from tabulate import tabulate

        text = tabulate(
            [[visible(cell) for cell in row] for row in rows],
            headers=list(headers),
            tablefmt="simple",
            disable_numparse=True,
            colalign=list(align),
        )
        self.ready((line.rstrip() for line in text.splitlines()), indent)

    def text(self) -> str:
        """Everything, ending with a line end."""
        return "\n".join(self.lines) + "\n"
