from io import BytesIO

import docx as python_docx
import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.formats.docx import read
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, paragraph, run

TRACK = 'w:id="1" w:author="a" w:date="2023-01-01T00:00:00Z"'


def lines(body: str, **parts: object) -> list[str]:
    return read("a.docx", docx(body, **parts)).text.splitlines()  # type: ignore[arg-type]


def test_paragraphs_and_tables_of_a_writer_are_read_in_order() -> None:
    written = python_docx.Document()
    written.add_heading("某县自评报告", 1)
    written.add_paragraph("毛入园率93.2%。")
    table = written.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "学校", "人数"
    table.cell(1, 0).text, table.cell(1, 1).text = "一小", "1,234"
    written.add_paragraph("结尾。")
    stream = BytesIO()
    written.save(stream)
    found = read("a.docx", stream.getvalue())
    assert found.text == "某县自评报告\n毛入园率93.2%。\n学校\t人数\n一小\t1,234\n结尾。\n"
    assert [(block.name, block.kind) for block in found.blocks] == [
        *(("¶1", "heading"), ("¶2", "paragraph")),
        *((f"table 1!{address}", "cell") for address in ("A1", "B1", "A2", "B2")),
        ("¶3", "paragraph"),
    ]
    (grid,) = found.grids
    cell = grid.rows[1][1]
    assert (cell.address, cell.text, cell.number) == ("B2", "1,234", "1234")
    assert found.text[cell.start : cell.end] == "1,234"


def test_tracked_insertions_are_in_and_deletions_out() -> None:
    body = (
        f"<w:p>{run('经费')}<w:ins {TRACK}>{run('增长5%')}</w:ins>"
        f"<w:del {TRACK}><w:r><w:delText>下降3%</w:delText></w:r></w:del>"
        f"<w:moveFrom {TRACK}>{run('从前')}</w:moveFrom><w:moveTo {TRACK}>{run('往后')}</w:moveTo></w:p>"
    )
    assert lines(body) == ["经费增长5%往后"]


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    deleted = f"<w:rPr><w:del {TRACK}/></w:rPr>"
    assert lines(paragraph("小学16所、", deleted) + paragraph("初中8所。") + paragraph("完。")) == [
        "小学16所、初中8所。",
        "完。",
    ]


def test_deleted_rows_and_cells_are_out() -> None:
    row = "<w:tr>{0}<w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>"
    row += "<w:tc>{2}<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    gone = row.format(f"<w:trPr><w:del {TRACK}/></w:trPr>", "去年", "")
    cell = row.format("", "今年", f"<w:tcPr><w:cellDel {TRACK}/></w:tcPr>")
    stays = row.format("", "明年", "")
    assert lines(f"<w:tbl>{gone}{cell}{stays}</w:tbl>") == ["今年", "明年\tx"]


def test_content_controls_links_and_fields_show_what_they_show() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x 77</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("2023") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件里的9所')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('行内')}</w:sdtContent></w:sdt>{field}{run('年')}"
        f"<w:fldSimple w:instr='DATE'>{run('底')}</w:fldSimple><w:hyperlink>{run('网址')}</w:hyperlink></w:p>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('单击此处输入')}</w:sdtContent></w:sdt>"
    )
    assert lines(body) == ["控件里的9所", "行内2023年底网址"]


def test_field_that_never_ends_hides_nothing() -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>'
    assert lines(begun + paragraph("正文5所。")) == ["正文5所。"]


def test_table_of_contents_is_left_out() -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("一、成效	3")}</w:p>{paragraph("二、问题	9")}'
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    styled = paragraph("三、打算	12", '<w:pStyle w:val="T1"/>')
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    assert lines(contents + styled + paragraph("一、成效"), styles=styles) == ["一、成效"]


def box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = f"<a:graphic><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphic>"
    choice = f"<w:drawing><wp:inline>{shape}</wp:inline></w:drawing>"
    fallback = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    assert lines(f"<w:p>{run('前')}{box('框内12所')}{run('后')}</w:p>{paragraph('尾')}") == ["前后", "框内12所", "尾"]


def test_old_text_boxes_are_read_too() -> None:
    inside = f"<v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inside}</v:shape></w:pict></w:r>"
    assert lines(f"<w:p>{run('前')}{old}</w:p>") == ["前", "旧框"]


def cell(text: str, properties: str = "", more: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}{more}</w:tc>"


