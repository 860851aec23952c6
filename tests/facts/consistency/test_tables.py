"""Tables inside a report: totals, shares and growths are held against the cells that make them."""

import pytest

from rules_engine.documents.read import read_document
from rules_engine.facts.reading import read_contents


@pytest.fixture
def raised(vocabulary):
    def raised_of(table: str, name: str = "表.csv") -> list[tuple[str, ...]]:
        contents = read_contents([read_document(name, table.encode(), {})], vocabulary)
        return [
            (relation.kind, relation.status, *(contents.mentions[index].anchor.block for index in relation.mentions))
            for relation in contents.relations
        ]

    return raised_of


def sums(*cells: str) -> list[tuple[str, ...]]:
    return [("sum", "contradictory", *cells)]


STAGES = "学段,学校数（所）,在校生（人）,专任教师（人）\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # A row of totals below its parts or above them; the other columns say that these are all of it.
        (f"{STAGES}小学,45,32106,1874\n初中,17,15840,1237\n合计,62,47946,3211\n", sums("D4", "D2", "D3")),
        (f"{STAGES}总计,62,47946,3111\n小学,45,32106,1874\n初中,16,15840,1237\n", sums("B2", "B3", "B4")),
        # A column of totals, behind its parts or before them; shares of years.
        ("学校,小学,初中,合计\n甲校,120,80,200\n乙校,300,160,460\n丙校,210,90,310\n", sums("D4", "B4", "C4")),
        (
            "年份,合计,中央,县级\n2020,80.5,50.2,30.3\n2021,95.0,60.0,35.0\n2022,98.0,61.0,36.0\n",
            sums("B4", "C4", "D4"),
        ),
        # Subtotals, each of the rows since the last.
        (
            "类别,校数,人数\n公办小学,20,8000\n民办小学,5,1000\n小计,25,9000\n公办初中,10,5000\n民办初中,2,600\n"
            "小计,12,5500\n合计,37,14600\n",
            sums("C7", "C5", "C6"),
        ),
        # Under a head of two lines each group has its total.
        (
            "学段,教师（人）,,,学生（人）,,\n,合计,男,女,合计,男,女\n小学,100,40,60,1000,500,500\n"
            "初中,80,30,50,900,450,460\n高中,60,25,35,700,340,360\n合计,240,95,145,2600,1290,1320\n",
            sums("E4", "F4", "G4") + sums("E6", "F6", "G6"),
        ),
        # One column alone shows a slip where one wrong digit is all there is between.
        ("学段,校数（所）\n小学,26\n初中,12\n合计,39\n", sums("B4", "B2", "B3")),
        # The share of an amount in its total, the growth of a year over the one before.
        (
            "学段,教师（人）,占比（%）\n幼儿园,500,12.5\n小学,1874,46.8\n初中,1237,30.9\n高中,393,19.8\n合计,4004,100\n",
            [("rate", "contradictory", "C5", "B5", "B6")],
        ),
        (
            "项目,2021年（万元）,2022年（万元）,增长（%）\n事业费,12345.6,13456.7,9.0\n基建,2300.1,2450.3,7.53\n",
            [("growth", "contradictory", "D3", "C3", "B3")],
        ),
        (
            "指标,本年,上年,比上年增减,增长%\n小学（人）,32106,31206,900,2.88%\n初中（人）,15840,16040,-200,-2.25%\n",
            [("growth", "contradictory", "E3", "B3", "C3")],
        ),
        (
            "指标,本年,上年,增减\n小学（人）,32106,31206,900\n初中（人）,15840,16040,-300\n",
            [("growth", "contradictory", "D3", "B3", "C3")],
        ),
    ],
)
def test_what_the_cells_do_not_make_cites_them(raised, table, expected):
    assert raised(table) == expected


@pytest.mark.parametrize(
    "table",
    [
        f"{STAGES}小学,45,32106,1874\n初中,17,15840,1237\n合计,62,47946,3111\n",
        # Rounding
        "项目,2021年（万元）,2022年（万元）,增长（%）\n甲,12345.6,13456.7,9.0\n乙,2300.1,2450.3,6.53\n合计,14645.8,15907.0,8.61\n",
        "学段,教师（人）,占比（%）\n小学,1874,60.2\n初中,1237,39.8\n合计,3111,100\n",
        "项目,金额（亿元）\n甲,1.26\n乙,0.58\n丙,0.31\n合计,2.16\n",
        # Shares, ratios and averages are not added.
        "学段,人数（人）,巩固率（%）,生师比\n小学,32106,99.8,17.1\n初中,15840,98.6,12.8\n合计,47946,99.4,15.4\n",
        "学校,班级数（个）,学生数（人）,平均班额\n甲,12,480,40\n乙,6,210,35\n合计,18,690,38.3\n",
        # 其中 tells some of the row above, a blank cell what nobody knows.
        "类别,校数（所）,人数（人）\n幼儿园,58,12000\n其中：公办,30,7000\n小学,45,30000\n合计,103,42000\n",
        "学段,校数（所）,人数（人）\n小学,45,32106\n初中,17,15840\n特教,1,\n合计,63,48000\n",
        # Qualities that overlap under a total: most rows show that these are no parts.
        ",专任教师,,\n学校,合计,骨干,高学历\n甲校,88,20,80\n乙校,60,12,52\n丙校,160,33,150\n",
        # What was paid out is not what it was made of.
        "项目,岗位工资,绩效工资,应发合计,扣款,实发合计\n一月,2500,2200,4700,700,4000\n二月,2500,2300,4800,800,4000\n",
        # Nothing is worked out where no head says so.
        "学校,学生数（人）,教师数（人）\n甲校,480,30\n乙校,210,16\n丙校,690,47\n",
        "题目,合计,满意,不满意\n教学,100%,95%,5%\n食堂,100%,80%,10%\n",
        "项目,2019年,2022年,增长（%）\n甲,100,150,5.0\n乙,200,300,6.0\n",
    ],
)
def test_what_fits_or_nothing_promises_is_silent(raised, table):
    assert raised(table) == []


def test_a_table_of_a_page_is_read_alike(raised):
    cells = [
        ["学段", "校数（所）", "人数（人）"],
        ["小学", "45", "32106"],
        ["初中", "17", "15840"],
        ["合计", "63", "47946"],
    ]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = f"<html><body><p>某县2022年情况如下。</p><table>{rows}</table></body></html>"
    assert raised(page, "表.html") == sums("table 1!B4", "table 1!B2", "table 1!B3")


def test_the_heads_of_rows_are_not_told_for_they_may_be_names(vocabulary):
    table = "姓名,一月,二月,合计\n赵一,100,200,300\n钱二,100,200,310\n孙三,100,200,300\n"
    [relation] = read_contents([read_document("表.csv", table.encode(), {})], vocabulary).relations
    assert "钱二" not in str(relation.statement)
    assert relation.code == "table_sum_differs"
