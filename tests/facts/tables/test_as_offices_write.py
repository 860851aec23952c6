"""Tables as offices hand them in: titles, merged headers, lines of units, footnotes, subtotals, dashes, slips."""

from datetime import date
from fractions import Fraction

import pytest
import xlsxwriter

from rules_engine.values.number import round_half_up
from tests.cli.commands import run
from tests.facts.tables.conftest import value
from tests.formats.reports import convert
from tests.tables import generator

SAFETY = [
    ["某县2022年中小学幼儿园校园安全防范设施统计表"],
    ["填报单位：某县教委（盖章）", "", "", "", "", "单位：人、所"],
    ["序号", "学校（园）名称", "保安", "封闭管理", "技防", "", "备注"],
    ["", "", "专职保安人数", "", "一键报警", "视频监控联网", ""],
    [1, "第一小学", "２", "是", "有", "√"],
    [2, "第二小学", "1 人", "√", "有", "√"],
    [],
    ["", "小计", "3"],
    [3, "第三小学", "—", "是", "有", "√"],
    [4, "第四小学", 3, "否", "有", "×"],
    ["合计", "4所", "6"],
    [],
    ["注：专职保安为与保安公司签订合同者。"],
    ["填表人：李某某", "", "审核人：王某某", "", "联系电话：13800001111", "", "填表日期：2022年12月31日"],
]
MERGED = [(0, 0, 0, 6), (2, 0, 3, 0), (2, 1, 3, 1), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 3, 6)]


def book(path, lines, merged=(), hidden=()):
    with xlsxwriter.Workbook(str(path)) as made:
        day = made.add_format({"num_format": 'yyyy"年"m"月"'})
        sheet = made.add_worksheet("表1")
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif cell != "":
                    sheet.write(row, column, cell)
        for area in merged:
            first = lines[area[0]][area[1]]
            sheet.merge_range(*area, first)
        if hidden:
            other = made.add_worksheet("旧表")
            for row, line in enumerate(hidden):
                other.write_row(row, 0, line)
            other.hide()
    return path


def test_titles_merged_headers_footnotes_subtotals_and_dashes(read, tmp_path):
    found = read(book(tmp_path / "安防.xlsx", SAFETY, MERGED))
    (table,) = found.tables
    assert (table.rows, dict(table.files[0].left_out)) == (4, {"note": 2, "total": 2})
    # A dash is neither a nought nor passed over.
    assert [(reject.cell, reject.code, reject.found) for reject in table.rejects] == [("表1!C9", "blank", "—")]
    (guards,) = [fact for fact in found.facts if fact.id == "safety.guards"]
    assert (guards.value.low, guards.value.high) == (75, 100)
    assert value(found, "safety.closed_campus") == value(found, "safety.alarm_video") == 75


def test_a_hidden_sheet_is_told(read, tmp_path):
    hidden = [["学校名称", "专职保安人数", "封闭管理", "一键报警", "视频监控联网"], ["旧小学", 1, "是", "有", "√"]]
    (table,) = read(book(tmp_path / "安防.xlsx", SAFETY, MERGED, hidden)).tables
    assert [file.grid for file in table.files] == ["表1", "旧表"]
    assert any("旧表" in str(remark) and "hidden" in str(remark) for remark in table.remarks)


LINES = ["某县一般公共预算教育支出,,,", "年度,学段,支出,在校生数", ",,（万元）,（人）"]
for year in (2021, 2022):
    LINES += [f'{year}年,小学,"{45000 + 300 * (year - 2021):,}.50",30000', f"{year}年,初中,３００００,15000"]
    LINES += [f'{year}年,合计,"75,000.50",45000']
LINES += ["备注：数据来自财政决算,,,"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_line_of_units_below_the_header_in_any_encoding(read, tmp_path, encoding):
    path = tmp_path / "支出.csv"
    path.write_bytes("\r\n".join(LINES).encode(encoding))
    found = read(path)
    assert found.tables[0].rejected == 0
    assert found.tables[0].files[0].columns["spending"][1] == "万元"
    assert value(found, "funding.general_budget", 2021) == 750005000
    assert value(found, "funding.per_student.primary", 2022) == round_half_up(Fraction(453005000, 30000))


def test_months_that_are_dates_behind_their_format(read, tmp_path):
    made = generator.payroll()
    rows = [[*row[:5], date(2022, int(row[5][5:]), 1), row[6], float(row[7])] for row in made.rows]
    found = read(book(tmp_path / "工资.xlsx", [made.above[0], made.header, *rows]))
    assert found.tables[0].rejected == 0
    assert value(found, "pay.teacher_average") == value(read(generator.payroll()), "pay.teacher_average")


def test_a_misspelt_header_is_offered_its_nearest(read, tmp_path):
    made = generator.classes()
    made.header[1] = "学断"
    (question,) = read(made).questions
    assert question.code == "missing_columns"
    assert "学断 ≈ 学段" in str(question.message)
    made.write(tmp_path / "班额.xlsx")
    assert "学断 ≈ 学段" in run("tables", tmp_path / "班额.xlsx", cwd=tmp_path).out


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_cells_merged_over_rows_hold_for_each(read, tmp_path, suffix):
    """A school's name beside its classes; an amount merged over rows may be of them all, and stays open."""
    lines = [["2022年班额表"], ["学校", "学段", "班级", "班额"]]
    lines += [["第一小学" if n == 0 else "第二小学" if n == 4 else "", "小学", f"{n}班", 40 + n] for n in range(8)]
    lines[5][3] = ""
    path = book(tmp_path / "班额.xlsx", lines, [(2, 0, 5, 0), (6, 0, 9, 0), (4, 3, 5, 3)])
    if suffix != "xlsx":
        convert(path, path.with_suffix(f".{suffix}"))
    (table,) = read(path.with_suffix(f".{suffix}")).tables
    assert [(reject.cell.rpartition("!")[2], reject.code) for reject in table.rejects] == [("D6", "blank")]


def test_tables_are_read_where_there_is_no_report(tmp_path):
    generator.safety().write(tmp_path / "安防.xlsx")
    book(tmp_path / "通讯录.xlsx", [["部门", "电话"], ["教委", "1"]])
    ran = run("tables", tmp_path, cwd=tmp_path)
    assert ran.code == 0
    assert "27/30" in ran.out and "通讯录.xlsx 表1" in ran.out.partition("None of the declared tables")[2]
    assert run("evaluate", tmp_path, cwd=tmp_path).code == 2
