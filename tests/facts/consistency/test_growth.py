from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules_engine.values.number import written_fixed
from rules_engine.values.ranges import Range

RISING = Range(Fraction(0), None, low_open=True)
FACTS = {"98000万元": "spent", "640万元": "budget_change", "0.08%": "budget_growth"}
SENTENCE = "2022年全县教育总投入98000万元，一般预算教育经费比2021年增加640万元，增长0.08%。"


def test_a_base_that_the_total_cannot_hold_is_contradictory(weigh, figures):
    [relation] = weigh(SENTENCE, FACTS)
    assert (relation.kind, relation.status) == ("growth", "contradictory")
    assert relation.code == "growth_amount_base_exceeds_total"
    assert [figures(SENTENCE)[index].quote for index in relation.mentions] == ["0.08%", "640万元", "98000万元"]
    assert relation.facts == ("budget_growth", "budget_change", "spent")
    assert relation.statement.values["base"] == "800000万元"
    # 639.5 / 0.085 %
    assert relation.statement.values["least"] == "752353万元"


def test_the_likeliest_slip_is_the_point_one_digit_off(weigh):
    [relation] = weigh(SENTENCE, FACTS)
    assert str(relation.slip) == "Is “0.08%” meant to be “0.80%”?"


def test_only_what_the_doubt_can_change_is_in_doubt(weigh):
    [relation] = weigh(SENTENCE, FACTS)
    assert relation.doubt == {"budget_growth": RISING, "budget_change": RISING}
    falling = SENTENCE.replace("增加640", "减少640").replace("增长0.08", "下降0.08")
    [relation] = weigh(falling, FACTS)
    assert relation.doubt == {
        "budget_growth": Range(Fraction(-100), Fraction(0), high_open=True),
        "budget_change": Range(None, Fraction(0), high_open=True),
    }


def test_the_total_may_stand_in_another_sentence_of_the_same_year(weigh):
    text = "2022年全县总投入98000万元。一般预算教育经费比上年增加640万元，增长0.08%。"
    years = {"98000万元": 2022, "640万元": 2022, "0.08%": 2022}
    assert [relation.code for relation in weigh(text, FACTS, years)] == ["growth_amount_base_exceeds_total"]
    assert weigh(text, FACTS, {**years, "98000万元": 2019}) == []
    assert weigh(text, {"640万元": "budget_change", "0.08%": "budget_growth"}, years) == []


def test_a_total_that_only_shares_the_name_leaves_a_doubt_that_says_its_assumption(weigh):
    text = "2022年教育经费总投入98000万元，一般预算教育经费比2021年增加640万元，增长0.08%。"
    [relation] = weigh(text)
    assert (relation.status, relation.code) == ("doubtful", "growth_base_exceeds_other_total")
    assert "only if the printed 98000万元 does not hold it" in str(relation.statement)
    assert weigh(text.replace("0.08", "0.80")) == []
    assert weigh(text.replace("教育经费总投入", "公路总投资")) == []


def test_amounts_declared_for_the_same_fact_are_taken_together(weigh):
    text = "2022年一般预算教育经费5.20亿元。2021年为5.00亿元。2022年一般预算教育经费增长{}%。"
    years = {"5.20亿元": 2022, "5.00亿元": 2021}
    facts = {"5.20亿元": "budget", "5.00亿元": "budget"}
    for rate, codes in (("4.0", []), ("4.6", ["growth_rate_differs"])):
        quote = f"{rate}%"
        found = weigh(text.format(rate), {**facts, quote: "budget_growth"}, {**years, quote: 2022})
        assert [relation.code for relation in found] == codes


