from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.quantities import scan
from rules_engine.values.quantity import Quantity
from rules_engine.values.ranges import Range


def only(text: str) -> Quantity:
    found = scan(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "number", "unit", "step"),
    [
        ("共有学校34所", 34, "所", 0),
        ("投入８．５万元", 85000, "元", 1000),
        ("投入1.1億元", 110_000_000, "元", 10_000_000),
        ("图书3.5萬冊", 35_000, "册", 1000),
        ("提高2.5個百分點", Fraction(5, 2), "百分点", Fraction(1, 10)),
        ("立柱14根", 14, "根", 0),
        ("检查学校36所次", 36, "所次", 0),
        ("投入1.1亿元", 110_000_000, "元", 10_000_000),
        ("预算158688.7251万元", 1_586_887_251, "元", 1),
        ("适龄儿童8.3万人", 83000, "人", 1000),
        ("校舍4.2万平方米", 42000, "平方米", 1000),
        ("占地56.5亩", Fraction(113, 2), "亩", Fraction(1, 10)),
        ("面积103平方公里", 103, "平方公里", 1),
        ("教师20名", 20, "人", 0),
        ("教职工 2 674 人", 2674, "人", 0),
        ("资金, 8 640 万元", 86_400_000, "元", 10000),
        ("两者之比为 1.004，", Fraction(251, 250), "", Fraction(1, 1000)),
        ("投入1亿2千万元", 120_000_000, "元", 10_000_000),
        ("新建2万3千平方米", 23000, "平方米", 1000),
        ("投入3亿2500万元", 325_000_000, "元", 10000),
        # torn by blanks or a line end
        ("毛入园率达93. 2%", Fraction(466, 5), "%", Fraction(1, 10)),
        ("支出158 688万元", 1_586_880_000, "元", 10000),
        ("覆盖率 8 9. 5 %", Fraction(179, 2), "%", Fraction(1, 10)),
        ("巩固率达9\n8.2%", Fraction(491, 5), "%", Fraction(1, 10)),
        ("内容16\n2、项", 16, "项", 0),
        ("\n1 234人", 234, "人", 0),
        ("教师16\n25人", 25, "人", 0),
        ("2022 158人", 158, "人", 0),
        # counts side by side
        ("辖9镇3乡", 12, "个", 0),
        ("新装58个一键报警装置", 58, "个", 0),
        ("召开4次全体会议", 4, "次", 0),
        ("责任书58份", 58, "份", 0),
        ("委员3位", 3, "人", 0),
        ("培训72学时", 72, "学时", 0),
        ("发生0起", 0, "起", 0),
        ("得分118分", 118, "分", 0),
        ("提高两个百分点", 2, "百分点", 1),
        ("总数三所", 3, "所", 0),
        ("提高2.5个百分点", Fraction(5, 2), "百分点", Fraction(1, 10)),
        ("不良率3‰", 3, "‰", 1),
        ("占百分之五", 5, "%", 1),
        ("占百分之九十五点六", Fraction(478, 5), "%", Fraction(1, 10)),
        ("达三分之二", Fraction(200, 3), "%", 1),
        ("提高千分之三", 3, "‰", 1),
        ("完成三成。", 30, "%", 10),
        ("师生比1:15", 15, "1:x", 1),
        ("师生比１：13.5", Fraction(27, 2), "1:x", Fraction(1, 10)),
        ("拨款1,225万元", 12_250_000, "元", 10000),
        ("其中初中七所。", 7, "所", 0),
        ("新建两所学校", 2, "所", 0),
        ("乡镇二十三个，", 23, "个", 0),
        ("奖励三百万元", 3_000_000, "元", 10000),
        ("常住人口43.56。", Fraction(1089, 25), "", Fraction(1, 100)),
        ("总人口5.78万，", 57800, "", 100),
        ("在校学生34884 \n人", 34884, "人", 0),
        ("围绕6大方面", 6, "个", 0),
        ("教室面积4500m²", 4500, "平方米", 1),
        ("收入是其1.05倍", Fraction(21, 20), "倍", Fraction(1, 100)),
        ("\n1．93所学校增设", 93, "所", 0),
    ],
)
def test_figure_has_value_unit_and_step(text: str, number: Fraction | int, unit: str, step: Fraction | int) -> None:
    quantity = only(text)
    assert (quantity.number, quantity.unit, quantity.step) == (number, unit, step)
    assert quantity.value == Range.of(number)


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("差异系数分别为0.21和0.18。", ["0.21", "0.18"], ""),
        ("分别提高1.2个和3.4个百分点。", ["1.2个", "3.4个百分点"], "百分点"),
        ("差异系数：0.41（要求≤0.50），初中0.38（要求≤0.45）。", ["0.41", "≤0.50", "0.38", "≤0.45"], ""),
        ("生师比：小学17.8：1，初中12.6∶1。", ["17.8：1", "12.6∶1"], "1:x"),
        ("2020年3.8亿、2021年4.1亿。", ["3.8亿", "4.1亿"], "元"),
        ("收入分别为5.1亿、5.6亿和6.2亿，教育支出3.4亿比上年增长。", ["5.1亿", "5.6亿", "6.2亿", "3.4亿"], "元"),
        ("教育经费4453万比去年4432万增长。", ["4453万", "4432万"], ""),
        ("差异系数由0.45下降到0.32。", ["0.45", "0.32"], ""),
        ("校际差异系数0.33、0.29。", ["0.33", "0.29"], ""),
        ("生均公用经费分别为765、980和1250元。", ["765", "980", "1250元"], "元"),
        ("覆盖率分别达93.5、91.2%。", ["93.5", "91.2%"], "%"),
        ("结对86对，获奖18对。", ["86对", "18对"], "对"),
        ("收缴食品46公斤。", ["46公斤"], "千克"),
    ],
)
def test_each_figure_of_a_row_is_found_with_the_unit_of_the_row(text: str, numbers: list[str], unit: str) -> None:
    found = scan(text)
    assert [text[q.start : q.end] for q in found] == numbers
    assert {q.unit for q in found} == {unit}


