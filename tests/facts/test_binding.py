from fractions import Fraction

import pytest

from tests.facts.binding_samples import FACTS, REPORT, bound, loaded, told, vocabulary_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # labels on either side of the figure, and turned sentences
        ("全县共有小学66所。", [("66所", "schools.primary")]),
        ("全县共有66所小学。", [("66所", "schools.primary")]),
        ("县委、县政府先后40次专题研究教师队伍建设、学校布局等事项。", [("40次", "")]),
        ("县委、县政府先后专题研究40次。", [("40次", "meetings")]),
        ("公办幼儿园在园幼儿占比达52.42%。", [("52.42%", "kindergarten.public_share")]),
        ("在全县公办幼儿园中，在园幼儿占比已达到52.42%。", [("52.42%", "kindergarten.public_share")]),
        # synonyms, blanks and line ends inside words, wide signs
        ("全县共有初级中学9所。", [("9所", "schools.junior")]),
        ("全县共有初 级中 学 9 所。", [("9 所", "schools.junior")]),
        ("全县教职员工１２０名。", [("１２０名", "staff.total")]),
        # what is said of the whole holds for its parts
        (
            "全县共有学校85所，其中小学66所、初中6所。",
            [("85所", "schools.total"), ("66所", "schools.primary"), ("6所", "schools.junior")],
        ),
        (
            "规划的城区13个建设项目建成4个、启动5个。",
            [("13个", "projects.urban"), ("4个", "projects.urban_done"), ("5个", "projects.urban_started")],
        ),
        (
            "全区学生11523人，其中幼儿园1164人、小学5667人；教职工1247人，其中幼儿园201人。",
            [
                ("11523人", "pupils.total"),
                ("1164人", "pupils.kindergarten"),
                ("5667人", "pupils.primary"),
                ("1247人", "staff.total"),
                ("201人", "staff.kindergarten"),
            ],
        ),
        ("动态调整81个单位编制，涉及286名人员。", [("81个", "posts.units"), ("286名", "posts.people")]),
        ("新增教学班54个学位2430个。", [("54个", "classes.new"), ("2430个", "places.new")]),
        # nothing of one subject for another
        ("城区3个建设项目全部完工，乡镇2个建设项目启动1个。", [("3个", "projects.urban"), ("2个", ""), ("1个", "")]),
        # 人次 counts what was done as well
        ("县委、县政府专题研究132人次。", [("132人次", "meetings")]),
        # the longer label wins; a compound is no label inside
        ("全县小学生3000人。", [("3000人", "pupils.primary")]),
        ("全县中小学66所。", [("66所", "")]),
        ("其中小学66所，初中小学各有特色。", [("66所", "schools.primary")]),
        # labels that share a figure: counts add up, rates do not
        ("小学、初中72所。", [("72所", "")]),
        ("小学和初中72所。", [("72所", "")]),
        # a noun between label and figure makes another label of it
        ("小学校区2个。", [("2个", "")]),
        ("小学操场12所。", [("12所", "")]),
        # only some of them
        ("12所小学更换了课桌凳和照明设备。", [("12所", "")]),
        # forbidden words
        ("全县村小学14所。", [("14所", "")]),
        ("全县村小学14所、小学9所。", [("14所", ""), ("9所", "schools.primary")]),
        ("专题研究意识形态工作5次。", [("5次", "")]),
        # two facts that fit equally well
        ("全年上思政课4节。", [("4节", "")]),
        # units
        ("全县小学66人。", [("66人", "")]),
        ("一般公共预算教育经费3.2%。", [("3.2%", "")]),
        ("公办幼儿园在园幼儿占比提高2个百分点。", [("2个百分点", "")]),
        ("小学生均支出11000元。", [("11000元", "per_pupil.primary")]),
        # amounts, changes and growths
        ("一般公共预算教育经费为13.5亿元。", [("13.5亿元", "budget.amount")]),
        ("一般公共预算教育经费(含基建经费、附加)为13.5亿元。", [("13.5亿元", "budget.amount")]),
        ("增加一般公共预算教育经费13.5亿元。", [("13.5亿元", "")]),
        (
            "一般公共预算教育经费比2021年增加1225万元，增长0.07%。",
            [("1225万元", "budget.change"), ("0.07%", "budget.growth")],
        ),
        ("生均一般公共预算教育经费增长3.1%。", [("3.1%", "")]),
        ("一般公共预算教育经费9亿元，年均增长3.1%。", [("9亿元", "budget.amount"), ("3.1%", "")]),
        ("一般公共预算教育经费年均增长3.1%。", [("3.1%", "")]),
        ("一般公共预算教育经费增长，总投入8亿元，增长6%。", [("8亿元", ""), ("6%", "")]),
        (
            "2022年财政教育支出21.27亿元，比上年18.39亿元增加2.88亿元，增长15.66%。",
            [
                ("21.27亿元", "budget.amount"),
                ("18.39亿元", "budget.amount"),
                ("2.88亿元", "budget.change"),
                ("15.66%", "budget.growth"),
            ],
        ),
        # from … to …
        ("小学巩固率由98%提高到99.8%。", [("98%", ""), ("99.8%", "retention.primary")]),
        ("小学巩固率100%，初中巩固率99.8%。", [("100%", "retention.primary"), ("99.8%", "retention.junior")]),
        # several figures for several labels: not guessed
        # lists whose figures follow in their order; where their numbers differ, nothing
        ("小学、初中巩固率分别为100%、99.8%。", [("100%", "retention.primary"), ("99.8%", "retention.junior")]),
        ("巩固率小学和初中分别达100%和99.8%。", [("100%", "retention.primary"), ("99.8%", "retention.junior")]),
        ("巩固率方面，初中、小学分别为99.8%、100%。", [("99.8%", "retention.junior"), ("100%", "retention.primary")]),
        ("小学、初中分别有66所、6所。", [("66所", "schools.primary"), ("6所", "schools.junior")]),
        ("小学、初中、高中巩固率分别为100%、99.8%。", [("100%", ""), ("99.8%", "")]),
        # 及 within a word joins no labels
        (
            "小学、初中教学及辅助用房分别为4平方米、5平方米。",
            [("4平方米", "rooms.primary"), ("5平方米", "rooms.junior")],
        ),
        # what is named behind a figure is its label, though another stands just before
        ("动态调整81个单位编制，286名学生受益。", [("81个", "posts.units"), ("286名", "pupils.total")]),
        # a part does not tell once more what its whole tells of the same time
        ("全县教职工826人，其中在职教职工642人。", [("826人", "staff.total"), ("642人", "")]),
        (
            "2020年、2021年、2022年小学分别有64所、65所、66所。",
            [(n, "schools.primary") for n in ("64所", "65所", "66所")],
        ),
        # the amount reached in one word, and what stands between 由 and the former one
        ("初中巩固率由上年的97.9%升至98.4%。", [("97.9%", ""), ("98.4%", "retention.junior")]),
        # headings speak for the lines below them, not for what follows in a line, nor beyond another heading
        (
            "（二）巩固率情况\n1．小学100%；\n2．初中99.8%。",
            [("100%", "retention.primary"), ("99.8%", "retention.junior")],
        ),
        (
            "一、入学情况\n教育稳步发展。2021年，各学段巩固率情况是：\n（1）小学100%；\n（2）初中为99.8%。",
            [("100%", "retention.primary"), ("99.8%", "retention.junior")],
        ),
        ("一、巩固率\n全县教育稳步发展。小学100%。", [("100%", "")]),
        ("一、巩固率\n二、入学率\n小学100%。", [("100%", "retention.primary")]),
        ("一、巩固率\n全县教育稳步发展。\n二、入学率\n小学100%。", [("100%", "")]),
        # the escape
        ("教师人均培训72学时。", [("72学时", "escape.hours")]),
        ("教师培训72学时。", [("72学时", "")]),
        # nothing known
        ("种植树木300株，覆盖率18%。", [("18%", "")]),
    ],
)
def test_each_figure_is_bound_to_what_its_words_say(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小学巩固率由98%提高到99.8%。", ["retention.primary", ""]),
        ("小学巩固率从2020年的98%提高到2022年的99.8%。", ["", ""]),
        ("车辆由98辆增加到120辆。", ["", ""]),
        ("小学由66所、1200人合并为60所。", ["", "", ""]),
    ],
)
def test_an_amount_before_a_change_of_a_time_not_told_is_known_for_what_it_was(text: str, expected: list[str]) -> None:
    assert [mention.formerly for mention in bound(text)] == expected


