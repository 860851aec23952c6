"""What files hold beside their text: read where it is text, else told; never passed over."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx as python_docx
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from rules_engine.documents.document import Document
from rules_engine.documents.formats import docx, html, ofd, open_sheet, pdf, sheet
from tests.documents import ofd_files, packages, pdf_files
from tests.documents.packages import ods, relations, xlsx, zipped

DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</xdr:wsDr>'
)
BOX = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


def notes(document: Document) -> list[str]:
    return [str(note) for note in document.notes]


def test_comments_and_charts_of_a_sheet_are_told_by_their_places() -> None:
    book = openpyxl.Workbook()
    cells = book.active
    cells["A1"], cells["B2"] = "毛入园率", 91
    cells["B2"].comment = Comment("实为90%", "某人")
    chart = BarChart()
    chart.add_data(Reference(cells, min_col=2, min_row=2, max_row=2))
    cells.add_chart(chart, "D4")
    stream = BytesIO()
    book.save(stream)
    found = sheet.read("a.xlsx", stream.getvalue())
    assert notes(found) == [
        'The sheet "Sheet" has 1 comments, the first on B2; they were not read.',
        'The sheet "Sheet" has 1 charts; what they show was not read.',
    ]
    assert "某人" not in str(found.notes)


def _graphic(*, kind: str, attributes: str) -> str:
    data = f'<a:graphicData uri="x"><x:{kind} xmlns:x="x" {attributes}/></a:graphicData>'
    return f"<w:p><w:r><w:drawing><wp:inline><a:graphic>{data}</a:graphic></wp:inline></w:drawing></w:r></w:p>"


def _with_part(body: str, kind: str, part: str, content: str) -> bytes:
    links = relations({"rId9": (kind, part)})
    return packages.docx(body, raw={f"word/{part}": content, "word/_rels/document.xml.rels": links})


def test_the_words_of_a_diagram_in_a_text_are_read() -> None:
    points = "".join(f"<d:pt><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>" for text in ("投入", "88万元"))
    diagram = f'<d:dataModel xmlns:d="d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{points}</d:dataModel>'
    body = packages.paragraph("正文") + _graphic(kind="relIds", attributes="")
    found = docx.read("a.docx", _with_part(body, "diagramData", "diagrams/data1.xml", diagram))
    assert found.text == "正文\n投入\n88万元\n"
    assert [block.name for block in found.blocks] == ["¶1", "diagram 1", "diagram 2"]
    assert not found.notes


def test_the_numbers_of_a_chart_in_a_text_are_read_as_a_table() -> None:
    def cache(kind: str, *values: str, code: str = "") -> str:
        points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return f"<c:{kind}Cache>{code and f'<c:formatCode>{code}</c:formatCode>'}{points}</c:{kind}Cache>"

    years = f"<c:cat><c:strRef>{cache('str', '2021年', '2022年')}</c:strRef></c:cat>"
    series = "".join(
        f"<c:ser><c:tx><c:strRef>{cache('str', name)}</c:strRef></c:tx>{years}"
        f"<c:val><c:numRef>{cache('num', *values, code=code)}</c:numRef></c:val></c:ser>"
        for name, values, code in (("入园率", ("0.912", "0.935"), "0.0%"), ("投入（万元）", ("1200", "1350"), ""))
    )
    title = "<c:title><a:p><a:r><a:t>两年对比</a:t></a:r></a:p></c:title>"
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    body = packages.paragraph("正文") + _graphic(kind="chart", attributes="")
    found = docx.read("a.docx", _with_part(body, "chart", "charts/chart1.xml", chart))
    assert found.text == "正文\n两年对比\n入园率\t投入（万元）\n2021年\t91.2%\t1200\n2022年\t93.5%\t1350\n"
    assert found.blocks[-1].name == "chart 1!C3"
    assert not found.notes


def test_a_drawing_that_was_not_read_is_told() -> None:
    found = docx.read("a.docx", packages.docx(packages.paragraph("正文") + _graphic(kind="chart", attributes="")))
    assert notes(found) == ["It holds 1 charts or diagrams that were not read."]


def test_a_raised_digit_is_told_from_the_number_before_it() -> None:
    raised = packages.run("2", '<w:vertAlign w:val="superscript"/>')
    found = docx.read("a.docx", packages.docx(f"<w:p>{packages.run('校舍3万m')}{raised}</w:p>"))
    assert found.text == "校舍3万m²\n"


def test_text_boxes_and_heads_of_a_sheet_are_read() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    heads = "<headerFooter><oddHeader>&amp;L&amp;&quot;宋体,Bold&quot;&amp;14乙县2022年统计表&amp;R附件A&amp;&amp;B"
    heads += "</oddHeader>"
    heads += "<oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter>"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations({"rId1": ("drawing", "../drawings/drawing1.xml")}),
        "xl/drawings/drawing1.xml": DRAWING.format(BOX),
    }
    found = sheet.read("a.xlsx", xlsx(rows, behind=heads, raw=parts))
    assert [(block.name, found.text[block.start : block.end]) for block in found.blocks] == [
        ("Sheet1!A1", "1"),
        ("Sheet1 header 1", "乙县2022年统计表"),
        ("Sheet1 header 2", "附件A&B"),
        ("Sheet1 text box 1", "单位：万元"),
    ]
    assert not found.notes


def test_comments_and_text_boxes_of_an_open_sheet() -> None:
    box = '<draw:custom-shape xmlns:draw="x"><text:p>单位：万元</text:p></draw:custom-shape>'
    cell = '<table:table-cell office:value-type="float" office:value="1"><office:annotation><text:p>实为2</text:p>'
    cell += "</office:annotation><text:p>1</text:p></table:table-cell>"
    table = f'<table:table table:name="一"><table:shapes>{box}</table:shapes><table:table-row>{cell}</table:table-row>'
    found = open_sheet.read("a.ods", ods(f"{table}</table:table>"))
    assert found.text == "1\n单位：万元\n"
    assert notes(found) == ['The sheet "一" has 1 comments; they were not read.']


def test_comments_of_a_text_are_told() -> None:
    written = python_docx.Document()
    paragraph = written.add_paragraph("毛入园率93.2%。")
    written.add_comment(paragraph.runs, "实为90%", author="某人")
    stream = BytesIO()
    written.save(stream)
    found = docx.read("a.docx", stream.getvalue())
    assert found.text == "毛入园率93.2%。\n"
    assert notes(found) == ["It holds 1 comments; they were not read."]


def test_pictures_and_frames_of_a_page_are_told() -> None:
    page = "<p>正文</p><img src=a><img src=b width=1 height=1><iframe src=c></iframe>"
    page += "<table border=1><tr><td>一<img src=d></td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>"
    assert notes(html.read("a.html", f"<meta charset=utf-8>{page}".encode())) == [
        "It holds 2 pictures; what they show was not read.",
        "It holds 1 embedded files that were not read.",
    ]


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        ("/Subtype /Text /Contents (x)", "Comments, stamps or crossings-out on page 2: not read."),
        ("/Subtype /FreeText /Contents (x)", "Comments, stamps or crossings-out on page 2: not read."),
        ("/Subtype /Widget /FT /Tx /T (a) /V (93)", "Form fields filled in on page 2: not read."),
        ("/Subtype /Widget /FT /Tx /T (a)", ""),
        ("/Subtype /Link", ""),
    ],
)
def test_what_stands_upon_a_page_of_a_pdf_is_told(annotation: str, told: str) -> None:
    data = pdf_files.pdf([[pdf_files.text("第一页正文", 60, 700)], [pdf_files.text("第二页正文", 60, 700)]])
    before, mark, behind = data.rpartition(b"/Resources")
    locked = before + f"/Annots [<< /Type /Annot {annotation} /Rect [9 9 99 99] >>] ".encode() + mark + behind
    found = " ".join(notes(pdf.read("a.pdf", locked)))
    assert found.startswith(told) if told else not found


@pytest.mark.parametrize(("size", "told"), [(200, ["Pictures on page 1: what they show was not read."]), (20, [])])
def test_a_picture_beside_the_text_of_a_pdf_is_told(size: int, told: list[str]) -> None:
    image = f"q {size} 0 0 {size} 60 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    data = pdf_files.pdf([[pdf_files.text("毛入园率见下图", 60, 700), pdf_files.draw(image)]])
    assert notes(pdf.read("a.pdf", data)) == told


def test_pictures_remarks_and_attachments_of_an_ofd_are_told() -> None:
    page = [ofd_files.text_object("毛入园率见下图", 28, 37), ofd_files.image(28, 60, 50, 50)]
    parts = _parts(ofd_files.ofd([page], picture=b"x"))
    root = next(name for name in parts if name.endswith("Document.xml"))
    folder = root.rpartition("/")[0]
    more = "<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Attached.xml</ofd:Attachments></ofd:Document>"
    listed = f"<ofd:Annotations {ofd_files.OFD}><ofd:Page/></ofd:Annotations>"
    attached = f"<ofd:Attachments {ofd_files.OFD}><ofd:Attachment/><ofd:Attachment/></ofd:Attachments>"
    document = parts[root].decode().replace("</ofd:Document>", more)
    made = {**parts, root: document, f"{folder}/Annots.xml": listed, f"{folder}/Attached.xml": attached}
    assert notes(ofd.read("a.ofd", zipped(made))) == [
        "Pictures on page 1: what they show was not read.",
        "It holds comments or stamps on 1 pages; not read.",
        "It holds 2 embedded files that were not read.",
    ]


@pytest.mark.parametrize(("look", "uncertain"), [('Alpha="0"', True), ('Fill="false"', True), ("", False)])
def test_text_unseen_upon_an_image_of_an_ofd_is_uncertain(look: str, uncertain: bool) -> None:
    page = [ofd_files.image(0, 0, 210, 297), ofd_files.text_object("毛入园率93.2%", 28, 37, more=look)]
    assert ofd.read("a.ofd", ofd_files.ofd([page], picture=b"x")).uncertain is uncertain


def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
