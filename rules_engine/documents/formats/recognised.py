"""What Tesseract answers, as glyphs on pictures."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.radicals import ordinary
from rules_engine.records import define, field

_PAGE, _LINE, _WORD = "1", "4", "5"
_COLUMNS = 12
# What parts words of letters, and what parts cells: in heights of the line.
_NARROW_GAP, _GAP = 0.4, 1.2


@define(eq=False)
class Picture:
    """A recognised picture: its size and its glyphs, in dots from its upper left corner, once it is turned back.

    `turn` is by how many degrees it lay turned clockwise.
    """

    width: float
    height: float
    turn: int = 0
    glyphs: list[Glyph] = field(factory=list)


Box = tuple[float, float, float, float]


@define(eq=False)
class _Line:
    box: Box
    words: list[tuple[str, Box]] = field(factory=list)
    text: str = ""


@define(eq=False)
class _Page:
    width: float
    height: float
    lines: list[_Line] = field(factory=list)


def pictures_of(answer: str) -> tuple[Picture, ...]:
    """The pictures of an answer in tab-separated values, each turned until its lines run level.

    The boxes of lines are true, those of words are rough: characters are spread over their line.
    """
    pages: list[_Page] = []
    for row in answer.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or not cells[6].isdecimal():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        box = left, top, left + width, top + height
        if cells[0] == _PAGE:
            pages.append(_Page(width, height))
        elif cells[0] == _LINE and pages:
            pages[-1].lines.append(_Line(box))
        elif cells[0] == _WORD and pages and pages[-1].lines:
            pages[-1].lines[-1].words.append((ordinary(cells[11].strip()), box))
    return tuple(map(_picture, pages))


def _picture(page: _Page) -> Picture:
    turn = _turn(page.lines)
    size = (page.height, page.width) if turn in (90, 270) else (page.width, page.height)
    picture = Picture(*size, turn)
    for line in page.lines:
        words = [(word, turned(box, page.width, page.height, turn)) for word, box in line.words if word]
        for piece in _pieces(words, turned(line.box, page.width, page.height, turn)):
            picture.glyphs += _spread(piece)
    return picture


def _pieces(words: Sequence[tuple[str, Box]], line: Box) -> Iterator[_Line]:
    """The stretches of a line between wide gaps, such as cells of a table; its own edges are the truest."""
    if not words:
        return
    size = line[3] - line[1]
    piece = _Line((line[0], line[1], line[0], line[3]))
    for position, (word, box) in enumerate(words):
        end = piece.box[2]
        if piece.text and box[0] - end > _GAP * size:
            yield piece
            piece = _Line((box[0], line[1], box[0], line[3]))
        elif piece.text[-1:].isascii() and word[:1].isascii() and piece.text and box[0] - end > _NARROW_GAP * size:
            piece.text += " "
        piece.text += word
        right = line[2] if position == len(words) - 1 else max(end, box[2])
        piece.box = piece.box[0], line[1], right, line[3]
    yield piece


def _turn(lines: Sequence[_Line]) -> int:
    """By how many degrees the text was turned clockwise: its words follow one another that way."""
    right = down = 0.0
    for line in lines:
        for (_, one), (_, other) in pairwise(line.words):
            right += other[0] + other[2] - one[0] - one[2]
            down += other[1] + other[3] - one[1] - one[3]
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 180
    return 90 if down > 0 else 270


def turned(box: Box, width: float, height: float, turn: int) -> Box:
    """A box of a page of that size as it stands once the page, turned clockwise, is turned back."""
    left, top, right, bottom = box
    match turn:
        case 90:
            return top, width - right, bottom, width - left
        case 180:
            return width - right, height - bottom, width - left, height - top
        case 270:
            return height - bottom, left, height - top, right
        case _:
            return box


def _spread(line: _Line) -> Iterator[Glyph]:
    """The characters of a line side by side over its width, narrow ones on half the room of others."""
    rooms = [1 if character.isascii() else 2 for character in line.text]
    left, top, right, bottom = line.box
    unit = (right - left) / sum(rooms)
    for character, room in zip(line.text, rooms, strict=True):
        yield Glyph(character, left, top, left + room * unit, bottom)
        left += room * unit
