from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.ranges import Range

KINDS = ["小学", "初中", "高中", "职校", "特教"]


def told(relations):
    return [(relation.status, relation.code) for relation in relations]


ABOVE = [("contradictory", "sum_above_whole")]
BELOW = [("contradictory", "sum_below_whole")]
SHORT = [("unaccounted", "sum_unaccounted")]


@pytest.mark.parametrize(
    "text",
    [
        "全县建设21个重点项目，建成9个、在建7个、启动5个。",
        "东片3个重点项目完成2个、启动1个。",
        "区级下达预算8730.5512万元（含人员支出6120.2010万元和项目支出2610.3502万元）。",
        "投入1.3亿元，其中中央0.6亿元、市级0.4亿元、区级0.2亿元。",
        "共有学校73所，小学、初中、高中分别为48所、19所、6所。",
        "小学48所、初中19所、高中6所，共73所。",
        "辖12个乡镇，其中5个乡，7个镇。",
        "学校120所，其中初中20所（其中独立初中九所），中心小学30所，村小25所，教学点45个。",
        "学校73所，其中小学48所（完小30所、村小18所），初中19所、高中6所。",
        "学校30所，其中小学20所，含中心小学12所、村小8所；中学10所，含初中7所、高中3所。",
        "教职工905人（含专任教师870人），其中小学500人、初中300人、高中105人。",
        "学校21所，其中小学16所，职业中专、进修学校、特殊学校各1所、幼儿园2所。",
    ],
)
def test_parts_that_make_up_their_whole_are_silent(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # another group follows in the same breath
        "学生6100人，其中小学3200人，初中2000人，高中900人，在园幼儿1500人，教职工410人。",
        # the whole is told in another way
        "全县教职工3580人，其中小学1520人、初中1160人、高中900人，其中女教师1947人、男教师1633人。",
        "总投资8600万元，其中小学5200万元、初中2100万元、高中1300万元，其中中央资金4200万元、省级资金4400万元。",
        # one lies within the other
        "教育经费总投入13.6亿元，其中国家财政性教育经费12.1亿元、一般公共预算教育经费10.32亿元、事业收入1.1亿元。",
        # qualities overlap
        "教师640人，其中本科以上学历600人、高级职称150人。",
        "幼儿园70所，其中公办30所、农村45所。",
        "幼儿园70所，其中公办30所、普惠性民办45所。",
        # begun work counts what is ended
        "实施项目15个，开工12个、完工6个。",
        # other things are counted
        "为4个乡镇新建学校，其中幼儿园5个、小学6个。",
        "出台3个方案，其中措施12条。",
        "培训教师300人次，其中小学200人、初中150人。",
        "实施2个工程：新建项目3个、改建项目4个。",
        # examples, not a division
        "教师1600人，其中特级教师5人、学科带头人60人。",
        # the rest is told in words
        "安排6000万元，其中用于校舍维修2500万元、设备购置1800万元，其余用于教研。",
        # the line breaks off
        "学校73所，其中小学48所、初中9所、\n高中6所。",
        "班级减少9个，其中小学6个、初中3个。",
        "教师500人（上年480人）。",
        "幼儿园41所（不含未审批园3所），在园幼儿5000人。",
        # 其中 promises nothing
        "招聘教师274名，其中公费师范生83名、特岗教师71名。",
        "新增校舍15.6万平方米，其中教学楼8.1万平方米、宿舍4.4万平方米、食堂1.2万平方米。",
        "教职工1388人，其中专任教师764人、保育员391人、保健员86人。",
        "现有学校73所，其中小学48所、初中10所、高中6所。",
        # a stage is left out
        "共有教师4210人，小学、初中、高中教师分别为1803人、1277人、544人。",
        # the whole is not what it has changed by
        "幼儿园96所，比上年减少2所，其中公办园58所。",
        "总投入61 840.5万元，比上年59 310.2万元增加2 530.3万元，增长4.27%；其中财政性经费56 402.1万元。",
        "学校87所：小学61所、初中18所、高中8所。",
        "校舍项目24个，分别为新建13个、改建11个。",
        "上级资金1.86亿元，县级配套0.64亿元，合计2.50亿元。",
        "2021年、2022年分别新建幼儿园6所、9所，两年共新建15所。",
        "2022年秋季，全县小学、初中、高中在校生分别为28650人、14320人、8960人，共51930人。",
        "招聘教师186人，比去年多招26人，其中小学98人、初中88人。",
        # sums of part of what is told
        "学校126所，其中小学58所，初中19所，共77所。",
        "发现隐患45处，整改40处，共销号38处。",
        "2021年860万元，2022年900万元，共增加40万元。",
        # an added amount with a name of its own is no change of the one before
        "改扩建项目37个，增加学位8640个，其中学前学位2160个。",
        # full-time teachers are some of the staff told before
        "教职工431人（其中公办学校共计402人，专任教师360人；民办园共计29人，专任教师17人）。",
    ],
)
def test_nothing_false_is_raised(weigh, text):
    assert weigh(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县21个重点项目建成6个、在建4个、启动5个。", SHORT),
        ("全县21个重点项目建成9个、在建8个、启动6个。", ABOVE),
        ("共有学校73所，其中小学48所、初中10所、高中6所。", SHORT),
        ("共有学校73所，其中小学48所、初中19所、高中16所。", ABOVE),
        ("学校73所，其中小学84所，初中19所。", ABOVE),
        ("下达预算8730.5512万元（含人员支出6120.2010万元和项目支出2510.3502万元）。", BELOW),
        ("共有学校73所，小学、初中、高中分别为48所、18所、6所。", BELOW),
        ("小学48所、初中19所、高中5所，共73所。", BELOW),
        ("学校73所，其中小学48所、初中12所、其余3所。", BELOW),
        ("学生6100人，其中小学3200人，初中2000人，高中930人。", ABOVE),
        ("学校73所，其中小学48所（完小30所、村小19所），初中19所、高中6所。", ABOVE),
        ("共有学校87所，分别为小学61所、初中18所、高中6所。", BELOW),
        ("共有学校87所：小学61所、初中18所、高中6所。", BELOW),
        ("学校87所：小学61所、初中18所、高中6所。", SHORT),
        ("学校87所：小学61所、初中18所、高中9所，合计87所。", ABOVE),
        ("投入3.00亿元：中央1.20亿元、市级0.90亿元、县级0.80亿元，合计3.00亿元。", SHORT),
        ("上级资金1.86亿元，县级配套0.64亿元，合计2.70亿元。", BELOW),
        ("2022年，全县小学、初中、高中在校生分别为28650人、14320人、8960人，共53930人。", BELOW),
        ("2021年、2022年分别新建幼儿园6所、9所，两年共新建17所。", BELOW),
        ("排查隐患420处。其中，已整改完成310处，正在整改140处。", ABOVE),
        ("幼儿园96所，比上年减少2所，其中公办园108所。", [("contradictory", "sum_above_whole")]),
    ],
)
def test_parts_that_do_not(weigh, text, expected):
    assert told(weigh(text)) == expected


