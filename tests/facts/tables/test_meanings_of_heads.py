"""Heads that nobody listed are known by what their words mean; what may mean two columns is asked about."""

import pytest

from rules_engine.facts.tables.catalogue import tables_of
from rules_engine.facts.tables.meanings import meaning
from tests.facts.tables.conftest import value
from tests.tables.generator import Made

PAYROLL = [
    ["张一", "城东小学", "教师", "在编", "2022-01", "基本工资", 3500],
    ["张二", "区财政局", "公务员", "在编", "2022-01", "基本工资", 4500],
]


@pytest.mark.parametrize(
    "heads",
    [
        ["员工姓名", "工作单位（学校）", "身份类别", "是否在编", "月", "薪资项目", "应发工资"],
        ["教职工姓名", "单位全称", "人员属性", "编制形式", "工资月份", "发放科目", "发放数额"],
        ["证件号", "部门", "职务类别", "用工方式", "年月", "薪酬类别", "实发工资(元)"],
        ["人员编码", "预算单位", "岗位身份", "聘用形式", "所属年月", "工资科目", "发放额（元）"],
        ["身份证件号码", "供职单位", "人员类型", "人员编制类别", "月份（年-月）", "工资项目名称", "金额"],
        ["老师姓名", "所在学校", "人员种类", "编制属性", "发薪月份", "工资名目", "发放数额"],
    ],
)
def test_payrolls_under_heads_of_many_offices(read, heads):
    evidence = read(Made("工资", heads, PAYROLL))
    assert not evidence.questions
    assert [table.id for table in evidence.tables] == ["payroll"]


@pytest.mark.parametrize(
    ("heads", "rows", "fact", "expected"),
    [
        (
            ["校名", "学段", "年级", "班级编号", "班级规模"],
            [["甲", "小学", "一", "1", 43], ["甲", "小学", "一", "2", 67]],
            "compulsory.super_large_classes",
            1,
        ),
        (
            ["学校名称", "层次", "所在年级", "班次", "班级学生总人数（人）"],
            [["甲", "小学", "一", "1", 43], ["甲", "小学", "一", "2", 67]],
            "compulsory.super_large_classes",
            1,
        ),
        (
            ["园所", "办园类别", "幼儿总数", "专任老师"],
            [["甲", "公办", 300, 20], ["乙", "普惠性民办", 100, 8]],
            "preschool.public_share",
            75,
        ),
        (
            ["工程名称", "城乡类别", "当前进度", "投资总额(万元)"],
            [["甲", "城区", "已竣工", 320]],
            "projects.urban_completed",
            1,
        ),
        (
            ["校园", "安保人员数", "封闭化管理情况", "一键报警器安装", "视频监控接入公安机关情况"],
            [["甲", 2, "是", "是", "是"], ["乙", 0, "是", "是", "是"]],
            "safety.guards",
            50,
        ),
        (["学校名称", "学段", "事业编制数", "在校生人数"], [["甲", "小学", 48, 860]], "staff.posts_total", 48),
        (
            ["单位名称", "学段类别", "学生规模", "高一级学历教师数"],
            [["甲", "小学", 860, 52]],
            "scale.students_primary",
            860,
        ),
    ],
)
def test_other_tables_under_heads_that_nobody_listed(read, heads, rows, fact, expected):
    evidence = read(Made("表", heads, rows))
    assert not evidence.questions
    assert value(evidence, fact, None) == expected


def test_a_number_of_classes_is_no_number_of_pupils(read):
    evidence = read(Made("表", ["学校", "学段", "班级", "班级数"], [["甲", "小学", "1", 43]]))
    assert not evidence.tables


def test_words_that_mean_the_same_never_stand_for_two_columns_of_a_table(rules):
    """Where they do, as 岗位类别 and 岗位类型 of a payroll, only the words as listed tell the column."""
    shared = []
    for table in tables_of(rules.vocabulary).values():
        meanings: dict[str, set[str]] = {}
        for column in table.columns.values():
            for alias in column.headers:
                meanings.setdefault(meaning(alias), set()).add(column.id)
        shared += [(table.id, *sorted(ids)) for ids in meanings.values() if len(ids) > 1]
    assert shared == [("payroll", "post", "role")]


def test_what_may_be_either_of_two_columns_is_asked_about(read):
    heads = ["姓名", "单位", "岗位种类", "是否在编", "月份", "工资项目", "金额"]
    (question,) = read(Made("工资", heads, PAYROLL)).questions
    assert question.code == "missing_columns"


@pytest.mark.parametrize("month", ["2022-13", "2022-00", "20221", "2022-1-32日半", "十三月"])
def test_what_is_no_month_is_listed_by_its_cell_and_never_cut_to_one(read, month):
    rows = [[*row] for row in PAYROLL]
    rows[0][4] = month
    heads = ["姓名", "单位", "人员类别", "编制", "月份", "工资项目", "金额"]
    (table,) = read(Made("工资", heads, rows)).tables
    assert [(reject.cell, reject.code) for reject in table.rejects] == [("Sheet1!E2", "month")]
