"""Columns of text, whatever order a page draws them in; tables are no columns."""

import pytest

from rules_engine.documents.formats.lines import Glyph, lines_of
from rules_engine.documents.formats.pages import Page, compose

SIZE, LEADING = 10.0, 16.0
LEFT = ["全县小学二十六所，在校学生一万", "零五百六十人，专任教师七百一十", "二人。初中十二所，在校学生五千"]
RIGHT = ["一百人，专任教师四百八十人，学", "前三年毛入园率达到百分之九十三", "点五，完成全年任务。"]


def drawn(text: str, left: float, line: float) -> list[Glyph]:
    top = 50 + line * LEADING
    return [Glyph(sign, left + n * SIZE, top, left + (n + 1) * SIZE, top + SIZE) for n, sign in enumerate(text)]


def by_rows(left: list[str], right: list[str], first: float = 0, gutter: float = 200) -> list[Glyph]:
    """Two columns, drawn row by row, as browsers do with what floats."""
    rows = [
        drawn(a, 40, first + n) + drawn(b, gutter, first + n) for n, (a, b) in enumerate(zip(left, right, strict=True))
    ]
    return [glyph for row in rows for glyph in row]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(glyphs)]


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other() -> None:
    assert texts(by_rows(LEFT, RIGHT)) == [*LEFT, *RIGHT]


def test_what_spans_both_columns_parts_them() -> None:
    title, between, end = (
        drawn("某某县人民政府履行教育职责自评报告，二〇二二年度", 40, -2),
        "二、乙部分，其通栏标题横跨左右两栏直到右边",
        9,
    )
    glyphs = (
        title
        + by_rows(LEFT, RIGHT)
        + drawn(between, 40, 4)
        + by_rows(RIGHT, LEFT, first=6)
        + drawn("落款通栏的一行文字横跨左右两栏直到右边", 40, end)
    )
    told = texts(glyphs)
    assert told[1:7] == [*LEFT, *RIGHT] and told[7] == between and told[8:14] == [*RIGHT, *LEFT]


def test_three_columns() -> None:
    third = ["第三栏的文字也有一样长的行排着", "第三栏的文字也有一样长的行排着", "第三栏到此为止。"]
    rows = zip(LEFT, RIGHT, third, strict=True)
    glyphs = [g for n, (a, b, c) in enumerate(rows) for g in drawn(a, 40, n) + drawn(b, 200, n) + drawn(c, 360, n)]
    assert texts(glyphs) == [*LEFT, *RIGHT, *third]


@pytest.mark.parametrize(
    "rows",
    [
        # A table without rules: its cells do not fill their columns.
        [("城东小学", "八百六十人"), ("城西第二中心小学", "一千二百人"), ("乡初级中学", "五百人")],
        [("指标", "数值"), ("学前三年毛入园率", "93.5%"), ("九年义务教育巩固率", "99.2%")],
    ],
)
def test_a_table_without_rules_is_read_row_by_row(rows: list[tuple[str, str]]) -> None:
    glyphs = [g for n, (a, b) in enumerate(rows) for g in drawn(a, 40, n) + drawn(b, 200, n)]
    assert texts(glyphs) == [f"{a} {b}" for a, b in rows]


def test_rows_of_many_numbers_are_no_columns_however_even() -> None:
    rows = [["第一小学", "1204", "0052", "0011", "0009"], ["第二小学", "0860", "0041", "0008", "0007"]] * 3
    glyphs = [g for n, row in enumerate(rows) for k, cell in enumerate(row) for g in drawn(cell, 40 + 70 * k, n)]
    assert texts(glyphs) == [" ".join(row) for row in rows]


def test_on_its_last_page_a_text_in_columns_may_end_in_the_middle_of_a_line() -> None:
    def page(number: int, glyphs: list[Glyph]) -> Page:
        return Page(number, 400, 600, glyphs)

    last = (
        drawn("初中新建校舍三栋，投入五百万", 40, 0)
        + drawn("元，小学", 200, 0)
        + drawn("学校运动场二十六块，投入四百", 40, 1)
    )
    document = compose([page(1, by_rows(LEFT, RIGHT)), page(2, last)], "a.pdf", b"", ".pdf", ())
    assert "".join(document.text.split()).endswith("投入四百元，小学")