@pytest.mark.parametrize(
    "text", ["分别于1、3月召开会议", "1对1帮扶", "上午8:30：12:1", "2期工程", "分别在2021、2022年完成"]
)
def test_months_years_and_phrases_are_no_row(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "number", "value", "limit"),
    [
        ("走访50余次", "50余次", 50, Range(Fraction(51), Fraction(59)), False),
        ("邀请10多名干部", "10多名", 10, Range(Fraction(11), Fraction(19)), False),
        ("十余所", "十余所", 10, Range(Fraction(11), Fraction(19)), False),
        ("千余名学生", "千余名", 1000, Range(Fraction(1001), Fraction(1999)), False),
        ("8.3万余人", "8.3万余人", 83000, Range(Fraction(83001), Fraction(83999)), False),
        (
            "筹资120余万元",
            "120余万元",
            1_200_000,
            Range(Fraction(1_200_000), Fraction(1_300_000), True, True),
            False,
        ),
        ("近50人", "近50人", 50, Range(Fraction(45), Fraction(49)), False),
        ("约50人", "约50人", 50, Range(Fraction(45), Fraction(55)), False),
        ("50人左右", "50人左右", 50, Range(Fraction(45), Fraction(55)), False),
        ("巩固在56%以上", "56%以上", 56, Range(Fraction(56), None, False, False), True),
        ("规模2000人以下", "2000人以下", 2000, Range(Fraction(0), Fraction(2000)), True),
        ("超过2000人", "超过2000人", 2000, Range(Fraction(2001), None), True),
        ("不足50%", "不足50%", 50, Range(Fraction(0), Fraction(50), False, True), True),
        ("不低于85%", "不低于85%", 85, Range(Fraction(85), None), True),
        ("不少于２人", "不少于２人", 2, Range(Fraction(2), None), True),
        ("≥80%", "≥80%", 80, Range(Fraction(80), None), True),
        ("1:15以下", "1:15以下", 15, Range(Fraction(0), Fraction(15)), True),
        ("5-8人", "5-8人", 5, Range(Fraction(5), Fraction(8)), False),
        ("90%-95%", "90%-95%", 90, Range(Fraction(90), Fraction(95)), False),
    ],
)
def test_vague_words_make_a_range(text: str, printed: str, number: int, value: Range, limit: bool) -> None:
    quantity = only(text)
    assert text[quantity.start : quantity.end] == printed
    assert quantity.number == number
    assert (quantity.value.low, quantity.value.high) == (value.low, value.high)
    if value.high is not None:
        assert quantity.value == value
    assert quantity.limit is limit