@pytest.mark.parametrize(
    "text",
    [
        "总收入23.40亿元，比上年20.10亿元增加3.30亿元，增长16.42%。",
        "其他经费0.48亿元，比上年0.71亿元减少0.23亿元，下降32.39%。",
        "举办者投入0.07亿元，比上年0.06亿元增加0.01亿元，增长16.67%。",
        "生均支出20251.63元，比上年20210.51元，增长0.20%。",
        "总投入5.2亿元，比上年增加2000万元，增长4%。",
        "经费由2021年的5.0亿元增加到2022年的6.0亿元，增长20%。",
        "经费由上年的11.86亿元增加到12.34亿元，净增4800万元，增长4.05%。",
        "大班额由上年的5个减少到2个，无超大班额。",
        "在校生11.62万人，其中小学10.4万人、幼儿1.22万人，比上年减少1260人，下降1.07%。",
        "招聘教师240人，其中特岗120人、公费师范生40人、公招80人，较2021年的216人增加24人，增长11.11%。",
        # nothing to compare with
        "一般预算教育经费13.52亿元，比上年增长6.00%。",
        "投入2.1亿元，年均增长8%，比上年增加0.3亿元。",
        "投入5.0亿元，比上年增加0.2亿元，增长4.2%，比2019年增加1.1亿元，增长28.2%。",
        "毛入园率由92%提高到93.2%，增长1.2%。",
        "新增3所，减少2所，净增1所，增长2%。",
        "2021年投入1.2亿元，2022年投入1.5亿元，增长25%。",
        # each of several growths side by side has its own amounts
        "小学经费从650元提高到720元，初中经费从850元提高到940元，增幅分别为10.8%和10.6%。",
        "教育支出2021年9.52亿元、2022年9.92亿元、2023年10.32亿元，分别增长3.1%、4.20%、4.03%。",
    ],
)
def test_changes_that_fit_are_silent(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    ("text", "code", "slip"),
    [
        ("总收入23.40亿元，比上年20.10亿元增加3.30亿元，增长14.62%。", "growth_rate_differs", "16.42%"),
        ("总收入23.40亿元，比上年20.10亿元增加3.80亿元，增长16.42%。", "growth_amount_differs", "3.30亿元"),
        ("总收入23.40亿元，比上年20.10亿元增加3.30万元，增长16.42%。", "growth_amount_differs", "3.30亿元"),
        ("总投入5.2亿元，比上年增加2000万元，增长40%。", "growth_rate_differs", "4.0%"),
        ("总投入5.2亿元，比上年增加2000万元，下降4%。", "growth_directions_differ", None),
        ("其他经费4.80亿元，比上年7.10亿元减少2.30亿元，下降23.39%。", "growth_rate_differs", "32.39%"),
    ],
)
def test_changes_that_do_not(weigh, text, code, slip):
    [relation] = weigh(text)
    assert (relation.status, relation.code) == ("contradictory", code)
    assert (relation.slip.values["likely"] if relation.slip else None) == slip


def test_a_growth_cut_off_instead_of_rounded_is_doubtful(weigh):
    [relation] = weigh("生均支出12259.40元，比上年11671.68元，增长5.03%。")
    assert (relation.status, relation.code) == ("doubtful", "growth_rate_cut_off")


def test_the_figures_stand_in_the_language_free_values(weigh):
    [relation] = weigh("总投入5.2亿元，比上年增加2000万元，增长40%。")
    values = relation.statement.values
    assert (values["change"], values["new"], values["rate"], values["share"]) == ("2000万元", "5.2亿元", "40%", "4.00%")


def test_each_figure_is_left_what_the_others_tell(weigh):
    [relation] = weigh("总投入5.2亿元，比上年增加2000万元，增长40%。", {"40%": "budget_growth"})
    allowed = relation.doubt["budget_growth"]
    assert allowed.low < 4 < allowed.high < Fraction(41, 10)


money = st.integers(10**6, 10**10)


@given(money, money, st.integers(1, 4), st.integers(0, 2))
def test_true_changes_printed_with_rounding_are_silent(weigh, old, new, places, rate_places):
    change, rate = abs(new - old), abs(Fraction((new - old) * 100, old))
    assume(change and round(change / 10**4, places))
    up = new > old

    def printed(value):
        return written_fixed(Fraction(value, 10**4), places)

    text = (
        f"总投入{printed(new)}万元，比上年{printed(old)}万元{'增加' if up else '减少'}{printed(change)}万元，"
        f"{'增长' if up else '下降'}{written_fixed(rate, rate_places)}%。"
    )
    assert weigh(text) == []
    assert weigh(text.replace(f"{printed(old)}万元", "", 1) if printed(old) != printed(new) else text) == []


@given(money, st.integers(-60, 200), st.sampled_from([-12, -5, 5, 12]))
def test_a_rate_that_is_off_is_always_raised(weigh, old, percent, off):
    assume(percent and abs(percent + off) > 0 and percent * (percent + off) > 0)
    new = old + old * percent // 100
    up = percent > 0
    text = f"总投入{new}元，比上年{old}元，{'增长' if up else '下降'}{abs(percent + off)}%。"
    [relation] = weigh(text)
    assert (relation.kind, relation.status) == ("growth", "contradictory")


@pytest.mark.parametrize(
    "text",
    [
        "2022年为860万元，2021年为790万元，增加{}万元。",
        "2021年为790万元，2022年为860万元，增加{}万元。",
    ],
)
def test_amounts_of_two_years_side_by_side_tell_their_change(weigh, text):
    years = {"860万元": 2022, "790万元": 2021}
    assert weigh(text.format(70), {}, years) == []
    [relation] = weigh(text.format(80), {}, years)
    assert (relation.status, relation.code) == ("contradictory", "growth_amount_differs")
    assert weigh(text.format(80), {}, {**years, "790万元": 2019}) == []
