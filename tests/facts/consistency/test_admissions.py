import pytest

from rules_engine.facts.consistency import relations_between
from rules_engine.facts.reading import read_contents

HEAD = "某某县人民政府履行教育职责自评报告\n2023年10月25日\n一、履职情况\n"
PROBLEMS = "\n二、主要问题\n"
GAP = "按在园幼儿计算，公办园需专任教师400人，但目前有编制的幼儿教师仅60人。"


def raised(report, vocabulary, text):
    contents = read_contents([report(text).document], vocabulary)
    return [relation for relation in contents.relations if relation.kind == "claim"]


@pytest.mark.parametrize(
    ("said", "admitted"),
    [
        ("义务教育学校课后服务实现全覆盖。", "义务教育学校课后服务覆盖率仅85%。"),
        ("小区配套幼儿园治理全部完成。", "仍有小区配套园未移交。"),
        ("义务教育阶段适龄儿童无一失学辍学。", "仍有辍学学生5人。"),
        # words among the problems against a figure
        ("校园封闭化管理率100%。", "仍有2所学校未实现封闭化管理。"),
        ("专职保安配备率达100%。", "个别村小专职保安配备不足。"),
        ("义务教育学校大班额全部消除。", "城区部分学校大班额问题仍然突出。"),
        ("大班额比例降至0%。", "城区学校仍存在大班额现象。"),
        ("学校食堂明厨亮灶全覆盖。", "2所学校食堂未完成明厨亮灶改造。"),
        ("学校实现网络全覆盖。", "12个教学点未接入互联网。"),
        ("全县无拖欠教师工资现象。", "拖欠教师绩效工资326万元。"),
        ("2023年一般公共预算教育支出只增不减。", "2023年一般公共预算教育支出比上年减少0.3亿元。"),
    ],
)
def test_a_claim_and_the_admission_of_the_same_fact_differ(report, vocabulary, said, admitted):
    [relation] = raised(report, vocabulary, HEAD + said + PROBLEMS + admitted)
    assert (relation.status, relation.code) == ("contradictory", "claim_against_admission")
    assert len(relation.mentions) + len(relation.citations) == 2


@pytest.mark.parametrize(
    ("said", "admitted"),
    [
        ("全县已全部消除大班额。", "目前，仍有大班额17个，主要集中在城区小学。"),
        ("全县无一名学生辍学。", "经排查，2023年春季学期仍有3名适龄儿童辍学。"),
    ],
)
def test_what_is_said_to_be_still_so_is_an_admission_wherever_it_stands(report, vocabulary, said, admitted):
    [relation] = raised(report, vocabulary, HEAD + said + admitted)
    assert relation.code == "claim_against_admission"
    # what was before is none
    assert raised(report, vocabulary, HEAD + admitted + said) == []


@pytest.mark.parametrize(
    ("said", "admitted"),
    [
        # another fact
        ("全县教师平均工资收入水平高于当地公务员平均工资收入水平。", "幼儿教师同工同酬落实不够。"),
        # another period
        ("2021年义务教育学校课后服务实现全覆盖。", "2022年义务教育学校课后服务覆盖率仅85%。"),
        # what is admitted is within what is claimed
        ("小学生均支出比上年均有增长。", "小学生均支出增长仅0.5%。"),
        ("校园封闭化管理率达98.7%。", "仍有2所学校未实现封闭化管理。"),
        ("大班额占比降至1.2%。", "城区学校仍存在大班额现象。"),
        # other matters of the same field
        ("专职保安配备率达100%。", "部分学校专职保安年龄偏大。"),
        ("普通高中大班额全部消除。", "义务教育学校仍存在大班额现象。"),
        # no problem of today
        ("针对部分学校未实现封闭化管理的问题，投入200万元，封闭化管理率提高到100%。", "教师缺编。"),
    ],
)
def test_other_facts_and_periods_are_kept_apart(report, vocabulary, said, admitted):
    assert raised(report, vocabulary, HEAD + said + PROBLEMS + admitted) == []


@pytest.mark.parametrize(
    "said",
    [
        "学前三年毛入园率达93.2%，普惠性幼儿园覆盖率达93.4%，达成年度目标任务。",
        "学前三年毛入园率达93.2%。全年目标任务全面完成。",
        "学前三年毛入园率达93.2%，圆满完成预期目标。",
    ],
)
def test_targets_said_to_be_met_beside_an_admitted_gap_of_the_field_are_doubtful(report, vocabulary, said):
    [relation] = raised(report, vocabulary, HEAD + said + PROBLEMS + GAP)
    assert (relation.status, relation.code) == ("doubtful", "plan_met_against_gap")
    assert relation.statement.values["lacking"] == "340人"
    assert relation.doubt == {}


@pytest.mark.parametrize(
    ("said", "admitted"),
    [
        ("九年义务教育巩固率达97.2%，达成年度目标任务。", GAP),
        ("学前三年毛入园率达93.2%，努力完成年度目标。", "公办园需专任教师400人，目前有编制的幼儿教师420人。"),
        ("学前三年毛入园率达93.2%。", GAP),
    ],
)
def test_other_fields_and_no_gap_are_silent(report, vocabulary, said, admitted):
    assert raised(report, vocabulary, HEAD + said + PROBLEMS + admitted) == []


def test_nothing_is_said_of_no_facts(vocabulary):
    assert relations_between([], vocabulary) == []


PAY = "2022年义务教育教师年平均工资收入{}万元，当地公务员年平均工资收入9.8万元。\n"
BUDGET = "2022年一般公共预算教育支出{}亿元。2021年一般公共预算教育支出8.3亿元。\n"


@pytest.mark.parametrize(
    "text",
    [
        PAY.format("9.5") + "教师平均工资收入水平不低于当地公务员。",
        BUDGET.format("8.1") + "一般公共预算教育经费只增不减。",
    ],
)
def test_a_claim_and_the_two_figures_it_is_of_differ(report, vocabulary, text):
    [relation] = raised(report, vocabulary, HEAD + text)
    assert (relation.status, relation.code) == ("contradictory", "claim_against_figures")
    assert len(relation.mentions) == 2 and len(relation.citations) == 1


@pytest.mark.parametrize(
    "text",
    [
        PAY.format("9.9") + "教师平均工资收入水平不低于当地公务员。",
        PAY.format("9.5") + "中小学教师平均工资收入水平不低于当地公务员。",
        BUDGET.format("8.5") + "一般公共预算教育经费只增不减。",
        BUDGET.format("8.1").replace("2021年", "2019年") + "一般公共预算教育经费只增不减。",
    ],
)
def test_a_claim_that_its_figures_make_or_leave_open_is_silent(report, vocabulary, text):
    assert raised(report, vocabulary, HEAD + text) == []