def test_qualifiers_are_kept() -> None:
    assert only("约30人左右").qualifier == "约…左右"
    assert only("调研50余次").qualifier == "余"
    assert only("学校5所").qualifier == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("经费减少0.23亿元", -23_000_000),
        ("同比下降了3%", -3),
        ("变化幅度-3.2%", Fraction(-16, 5)),
        ("减少到5所", 5),
        ("增长0.07%", Fraction(7, 100)),
    ],
)
def test_decrease_turns_the_sign(text: str, number: Fraction | int) -> None:
    assert only(text).number == number


@pytest.mark.parametrize(
    "text",
    [
        "2023年10月25日",
        "2022-01-12",
        "1月18日",
        "甲府办函〔2023〕35号",
        "甲教督﹝2021﹞23号",
        "（甲政教督委发20235号）",
        "文件〔20225号",
        "1．高站位",
        "2、项目",
        "（一）总体",
        "一是推进",
        "第三，",
        "第3次会议",
        "第十四个教师节",
        "“十四五”规划",
        "党的二十大精神",
        "“双减”工作",
        "一岗双责",
        "“1+N”模式",
        "“三对一”入户",
        "一生一策",
        "1人1案",
        "九年一贯制",
        "学前三年毛入园率",
        "六届二次、三次全会",
        "两个确立、四个意识、四个自信",
        "五险一金",
        "一个“高”字",
        "一批学校",
        "一体化",
        "一键报警",
        "十分重视",
        "三位一体",
        "统一名称",
        "3个月内",
        "5个工作日",
        "数十名教师",
        "六一节",
        "一成不变",
        "千人计划",
        "3-6岁",
        "8:30到校",
        "电话13912345678",
        "9" * 5000 + "所",
        "20xx年达xx.xx%",
        "教师〇〇名",
        "五个一工程",
        "附件1。",
        "5人制足球",
        "索引号11500242009146209E/2021-00089",
    ],
)
def test_stop_list_is_no_figure(text: str) -> None:
    assert scan(text) == []


_WORDS = st.sampled_from(
    [
        "2023年",
        "3",
        "5.5",
        "万",
        "亿元",
        "所",
        "%",
        "近",
        "余",
        "以上",
        "三百",
        "分之",
        "，",
        "。",
        "\n",
        " ",
        "1:",
        "-",
        "1.",
        "下降",
    ]
)


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=30).map("".join)))
def test_scan_never_raises_and_stays_in_order(text: str) -> None:
    end = 0
    for quantity in scan(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@given(
    st.integers(1, 99999),
    st.sampled_from(["所", "人", "万元", "%", "个", "平方米", "亿元", "万人"]),
    st.sampled_from([" ", "\n", "  ", "\u3000", "\u00a0", " \n"]),
)
def test_blanks_before_the_unit_change_nothing(number: int, unit: str, blank: str) -> None:
    tight, loose = only(f"共有{number}{unit}。"), only(f"共有{number}{blank}{unit}。")
    assert (tight.number, tight.unit, tight.value) == (loose.number, loose.unit, loose.value)


@given(st.integers(1, 9999), st.sampled_from(["余", "多"]))
def test_range_of_a_count_holds_whole_numbers_above_it(number: int, word: str) -> None:
    value = only(f"走访{number}{word}人").value
    assert value.low is not None
    assert value.high is not None
    assert number < value.low <= value.high < 2 * number + 10


def test_a_range_of_decimals_at_the_beginning_of_a_line_is_no_list_number() -> None:
    assert only("\n1.5-2.5人次").value == Range(Fraction(3, 2), Fraction(5, 2))
