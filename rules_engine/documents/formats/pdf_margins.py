"""What the pages of a PDF show beside their text, collected so that it can be told."""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from rules_engine.messages import Message
from rules_engine.records import define, field

# Smaller pictures are signs and rules; in points.
_LEAST_PICTURE = 40
_REMARKS = frozenset(
    {
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_FILEATTACHMENT,
        pdfium.FPDF_ANNOT_REDACT,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_CARET,
    }
)
_FIELDS = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_XFAWIDGET})


@define(eq=False, repr=False)
class Beside:
    """The numbers of the pages that hold pictures, remarks or form fields."""

    pictures: list[int] = field(factory=list)
    remarks: list[int] = field(factory=list)
    fields: list[int] = field(factory=list)

    def look_at(self, page: pypdfium2.PdfPage, number: int, *, is_scan: bool) -> None:
        """Remembers what the page holds; the picture of a scan is the page itself."""
        if not is_scan and any(map(_is_large, page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))):
            self.pictures.append(number)
        kinds = set(_annotations(page.raw))
        if kinds & _REMARKS:
            self.remarks.append(number)
        if kinds & _FIELDS:
            self.fields.append(number)

    def notes(self, file: pypdfium2.PdfDocument) -> Iterator[Message]:
        """A note for each kind of thing that was not read."""
        if self.pictures:
            yield Message("Pictures on page {pages}: what they show was not read.", pages=_listed(self.pictures))
        if self.remarks:
            yield Message("Comments, stamps or crossings-out on page {pages}: not read.", pages=_listed(self.remarks))
        if self.fields:
            yield Message(
                "Form fields filled in on page {pages}: not read. Print the file to .pdf anew and hand that in.",
                pages=_listed(self.fields),
            )
        embedded = pdfium.FPDFDoc_GetAttachmentCount(file.raw)
        if embedded > 0:
            yield Message("It holds {count} embedded files that were not read.", count=embedded)


def _is_large(item: pypdfium2.PdfObject) -> bool:
    left, bottom, right, top = item.get_bounds()
    return bool(right - left >= _LEAST_PICTURE and top - bottom >= _LEAST_PICTURE)


def _annotations(page: object) -> Iterator[int]:
    """The kinds of a page's annotations, of form fields only those that are filled in."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        # A string takes two bytes for its end alone.
        if kind not in _FIELDS or pdfium.FPDFAnnot_GetStringValue(annotation, b"V", None, 0) > 2:
            yield kind
        pdfium.FPDFPage_CloseAnnot(annotation)


def _listed(pages: list[int]) -> str:
    return ", ".join(map(str, pages))
