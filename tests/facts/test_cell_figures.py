"""A bare number in a table is a figure: its unit, period and label stand in the heads around it."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from rules_engine.documents.document import grids_of
from rules_engine.documents.read import read_document
from rules_engine.facts.cell_heads import words_of_cells
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset

_RULESET = Path(__file__).parents[2] / "rulesets/rules_engine_rulesets/chongqing-county-2023"


@pytest.fixture(scope="module")
def vocabulary():
    return load_ruleset(_RULESET, load_plugins().checks).vocabulary


@pytest.fixture
def told(vocabulary):
    def told_of(text: str) -> list[str]:
        document = read_document("表.csv", text.encode(), {})
        mentions = read_contents([document], vocabulary).mentions
        for mention in mentions:
            assert document.text[mention.anchor.start : mention.anchor.end] == mention.quote
        return [
            " ".join(filter(None, (m.quote, f"{m.number}", m.unit, m.period and str(m.period), m.fact)))
            for m in mentions
        ]

    return told_of


@pytest.mark.parametrize(
    ("table", "figures"),
    [
        # The unit stands in the head of the column, in brackets or behind a slash, at any level of it.
        ("单位名称,金额（万元）\n甲中心,123.4\n", ["123.4 1234000 元"]),
        ("单位名称,金额/千元\n甲中心,12\n", ["12 12000 元"]),
        ("名目,支出(万元),\n,预算,决算\n修缮,10,12\n", ["10 100000 元", "12 120000 元"]),
        # Or in the head of the row, in a column of units, in a line above, or before the number.
        ("指标,数值\n某种比率（%）,5.2\n", ["5.2 26/5 %"]),
        ("指标,单位,数值\n某种投入,万元,8\n", ["8 80000 元"]),
        ("支出统计表,,\n单位：万元,,\n名目,上半年,下半年\n修缮,3,4\n", ["3 30000 元", "4 40000 元"]),
        ('名目,花费\n修缮,"￥1,250.50"\n', ["￥1,250.50 2501/2 元"]),
        # What counts is no money, whatever the line above says.
        ("单位：万元,,\n名目,花费,参加人数\n修缮,3,25\n", ["3 30000 元", "25 25"]),
        # Bounds, ranges, parts, growth by arrows, and multiples of its own are read in the unit of the heads.
        ("指标,数值\n某种比率（%）,≥95\n某种幅度（%）,↓3.2\n", ["≥95 95 %", "3.2 -16/5 %"]),
        ("名目,花费（万元）\n修缮,12～15\n购置,11万\n", ["12～15 120000 元", "11万 110000 元"]),
        (
            '名目,人数（人）\n甲,"2,105（其中女1,300）"\n乙,26/28\n',
            ["2,105 2105 人", "1,300 1300 人", "26 26 人", "28 28 人"],
        ),
        # The lower line of a head stands under one that is merged over several columns.
        ("名目,花费（元）,,备注\n,甲,乙,\n修缮,3,4,无\n", ["3 3 元", "4 4 元"]),
        # A number without any unit is a figure all the same, full-width digits and thousands too.
        ('名目,甲,乙\n丙,８６０,"1,204"\n', ["８６０ 860", "1,204 1204"]),
    ],
)
def test_the_unit_of_a_bare_number_stands_in_its_heads(told, table, figures):
    assert told(table) == figures


def test_the_period_stands_in_the_head_of_the_column_or_of_the_row(told):
    assert told("名目,2021年,2022\n修缮,3,4\n") == ["3 3 2021", "4 4 2022"]
    assert told("年度,修缮,购置\n2021,3,4\n2022,5,6\n") == ["3 3 2021", "4 4 2021", "5 5 2022", "6 6 2022"]


def test_a_number_like_a_year_is_none_under_a_head_of_its_own(told):
    assert told("人数（人）,班数（班）\n2015,40\n2016,41\n") == ["2015 2015 人", "40 40 班", "2016 2016 人", "41 41 班"]


@pytest.mark.parametrize(
    "table",
    [
        "序号,名称,备注\n1,甲,无\n2,乙,无\n",
        "甲,名称\n1,丙\n2,丁\n3,戊\n",
        "名称,联系电话\n甲,62345678\n",
        "名称,学号\n甲,20220101\n",
        "名称,建成年份\n甲,2019\n",
        "名称,邮编\n甲,405200\n",
        "名称,说明\n甲,007\n",
    ],
)
def test_what_counts_rows_dates_or_names_is_no_figure(told, table):
    assert told(table) == []


def test_rows_that_number_the_columns_are_no_figures(told):
    assert told("名称,花费,人数\n甲,1,2\n修缮,30,40\n") == ["30 30", "40 40"]


def test_a_number_is_bound_where_the_head_of_its_row_says_what_it_is_of(told):
    assert told("指标,单位,2021年,2022年\n学前三年毛入园率,%,91.2,93.5\n小学学校数,所,26,25\n") == [
        "91.2 456/5 % 2021 preschool.gross_enrolment",
        "93.5 187/2 % 2022 preschool.gross_enrolment",
        "26 26 所 2021 scale.primary_schools",
        "25 25 所 2022 scale.primary_schools",
    ]


def test_the_head_of_a_row_says_nothing_where_that_of_the_column_does(told):
    assert told("学校,专任教师（人）\n城东小学,512\n") == ["512 512 人"]
    assert told("指标,全市平均,全县\n学前三年毛入园率（%）,95.0,82.0\n") == [
        "95.0 95 %",
        "82.0 82 % preschool.gross_enrolment",
    ]


def test_under_a_topic_the_head_of_the_column_says_what_a_number_is_of(told):
    assert told("学段,专任教师（人）\n小学,512\n初中,301\n") == [
        "512 512 人 staff.teachers_primary",
        "301 301 人 staff.teachers_junior",
    ]


def test_years_may_stand_in_the_rows_and_what_is_counted_in_the_columns(told):
    assert told("年份,学前三年毛入园率（%）,高中阶段毛入学率（%）\n2021年,90.1,95.8\n2022年,92.6,96.2\n") == [
        "90.1 901/10 % 2021 preschool.gross_enrolment",
        "95.8 479/5 % 2021 senior.gross_enrolment",
        "92.6 463/5 % 2022 preschool.gross_enrolment",
        "96.2 481/5 % 2022 senior.gross_enrolment",
    ]


@pytest.mark.parametrize("years", ["2021年,2022年", "2021年度,2022年度", "2021,2022"])
def test_a_figure_with_its_unit_belongs_to_its_column_too(told, years):
    assert told(f"指标,{years}\n学前三年毛入园率,88.0%,82.0%\n小学学校数,26所,25所\n") == [
        "88.0% 88 % 2021 preschool.gross_enrolment",
        "82.0% 82 % 2022 preschool.gross_enrolment",
        "26所 26 所 2021 scale.primary_schools",
        "25所 25 所 2022 scale.primary_schools",
    ]


def test_a_figure_with_its_unit_is_none_of_what_stands_beside_it(told):
    assert told("年份,学前三年毛入园率,高中阶段毛入学率\n2022年,95.0%,88.0%\n") == [
        "95.0% 95 % 2022 preschool.gross_enrolment",
        "88.0% 88 % 2022 senior.gross_enrolment",
    ]


def test_the_last_year_is_that_before_the_year_of_the_table(told):
    table = "指标,上年,本年\n学前三年毛入园率,90.1%,92.6%\n"
    assert told(f"2022年普及情况表,,\n{table}") == [
        "90.1% 901/10 % 2021 preschool.gross_enrolment",
        "92.6% 463/5 % 2022 preschool.gross_enrolment",
    ]
    assert told(table) == ["90.1% 901/10 %", "92.6% 463/5 % preschool.gross_enrolment"]


@pytest.mark.parametrize(
    "table", ["单位：%,,\n指标,2022年\n学前三年毛入园率,92.6\n", "指标（%）,2022年\n学前三年毛入园率,92.6\n"]
)
def test_a_percentage_may_be_told_above_or_in_the_corner(told, table):
    assert told(table) == ["92.6 463/5 % 2022 preschool.gross_enrolment"]


def test_the_number_of_standard_schools_is_no_bound(vocabulary):
    document = read_document("表.csv", "年份,标准化学校数（所）,目标值（所）\n2022年,31,40\n".encode(), {})
    assert [mention.kind for mention in read_contents([document], vocabulary).mentions] == ["achieved", "target"]


def test_rows_that_would_tell_the_same_are_single_schools_and_bound_to_nothing(told):
    table = "单位：人,,\n学校,2021年,2022年\n城东小学,512,530\n城西小学,310,305\n"
    assert [line.count(".") for line in told(table)] == [0, 0, 0, 0]


def test_an_aim_and_a_bound_are_no_achievements(vocabulary):
    document = read_document("表.csv", "指标,国家标准,目标值,现状\n某种面积（平方米）,4.5,6,5\n".encode(), {})
    mentions = read_contents([document], vocabulary).mentions
    assert [mention.kind for mention in mentions] == ["threshold", "target", "achieved"]


def test_a_figure_with_its_own_unit_is_no_achievement_in_a_column_of_bounds_either(vocabulary):
    document = read_document("表.csv", "指标,标准,现状\n某种面积,4.5平方米以上,5平方米\n".encode(), {})
    assert [mention.kind for mention in read_contents([document], vocabulary).mentions] == ["threshold", "achieved"]


def test_the_title_of_a_table_tells_its_year(told):
    assert told("某县2022年修缮统计表,\n名目,花费（元）\n修缮,3\n") == ["3 3 元 2022"]


def test_bare_numbers_take_no_part_in_sums_of_sentences(vocabulary):
    document = read_document("表.csv", "学段,共有（人）,男（人）,女（人）\n小学,100,40,50\n".encode(), {})
    contents = read_contents([document], vocabulary)
    assert len(contents.mentions) == 3 and not contents.relations


def test_relations_of_the_text_cite_the_right_figures_beside_bare_numbers(vocabulary):
    text = "名目,花费\n修缮,3\n全县小学教师100人，其中男教师40人、女教师50人。,\n购置,4\n"
    contents = read_contents([read_document("表.csv", text.encode(), {})], vocabulary)
    cited = [[contents.mentions[index].quote for index in relation.mentions] for relation in contents.relations]
    assert all("3" not in quotes and "4" not in quotes for quotes in cited)
    assert [mention.quote for mention in contents.mentions] == ["3", "100人", "40人", "50人", "4"]


def test_people_are_told_the_heads_of_a_bare_number():
    document = read_document("表.csv", "学段,教师,\n,男,女\n小学,51,60\n".encode(), {})
    assert list(words_of_cells(document).values()) == ["小学 · 教师 · 男", "小学 · 教师 · 女"]


def test_tables_come_back_from_the_names_of_their_cells():
    document = read_document("表.csv", "甲,乙\n丙,5\n\n丁,6\n".encode(), {})
    (grid,) = grids_of(document.text, document.blocks)
    (own,) = document.grids
    assert [[(c.row, c.column, c.start, c.end, c.text) for c in row] for row in grid.rows] == [
        [(c.row, c.column, c.start, c.end, c.text) for c in row] for row in own.rows
    ]


def test_what_a_format_shows_in_brackets_is_below_nought(vocabulary):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["指标", "2022年"])
    sheet.append(["一般公共预算教育支出增幅", -0.0433])
    sheet["B2"].number_format = "0.00%;[Red](0.00%)"
    stream = BytesIO()
    workbook.save(stream)
    (mention,) = read_contents([read_document("表.xlsx", stream.getvalue(), {})], vocabulary).mentions
    assert (mention.quote, float(mention.number), mention.unit) == ("4.33%", -4.33, "%")
