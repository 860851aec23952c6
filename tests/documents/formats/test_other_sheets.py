from io import BytesIO

import pytest
import xlwt

from rules_engine.documents.document import Document
from rules_engine.documents.formats import csv_text, old_sheet, open_sheet
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import ods


def cells(document: Document) -> list[tuple[str, str, str | None]]:
    return [(cell.address, cell.text, cell.number) for grid in document.grids for row in grid.rows for cell in row]


def test_xls_shows_percents_dates_and_merged_cells() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write(0, 0, "毛入园率")
    sheet.write(0, 1, 0.932, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(1, 1, 45291, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write_merge(2, 3, 0, 1, "合并")
    hidden = book.add_sheet("隐藏")
    hidden.write(0, 0, 7)
    hidden.visibility = 1
    stream = BytesIO()
    book.save(stream)
    found = old_sheet.read("a.xls", stream.getvalue())
    assert cells(found) == [
        ("A1", "毛入园率", None),
        ("B1", "93.20%", "93.2"),
        ("B2", "2023-12-31", None),
        ("A3", "合并", None),
        ("A1", "7", "7"),
    ]
    assert found.blocks[1].name == "表一!B1"
    assert "隐藏" in str(found.notes[0])


def test_hidden_lines_of_xls_and_ods_are_read_and_told() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for row in range(3):
        sheet.write(row, 0, f"第{row}行")
        sheet.write(row, 1, f"{row}人")
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    stream = BytesIO()
    book.save(stream)
    rows = "".join(
        f"<table:table-row{hidden}>{cell('甲')}{cell('5人')}</table:table-row>"
        for hidden in ("", ' table:visibility="collapse"')
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="9"/>'
    table = f'<table:table table:name="表一">{columns}{rows}</table:table>'
    for found in (old_sheet.read("a.xls", stream.getvalue()), open_sheet.read("a.ods", ods(table))):
        assert "5人" in found.text or "1人" in found.text
        assert "2 hidden rows or columns" in str(found.notes[0])


def test_printed_heads_of_ods_are_read_but_page_numbers() -> None:
    row = f"<table:table-row>{cell('甲')}</table:table-row>"
    table = f'<table:table table:name="表一" table:style-name="t">{row}</table:table>'
    page = (
        '<style:master-page style:name="P"><style:header><text:p>保安77人</text:p></style:header>'
        "<style:footer><text:p>第<text:span><text:page-number>1</text:page-number></text:span>页</text:p></style:footer>"
        '</style:master-page><style:master-page style:name="Q"><style:header><text:p>他表</text:p></style:header>'
        "</style:master-page>"
    )
    style = '<style:style style:name="t" style:family="table" style:master-page-name="P"/>'
    found = open_sheet.read("a.ods", ods(table, styles=style, pages=page))
    assert [(block.name, found.text[block.start : block.end]) for block in found.blocks] == [
        ("表一!A1", "甲"),
        ("表一 header 1", "保安77人"),
    ]


def test_a_power_of_ten_in_ods_is_the_number_it_stands_for() -> None:
    row = f"<table:table-row>{cell('1.50E+08', 'float', '150000000')}</table:table-row>"
    found = open_sheet.read("a.ods", ods(f'<table:table table:name="表一">{row}</table:table>'))
    assert cells(found) == [("A1", "150000000", "150000000")]


def test_damaged_xls_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        old_sheet.read("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def cell(text: str, kind: str = "string", value: str = "", more: str = "") -> str:
    number = f' office:value="{value}"' if value else ""
    return f'<table:table-cell office:value-type="{kind}"{number} {more}><text:p>{text}</text:p></table:table-cell>'


def test_ods_shows_what_it_stores() -> None:
    table = (
        '<table:table table:name="表一"><table:table-header-rows><table:table-row>'
        + cell("率")
        + cell("93.20%", "percentage", "0.932")
        + "</table:table-row></table:table-header-rows>"
        + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        + "<table:table-row>"
        + cell("两列", more='table:number-columns-spanned="2"')
        + "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>"
        + cell("1,234.5", "float", "1234.5")
        + "</table:table-row></table:table>"
    )
    found = open_sheet.read("a.ods", ods(table))
    assert cells(found) == [
        ("A1", "率", None),
        ("B1", "93.20%", "93.2"),
        ("A1000002", "两列", None),
        ("C1000002", "1,234.5", "1234.5"),
    ]


def test_ods_repeats_what_shows_and_refuses_millions() -> None:
    def sheet(times: int) -> bytes:
        row = f'<table:table-row table:number-rows-repeated="{times}">{cell("x")}</table:table-row>'
        return ods(f'<table:table table:name="s">{row}</table:table>')

    assert open_sheet.read("a.ods", sheet(3)).text == "x\nx\nx\n"
    with pytest.raises(UnreadableDocument, match="cells"):
        open_sheet.read("a.ods", sheet(1_000_000))


def test_ods_hidden_sheets_are_told() -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    row = f"<table:table-row>{cell('x')}</table:table-row>"
    table = f'<table:table table:name="藏" table:style-name="h">{row}</table:table>'
    assert "藏" in str(open_sheet.read("a.ods", ods(table, styles)).notes[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_in_every_dress(encoding: str, delimiter: str) -> None:
    text = delimiter.join(("学校", "人数", "比例")) + "\r\n" + delimiter.join(("第一小学", "1200", "93.20%")) + "\r\n"
    found = csv_text.read("a.csv", text.encode(encoding))
    assert cells(found) == [
        ("A1", "学校", None),
        ("B1", "人数", None),
        ("C1", "比例", None),
        ("A2", "第一小学", None),
        ("B2", "1200", "1200"),
        ("C2", "93.20%", "93.2"),
    ]


def test_csv_quotes_hold_delimiters_and_line_ends() -> None:
    found = csv_text.read("a.csv", '名,"1,234"\n"甲\n乙","说""好"""\n'.encode())
    assert found.text == '名\t1,234\n甲 乙\t说"好"\n'
    assert found.grids[0].rows[0][1].number == "1234"


def test_csv_whose_quotes_never_close_loses_nothing() -> None:
    found = csv_text.read("a.csv", '甲,"乙\n丙,丁\n'.encode())
    assert found.text == '甲\t"乙\n丙\t丁\n'
    assert "quotation marks" in str(found.notes[0])


def test_csv_delimiter_may_be_declared() -> None:
    assert csv_text.read("a.csv", b"sep=;\na,1;b\n").text == "a,1\tb\n"


def test_csv_codes_are_no_numbers() -> None:
    found = csv_text.read("a.csv", b"a,007,110101199001011234,-1,0.50,1/2\n")
    assert [number for _, _, number in cells(found)] == [None, None, None, "-1", "0.5", None]


def test_charts_and_pictures_of_an_xls_are_told() -> None:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, 26)
    stream = BytesIO()
    book.save(stream)
    chart, picture = b"\x09\x08\x10\x00\x00\x06\x20\x00", b"\x89PNG\r\n\x1a\n"
    found = old_sheet.read("a.xls", stream.getvalue() + chart + picture * 2)
    assert [str(note) for note in found.notes] == [
        "It holds 1 charts or diagrams that were not read.",
        "It holds 2 pictures; what they show was not read.",
    ]
