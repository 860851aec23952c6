from fractions import Fraction

import pytest

from rules_engine.values.ranges import Range
from tests.facts.binding_samples import claimed

COVERED, YES, NO = Range.of(100), Range.of(1), Range.of(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实现学校网络全覆盖。", [("network.coverage", COVERED)]),
        ("网络已经实现了全 覆盖。", [("network.coverage", COVERED)]),
        ("各项经费均有增长。", [("budget.growth", Range(Fraction(0), None, True))]),
        ("教师同工同酬落实不够。", [("equal_pay", NO)]),
        ("已做到同工同酬。", [("equal_pay", YES)]),
        # denied
        ("尚未实现同工同酬。", []),
        ("没有完全做到同工同酬。", []),
        ("网络未全覆盖。", []),
        ("网络全覆盖还不够。", []),
        ("网络建设滞后，与全覆盖有差距。", []),
        # looks like a denial
        ("未来，网络全覆盖的优势明显。", [("network.coverage", COVERED)]),
        ("不断推进，网络全覆盖。", [("network.coverage", COVERED)]),
        # intended
        ("努力实现同工同酬。", []),
        ("力争三年内实现同工同酬。", []),
        # forbidden beside it
        ("村级网络全覆盖。", []),
        ("村级站点完善，网络全覆盖。", [("network.coverage", COVERED)]),
        # words in another sentence, or in another order
        ("接入网络。教室全覆盖。", []),
        ("全覆盖的网络。", []),
        # a figure tells more
        ("网络覆盖率达98%，基本实现网络全覆盖。", []),
        ("教师同工同酬落实不够。网络覆盖率达98%。", [("equal_pay", NO)]),
    ],
)
def test_claims_are_what_the_words_say(text: str, expected: list[tuple[str, Range]]) -> None:
    assert [(fact, claim.value) for claim in claimed(text) for fact in claim.facts] == expected


def test_a_measure_is_no_achievement() -> None:
    text = "一、履职情况\n实现网络全覆盖。\n二、主要问题\n同工同酬落实不够。\n三、整改措施\n实现同工同酬。\n"
    assert [(claim.facts, claim.part) for claim in claimed(text)] == [
        (("network.coverage",), "achievements"),
        (("equal_pay",), "problems"),
    ]


def test_a_claim_cites_its_words_in_the_text_as_it_stands() -> None:
    text = "２０２２年，网络 已\n实现了全覆盖。"
    assert claimed(text) == []
    (claim,) = claimed("２０２２年，网络 已实现了全　覆盖。")
    assert claim.quote == "网络 已实现了全　覆盖"
    assert str(claim.period) == "2022"


def test_what_the_evaluation_of_a_long_text_finds_is_in_its_order() -> None:
    claims = claimed("做到同工同酬。实现网络全覆盖。各项均有增长。")
    assert [claim.facts[0] for claim in claims] == ["equal_pay", "network.coverage", "budget.growth"]
    assert claims == sorted(claims, key=lambda claim: claim.anchor)
