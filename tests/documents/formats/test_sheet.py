import datetime
from io import BytesIO

import openpyxl
import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.formats.sheet import read
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import xlsx


def cells(document: Document) -> list[tuple[str, str, str | None]]:
    return [(cell.address, cell.text, cell.number) for grid in document.grids for row in grid.rows for cell in row]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_of_a_writer_are_read_as_they_show() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "学前"
    sheet.append(["毛入园率", 0.932, "截至", datetime.date(2023, 12, 31)])
    sheet["B1"].number_format = "0.00%"
    sheet.append(["人数", 1234, True, None])
    found = read("a.xlsx", saved(book))
    assert found.text == "毛入园率\t93.20%\t截至\t2023-12-31\n人数\t1234\tTRUE\n"
    assert cells(found) == [
        ("A1", "毛入园率", None),
        ("B1", "93.20%", "93.2"),
        ("C1", "截至", None),
        ("D1", "2023-12-31", None),
        ("A2", "人数", None),
        ("B2", "1234", "1234"),
        ("C2", "TRUE", None),
    ]
    block = found.blocks[1]
    assert (block.name, block.kind, found.text[block.start : block.end]) == ("学前!B1", "cell", "93.20%")


def test_merged_cells_show_their_first_alone() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row>'
    )
    found = read("a.xlsx", xlsx(rows, behind='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert [address for address, _, _ in cells(found)] == ["A1", "C2"]


def test_rows_and_cells_without_addresses_stand_in_order() -> None:
    found = read("a.xlsx", xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"))
    assert [address for address, _, _ in cells(found)] == ["A1", "B1", "B2"]


def test_strings_have_runs_but_no_readings() -> None:
    strings = ("<si><r><t>教</t></r><r><t>育</t></r><rPh><t>jiaoyu</t></rPh></si>",)
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>行内</t></is></c>'
        '<c r="C1" t="str"><v>式</v></c></row>'
    )
    assert read("a.xlsx", xlsx(rows, strings=strings)).text == "教育\t行内\t式\n"


def test_formulas_show_their_stored_results_and_say_where_there_are_none() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c></row>'
    found = read("a.xlsx", xlsx(rows))
    assert cells(found) == [("A1", "2", "2")]
    assert "B1" in str(found.notes[0])


def test_formats_are_those_of_the_cell() -> None:
    rows = (
        '<row r="3"><c r="B3" s="1"><v>0.932</v></c><c r="C3" s="2"><v>45291</v></c><c r="D3" s="77"><v>5</v></c></row>'
    )
    formats = ("0.0%", "yyyy&quot;年&quot;m&quot;月&quot;")
    assert read("a.xlsx", xlsx(rows, formats=formats)).text == "93.2%\t2023年12月\t5\n"


def test_hidden_sheets_and_rows_are_read_and_told() -> None:
    found = read("a.xlsx", xlsx('<row r="1" hidden="1"><c r="A1"><v>9</v></c></row>', state="hidden"))
    assert cells(found) == [("A1", "9", "9")]
    assert len(found.notes) == 2


def test_line_ends_in_a_cell_are_blanks() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&#10;乙</t></is></c></row>'
    assert read("a.xlsx", xlsx(rows)).text == "甲 乙\n"


def test_empty_book_is_no_document() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read("a.xlsx", xlsx(""))


def test_same_cells_as_another_reader() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 30):
        sheet.append([row, f"第{row}所", row / 7, row * 1000])
    data = saved(book)
    again = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True).active
    expected = [[str(value) for value in row[:2]] for row in again.iter_rows(values_only=True)]
    found = read("a.xlsx", data)
    assert [[cell.text for cell in row[:2]] for row in found.grids[0].rows] == expected
    assert [row[2].number for row in found.grids[0].rows][6] == "1"
