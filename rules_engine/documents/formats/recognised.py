"""What Tesseract answers, as glyphs on pictures."""

from collections.abc import Iterator

from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.radicals import ordinary
from rules_engine.records import define, field

_PAGE, _LINE, _WORD = "1", "4", "5"
_COLUMNS = 12


@define(eq=False)
class Picture:
    """A recognised picture: its size and its glyphs, in dots from its upper left corner."""

    width: float
    height: float
    glyphs: list[Glyph] = field(factory=list)


@define(eq=False)
class _Line:
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    end: float = 0.0


def pictures_of(answer: str) -> tuple[Picture, ...]:
    """The pictures of an answer in tab-separated values.

    The boxes of lines are true, those of words are rough: characters are spread over their line.
    """
    pictures: list[Picture] = []
    line: _Line | None = None
    for row in answer.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or not cells[6].isdecimal():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        if cells[0] == _PAGE:
            _add(pictures, line)
            line = None
            pictures.append(Picture(width, height))
        elif cells[0] == _LINE:
            _add(pictures, line)
            line = _Line(left, top, left + width, top + height)
        elif cells[0] == _WORD and line is not None:
            _append(line, ordinary(cells[11].strip()), left, left + width)
    _add(pictures, line)
    return tuple(pictures)


def _append(line: _Line, word: str, left: float, right: float) -> None:
    size = line.bottom - line.top
    both_narrow = line.text[-1:].isascii() and word[:1].isascii()
    if line.text and word and left - line.end > (0.4 if both_narrow else 1.2) * size:
        line.text += " "
    line.text += word
    line.end = max(line.end, right)


def _add(pictures: list[Picture], line: _Line | None) -> None:
    if line is not None and line.text and pictures:
        pictures[-1].glyphs += _spread(line)


def _spread(line: _Line) -> Iterator[Glyph]:
    """The characters of a line side by side over its width, narrow ones on half the room of others."""
    rooms = [1 if character.isascii() else 2 for character in line.text]
    unit = (line.right - line.left) / sum(rooms)
    left = line.left
    for character, room in zip(line.text, rooms, strict=True):
        yield Glyph(character, left, line.top, left + room * unit, line.bottom)
        left += room * unit
