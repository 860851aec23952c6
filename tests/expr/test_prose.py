from fractions import Fraction

import pytest
from hypothesis import given

from rules_engine.expr import nodes as n
from rules_engine.expr.amounts import amount_text
from rules_engine.expr.prose import prose
from rules_engine.expr.read import read
from rules_engine.messages import Language, LocalText
from rules_engine.places import Place
from rules_engine.values.units import Unit, quotient, unit_table
from tests.strategies import FACTS, LAWS, PARAMETER_VALUES, PARAMETERS, conditions

UNITS = unit_table().units
TITLES = {
    "rate": LocalText("学前三年毛入园率", "gross preschool enrolment rate"),
    "other": LocalText("普惠率", "affordable coverage"),
    "money": LocalText("教育经费", "education budget"),
    "meetings": LocalText("专题研究次数", "study sessions"),
    "holds": LocalText("有法治副校长", "every school has a legal vice-principal"),
    "known": LocalText("校长持证上岗", "every head is certified"),
    "pupils": LocalText("生师比", "pupils per teacher"),
}
OF = {
    "rate": UNITS["%"],
    "other": UNITS["%"],
    "money": UNITS["元"],
    "meetings": UNITS["次"],
    "holds": UNITS["yes_no"],
    "known": UNITS["yes_no"],
    "pupils": UNITS["1:x"],
}
GIVEN = {"rate": Fraction(85), "money": Fraction(12250000), "gap": Fraction(3)}
GIVEN_UNITS = {"rate": UNITS["%"], "money": UNITS["元"], "gap": UNITS["百分点"], "unset": UNITS["%"]}


def told(text: str, language: str) -> str:
    return prose(read(text, Place("tree", 1, 1)), Language(language), TITLES, OF, GIVEN, GIVEN_UNITS)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("rate >= param.rate", "学前三年毛入园率 不低于 85%", "gross preschool enrolment rate is at least 85%"),
        ("85 > rate", "学前三年毛入园率 低于 85%", "gross preschool enrolment rate is less than 85%"),
        (
            "80 <= rate < 90",
            "学前三年毛入园率 不低于 80% 且 低于 90%",
            "gross preschool enrolment rate is at least 80% and is less than 90%",
        ),
        (
            "other < rate < 90",
            "同时满足：普惠率 低于 学前三年毛入园率；学前三年毛入园率 低于 90%",
            "all of: affordable coverage is less than gross preschool enrolment rate; "
            "gross preschool enrolment rate is less than 90%",
        ),
        ("rate != 0", "学前三年毛入园率 不为 0%", "gross preschool enrolment rate is not 0%"),
        ("meetings == 1", "专题研究次数 为 1 次", "study sessions is 1 time"),
        ("money >= param.money", "教育经费 不低于 1225 万元", "education budget is at least 12.25 million yuan"),
        ("rate > param.unset", "学前三年毛入园率 高于 unset", "gross preschool enrolment rate is more than unset"),
        ("pupils <= 19", "生师比 不高于 1:19", "pupils per teacher is at most 1:19"),
        (
            "rate - other <= param.gap",
            "学前三年毛入园率 − 普惠率 不高于 3 个百分点",
            "gross preschool enrolment rate − affordable coverage is at most 3 percentage points",
        ),
        (
            "growth(money, previous(money)) > 0",
            "教育经费 比上一期的增长率 高于 0%",
            "the growth of education budget over one period earlier is more than 0%",
        ),
        (
            "share(money, 2000000000) > 20",
            "教育经费 占 20 亿元 的比例 高于 20%",
            "the share of education budget in 2 billion yuan is more than 20%",
        ),
        (
            "holds and not known",
            "有法治副校长：是，且 校长持证上岗：否",
            "every school has a legal vice-principal: yes and every head is certified: no",
        ),
        (
            "at_least(2, holds, known or rate > 3, meetings >= 2)",
            "至少满足 2 项：有法治副校长：是；（校长持证上岗：是，或 学前三年毛入园率 高于 3%）；"
            "专题研究次数 不低于 2 次",
            "at least 2 of: every school has a legal vice-principal: yes; (every head is certified: yes or "
            "gross preschool enrolment rate is more than 3%); study sessions is at least 2 times",
        ),
        (
            "ladder(rate, 0, 85, 2, 90, 3)",
            "学前三年毛入园率：达到 90% 得 3 分；达到 85% 得 2 分；否则 0 分",
            "gross preschool enrolment rate: at 90% or more 3 points; at 85% or more 2 points; otherwise 0 points",
        ),
        (
            "linear(rate, 60, param.rate, 0, 3)",
            "学前三年毛入园率：不高于 60% 得 0 分，达到 85% 得 3 分，其间按比例计分",
            "gross preschool enrolment rate: at 60% or less 0 points, at 85% or more 3 points, in proportion between",
        ),
        (
            "linear(pupils, 20, 15, 0, 3)",
            "生师比：达到 1:20 得 0 分，不高于 1:15 得 3 分，其间按比例计分",
            "pupils per teacher: at 1:20 or more 0 points, at 1:15 or less 3 points, in proportion between",
        ),
        (
            "3 if holds else 1",
            "若 有法治副校长：是，为 3 分；否则为 1 分",
            "3 points if every school has a legal vice-principal: yes, otherwise 1 point",
        ),
        (
            "(money + 3) / 2 > 5",
            "（教育经费 + 3 元） ÷ 2 高于 5 元",
            "(education budget + 3 yuan) ÷ 2 is more than 5 yuan",
        ),
    ],
)
def test_expressions_read_as_sentences(text: str, zh: str, en: str) -> None:
    assert told(text, "zh") == zh
    assert told(text, "en") == en


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("93.2", UNITS["%"], "93.2%", "93.2%"),
        ("12345", UNITS["元"], "1.2345 万元", "12345 yuan"),
        ("9999", UNITS["元"], "9999 元", "9999 yuan"),
        ("1746640000", UNITS["元"], "17.4664 亿元", "1.74664 billion yuan"),
        ("-20000", UNITS["元"], "-2 万元", "-20000 yuan"),
        ("1", UNITS["班"], "1 班", "1 class"),
        ("2", UNITS["人"], "2 人", "2 persons"),
        ("1", UNITS["yes_no"], "是", "yes"),
        ("0", UNITS["yes_no"], "否", "no"),
        ("3", UNITS["rating"], "A", "A"),
        ("0.5", UNITS[""], "0.5", "0.5"),
        ("15", UNITS["1:x"], "1:15", "1:15"),
        ("35", quotient(UNITS["元"], UNITS["人"]), "35 元/人", "35 yuan per persons"),
    ],
)
def test_amounts_carry_their_unit(value: str, unit: Unit, zh: str, en: str) -> None:
    assert amount_text(Fraction(value), unit, Language("zh")) == zh
    assert amount_text(Fraction(value), unit, Language("en")) == en


@LAWS
@given(conditions(2))
def test_every_condition_has_a_sentence(node: n.Node) -> None:
    assert prose(node, Language("en"), {}, FACTS, PARAMETER_VALUES, PARAMETERS)
