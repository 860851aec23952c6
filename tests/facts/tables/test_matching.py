from decimal import Decimal

from rules_engine.facts.fact import Level
from tests.facts.tables.conftest import value
from tests.tables import generator
from tests.tables.generator import Made


def small(header=None, above=None, rows=None):
    rows = rows or [[f"第{n}小学", "小学", f"{n}班", 40 + n] for n in range(12)]
    return Made(
        "表", header or ["学校", "学段", "班级", "班额"], rows, above if above is not None else [["2022年班额表"]]
    )


def test_headers_are_known_by_aliases_in_any_order(read):
    made = small(["班级人数", "序号", "学校名称", "班级名称", "层次"])
    made.rows = [[row[3], n, row[0], row[2], row[1]] for n, row in enumerate(small().rows)]
    found = read(made)
    assert found.tables[0].id == "classes"
    assert found.tables[0].files[0].extra == ("序号",)
    assert value(found, "compulsory.super_large_classes") == 0


def test_full_width_blanks_and_marks_in_headers(read):
    made = small(["*学　校：", "学 段", "班\n级", "班额（人）"])
    assert read(made).tables[0].rows == 12


def test_title_rows_notes_totals_and_repeated_headers_are_no_data(read):
    made = small(above=[["某区2022年义务教育学校班额统计表"], ["填报单位：某区教委", "", "单位：人"]])
    made.rows += [["合计", "", "", 551], ["学校", "学段", "班级", "班额"], ["填表人：某某", "", "", None]]
    file = read(made).tables[0].files[0]
    assert (file.rows, dict(file.left_out)) == (12, {"header": 1, "note": 1, "total": 1})


def test_merged_header_cells(read):
    made = generator.schools()
    made.merged = [
        (0, 0, 1, 0, "学校名称"),
        (0, 1, 1, 1, "学段"),
        (0, 2, 1, 2, "在校生数"),
        (0, 3, 0, 5, "教师"),
        (0, 6, 0, 9, "条件"),
    ]
    found = read(made)
    assert found.tables[0].rejected == 0
    assert value(found, "compulsory.cv_primary") == value(read(generator.schools()), "compulsory.cv_primary")


def test_units_in_headers_and_above_them_count_exactly(read):
    yuan = generator.budget()
    for row in yuan.rows:
        row[2] *= 10000
    yuan.header[2] = "一般公共预算教育支出(元)"
    above = generator.budget()
    above.header[2] = "一般公共预算教育支出"
    above.above = [["某区教育支出表"], ["", "", "单位：万元"]]
    slash = generator.budget()
    slash.header[2] = "一般公共预算教育支出/万元"
    for made in (yuan, above, slash):
        assert value(read(made), "funding.general_budget") == 619600000


def test_a_cell_may_tell_its_own_unit_and_separators(read):
    made = generator.budget()
    made.rows[0][2] = "1亿元"
    made.rows[1][2] = "１１，０００．００"
    assert value(read(made), "funding.general_budget", 2021) == 600000000


def test_two_tables_that_fit_equally_are_a_question(read):
    made = Made(
        "两可", ["学校", "学段", "班级", "班额", "在校生数", "核定编制数"], [["甲小学", "小学", "1班", 40, 500, 30]]
    )
    found = read(made)
    assert not found.tables
    assert [question.code for question in found.questions] == ["two_tables"]


def test_a_file_that_lacks_a_column_is_a_question_and_any_other_is_left_alone(read):
    made = generator.payroll()
    made.header[5] = "备用"
    (question,) = read(made).questions
    assert question.code == "missing_columns"
    other = Made("通讯录", ["部门", "电话"], [["教委", "1"]])
    assert not read(other).questions


def test_two_columns_for_one_are_a_question(read):
    made = small(["学校", "学段", "班级", "班额", "班级人数"])
    for row in made.rows:
        row.append(33)
    (question,) = read(made).questions
    assert question.code == "two_columns"


def test_several_files_of_one_table_are_one_table(read):
    whole = generator.payroll()
    half = len(whole.rows) // 2
    first, second = generator.payroll(), generator.payroll()
    first.rows, second.rows = whole.rows[:half], whole.rows[half:]
    found = read(first, second)
    (table,) = found.tables
    assert len(table.files) == 2
    assert value(found, "pay.teacher_average") == value(read(whole), "pay.teacher_average")


def test_another_authority_raises_the_level(read):
    made = generator.schools()
    made.above.append(["数据来源：某市统计年鉴2022"])
    assert {fact.level for fact in read(made).facts} == {Level.E3}


def test_the_year_of_the_title_or_of_a_column(read):
    made = small(above=[["2021年班额表"]])
    assert read(made).tables[0].years == (2021,)
    made = small(["学校", "学段", "班级", "班额", "年度"], above=[])
    for row in made.rows:
        row.append(2020)
    assert read(made).tables[0].years == (2020,)
    assert read(small(above=[])).tables[0].years == ()


def test_dates_months_and_numbers_as_offices_write_them(read):
    made = generator.payroll()
    forms = {
        "2022-01": "2022年1月",
        "2022-02": "2022.02",
        "2022-03": "202203",
        "2022-04": "2022/4",
        "2022-05": "2022-05-31",
    }
    for row in made.rows:
        row[5] = forms.get(row[5], row[5])
        row[7] = f"{row[7]:,}"
    found = read(made)
    assert found.tables[0].rejected == 0
    assert value(found, "pay.teacher_average") == value(read(generator.payroll()), "pay.teacher_average")


def test_an_optional_column_that_is_not_there_leaves_out_only_its_facts(read):
    made = generator.schools()
    made.header[9] = "未用"
    ids = {fact.id for fact in read(made).facts}
    assert "balance.cv_primary_degree" in ids
    assert not ids & {"balance.cv_primary_multimedia", "compulsory.cv_primary", "balance.schools_meeting"}


def test_exact_decimals(read):
    made = generator.budget()
    made.rows[0][2] = Decimal("10000.1")
    made.rows[5][2] = Decimal("10000.2")
    found = read(made, suffix=".csv")
    assert value(found, "funding.general_budget", 2021) == 600001000


def test_ids_are_headers_and_words_too(read):
    made = generator.payroll()
    made.header = ["name", "person", "body", "role", "post_type", "month", "component", "amount"]
    for row in made.rows:
        row[3] = {"教师": "teacher", "公务员": "civil servant", "幼儿园教师": "kindergarten_teacher"}[row[3]]
        row[4] = {"在编": "within", "非在编": "outside"}[row[4]]
    found = read(made)
    assert found.tables[0].rejected == 0
    assert value(found, "pay.teacher_average") == value(read(generator.payroll()), "pay.teacher_average")
