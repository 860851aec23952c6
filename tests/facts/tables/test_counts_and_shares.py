"""School sizes, projects, posts and kindergartens: what is counted, of how many."""

from fractions import Fraction

import pytest

from rules_engine.values.number import round_half_up
from tests.facts.tables.conftest import value
from tests.tables import generator
from tests.tables.generator import Made


def printed(found):
    return {fact.id: fact.printed for fact in found.facts}


def test_school_sizes_count_a_school_of_two_stages_once(read):
    made = generator.schools()
    sizes = [1990, 2000, 2001, 2600] + [500] * 16
    for row, size in zip(made.rows, sizes, strict=True):
        row[2] = size
    both = list(made.rows[0])
    both[1:3] = ["初中", 11]
    made.rows.append(both)
    found = read(made)
    # 1990 + 11 of one school, 2001 and 2600; 2000 is not above 2000.
    assert value(found, "compulsory.schools_over_2000") == 3
    assert printed(found)["compulsory.schools_over_2000_share"] == "3/20"
    assert value(found, "scale.students_junior") == 11 + sum(row[2] for row in made.rows[:20] if row[1] == "初中")


def test_projects_by_place_and_progress(read):
    rows = [
        [f"项目{n}", place, status, 100 + n]
        for n, (place, status) in enumerate(
            [
                ("城区", "建成"),
                ("城镇", "在建"),
                ("主城区", "已竣工"),
                ("乡镇", "启动"),
                ("农村", "完工"),
                ("乡村", "拟建"),
            ]
        )
    ]
    made = Made("项目", ["项目名称", "所在区域", "进度", "总投资（万元）"], rows, [["2022年教育建设项目进度表"]])
    found = read(made)
    expected = {"urban_total": 3, "urban_completed": 2, "urban_under_construction": 1, "urban_started": 0}
    expected |= {"township_total": 3, "township_completed": 1, "township_started": 1}
    assert {id: value(found, f"projects.{id}") for id in expected} == expected


def test_posts_per_pupil(read):
    rows = [["第一小学", "小学", 40, 760], ["第二小学", "小学", 10, 200], ["第一中学", "初中", 50, 675]]
    made = Made("编制", ["学校", "学段", "核定编制数", "在校生数"], rows, [["2022年中小学教职工编制核定表"]])
    found = read(made)
    assert value(found, "staff.posts_total") == 100
    assert value(found, "staff.pupils_per_post_primary") == round_half_up(Fraction(960, 50))
    assert value(found, "staff.pupils_per_post_junior") == round_half_up(Fraction(675, 50))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_kindergartens_by_kind(read, suffix):
    rows = [["第一幼儿园", "公办", 300, 20], ["第二幼儿园", "普惠性民办", 150, 8], ["第三幼儿园", "非普惠民办", 50, 5]]
    made = Made("幼儿园", ["幼儿园名称", "办园性质", "在园幼儿数", "专任教师数"], rows, [["2022年幼儿园基本情况表"]])
    found = read(made, suffix=suffix)
    year = None if suffix == ".parquet" else 2022
    assert value(found, "preschool.public_share", year) == 60
    assert value(found, "preschool.affordable_coverage", year) == 90
    assert value(found, "preschool.child_teacher_ratio", year) == round_half_up(Fraction(500, 33))
    assert value(found, "preschool.kindergartens_public", year) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_a_private_kindergarten_is_affordable_only_where_the_table_says_so(read, suffix):
    """民办 alone leaves it open; a column of its own settles it."""
    header = ["幼儿园名称", "办园性质", "在园幼儿数"]
    rows = [["第一幼儿园", "公办", 300], ["第二幼儿园", "民办", 150], ["第三幼儿园", "民办", 50]]
    found = read(Made("幼儿园", header, rows), suffix=suffix)
    coverage = value(found, "preschool.affordable_coverage", None)
    assert (coverage.low, coverage.high) == (60, 100)
    assert value(found, "preschool.public_share", None) == 60
    told = [[*row, word] for row, word in zip(rows, ("是", "是", "否"), strict=True)]
    found = read(Made("普惠", [*header, "是否普惠"], told), suffix=suffix)
    assert value(found, "preschool.affordable_coverage", None) == 90
