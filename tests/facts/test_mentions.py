import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.mention import Mention
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.values.number import written

HEAD = "戊县人民政府履行教育职责自评报告\n2023年9月20日\n"


def mentions(text: str, words: ReportWords) -> list[Mention]:
    document = read_text("r.txt", text.encode())
    return find_mentions(document, outline(document, words), words)


def told(text: str, words: ReportWords) -> list[tuple[str, str]]:
    return [(mention.quote, str(mention.period or "")) for mention in mentions(text, words)]


def kinds(text: str, words: ReportWords) -> list[tuple[str, str]]:
    return [(mention.quote, mention.kind) for mention in mentions(HEAD + text, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2022年全县甲项5元，乙项比2021年增加3元，增长1%。",
            [("5元", "2022"), ("3元", "2022/2021"), ("1%", "2022/2021")],
        ),
        (
            "2022年收入21亿元，比上年18亿元增加3亿元，支出达20亿元。",
            [("21亿元", "2022"), ("18亿元", "2021"), ("3亿元", "2022/2021"), ("20亿元", "2022")],
        ),
        (
            "2022年甲率由2018年的71%提高到80%，提高了9个百分点。",
            [("71%", "2018"), ("80%", "2022"), ("9个百分点", "2022/2018")],
        ),
        (
            "2022年招生58人，与去年持平。教师9人，比上年增加1人。",
            [("58人", "2022"), ("9人", "2022"), ("1人", "2022/2021")],
        ),
        ("2021、2022年支出分别为3亿元、4亿元。", [("3亿元", "2021"), ("4亿元", "2022")]),
        ("2022年生师比由2018年的16:1优化到14:1。", [("16:1", "2018"), ("14:1", "2022")]),
        ("2022年收入3亿元，同口径增长2%。", [("3亿元", "2022"), ("2%", "2022/2021")]),
        ("2022年学校由比2021年的5所增加到8所。", [("5所", "2021"), ("8所", "2022")]),
        ("事业收入2亿元，比上年增加1亿元。", [("2亿元", ""), ("1亿元", "")]),
        # what heads a paragraph, or is alone in it, holds until another is stated
        ("（一）2021年，共补充教师5人。培训3人。", [("5人", "2021"), ("3人", "2021")]),
        (
            "2021年秋季学期，交流教师5人；2022年补充3人。支教2人。",
            [("5人", "2021-autumn"), ("3人", "2022"), ("2人", "2022")],
        ),
        (
            "全县教师5人，2021年补充3人，2022年补充4人。支教2人。",
            [("5人", ""), ("3人", "2021"), ("4人", "2022"), ("2人", "")],
        ),
        ("2021年，共补充教师5人。目前有教师9人。培训3人。", [("5人", "2021"), ("9人", ""), ("3人", "")]),
        ("2021年，共补充教师5人。\n支教2人。", [("5人", "2021"), ("2人", "")]),
        ("2021年，共补充教师5人。\n全年支教2人。", [("5人", "2021"), ("2人", "2021")]),
        ("2021年支出9元。\n小学5元，增长3%。", [("9元", "2021"), ("5元", "2021"), ("3%", "2021/2020")]),
        ("近年来补充教师5人。", [("5人", "")]),
        ("2022年情况如下。\n事业收入2亿元，比上年增加1亿元。", [("2亿元", "2022"), ("1亿元", "2022/2021")]),
        ("2022年调整50个单位，涉及90人。2023年调整60个单位。", [("50个", "2022"), ("90人", "2022"), ("60个", "2023")]),
        ("摸排儿童8万人，2023年春送教30人。", [("8万人", ""), ("30人", "2023-spring")]),
        ("“十四五”规划的9个项目建成4个。", [("9个", "2021..2025"), ("4个", "2021..2025")]),
        ("巩固率98%（2022年），升学率96%。", [("98%", "2022"), ("96%", "2022")]),
        ("印发《2022年教育工作要点》，新建学校3所。", [("3所", "")]),
        ("2022年同比增长3%。", [("3%", "2022/2021")]),
        ("2022年完成。\n新建2所。", [("2所", "")]),
        ("2022年是“十四五”关键之年。\n全年拨款5元。", [("5元", "2022")]),
        ("2021年、2022年投入分别为3亿元、4亿元。", [("3亿元", "2021"), ("4亿元", "2022")]),
        ("2021年春、秋两季资助5人次。", [("5人次", "2021")]),
        (
            "2021至2022年支出分别为3亿元、4亿元，分别增长2%、3%。",
            [("3亿元", "2021"), ("4亿元", "2022"), ("2%", "2021/2020"), ("3%", "2022/2021")],
        ),
        # both are growths
        (
            "2021年支出9元。\n小学5元、初中6元，分别增长2%和3%。",
            [("9元", "2021"), ("5元", "2021"), ("6元", "2021"), ("2%", "2021/2020"), ("3%", "2021/2020")],
        ),
        # the year before is told for comparison only
        (
            "2022年支出5元，上年为4元，增长25%，占比8%。",
            [("5元", "2022"), ("4元", "2021"), ("25%", "2022/2021"), ("8%", "2022")],
        ),
        (
            "某县2024年履行职责自评报告\n全县支出5元，上年为4元，占比8%。小学6元。",
            [("5元", ""), ("4元", "2023"), ("8%", ""), ("6元", "")],
        ),
        # the present is not a year long past
        ("某县2023年履行职责自评报告\n2018年有9个；目前，仅余3个。", [("9个", "2018"), ("3个", "")]),
        ("2022年占比由2020年的12%升至14%。", [("12%", "2020"), ("14%", "2022")]),
        ("2022年津贴由每月300元提高到500元。", [("300元", ""), ("500元", "2022")]),
        # the former amount's period is not that of the amount reached, nor does it hold further on
        (
            "某县2023年履行职责自评报告\n由去年的97%提高到98%，入学率99%。",
            [("97%", "2022"), ("98%", "2023"), ("99%", "2023")],
        ),
        ("巩固率从2020年的97%提高到98%。入学率99%。", [("97%", "2020"), ("98%", ""), ("99%", "")]),
        ("2021年，覆盖率由2020年的81%提高到86%。", [("81%", "2020"), ("86%", "2021")]),
        (
            "经费由2020年的1亿元增加到2021年的2亿元，增长3%。",
            [("1亿元", "2020"), ("2亿元", "2021"), ("3%", "2021/2020")],
        ),
    ],
)
def test_period_is_the_one_of_the_clause(text: str, expected: list[tuple[str, str]], words: ReportWords) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争到2027年公办园占比达到56%以上，毛入学率99%以上。", [("56%以上", "target"), ("99%以上", "target")]),
        ("到2026年建成学校5所。", [("5所", "target")]),
        ("到2022年底全县共有学校5所。", [("5所", "achieved")]),
        ("2024年计划投入300万元。", [("300万元", "target")]),
        ("将93所学校纳入管理，达成年度目标任务。", [("93所", "achieved")]),
        ("按不低于5%的要求足额安排。", [("不低于5%", "threshold")]),
        ("毛入园率标准为不低于85%，我县为90.1%。", [("不低于85%", "threshold"), ("90.1%", "achieved")]),
        ("覆盖率要求达到80%，实际为91%。", [("80%", "threshold"), ("91%", "achieved")]),
        ("公用经费标准为650元。", [("650元", "achieved")]),
        ("超过2000人的学校4所。", [("超过2000人", "threshold"), ("4所", "achieved")]),
        ("班额达56人以上的班级3个。", [("56人以上", "threshold"), ("3个", "achieved")]),
        ("每百名学生拥有教师6.42人，高于5.3人。", [("6.42人", "achieved"), ("高于5.3人", "threshold")]),
        ("就读比例为91.3%（≥85%）。", [("91.3%", "achieved"), ("≥85%", "threshold")]),
        ("生均4.88平方米（标准4.5），", [("4.88平方米", "achieved"), ("4.5", "threshold")]),
        (
            "学校规模均不超过2000人，一贯制不超过2500人。",
            [("不超过2000人", "threshold"), ("不超过2500人", "threshold")],
        ),
        ("计划投入5亿元，实际到位4亿元。", [("5亿元", "target"), ("4亿元", "achieved")]),
        ("高于国家标准8.2个百分点。", [("8.2个百分点", "achieved")]),
        ("按每人每月500元的标准发放。", [("500元", "achieved")]),
        ("按每生720元的标准核定。", [("720元", "threshold")]),
        ("分别高于4.2人、5.3人的标准。", [("高于4.2人", "threshold"), ("5.3人", "threshold")]),
        ("建成14所标准化学校，改造5个标准化考点。", [("14所", "achieved"), ("5个", "achieved")]),
        ("仍有7个大班额。", [("7个", "achieved")]),
        ("56-65人的大班额7个。", [("56-65人", "threshold"), ("7个", "achieved")]),
        ("不足100人按100人拨付公用经费。", [("不足100人", "threshold"), ("100人", "threshold")]),
        ("寄宿生260人按月领取补助。", [("260人", "achieved")]),
        ("规划投资9万元，其中省级4万元。", [("9万元", "target"), ("4万元", "target")]),
        ("分解任务数为9所，建成11所。", [("9所", "target"), ("11所", "target")]),
        ("营养改善计划投入5万元。", [("5万元", "achieved")]),
        ("工资由2020年的8万元增长到2022年的9万元。", [("8万元", "achieved"), ("9万元", "achieved")]),
        ("班级学生数控制在45人、50人以内。", [("45人", "threshold"), ("50人以内", "threshold")]),
        ("普惠率93%，公办园占比55%以上。", [("93%", "achieved"), ("55%以上", "achieved")]),
        ("专任教师合格率100%，骨干教师占50%以上。", [("100%", "achieved"), ("50%以上", "achieved")]),
        ("力争2025年创建成功。", [("2025年", "target")]),
        ("力争2025年公办园占比达到50%。", [("50%", "target")]),
        ("创建工作将于2024年接受验收，2022年投入5万元。", [("2024年", "target"), ("5万元", "target")]),
        ("二、主要问题\n（一）编制不足。\n缺教师50人。", [("50人", "problem")]),
        ("二、主要问题\n（一）编制不足。\n缺教师50人，到2035年达到93%。", [("50人", "problem"), ("93%", "target")]),
        ("三、整改措施\n新建学校2所。", [("2所", "target")]),
    ],
)
def test_kind_is_told_by_words_and_part(text: str, expected: list[tuple[str, str]], words: ReportWords) -> None:
    assert kinds(text, words) == expected


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("全县现有中小学、幼儿园17所。", "全县现有中小学、幼儿园17所"),
        ("义务教育学校（含校区、教学点）34所。", "义务教育学校（含校区、教学点）34所"),
        ("教育经费（包括事业费和基建费）为13亿元，", "教育经费（包括事业费和基建费）为13亿元"),
        ("毛入园率：93.2%。", "毛入园率：93.2%"),
        ("全区投入90万元，完成7所。", "完成7所"),
    ],
)
def test_clause_keeps_the_label(text: str, clause: str, words: ReportWords) -> None:
    start, end = mentions(text, words)[-1].clause
    assert text[start:end] == clause


