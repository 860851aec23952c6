"""A document for Word in the fonts and sizes that offices use (GB/T 9704): title, headings, paragraphs, tables."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from rules_engine.report.masks import masked
from rules_engine.report.terminal.lines import visible

TITLE_FONT, HEADING_FONT, TEXT_FONT, LATIN_FONT = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
# GB/T 9704-2012, 5.2 and 7.3: A4, margins, 2号 for the title and 3号 for the text, 28 points from line to line.
PAGE = (210, 297)
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, LINE = 22, 16, 10.5, 28
INDENT = 2


def document(subject: str) -> Any:
    """An empty document on A4 with page numbers at the foot."""
    from docx import Document
    from docx.shared import Mm, Pt

    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    for side, width in MARGINS.items():
        setattr(page, f"{side}_margin", Mm(width))
    style = made.styles["Normal"]
    style.font.size = Pt(TEXT_SIZE)
    _fonts(style.element.get_or_add_rPr(), TEXT_FONT)
    style.paragraph_format.space_after = Pt(0)
    made.core_properties.title = visible(masked(subject)[0])
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = datetime(2020, 1, 1)
    _page_number(page.footer.paragraphs[0])
    return made


def title(made: Any, text: str) -> None:
    """A centred title in 2号 type."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = made.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(LINE)
    _write(line, text, TITLE_FONT, TITLE_SIZE)


def heading(made: Any, text: str, level: int = 1) -> None:
    """A heading that Word's outline knows."""
    from docx.shared import Pt, RGBColor

    line = made.add_heading(level=level)
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(6)
    line.paragraph_format.keep_with_next = True
    _write(line, text, HEADING_FONT if level == 1 else TEXT_FONT, TEXT_SIZE, level > 1)
    for run in line.runs:
        run.font.color.rgb = RGBColor(0, 0, 0)
        run.font.bold = level > 1


def paragraph(made: Any, text: str, indent: bool = True, right: bool = False) -> None:
    """A paragraph of running text, its first line indented by two characters."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = made.add_paragraph()
    line.paragraph_format.line_spacing = Pt(LINE)
    if indent:
        line.paragraph_format.first_line_indent = Pt(INDENT * TEXT_SIZE)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(line, text, TEXT_FONT, TEXT_SIZE)


def table(made: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table with a head that is repeated on every page; `widths` are in centimetres."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    grid = made.add_table(rows=1, cols=len(heads))
    grid.style = "Table Grid"
    grid.autofit = False
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, text in zip(grid.rows[0].cells, heads, strict=True):
        _write(cell.paragraphs[0], text, HEADING_FONT, TABLE_SIZE)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text, TEXT_FONT, TABLE_SIZE)
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def saved(made: Any) -> bytes:
    """The bytes of the `.docx`."""
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _write(line: Any, text: str, font: str, size: float, bold: bool = False) -> None:
    """The text, numbers of people masked, what cannot be seen written out, each of its lines on a line of its own."""
    from docx.shared import Pt

    for number, part in enumerate(visible(masked(text)[0]).split("\n")):
        run = line.add_run()
        if number:
            run.add_break()
        run.add_text(part)
        run.font.size = Pt(size)
        run.font.bold = bold or None
        _fonts(run._element.get_or_add_rPr(), font)


def _fonts(properties: Any, font: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:ascii"), LATIN_FONT)
    fonts.set(qn("w:hAnsi"), LATIN_FONT)
    fonts.set(qn("w:eastAsia"), font)


def _page_number(line: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    line.add_run(" —")
