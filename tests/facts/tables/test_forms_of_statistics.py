"""Tables as statistical forms print them: heads in two lines, numbered columns, headers that ask, ticks in words."""

import csv

import pytest

from tests.cli.commands import run
from tests.facts.tables.conftest import value
from tests.facts.tables.test_as_offices_write import book

SCHOOLS = [
    ["某县2022—2023学年义务教育学校基本情况"],
    ["单位：人、平方米、万元"],
    ["序号", "学校名称", "学段", "班数", "学生数", "", "专任教师", "", "", "校舍面积", "", "教学仪器设备值（万元）"],
    ["", "", "", "", "合计", "其中：女", "合计", "高于规定学历", "骨干教师", "教学及辅助用房", "其他", ""],
    ["甲", "乙", "丙", 1, "2=3+4", 3, 4, 5, 6, 7, 8, 9],
    [1, "城关一小", "小学", 36, 1600, 780, 88, 80, 20, 8000, 12500, 320],
    [2, "城关二小", "小学", 24, 1000, 520, 60, 50, 12, 5000, 8800, 200],
    [3, "城关中学", "初中", 42, 2050, 990, 160, 150, 33, 14000, 26000, 610],
    ["合计", "", "", 102, 4650, 2290, 308, 280, 65, 27000, 47300, 1130],
]
SPANS = [(2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 2, 8), (2, 9, 2, 10)]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "long csv"])
def test_a_total_below_its_head_and_a_row_that_numbers_the_columns(read, tmp_path, suffix):
    path = tmp_path / f"学校.{suffix[-4:].strip()}"
    if suffix == "xlsx":
        book(path, SCHOOLS, SPANS)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(SCHOOLS)
    found = read(path, as_file=suffix == "long csv")
    (table,) = found.tables
    assert (table.rows, table.rejected) == (3, 0)
    assert dict(table.files[0].left_out)["numbering"] == 1
    assert table.files[0].columns["pupils"][0] == "学生数"
    assert table.files[0].columns["degree"][0] == "高于规定学历"
    assert value(found, "scale.students_primary") == 2600
    assert value(found, "balance.cv_primary_rooms") == 0


def test_columns_that_a_head_parts_are_not_taken_for_the_whole(read, tmp_path):
    lines = [
        ["2022年教育重点项目建设情况表（单位：万元）"],
        ["序号", "项目名称", "建设地点", "总投资", "", "建设进度"],
        ["", "", "", "计划投资", "完成投资", ""],
        [1, "三小新建", "城区", 4800, 3000, "在建"],
        [2, "宿舍", "乡镇", 800, 800, "已投入使用"],
    ]
    found = read(book(tmp_path / "项目.xlsx", lines, [(1, 3, 1, 4)]))
    (table,) = found.tables
    assert (table.rows, table.rejected) == (2, 0)
    assert "investment" not in table.files[0].columns
    assert value(found, "projects.township_completed") == 1


def test_headers_that_ask_and_cells_that_answer_in_words(read, tmp_path):
    lines = [
        ["截至2022年12月"],
        [
            "学校（幼儿园）名称",
            "专职保安员（人）",
            "是否实现封闭化管理",
            "一键式报警装置是否安装",
            "视频监控是否与公安机关联网",
        ],
        ["城关一小", 4, "已封闭", "已安装", "已联网"],
        ["大山小学", 0, "是", "未安装", "未联网"],
    ]
    found = read(book(tmp_path / "安防.xlsx", lines))
    assert found.tables[0].rejected == 0
    assert value(found, "safety.guards") == value(found, "safety.alarm_video") == 50
    assert value(found, "safety.closed_campus") == 100


WIDE = ["姓名", "单位", "人员类别", "编制", "岗位工资", "绩效工资", "实发合计"]
OTHER_KIND = ["年度", "教育阶段", "教育事业费支出", "在校生数"]
BY_YEAR = ["学段", "支出", "在校生数", "增幅"]


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (WIDE, ["某人", "一小", "教师", "在编", 2500, 2200, 4700], "缺少：月份、工资项目、金额"),
        (OTHER_KIND, [2022, "小学", 100, 20], "缺少：一般公共预算教育支出"),
        (BY_YEAR, ["小学", 100, 20, 3], "缺少：年度"),
        (["学校名称", "学段", "校长"], ["一小", "小学", "某人"], "最接近义务教育学校办学条件一览表"),
    ],
)
def test_what_is_no_declared_table_is_told_what_it_lacks(tmp_path, header, row, told):
    path = book(tmp_path / "表.xlsx", [header, row])
    ran = run("--lang", "zh", "tables", path, cwd=tmp_path)
    assert ran.code == 0
    assert told in "".join(ran.out.split())


def test_a_needed_column_in_parts_is_asked_about(read, tmp_path):
    lines = [["学校", "学段", "班级", "学生数", ""], ["", "", "", "男", "女"], ["一小", "小学", "1", 20, 22]]
    found = read(book(tmp_path / "班额.xlsx", lines, [(0, 3, 0, 4)]))
    assert not found.facts
    assert [question.code for question in found.questions] == ["missing_columns"]


def test_groups_of_rows_with_their_subtotals_are_no_rows(read, tmp_path):
    lines = [
        ["2022年"],
        ["序号", "学校名称", "学段", "学生数（人）"],
        ["一", "小学"],
        [1, "一小", "小学", 450],
        [2, "二小", "小学", 500],
        ["小学小计", "", "", 950],
        ["二", "初中"],
        [1, "一中", "初中", 480],
        ["合 计", "", "", 1430],
    ]
    found = read(book(tmp_path / "学校.xlsx", lines))
    assert (found.tables[0].rows, found.tables[0].rejected) == (3, 0)
    assert value(found, "scale.students_primary") == 950
