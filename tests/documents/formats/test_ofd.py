import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.formats.ofd import read
from rules_engine.errors import UnreadableDocument
from tests.documents.ofd_files import LEFT, SIZE, STEP, TOP, image, laid_out, ofd, rule, text_object

LONG = (
    "2022年区财政下达预算经费158688.7251万元，含基本支出134625.6732万元和项目支出24063.0519万元，各类学校严格执行标准。"
)


def lines(data: bytes) -> list[str]:
    return read("a.ofd", data).text.splitlines()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read("a.ofd", data)
    return str(caught.value)


def named(document: Document) -> dict[str, str]:
    return {block.name: document.text[block.start : block.end] for block in document.blocks}


def test_lines_become_paragraphs_with_their_page() -> None:
    document = read("a.ofd", ofd(laid_out(["一、履职情况", LONG, "二、主要问题"])))
    assert named(document) == {"p1 ¶1": "一、履职情况", "p1 ¶2": LONG, "p1 ¶3": "二、主要问题"}


def test_paragraph_over_a_page_break_is_whole_and_page_numbers_are_gone() -> None:
    paragraphs = [f"{number}．{LONG}" for number in range(1, 12)]
    document = read("a.ofd", ofd(laid_out(paragraphs)))
    assert document.text.splitlines() == paragraphs
    assert document.blocks[-1].name.startswith("p2 ¶")


def test_order_is_that_of_the_page_not_of_the_file() -> None:
    page = [text_object("下面一行。", LEFT, 100), text_object("上面一行。", LEFT, 50)]
    assert lines(ofd([page])) == ["上面一行。", "下面一行。"]


def test_template_is_part_of_the_page() -> None:
    page = [text_object("正文一段。", LEFT, 100)]
    assert lines(ofd([page], template=[text_object("某区人民政府文件", 60, 45, 9)])) == [
        "某区人民政府文件",
        "正文一段。",
    ]


def test_matrix_moves_and_scales_text() -> None:
    page = [text_object("大标题", LEFT, 50, 2.82, more='CTM="2 0 0 2 0 0"'), text_object("正文在后。", LEFT, 80)]
    assert lines(ofd([page])) == ["大标题", "正文在后。"]


def test_unseen_objects_are_not_read() -> None:
    page = [text_object("看得见。", LEFT, 50), text_object("看不见99%", LEFT, 80, more='Visible="false"')]
    assert lines(ofd([page])) == ["看得见。"]


def test_ruled_table_is_a_grid() -> None:
    rows = [("学段", "学校数（所）"), ("小学", "56"), ("初中", "20")]
    objects = [rule(30, 50 + 10 * i, 130, 50 + 10 * i) for i in range(4)]
    objects += [rule(30 + 50 * i, 50, 30 + 50 * i, 80) for i in range(3)]
    for i, row in enumerate(rows):
        objects += [text_object(text, 32 + 50 * j, 52 + 10 * i) for j, text in enumerate(row)]
    document = read("a.ofd", ofd([[*objects, text_object("表后一段。", LEFT, 90)]]))
    (grid,) = document.grids
    assert [[cell.text for cell in row] for row in grid.rows] == [list(row) for row in rows]
    assert named(document)["p1 table 1!B2"] == "56"
    assert document.text.endswith("表后一段。\n")


def test_kangxi_radicals_are_ordinary_characters() -> None:
    assert lines(ofd([[text_object("⾦额⼀亿元", LEFT, TOP)]])) == ["金额一亿元"]


def test_steps_beyond_all_measure_are_no_trouble() -> None:
    page = text_object("正文。", LEFT, TOP).replace('DeltaX="', 'DeltaX="g 999999999 1e300 ')
    assert lines(ofd([[page]]))


def test_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">&a;</ofd:Page>'
    assert "entities" in refused(ofd([[]], extra={"Doc_0/Pages/Page_0/Content.xml": bomb}))


def test_missing_part_is_damage() -> None:
    assert "missing" in refused(ofd([[]], extra={"OFD.xml": OFD_WITHOUT_DOCUMENT}))


OFD_WITHOUT_DOCUMENT = (
    '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot>'
    "</ofd:DocBody></ofd:OFD>"
)


def test_page_of_an_image_without_tesseract_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    from rules_engine.documents.formats import scan

    scan.missing.cache_clear()
    monkeypatch.setattr(scan, "program", lambda *_: None)
    page = [text_object("第一页是文字。", LEFT, TOP)]
    document = read("a.ofd", ofd([page, [image(0, 0, 210, 297)]], picture=b"\x89PNG"))
    assert "Page 2 is an image; not read. Reading images needs Tesseract" in str(document.notes[0])
    assert "tesseract-ocr-chi-sim" in refused(ofd([[image(0, 0, 210, 297)]], picture=b"\x89PNG"))
    scan.missing.cache_clear()


def test_lines_far_apart_are_paragraphs() -> None:
    page = [text_object("字" * 27, LEFT, TOP + STEP * i, SIZE) for i in (0, 1, 2, 5, 6)]
    assert [len(line) for line in lines(ofd([page]))] == [81, 54]
