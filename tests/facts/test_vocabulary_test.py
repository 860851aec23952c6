from rules_engine.facts.vocabulary_test import try_vocabulary
from tests.facts.binding_samples import loaded

TEMPLATE = """facts:
  a.primary:
    title: {{zh: 甲, en: A}}
    unit: 所
    phrases: ["小学"]
    examples: [{{{example}}}]
    near_misses: ["{near_miss}"]
  a.other:
    title: {{zh: 乙, en: B}}
    unit: 所
    phrases: ["幼儿园"]
    examples: [{{text: "幼儿园3所。", value: 3}}]
    near_misses: ["小学3所。"]
"""


def tried(example: str, near_miss: str = "初中3所。") -> list[str]:
    return [str(problem) for problem in try_vocabulary(loaded(a=TEMPLATE.format(example=example, near_miss=near_miss)))]


def test_examples_that_bind_are_silent() -> None:
    assert tried('text: "2022年有小学3所。", value: 3, period: 2022') == []
    assert tried('text: "有小学50余所。", low: 51, high: 59') == []


def test_an_example_that_does_not_bind_tells_what_it_tells() -> None:
    (problem,) = tried('text: "幼儿园3所。", value: 3')
    assert ":6:16: " in problem
    assert "a.other = 3" in problem
    (problem,) = tried('text: "小学若干。", value: 3')
    assert "nothing" in problem


def test_the_value_and_the_period_must_be_right() -> None:
    assert "must tell 4" in tried('text: "小学3所。", value: 4')[0]
    assert "(2021)" in tried('text: "2022年有小学3所。", value: 3, period: 2021')[0]


def test_a_near_miss_that_binds_is_a_problem() -> None:
    (problem,) = tried('text: "小学3所。", value: 3', "共有小学7所。")
    assert ":7:19: " in problem
    assert "a.primary = 7" in problem


def test_broken_patterns_are_told_here() -> None:
    text = TEMPLATE.format(example='text: "小学3所。", value: 3', near_miss="无")
    broken = text.replace('phrases: ["幼儿园"]', "patterns: ['(3', '幼儿园']")
    assert [problem.code for problem in try_vocabulary(loaded(a=broken))] == ["pattern", "pattern"]
