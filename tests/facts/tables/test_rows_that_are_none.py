"""Rows and cells of office tables that are no data: totals in any words, units, second heads, struck-out lines."""

import csv
from fractions import Fraction

import pytest
import xlsxwriter

from tests.cli.commands import run
from tests.facts.tables.conftest import value
from tests.facts.tables.test_as_offices_write import book
from tests.formats.reports import convert

HEAD = ["学校名称", "学段", "在校生数", "教学仪器设备值（万元）"]
SCHOOLS = [["城东小学", "小学", 1200, 260], ["城西小学", "小学", 860, 180], ["清河中学", "初中", 2100, 620]]
TITLE = ["某县2022年办学条件"]


def written(path, lines):
    """A table as a workbook, or as text."""
    if path.suffix == ".xlsx":
        return book(path, lines)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    return path


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize(
    "name", ["全县", "全区", "初中计", "小学小计", "全县平均", "小学平均", "累计", "总数", "最大值", "达标率"]
)
def test_a_row_of_totals_in_any_words_is_no_school(read, tmp_path, name, long):
    rows = [TITLE, HEAD, *SCHOOLS, [name, "小学" if name.startswith("小学") else "", 4160, 1060]]
    found = read(written(tmp_path / "学校.csv", rows), as_file=long)
    (table,) = found.tables
    assert (table.rows, table.rejected, table.files[0].left_out) == (3, 0, {"total": 1})
    assert value(found, "scale.students_primary") == 2060


@pytest.mark.parametrize("name", ["全区实验小学", "小计庄小学", "合计希望小学", "平均分校"])
def test_a_school_whose_name_holds_such_a_word_is_one(read, tmp_path, name):
    found = read(written(tmp_path / "学校.xlsx", [TITLE, HEAD, *SCHOOLS, [name, "小学", 40, 10]]))
    assert found.tables[0].rows == (3 if name.startswith("平均") else 4)


def test_a_group_that_counts_its_schools_is_none_of_them(read, tmp_path):
    rows = [
        TITLE,
        HEAD,
        ["小学（2所）", "小学", 2060, 440],
        *SCHOOLS[:2],
        ["初中（1所）", "初中", 2100, 620],
        SCHOOLS[2],
    ]
    found = read(written(tmp_path / "学校.xlsx", rows))
    assert (found.tables[0].rows, value(found, "scale.students_primary")) == (3, 2060)


def test_both_lines_of_a_header_may_stand_again_on_the_next_page(read, tmp_path):
    upper, lower = (
        ["学校名称", "学段", "学生", "", "设备"],
        ["", "", "在校生数（人）", "其中：女生", "教学仪器设备值（万元）"],
    )
    first, second = ["城东小学", "小学", 1200, 580, 260], ["清河中学", "初中", 2100, 1000, 620]
    rows = [TITLE, upper, lower, first, ["第1页 共2页"], TITLE, upper, lower, second, ["第2页 共2页"]]
    found = read(written(tmp_path / "学校.xlsx", rows))
    assert (found.tables[0].rows, found.tables[0].rejected) == (2, 0)
    assert value(found, "scale.students_junior") == 2100


@pytest.mark.parametrize("area", ["平方米", "㎡", "m²", "m2"])
def test_a_row_of_units_below_the_header(read, tmp_path, area):
    head = ["学校名称", "学段", "在校生数", "体育运动场馆面积"]
    rows = [TITLE, head, ["", "", "人", area], ["城东小学", "小学", 1000, 8000], ["城西小学", "小学", 500, 4000]]
    found = read(written(tmp_path / "学校.xlsx", rows))
    assert (found.tables[0].rows, value(found, "balance.cv_primary_grounds")) == (2, 0)


SPENDING = [["2021", "小学", 32000, 20000], ["2021", "初中", 21000, 10000], ["2022", "小学", 33000, 20000]]
BUDGET = ["年度", "学段", "一般公共预算教育支出（万元）", "在校生数"]


def test_a_year_that_stands_once_for_several_rows_is_not_guessed(read, tmp_path):
    """Neither from the title nor from the row above."""
    rows = [["某县2022年教育支出"], BUDGET, SPENDING[0], ["", *SPENDING[1][1:]], SPENDING[2]]
    found = read(written(tmp_path / "支出.csv", rows))
    assert [(reject.cell, reject.code) for reject in found.tables[0].rejects] == [("A4", "blank")]
    (spent,) = [f for f in found.facts if f.id == "funding.general_budget" and f.period.year == 2021]
    assert (spent.value.low, spent.value.high) == (320_000_000, 530_000_000)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_where_no_year_can_be_read_nothing_is_added_up(read, tmp_path, long):
    rows = [["教育支出"], BUDGET, ["本年", *SPENDING[2][1:]], ["上年", *SPENDING[0][1:]]]
    found = read(written(tmp_path / "支出.csv", rows), as_file=long)
    assert [reject.found for reject in found.tables[0].rejects] == ["本年", "上年"]
    assert not found.facts


def test_settled_accounts_name_a_year_and_budgets_do_not(read, tmp_path):
    found = read(
        written(tmp_path / "支出.xlsx", [BUDGET, ["2021决算", *SPENDING[0][1:]], ["2022决算数", *SPENDING[2][1:]]])
    )
    assert value(found, "funding.general_budget", 2021) == 320_000_000
    assert found.tables[0].rejected == 0
    found = read(written(tmp_path / "预算.xlsx", [BUDGET, ["2021预算", *SPENDING[0][1:]], SPENDING[2]]))
    assert [reject.found for reject in found.tables[0].rejects] == ["2021预算"]


