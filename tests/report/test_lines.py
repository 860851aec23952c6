import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.report.terminal.lines import Page, clipped, folded, padded, visible, width


def test_marks_that_steer_a_terminal_are_written_out() -> None:
    assert visible("甲\u202e乙\x1b[31m丙\u200b\ufeff") == "甲\\u202e乙\\x1b[31m丙\\u200b\\ufeff"
    assert visible("一\u3000二\n三") == "一\u3000二\n三"


@given(st.text())
def test_nothing_visible_is_a_control(text: str) -> None:
    kept = visible(text).replace("\n", "").replace("\u3000", "")
    assert all(unicodedata.category(mark)[0] != "C" for mark in kept)
    assert all(mark == " " or unicodedata.category(mark)[0] != "Z" for mark in kept)


def test_chinese_takes_two_columns() -> None:
    assert width("督导 a") == 6
    assert padded("督导", 6) == "督导  "
    assert clipped("督导评估", 5) == "督导…"


@given(st.text(st.sampled_from("督导评估，。（）《》 abc%19"), max_size=120), st.integers(8, 40))
def test_folding_keeps_every_mark_and_the_width(text: str, columns: int) -> None:
    lines = list(folded(text, columns))
    assert "".join("".join(lines).split()) == "".join(text.split())
    # What clings together may be longer than a line; nothing else is.
    assert all(width(line) <= columns or len(list(folded(line, 1))) == 1 for line in lines)


def test_a_closing_mark_does_not_begin_a_line() -> None:
    assert list(folded("甲乙丙丁，戊己", 8)) == ["甲乙丙", "丁，戊己"]


def test_colours_only_where_asked() -> None:
    plain, coloured = Page(40), Page(40, colour=True)
    for page in (plain, coloured):
        page.add("达到", style="good")
    assert plain.text() == "达到\n"
    assert coloured.text() == "\x1b[32m达到\x1b[0m\n"


def test_columns_of_a_table_line_up_in_chinese() -> None:
    page = Page(60)
    page.table(["领域", "分"], [["保障教育", "1.00"], ["安全", "10.00"]], ["left", "right"])
    assert len({width(line) for line in page.lines}) == 1
    assert page.lines[2].startswith("保障教育")


def test_numbers_in_tables_stay_as_they_are() -> None:
    page = Page(60)
    page.table(["a", "b"], [["1e5", "017"]], ["left", "right"])
    assert "1e5" in page.lines[2] and "017" in page.lines[2]