def test_a_total_with_every_declared_part_is_complete(weigh):
    facts = {"73所": "schools", "48所": "primary", "19所": "junior"}
    assert told(weigh("共有学校73所，其中小学48所、初中19所。", facts)) == BELOW
    assert told(weigh("现有学校73所，其中小学48所、初中19所。", facts)) == SHORT
    assert told(weigh("共有学校73所，其中小学48所、高中20所。", {"73所": "schools", "48所": "primary"})) == SHORT


def test_declared_parts_above_their_whole_are_found_across_sentences(weigh):
    facts = {"73所": "schools", "60所": "primary", "19所": "junior"}
    text = "2022年学校73所。2022年小学60所。2022年初中19所。"
    assert told(weigh(text, facts)) == ABOVE
    assert weigh(text, facts, {"60所": 2021}) == []
    assert weigh(text.replace("60所", "40所"), {**facts, "40所": "primary"}) == []


def test_the_contradiction_says_what_the_others_leave_to_each_fact(weigh):
    [relation] = weigh("学校73所，含小学48所和初中15所。", {"73所": "schools", "48所": "primary", "15所": "junior"})
    assert relation.facts == ("schools", "primary", "junior")
    assert relation.doubt == {"schools": Range.of(63), "primary": Range.of(58), "junior": Range.of(25)}
    assert str(relation.statement) == (
        "The parts of 73所 are given as 48所 + 15所; together 63所, which differs from it by 10所."
    )


def test_the_one_wrong_digit_is_named_as_a_question(weigh):
    [relation] = weigh("下达预算8730.55万元（含人员支出6120.20万元和项目支出261.035万元）。")
    assert str(relation.slip) == "Is “261.035万元” meant to be “2610.350万元”?"


def test_each_relation_cites_the_whole_first(weigh, figures):
    text = "本区有学生900人。共有学校73所，其中小学48所、初中10所、高中6所。"
    [relation] = weigh(text)
    assert [figures(text)[index].quote for index in relation.mentions] == ["73所", "48所", "10所", "6所"]


def test_the_order_of_parts_does_not_matter(weigh):
    parts = ["小学48所", "初中10所", "高中6所"]
    statuses = {tuple(told(weigh(f"共有学校73所，其中{'、'.join(order)}。"))) for order in permutations(parts)}
    assert statuses == {tuple(SHORT)}
    wholes = {tuple(told(weigh(f"{'、'.join(order)}，共73所。"))) for order in permutations(parts)}
    assert wholes == {tuple(BELOW)}


amounts = st.lists(st.integers(1, 10**9), min_size=2, max_size=5)


@given(amounts, st.integers(0, 3), st.permutations(KINDS))
def test_true_parts_printed_with_rounding_are_silent(weigh, exact, places, names):
    def printed(units):
        return f"{round(units / 10_000, places):.{places}f}"

    listed = [f"{name}支出{printed(units)}万元" for name, units in zip(names, exact, strict=False)]
    text = f"下达预算{printed(sum(exact))}万元（含{'、'.join(listed[:-1])}和{listed[-1]}）。"
    assert weigh(text) == []


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5), st.integers(1, 500), st.booleans(), st.data())
def test_a_slip_in_a_complete_sum_is_always_raised(weigh, exact, slip, up, data):
    names = data.draw(st.permutations(KINDS))
    place = data.draw(st.integers(0, len(exact) - 1))
    changed = list(exact)
    changed[place] = changed[place] + slip if up or changed[place] <= slip else changed[place] - slip
    listed = [f"{name}{count}人" for name, count in zip(names, changed, strict=False)]
    text = f"学生{sum(exact)}人（含{'、'.join(listed[:-1])}和{listed[-1]}）。"
    [relation] = weigh(text)
    assert relation.status == "contradictory"