def test_the_year_may_stand_in_the_title_of_each_sheet(read, tmp_path):
    path = tmp_path / "支出.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for year, spent in ((2021, 3.2), (2022, 3.3)):
            sheet = made.add_worksheet(f"表{year % 10}")
            lines = [[f"某县{year}年教育支出"], ["单位：亿元"], BUDGET[1:], ["小学", spent, 20000]]
            for row, line in enumerate([[*line] for line in lines]):
                sheet.write_row(row, 0, [str(cell).replace("（万元）", "") if row == 2 else cell for cell in line])
    found = read(path)
    assert value(found, "funding.general_budget", 2021) == 320_000_000
    assert value(found, "funding.general_budget_growth", 2022) == Fraction("3.125")


def test_a_row_of_a_group_that_no_word_tells_may_be_a_total(read, tmp_path):
    rows = [BUDGET, ["2021", "义务教育", 53000, 30000], *SPENDING[:2]]
    found = read(written(tmp_path / "支出.xlsx", rows))
    (spent,) = [f for f in found.facts if f.id == "funding.general_budget"]
    assert (spent.value.low, spent.value.high) == (530_000_000, 1_060_000_000)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("教育支出表（单位：万元）", ""),
        ("教育支出表", "单位:人民币万元"),
        ("教育支出表", "（万元）"),
        ("教育支出表", "单位：万元、人"),
    ],
)
def test_where_the_unit_of_a_table_may_stand(read, tmp_path, title, told):
    head = [each.replace("（万元）", "") for each in BUDGET]
    found = read(written(tmp_path / "支出.xlsx", [[title], [told], head, *SPENDING[:1]]))
    assert value(found, "funding.general_budget", 2021) == 320_000_000


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("32,000", None),
        ("￥32,000", None),
        ("¥ 32000.00", None),
        ("32000万", None),
        ("3.2亿元", None),
        ("约32000", "number"),
    ],
)
def test_how_an_amount_may_be_written(read, tmp_path, cell, code):
    found = read(written(tmp_path / "支出.xlsx", [BUDGET, ["2021", "小学", cell, 20000], SPENDING[2]]))
    assert [reject.code for reject in found.tables[0].rejects] == ([code] if code else [])
    if code is None:
        assert value(found, "funding.general_budget", 2021) == 320_000_000


@pytest.mark.parametrize(("form", "raw"), [("0!.0,", 320_000_000), ('#,##0.00"万元"', 32_000), ("#,##0", 32_000)])
def test_a_format_that_shows_another_unit_is_read_as_it_shows(read, tmp_path, form, raw):
    path = tmp_path / "支出.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, shown = made.add_worksheet(), made.add_format({"num_format": form})
        sheet.write_row(0, 0, BUDGET)
        sheet.write_row(1, 0, SPENDING[0])
        sheet.write_number(1, 2, raw, shown)
    assert value(read(path), "funding.general_budget", 2021) == 320_000_000


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_numbers_that_commas_cut_apart_are_asked_about(read, tmp_path, long):
    path = tmp_path / "支出.csv"
    path.write_text("年度,学段,支出,在校生数\n2021,小学,31,900,20,100\n2022,小学,32,900,20,000\n", encoding="utf-8")
    found = read(path, as_file=long)
    assert not found.facts
    assert [question.code for question in found.questions] == ["cut_numbers"]


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_what_is_struck_out_does_not_count_and_is_told(read, tmp_path, suffix):
    path = tmp_path / "支出.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, struck = made.add_worksheet(), made.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, BUDGET)
        for row, line in enumerate(SPENDING, 1):
            sheet.write_row(row, 0, line)
        sheet.write_row(4, 0, ["2022", "初中", 99999, 1], struck)
    if suffix != "xlsx":
        source, path = path, path.with_suffix(f".{suffix}")
        convert(source, path)
    assert value(read(path), "funding.general_budget", 2022) == 330_000_000
    assert "划掉的文字4处，未计入。" in run("facts", str(path), "--lang", "zh").out


def test_parts_of_pay_side_by_side_are_asked_about(read, tmp_path):
    head = ["姓名", "单位", "人员类别", "岗位性质", "月份", "基本工资", "津贴补贴", "绩效工资"]
    rows = [head, ["甲某", "城东小学", "专任教师", "在编", "2022-01", 4000, 1500, 1200]]
    (question,) = read(written(tmp_path / "工资.xlsx", rows)).questions
    assert "side by side" in str(question.message) and "template payroll" in str(question.message)


def test_cells_that_lack_the_same_are_told_in_one_sentence(tmp_path):
    head = ["姓名", "单位", "人员类别", "岗位性质", "月份", "工资项目", "金额（元）"]
    rows = [[f"甲{month}", "城东小学", "专任教师", "在编", f"2022-{month:02}", "独生费", 40] for month in range(1, 13)]
    told = run("tables", str(written(tmp_path / "工资.xlsx", [head, *rows])), "--lang", "zh").out
    assert told.count("独生费") == 1
    assert "另有 11 处相同，至 表1!F13" in "".join(told.split("\n")).replace("      ", "")


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_a_rejected_cell_that_holds_a_name_is_not_shown(read, tmp_path, long):
    head = ["姓名", "单位", "人员类别", "岗位性质", "月份", "工资项目", "金额（元）"]
    rows = [["张大强", "城东小学", "专任教师", "在编", "2022-01", "基本工资", "张大强停薪"]]
    found = read(written(tmp_path / "工资.csv", [head, *rows]), as_file=long)
    assert [(reject.column, reject.found) for reject in found.tables[0].rejects] == [("amount", "")]