def test_merged_cells_stand_once_and_keep_their_columns() -> None:
    wide, tall, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        f"<w:tbl><w:tr>{cell('合计', wide)}{cell('三列')}</w:tr>"
        f"<w:tr>{cell('纵向', tall)}{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr>{cell('藏着', on)}{cell('3')}{cell('4')}</w:tr></w:tbl>"
    )
    found = read("a.docx", docx(table))
    assert [[(c.address, c.text) for c in row] for row in found.grids[0].rows] == [
        [("A1", "合计"), ("C1", "三列")],
        [("A2", "纵向"), ("B2", "1"), ("C2", "2")],
        [("B3", "3"), ("C3", "4")],
    ]


def test_nested_tables_are_grids_of_their_own() -> None:
    inner = f"<w:tbl><w:tr>{cell('内1')}{cell('内2')}</w:tr></w:tbl>"
    found = read("a.docx", docx(f"<w:tbl><w:tr>{cell('外1', '', inner)}{cell('外2')}</w:tr></w:tbl>"))
    assert found.text == "外1\t外2\n内1\t内2\n"
    assert [grid.name for grid in found.grids] == ["table 1", "table 2"]


def test_frame_of_one_cell_is_text() -> None:
    found = read("a.docx", docx(f"<w:tbl><w:tr>{cell('一、成效', '', paragraph('共5所。'))}</w:tr></w:tbl>"))
    assert [block.name for block in found.blocks] == ["¶1", "¶2"]
    assert not found.grids


def test_notes_stand_behind_the_text_and_margins_behind_them() -> None:
    found = read(
        "a.docx",
        docx(
            f'<w:p>{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            others={
                "footnotes": (
                    "footnotes",
                    f'<w:footnote w:id="0">{paragraph("线")}</w:footnote>'
                    f'<w:footnote w:id="2">{paragraph("含民办3所")}</w:footnote>',
                ),
                "header1": ("header", paragraph("某县人民政府")),
                "header2": ("header", paragraph("某县人民政府")),
                "footer1": (
                    "footer",
                    f'<w:p>{run("第")}<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>{run("页")}</w:p>',
                ),
            },
        ),
    )
    assert [(block.name, found.text[block.start : block.end]) for block in found.blocks] == [
        ("¶1", "正文"),
        ("footnote 1", "含民办3所"),
        ("header 1", "某县人民政府"),
        ("footer 1", "第页"),
    ]


def test_breaks_tabs_hyphens_and_signs() -> None:
    body = (
        '<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type="page"/><w:noBreakHyphen/>'
        '<w:t>丁</w:t><w:softHyphen/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    )
    assert lines(body) == ["甲\t乙", "丙-丁≥90%☑"]


def test_hidden_text_is_left_out_and_told() -> None:
    found = read("a.docx", docx(f"<w:p>{run('看得见')}{run('藏起来的99%', '<w:vanish/>')}</w:p>"))
    assert found.text == "看得见\n"
    assert "1 hidden" in str(found.notes[0])


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_out_text_is_left_out_and_told(mark: str) -> None:
    off = '<w:strike w:val="0"/>'
    body = f"<w:p>{run('达到')}{run('88.1%', mark)}{run('93.6%', off)}</w:p>"
    found = read("a.docx", docx(body))
    assert found.text == "达到93.6%\n"
    assert "Struck-out passages left out: 1" in str(found.notes[0])


def test_pictures_are_told() -> None:
    picture = "<w:r><w:drawing><wp:inline><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
    found = read("a.docx", docx(f"<w:p>{run('附图')}{picture}</w:p>"))
    assert "1 pictures" in str(found.notes[0])


def test_reading_above_a_word_is_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('bian')}</w:rt><w:rubyBase>{run('编')}</w:rubyBase></w:ruby></w:r>"
    assert lines(f"<w:p>{ruby}{run('制')}</w:p>") == ["编制"]


def test_document_that_shows_nothing_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read("a.docx", docx("<w:p/>"))


def test_strict_files_are_read_as_well() -> None:
    data = docx(
        "<w:p/>",
        raw={
            "word/document.xml": '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body>'
            "<d:p><d:r><d:t>严格</d:t></d:r></d:p></d:body></d:document>"
        },
    )
    found: Document = read("a.docx", data)
    assert found.text == "严格\n"
