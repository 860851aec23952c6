from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.number import round_half_up, written_fixed
from rules_engine.values.ranges import Range


@pytest.mark.parametrize(
    "text",
    [
        "初中学校24所，完好学校15所，完好率63%。",
        "住校生3000人，床位2400个，床位率为80%。",
        "村小17所，其中有安全饮水学校16所，有安全饮用水学校率为94%。",
        "教师500人，其中高级教师120人，占24%，中级教师200人，占40%。",
        "教师500人，其中高级教师120人（占24%）、中级教师200人（占40%）。",
        "学校200所，未达标30所，达标率85%。",
        "排查隐患1326条，立行立改1248条，限期整改78条，整改率100%。",
        # other quantities
        "在校生4100人，专任教师300人，专任教师学历合格率100%。",
        "学校80所，警报70所，监控80所，警报覆盖率87.5%。",
        "任务20所，已开工18所，开工率90%，完工10所，完工率50%。",
        "高考上线1200人，比上年增加150人，上线率65.3%。",
        "教师500人，其中高级教师120人，占专任教师的26%。",
        "公办园幼儿6120人，占在园幼儿总数10200人的比例为60%。",
        "教育支出66013.9万元，占公共支出402630万元的16.4%，与上年的16.1%相比提高0.3个百分点。",
        "幼儿园96所，比上年减少2所，其中公办园58所，占60.4%。",
    ],
)
def test_rates_that_fit_or_belong_elsewhere_are_silent(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("住校生3000人，床位2400个，床位率为64%。", "80.00%"),
        ("初中学校24所，完好学校15所，完好率73%。", "62.50%"),
        ("教师500人，其中高级教师120人，占24%，中级教师200人，占50%。", "40.00%"),
        ("村小17所，其中有饮水学校16所，率为90%。", "94.12%"),
        ("公办园幼儿6120人，占在园幼儿总数10200人的比例为65%。", "60.00%"),
        ("教育支出66013.9万元，占公共支出402630万元的14.6%。", "16.40%"),
        ("幼儿园96所，比上年减少2所，其中公办园58所，占50.4%。", "60.42%"),
    ],
)
def test_rates_that_differ_are_contradictory(weigh, text, share):
    [relation] = weigh(text)
    assert (relation.kind, relation.status, relation.code) == ("rate", "contradictory", "rate_differs")
    assert relation.statement.values["share"] == share


def test_a_rate_cut_off_instead_of_rounded_is_doubtful_and_says_so(weigh):
    [relation] = weigh("参考800人，合格631人，合格率78.8%。")
    assert (relation.status, relation.code, relation.doubt) == ("doubtful", "rate_cut_off", {})
    assert "cut off" in str(relation.statement)


def test_what_the_amounts_leave_to_the_rate_is_its_doubt(weigh):
    [relation] = weigh("学校80所，完好学校60所，完好率57%。", {"57%": "budget_growth"})
    assert relation.doubt == {"budget_growth": Range.of(75)}
    assert str(relation.slip) == "Is “57%” meant to be “75%”?"


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 2))
def test_true_rates_printed_with_rounding_are_silent(weigh, whole, other, places):
    part = min(whole, other)
    rate = written_fixed(Fraction(part * 100, whole), places)
    assert weigh(f"学生{whole}人，住校{part}人，住校率{rate}%。") == []


@given(st.integers(10, 5000), st.integers(0, 5000), st.integers(2, 40))
def test_rates_that_are_off_are_always_raised(weigh, whole, other, off):
    part = min(whole, other)
    true = Fraction(part * 100, whole)
    printed = round_half_up(true + off if true < 50 else true - off, Fraction(1))
    if abs(printed + true - 100) <= 1:
        return
    [relation] = weigh(f"学生{whole}人，住校{part}人，住校率{printed}%。")
    assert relation.status == "contradictory"
