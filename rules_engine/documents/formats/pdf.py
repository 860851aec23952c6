"""PDF files: the text layer with its places, ruled tables, and scanned pages where they can be recognised."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from rules_engine.documents.document import Document
from rules_engine.documents.formats.pages import Page, Table, compose
from rules_engine.documents.formats.pdf_margins import Beside
from rules_engine.documents.formats.pdf_view import PageText, View, text_of
from rules_engine.documents.limits import MOST_CHARACTERS, MOST_PAGES
from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.messages import Message

if TYPE_CHECKING:
    from rules_engine.documents.formats.pdf_tables import Tables

_LEAST_TEXT = 3
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
        self.beside = Beside()
        self.tables: Tables | None = None
        self.characters = 0

    def page(self, index: int) -> Page:
        """The page of that index; one without text of its own is recognised from its image."""
        try:
            page = self.file[index]
        except pypdfium2.PdfiumError:
            self.notes.append(Message("Page {page} is damaged; not read.", page=index + 1))
            return Page(index + 1, 1.0, 1.0, ())
        text = self._text(page)
        if len(text.glyphs) - text.meaningless < _LEAST_TEXT or text.meaningless > 0.3 * len(text.glyphs):
            return self._image(page, index)
        tables = tuple(self._tables(page, text, index))
        outside = [glyph for glyph in text.glyphs if not any(table.holds(glyph) for table in tables)]
        is_scan = _is_scan(page, text.view)
        self.beside.look_at(page, index + 1, is_scan=is_scan)
        return Page(index + 1, text.view.width, text.view.height, outside, tables, is_scan, text.asides)

    def document(self, pages: list[Page]) -> Document:
        """All pages together."""
        if self.images and not any(page.glyphs or page.tables for page in pages):
            from rules_engine.documents.formats.scan import nothing_recognised

            raise nothing_recognised(self.name)
        return compose(pages, self.name, self.data, ".pdf", [*self.notes, *self.beside.notes(self.file)])

    def _text(self, page: pypdfium2.PdfPage) -> PageText:
        textpage = page.get_textpage()
        try:
            self.characters += textpage.count_chars()
            if self.characters > MOST_CHARACTERS:
                message = Message(
                    "This {format} file has more text than {most} characters.", format=".pdf", most=MOST_CHARACTERS
                )
                raise unreadable(self.name, message, "too_large", Message("Hand it in as several files."))
            return text_of(page, textpage)
        finally:
            textpage.close()

    def _image(self, page: pypdfium2.PdfPage, index: int) -> Page:
        """A page that shows something but has no text."""
        self.beside.look_at(page, index + 1, is_scan=True)
        if next(page.get_objects(max_depth=1), None) is None:
            return Page(index + 1, page.get_width(), page.get_height(), ())
        from rules_engine.documents.formats import scan

        self.images.append(index)
        recognised, reason = scan.recognised_page(page, index + 1)
        if reason is not None:
            self.notes.append(Message("Page {page} is an image; not read. {reason}", page=index + 1, reason=reason))
        else:
            self.notes.append(Message("Page {page} was recognised from an image.", page=index + 1))
        return recognised

    def _tables(self, page: pypdfium2.PdfPage, text: PageText, index: int) -> Sequence[Table]:
        if not _ruled(page):
            return ()
        if self.tables is None:
            from rules_engine.documents.formats.pdf_tables import Tables

            self.tables = Tables(self.data)
        return self.tables.of(index, View(page.get_mediabox(), page.get_rotation() % 360), text)


def _ruled(page: pypdfium2.PdfPage) -> bool:
    """Whether enough lines or boxes are drawn to make a table: upright ones and level ones."""
    upright = level = 0
    for item in page.get_objects((pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4):
        left, bottom, right, top = item.get_bounds()
        upright += top - bottom > 6 and (right - left < 3 or right - left > 12)
        level += right - left > 6 and (top - bottom < 3 or top - bottom > 12)
        if upright >= 2 and level >= 2:
            return True
    return False


def _is_scan(page: pypdfium2.PdfPage, view: View) -> bool:
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
