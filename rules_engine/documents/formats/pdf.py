"""PDF files: the text layer with its places, ruled tables, and scanned pages where they can be recognised."""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from rules_engine.documents.document import Document
from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.pages import Page, Table, compose
from rules_engine.documents.formats.radicals import ordinary_forms
from rules_engine.documents.limits import MOST_CHARACTERS, MOST_PAGES
from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.messages import Message

_LEAST_TEXT = 3
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PRIVATE = range(0xE000, 0xF900)
_SOFT = (0x00AD, 0xFFFE, 0x0002)
_BLANK = frozenset((0x00A0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F))
_INVISIBLE = 3


def read(name: str, data: bytes) -> Document:
    """The document of a PDF: paragraphs `p3 ¶12`, tables `p3 table 1`, page numbers and running heads left out.

    A page without text is recognised where Tesseract is installed, else a note lists it. Raises UnreadableDocument
    for files that are damaged, locked, too long, or hold nothing that can be read.
    """
    file = _opened(name, data)
    if len(file) > MOST_PAGES:
        message = Message("This file has {count} pages; at most {most} are read.", count=len(file), most=MOST_PAGES)
        raise unreadable(name, message, "too_long", Message("Hand in the report alone, without its attachments."))
    reader = _Reader(name, data, file)
    pages = [reader.page(index) for index in range(len(file))]
    return reader.document(pages)


def _opened(name: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            message = Message("This file is locked with a password.")
            advice = Message("Hand it in without a password.")
            raise unreadable(name, message, "encrypted", advice) from error
        raise damaged(name, ".pdf") from error


class _Reader:
    """One file being read; collects which pages are images, and what was left out."""

    def __init__(self, name: str, data: bytes, file: pypdfium2.PdfDocument) -> None:
        self.name = name
        self.data = data
        self.file = file
        self.notes: list[Message] = []
        self.images: list[int] = []
        self.characters = 0

    def page(self, index: int) -> Page:
        """The page of that index; one without text of its own is recognised from its image."""
        try:
            page = self.file[index]
        except pypdfium2.PdfiumError:
            self.notes.append(Message("Page {page} is damaged; not read.", page=index + 1))
            return Page(index + 1, 1.0, ())
        view = _View(page)
        glyphs, unreadable_glyphs = self._glyphs(page, view)
        if len(glyphs) - unreadable_glyphs < _LEAST_TEXT or unreadable_glyphs > 0.3 * len(glyphs):
            return self._image(page, view, index)
        tables = tuple(self._tables(page, view, index, glyphs))
        outside = [glyph for glyph in glyphs if not any(table.holds(glyph) for table in tables)]
        return Page(index + 1, view.height, outside, tables, recognised=_is_scan(page, view))

    def document(self, pages: list[Page]) -> Document:
        """All pages together."""
        if self.images and not any(page.glyphs or page.tables for page in pages):
            from rules_engine.documents.formats.scan import nothing_recognised

            raise nothing_recognised(self.name)
        return compose(pages, self.name, self.data, ".pdf", self.notes)

    def _glyphs(self, page: pypdfium2.PdfPage, view: "_View") -> tuple[list[Glyph], int]:
        """The glyphs of the text layer as drawn, and how many of them have no meaning."""
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            self.characters += count
            if self.characters > MOST_CHARACTERS:
                message = Message(
                    "This {format} file has more text than {most} characters.", format=".pdf", most=MOST_CHARACTERS
                )
                raise unreadable(self.name, message, "too_large")
            return _read_glyphs(textpage.raw, count, view)
        finally:
            textpage.close()

    def _image(self, page: pypdfium2.PdfPage, view: "_View", index: int) -> Page:
        """A page that shows something but has no text."""
        if next(page.get_objects(max_depth=1), None) is None:
            return Page(index + 1, view.height, ())
        from rules_engine.documents.formats import scan

        self.images.append(index)
        glyphs, reason = scan.recognised_page(page)
        if reason is not None:
            self.notes.append(Message("Page {page} is an image; not read. {reason}", page=index + 1, reason=reason))
        else:
            self.notes.append(Message("Page {page} was recognised from an image.", page=index + 1))
        return Page(index + 1, view.height, glyphs, recognised=True)

    def _tables(self, page: pypdfium2.PdfPage, view: "_View", index: int, glyphs: list[Glyph]) -> Iterator[Table]:
        if view.ruled(page):
            from rules_engine.documents.formats.pdf_tables import ruled_tables

            yield from ruled_tables(self.data, index, glyphs)


class _View:
    """A page as it is shown: turned, its upper left corner at 0, 0."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.turn = page.get_rotation() % 360
        self.left, self.bottom, self.right, self.top = page.get_mediabox()
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turn in (90, 270) else (width, height)

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the file, y upwards, as left, top, right, bottom of the view, y downwards."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def ruled(self, page: pypdfium2.PdfPage) -> bool:
        """Whether enough lines or boxes are drawn to make a table: upright ones and level ones."""
        upright = level = 0
        for item in page.get_objects((pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4):
            left, bottom, right, top = item.get_bounds()
            upright += top - bottom > 6 and (right - left < 3 or right - left > 12)
            level += right - left > 6 and (top - bottom < 3 or top - bottom > 12)
            if upright >= 2 and level >= 2:
                return True
        return False


def _read_glyphs(textpage: object, count: int, view: _View) -> tuple[list[Glyph], int]:
    code_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    generated, angle_at = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetCharAngle
    box, forms = pdfium.FS_RECTF(), ordinary_forms()
    pointer = ctypes.byref(box)
    glyphs: list[Glyph] = []
    turned: list[Glyph] = []
    meaningless = high = 0
    for index in range(count):
        code = code_at(textpage, index)
        if code in _HIGH:
            high = code
            continue
        if code in _LOW and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in _SOFT or code in (0x0A, 0x0D) or generated(textpage, index) == 1:
            continue
        if code < 0x20 or code == 0xFFFD or code in _PRIVATE or code in _LOW:
            meaningless += 1
            code = 0xFFFD
        if not box_at(textpage, index, pointer):
            continue
        text = " " if code in _BLANK else forms.get(code) or chr(code)
        glyph = Glyph(text, *view.box(box.left, box.top, box.right, box.bottom))
        angle = round(math.degrees(angle_at(textpage, index))) % 360
        (glyphs if (angle - view.turn) % 360 in (0, 360) or (angle + view.turn) % 360 == 0 else turned).append(glyph)
    return glyphs + turned, meaningless


def _is_scan(page: pypdfium2.PdfPage, view: _View) -> bool:
    """Whether the text lies unseen upon an image of the page: a scan that was recognised before it was handed in."""
    covered = any(
        (right - left) * (top - bottom) > 0.7 * view.width * view.height
        for left, bottom, right, top in (
            item.get_bounds() for item in page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
        )
    )
    if not covered:
        return False
    modes = [
        pdfium.FPDFTextObj_GetTextRenderMode(item.raw)
        for item in page.get_objects((pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=3)
    ]
    return 2 * modes.count(_INVISIBLE) > len(modes)
