from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from rules_engine.facts.fact import Level
from rules_engine.facts.factset import FactSet, Terms
from rules_engine.values.number import round_half_up
from rules_engine.values.ranges import Range
from tests.facts.tables.conftest import value
from tests.tables import generator

COUNTED = ("基本工资", "津贴补贴", "年终奖金")


def average(made, role, post=None, body=None):
    """The yearly average per full-year equivalent, worked out row by row."""
    names = dict(zip(made.header, range(len(made.header)), strict=True))
    pay, months = Fraction(0), set()
    for row in made.rows:
        if row[names["人员类别"]] != role or (post and row[names["编制性质"]] != post):
            continue
        if body and row[names["单位"]] != body:
            continue
        months.add((row[names["身份证号"]], row[names["月份"]]))
        if row[names["工资项目"]] in COUNTED:
            pay += Fraction(row[names["金额（元）"]])
    return round_half_up(12 * pay / len(months))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_pay_is_compared_per_full_year_equivalent(read, suffix):
    made = generator.payroll()
    made.rows = [row for row in made.rows if not (row[1].endswith("1X") and row[5] > "2022-07")]
    found = read(made, suffix=suffix)
    teachers, servants = average(made, "教师"), average(made, "公务员")
    assert value(found, "pay.teacher_average") == teachers
    assert value(found, "pay.civil_servant_average") == servants
    assert value(found, "pay.teacher_to_civil_servant") == round_half_up(teachers / servants)
    assert value(found, "pay.teacher_gap") == teachers - servants
    outside, within = average(made, "幼儿园教师", "非在编"), average(made, "幼儿园教师", "在编")
    assert value(found, "pay.outside_posts_average") == outside
    assert value(found, "pay.kindergarten_pay_share") == round_half_up(100 * outside / within)
    bodies = sorted({row[2] for row in made.rows if row[3] == "教师"})
    below = sum(average(made, "教师", body=body) < servants for body in bodies)
    (share,) = [fact for fact in found.facts if fact.id == "pay.schools_below_share"]
    assert (share.printed, share.level, share.origin) == (f"{below}/{len(bodies)}", Level.E2, "table")
    assert any("12" in str(remark.values) or "months" in str(remark.values) for remark in found.tables[0].remarks)


def test_components_outside_the_definition_do_not_count(read):
    made = generator.payroll()
    before = value(read(made), "pay.teacher_average")
    for row in made.rows:
        if row[6] == "住房公积金":
            row[7] = Decimal(99)
    assert value(read(made), "pay.teacher_average") == before


def test_a_component_paid_on_one_side_only_is_told(read):
    made = generator.payroll()
    made.rows = [row for row in made.rows if not (row[3] == "教师" and row[6] == "年终奖金")]
    texts = [str(remark.values.get("what")) for remark in read(made).tables[0].remarks]
    assert any("one side only" in text for text in texts)
    texts = [str(remark.values.get("what")) for remark in read(generator.payroll()).tables[0].remarks]
    assert not any("one side only" in text for text in texts)


def test_no_average_of_fewer_than_five_people(read):
    made = generator.payroll(servants=4)
    found = read(made)
    ids = {fact.id for fact in found.facts}
    assert not ids & {"pay.civil_servant_average", "pay.teacher_to_civil_servant", "pay.teacher_gap"}
    assert "pay.teacher_average" in ids
    assert any(remark.values.get("least") == 5 for remark in found.tables[0].remarks)


def test_no_average_of_fewer_than_five_kindergarten_teachers(read):
    """Two kindergartens of four: four outside posts and four within, and no figure that rests on either."""
    found = read(generator.payroll(kindergartens=2, teachers=4, schools=3))
    ids = {fact.id for fact in found.facts}
    assert not ids & {"pay.outside_posts_average", "pay.within_posts_average", "pay.kindergarten_pay_share"}
    assert {"pay.teacher_average", "pay.civil_servant_average"} <= ids


def test_a_teacher_at_a_senior_school_or_outside_posts_is_no_part_of_parity(read):
    made = generator.payroll()
    before = value(read(made), "pay.teacher_average")
    extra = [list(row) for row in made.rows[:46]]
    for row in extra:
        row[1], row[2], row[7] = "50022819999999999X", "某区高级中学", Decimal(90000)
    made.rows += extra
    assert value(read(made), "pay.teacher_average") == before


