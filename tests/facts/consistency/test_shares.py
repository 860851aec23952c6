from fractions import Fraction

import pytest

from rules_engine.values.ranges import Range

RATE = {"12人": "lacking", "80人": "needed_staff", "17%": "lacking_share"}


def told(found):
    return [(relation.kind, relation.status, relation.code) for relation in found]


def test_a_part_above_its_declared_whole_is_contradictory_wherever_it_stands(weigh):
    facts = {"8亿元": "spent", "9.6亿元": "budget"}
    years = {"8亿元": 2022, "9.6亿元": 2022}
    text = "2022年总投入8亿元。\n其他情况。\n2022年一般预算9.6亿元。"
    [relation] = weigh(text, facts, years)
    assert (relation.kind, relation.status) == ("part", "contradictory")
    assert "by 1.6亿元" in str(relation.statement)
    assert weigh(text, facts, {**years, "8亿元": 2021}) == []
    assert weigh(text.replace("9.6", "7.6"), {**facts, "7.6亿元": "budget"}, {**years, "7.6亿元": 2022}) == []


def test_a_declared_rate_that_its_figures_do_not_make(weigh):
    text = "需配80人。\n另缺12人。\n缺编率17%。"
    assert told(weigh(text, RATE)) == [("rate", "contradictory", "rate_differs")]
    assert weigh(text.replace("17%", "15%"), {**RATE, "15%": "lacking_share"}) == []
    assert weigh(text, {**RATE, "17%": ""}) == []


def test_what_the_two_leave_to_the_rate_is_its_doubt(weigh):
    [relation] = weigh("需配80人。\n另缺12人。\n缺编率17%。", RATE)
    assert relation.doubt["lacking_share"] == Range.of(15)


@pytest.mark.parametrize(
    "text",
    [
        "专任教师2152人，在校学生43790人，师生比为1:20.3。",
        "教师年均工资9.8万元，是公务员9.5万元的1.03倍。",
        "教师年均工资9.8万元，为公务员9.5万元的103.2%。",
        "资助学生1200人，发放资金150万元，生均1250元。",
        "小学在校生22160人，班级524个，平均班额42.3人。",
        "小学42所，教师1050人，校均25人。",
        # what each gets in a month, of what all got in a year
        "资助学生1200人，发放资金150万元，人均每月104元。",
        "资助学生1200人，发放资金150万元，人均104元/月。",
        "资助学生1200人，发放资金150万元，人均104元每月。",
        # which of them it is the ratio of is open
        "小学教师900人，初中教师700人，学生43790人，师生比为1:17.5。",
        "资助学生1200人，培训教师300人，发放资金150万元，人均1520元。",
    ],
)
def test_ratios_that_fit_or_are_open_are_silent(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    ("text", "share", "likely"),
    [
        ("专任教师2152人，在校学生43790人，师生比为1:25.3。", "1:20.35", "1:20.3"),
        ("教师年均工资9.8万元，是公务员9.5万元的1.23倍。", "1.03倍", "1.03倍"),
        ("教师年均工资9.8万元，为公务员9.5万元的113.2%。", "103.16%", "103.2%"),
        ("资助学生1200人，发放资金150万元，生均1520元。", "1250.00元", "1250元"),
        ("小学在校生22160人，班级524个，平均班额48.3人。", "42.29人", "42.3人"),
    ],
)
def test_ratios_that_differ_are_contradictory_and_name_the_slip(weigh, text, share, likely):
    [relation] = weigh(text)
    assert relation.status == "contradictory"
    assert relation.statement.values["share"] == share
    assert relation.slip is not None and relation.slip.values["likely"] == likely


def test_a_ratio_cut_off_is_doubtful(weigh):
    assert told(weigh("专任教师300人，在校学生5999人，师生比为1:19.9。")) == [("ratio", "doubtful", "ratio_cut_off")]


@pytest.mark.parametrize(
    "text",
    [
        "排查隐患136处，已整改130处，正在整改6处，整改率95.6%。",
        "教师500人，学历合格率100%，其中高级教师120人，占24%。",
        "在园幼儿900人，公办园在园幼儿480人，占53.3%。",
        "儿童412人，已入学408人，入学率99.0%；其中随班就读280人、特校就读96人、送教上门32人。",
    ],
)
def test_shares_told_at_a_distance_fit(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "教师500人，学历合格率100%，其中高级教师120人，占34%。",
        "在园幼儿900人，公办园在园幼儿480人，占63.3%。",
        "儿童412人，已入学408人，入学率99.0%；其中随班就读280人、特校就读96人、送教上门42人。",
        "全县教师500人。其中高级教师120人，占34%。",
        "90所中小学实行校长负责制，其中公办84所、民办8所。",
    ],
)
def test_shares_told_at_a_distance_that_do_not(weigh, text):
    assert [relation.status for relation in weigh(text)] == ["contradictory"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("总投入5.2亿元。比上年增加2000万元，增长40%。", ["growth_rate_differs"]),
        ("共有学校73所。其中小学48所、初中10所、高中6所。", ["sum_unaccounted"]),
        ("总投入5.2亿元，支出3亿元。比上年增加2000万元，增长40%。", []),
        ("排查隐患136处，正在整改6处。其中一般隐患130处。", []),
        ("共有学校73所。新建小学48所、初中30所。", []),
    ],
)
def test_a_sentence_that_continues_the_one_before(weigh, text, codes):
    assert [relation.code for relation in weigh(text)] == codes


def test_doubt_of_ratio_bound_figures(weigh):
    [relation] = weigh("教师年均工资9.8万元，是公务员9.5万元的1.23倍。", {"1.23倍": "pay_ratio"})
    allowed = relation.doubt["pay_ratio"]
    assert allowed.low < Fraction(98, 95) < allowed.high