def test_mention_tells_place_section_and_part(words: ReportWords) -> None:
    text = "一、履职情况\n（一）加强领导。\n1．区委研究教育工作5次，走访30余次。\n"
    first, second = mentions(text, words)
    assert (first.part, first.section, first.anchor.block) == ("achievements", 2, "¶3")
    assert text[slice(*first.sentence)] == "1．区委研究教育工作5次，走访30余次"
    assert (second.quote, second.qualifier, written(second.number)) == ("30余次", "余", "30")


def test_figures_in_titles_are_none(words: ReportWords) -> None:
    assert told("印发《新建50所学校三年行动方案》，新建3所。", words) == [("3所", "")]


def test_decrease_is_negative(words: ReportWords) -> None:
    (mention,) = mentions("大班额比例下降2.5个百分点。", words)
    assert (written(mention.number), mention.unit) == ("-2.5", "百分点")


_PIECES = st.sampled_from(
    [
        "2022年",
        "比2021年",
        "力争",
        "12所",
        "8.3万人",
        "（",
        "）",
        "，",
        "。",
        "\n",
        "一、主要问题",
        "《",
        "》",
        "增长3%",
        "：",
        "、",
        "学校",
        "（一）",
    ]
)


@settings(max_examples=200)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
        st.lists(_PIECES, min_size=1, max_size=25).map("".join),
    )
)
def test_any_text_is_read_and_quotes_are_its_own(text: str) -> None:
    words = ReportWords(problems=("主要问题",), targets=("力争", "到#年"), thresholds=("#的 要求",))
    document = read_text("r.txt", ("某县" + text).encode())
    for mention in find_mentions(document, outline(document, words), words):
        start, end = mention.anchor.start, mention.anchor.end
        assert mention.quote == document.text[start:end]
        assert mention.clause[0] <= start < end <= mention.clause[1]
        assert mention.sentence[0] <= start < mention.sentence[1]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("投入5万元和" * 2000, 2000),
        ("《" * 100000 + "学校5所", 1),
        ("一" * 100000 + "分之五", 0),
        ("1" * 100000 + "所，3所", 1),
        ("一是建设5所；" * 2000, 2000),
        ("比2021年增加3元，" * 2000, 2000),
        ("、" * 100000 + "学校3所", 1),
        ("学校3" + " " * 100000 + "所", 0),
    ],
    ids=["figures", "titles", "numerals", "digits", "items", "comparisons", "marks", "blanks"],
)
def test_endless_stretches_are_read(text: str, figures: int, words: ReportWords) -> None:
    assert len(mentions("戊县\n" + text, words)) == figures