def test_years_do_not_mix(read):
    one, other = generator.payroll(year=2021, seed=2), generator.payroll(year=2022)
    found = read(one, other)
    assert value(found, "pay.teacher_average", 2021) == average(one, "教师")
    assert value(found, "pay.teacher_average", 2022) == average(other, "教师")


def test_seven_indicators_and_their_variation(read):
    made = generator.schools()
    found = read(made)
    rows = [row for row in made.rows if row[1] == "小学"]
    seen = [round_half_up(Fraction(100 * row[3], row[2])) for row in rows]
    mean = sum(x * row[2] for x, row in zip(seen, rows, strict=True)) / sum(row[2] for row in rows)
    variance = sum(row[2] * (x - mean) ** 2 for x, row in zip(seen, rows, strict=True)) / sum(row[2] for row in rows)
    cv = value(found, "balance.cv_primary_degree")
    assert abs(float(cv) - float(variance) ** 0.5 / float(mean)) < 1e-6
    assert value(found, "compulsory.cv_primary") == max(
        value(found, f"balance.cv_primary_{id}")
        for id in ("degree", "backbone", "sports_art", "rooms", "grounds", "equipment", "multimedia")
    )
    (listing,) = found.tables[0].listings
    assert len(listing.rows) == 20
    least = {"小学": (4.2, 1, 0.9, 4.5, 7.5, 2000, 2.3), "初中": (5.3, 1, 0.9, 5.8, 10.2, 2500, 2.4)}
    for row in listing.rows:
        met = sum(float(x) >= bound for x, bound in zip(row[2:9], least[row[1]], strict=True))
        assert int(row[9]) == met
    (share,) = [fact for fact in found.facts if fact.id == "balance.schools_meeting"]
    assert share.printed == f"{sum(int(row[9]) >= 6 for row in listing.rows)}/20"


def test_special_schools_and_small_teaching_points_stay_out(read):
    made = generator.schools()
    before = value(read(made), "compulsory.cv_primary")
    for name, pupils in (("某区特殊教育学校", 90), ("大山教学点", 20)):
        made.rows.append([name, "小学", pupils, 60, 40, 40, Decimal(9000), Decimal(9000), Decimal(900), 30])
    assert value(read(made), "compulsory.cv_primary") == before


def test_class_sizes_with_numerator_and_denominator(read):
    made = generator.classes()
    found = read(made)
    wide = sum(row[3] > (45 if row[1] == "小学" else 50) for row in made.rows)
    printed = {fact.id: fact.printed for fact in found.facts}
    assert printed["compulsory.nonstandard_class_share"] == f"{wide}/60"
    assert value(found, "compulsory.super_large_classes") == sum(row[3] >= 66 for row in made.rows)
    assert value(found, "compulsory.class_size_median") == Fraction(median(Fraction(row[3]) for row in made.rows))


def test_safety_coverage(read):
    found = read(generator.safety())
    printed = {fact.id: fact.printed for fact in found.facts}
    assert printed["safety.guards"] == printed["safety.closed_campus"] == printed["safety.alarm_video"] == "27/30"


def test_spending_grows_or_falls_by_stage(read):
    found = read(generator.budget())
    assert value(found, "funding.general_budget", 2021) == 600000000
    assert value(found, "funding.per_student_growth.senior") == -3
    assert value(found, "funding.per_student_growth.primary") == 5
    assert value(found, "funding.general_budget_growth") == round_half_up(Fraction(6196 - 6000, 60))


def test_a_ratio_out_of_a_table_is_one_fact_though_a_formula_tells_it_too(read, rules):
    found = read(generator.payroll())
    ratio = value(found, "pay.teacher_to_civil_servant")
    held = FactSet(rules.vocabulary, 2022, tuple(found.facts))
    known = held.reading("pay.teacher_to_civil_servant", Terms(Level.E2, scopes=("compulsory",)))
    assert [fact.origin for fact in known.facts] == ["table"]
    assert known.value == Range.of(ratio)
    assert "conflict" not in known.reasons
