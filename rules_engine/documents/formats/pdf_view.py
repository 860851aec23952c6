"""A page of a PDF as its text is read: turned until most of it runs level, y downwards from the upper left corner."""

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.radicals import ordinary_forms
from rules_engine.documents.formats.upright import parted
from rules_engine.records import frozen

_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PRIVATE = range(0xE000, 0xF900)
_SOFT = (0x00AD, 0xFFFE, 0x0002, 0x0A, 0x0D)
_BLANK = frozenset((0x00A0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F))
_UNKNOWN = 0xFFFD

Box = tuple[float, float, float, float]


class View:
    """A page turned clockwise by 0, 90, 180 or 270 degrees."""

    def __init__(self, mediabox: Box, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = mediabox
        self.turn = turn
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if turn in (90, 270) else (width, height)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the file, y upwards, as left, top, right, bottom of the view."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def file_box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the view as left, top, right, bottom of the file, y upwards."""
        if self.turn == 0:
            return left + self.left, self.top - top, right + self.left, self.top - bottom
        if self.turn == 90:
            return top + self.left, right + self.bottom, bottom + self.left, left + self.bottom
        if self.turn == 180:
            return self.right - right, bottom + self.bottom, self.right - left, top + self.bottom
        return self.right - bottom, self.top - left, self.right - top, self.top - right


@frozen(eq=False, repr=False)
class PageText:
    """The text of a page: glyphs as drawn, texts in other directions, and how many characters have no meaning."""

    view: View
    glyphs: Sequence[Glyph]
    asides: tuple[str, ...]
    meaningless: int


def text_of(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> PageText:
    """The text layer of a page."""
    placed, meaningless = _characters(textpage.raw, textpage.count_chars())
    angles = Counter(angle for _, _, angle in placed)
    main = max(angles, key=lambda angle: (angles[angle], -angle), default=0)
    view = View(page.get_mediabox(), (360 - main) % 360 if main % 90 == 0 else 0)
    glyphs = [Glyph(text, *view.box(*box)) for text, box, angle in placed if angle == main]
    others = groupby((item for item in placed if item[2] != main), key=lambda item: item[2])
    asides = ["".join(text for text, _, _ in group).strip() for _, group in others]
    glyphs, upright = parted(glyphs)
    return PageText(view, glyphs, tuple(aside for aside in (*asides, upright) if aside), meaningless)


def _characters(textpage: object, count: int) -> tuple[list[tuple[str, Box, int]], int]:
    """Each character with its box in the file and its direction, clockwise in degrees; and how many are unknown."""
    code_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    generated, angle_at = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetCharAngle
    box, forms = pdfium.FS_RECTF(), ordinary_forms()
    pointer = ctypes.byref(box)
    found: list[tuple[str, Box, int]] = []
    meaningless = high = 0
    for index in range(count):
        code = code_at(textpage, index)
        if code in _HIGH:
            high = code
            continue
        if code in _LOW and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in _SOFT or generated(textpage, index) == 1 or not box_at(textpage, index, pointer):
            continue
        if code < 0x20 or code == _UNKNOWN or code in _PRIVATE or code in _LOW:
            meaningless += 1
            code = _UNKNOWN
        text = " " if code in _BLANK else forms.get(code) or chr(code)
        found.append((text, (box.left, box.top, box.right, box.bottom), _direction(angle_at(textpage, index))))
    return found, meaningless


def _direction(angle: float) -> int:
    """Radians as whole degrees; what is nearly level or upright is that."""
    degrees = round(math.degrees(angle)) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= 3 else degrees