def test_a_unit_that_fell_away_is_forgiven_only_beside_the_label() -> None:
    assert told("学生43560.25，分布在各乡镇。") == [("43560.25", "pupils.total")]
    assert told("学生活动开展43560.25，分布在各乡镇。") == [("43560.25", "")]


def test_the_value_comes_in_the_unit_of_the_fact() -> None:
    (mention,) = bound("校园占地15亩。")
    assert (mention.fact, mention.number, mention.unit) == ("site.area", Fraction(10000), "平方米")


def test_periods_and_kinds_stay_as_printed() -> None:
    early, late = bound("小学巩固率从2020年的98.1%提高到2022年的99.8%。")
    assert [(m.fact, str(m.period)) for m in (early, late)] == [
        ("retention.primary", "2020"),
        ("retention.primary", "2022"),
    ]
    (target,) = bound("力争到2027年公办幼儿园在园幼儿占比达到56%。")
    assert (target.fact, target.kind) == ("kindergarten.public_share", "target")


def test_scopes_are_kept_by_their_longest_words() -> None:
    (clause,) = bound("中小学教师工资与公务员之比为1.02。")
    (sentence,) = bound("义务教育阶段落实待遇，教师工资与公务员之比为1.02。")
    (silent,) = bound("教师工资与公务员之比为1.02。")
    assert [m.scope for m in (clause, sentence, silent)] == ["k12", "compulsory", ""]
    assert {m.fact for m in (clause, sentence, silent)} == {"pay.ratio"}


def test_one_fact_has_one_figure_in_a_clause() -> None:
    facts = [fact for _, fact in told("教职工712人教职工713人。")]
    assert facts.count("staff.total") <= 1


def test_all_mentions_come_back_in_their_order() -> None:
    mentions = bound("全县种树300亩，有小学66所，占地20亩。")
    assert [m.quote for m in mentions] == ["300亩", "66所", "20亩"]


def test_the_order_of_facts_and_files_does_not_matter() -> None:
    text = "全县学校85所，其中小学66所、初中6所，学生9000人，教职工800人，一般公共预算教育经费3亿元，增长4%。"
    half = len(FACTS) // 2
    first = loaded(a=vocabulary_text(FACTS), z=REPORT)
    for turned in (tuple(reversed(FACTS)), FACTS[half:] + FACTS[:half]):
        second = loaded(a=REPORT, b=vocabulary_text(turned[:9]), z=vocabulary_text(turned[9:]))
        assert told(text, first) == told(text, second)
        assert list(first.facts) == list(second.facts)
