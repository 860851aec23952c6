from fractions import Fraction

import pytest

from rules_engine.errors import UnreadableSubmission
from rules_engine.facts.entries import read_entries
from rules_engine.facts.entry import entered_facts
from rules_engine.facts.fact import Level
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.values.periods import Period
from rules_engine.values.ranges import WHOLE, Range
from rules_engine.values.units import unit_named

UNITS = {
    "pay.average": "元/人",
    "money.total": "元",
    "rate": "%",
    "ratio": "",
    "done": "yes_no",
    "grade": "rating",
    "pupils": "人",
    "land": "亩",
    "each": "1:x",
}


def entry(id: str, name: str) -> FactEntry:
    unit = unit_named(name)
    assert unit is not None
    absent = Range(Fraction(0), Fraction(100)) if id == "rate" else WHOLE
    absent = Range(Fraction(0), None) if id == "pupils" else absent
    return FactEntry(id, LocalText(id, id), unit, absent, Place("v"), scopes={"town": ("城镇",)})


VOCABULARY = Vocabulary({id: entry(id, unit) for id, unit in UNITS.items()})


def entries(tmp_path, text: str):
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return entered_facts(read_entries(path, VOCABULARY))


def told(tmp_path, text: str) -> list[str]:
    with pytest.raises(UnreadableSubmission) as raised:
        entries(tmp_path, text)
    return [str(problem) for problem in raised.value.problems]


BACKED = "level: E4, citation: 台账, author: 张三"


def value(tmp_path, line: str) -> Range:
    (fact,) = entries(tmp_path, f"- {{{line}, {BACKED}}}")
    return fact.value


def test_an_entry_becomes_a_fact_of_an_inspector(tmp_path):
    (fact,) = entries(
        tmp_path,
        "entries:\n  - {id: rate, value: 93.2, unit: '%', period: 2022, scope: town,\n"
        "     level: E4, citation: 统计表, author: 张三}\n",
    )
    assert (fact.value, fact.level, fact.origin, fact.kind) == (
        Range.of(Fraction(932, 10)),
        Level.E4,
        "entry",
        "achieved",
    )
    assert (fact.period, fact.scope, fact.printed) == (Period(2022), "town", "93.2%")
    assert (fact.citations[0].quote, fact.citations[0].author) == ("统计表", "张三")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("id: money.total, value: 1225, unit: 万元", 12_250_000),
        ("id: money.total, value: 1.5, unit: 亿元", 150_000_000),
        ("id: pay.average, value: 9.5, unit: 万元/人", 95_000),
        ("id: pupils, value: 2, unit: 万人", 20_000),
        ("id: done, value: yes", 1),
        ("id: done, value: no", 0),
        ("id: done, value: 是", 1),
        ("id: done, value: 否", 0),
        ("id: pupils, value: 2.5, unit: 万人", 25_000),
        ("id: grade, value: A", 3),
        ("id: grade, value: B", 2),
        ("id: grade, value: C", 1),
        ("id: ratio, value: 1.05", Fraction(21, 20)),
        ("id: land, value: 2, unit: 公顷", 30),
    ],
)
def test_values_are_kept_in_the_base_unit(tmp_path, line, expected):
    assert value(tmp_path, line) == Range.of(Fraction(expected))


@pytest.mark.parametrize("written", ["1:19.5", "'1:19.5'", "19.5", "19.5, unit: '1:x'"])
def test_what_is_told_to_one_may_be_written_so(tmp_path, written):
    assert value(tmp_path, f"id: each, value: {written}") == Range.of(Fraction("19.5"))
    assert any("takes a plain decimal" in line for line in told(tmp_path, f"- {{id: each, value: '2:39', {BACKED}}}"))


def test_a_value_may_be_known_only_between_limits(tmp_path):
    assert value(tmp_path, "id: rate, low: 50, high: 60, unit: '%'") == Range(Fraction(50), Fraction(60))
    assert value(tmp_path, "id: rate, low: 50, unit: '%'") == Range(Fraction(50), None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("id: rte, value: 1", 'There is no fact "rte". Did you mean "rate"?'),
        ("id: rate, value: 1, unit: 元", '"rate" is not measured in "元". Write unit: \'%\'.'),
        ("id: rate, value: 1, unit: ‰", "is not measured in"),
        ("id: money.total, value: 1225", "The unit of \"money.total\" is missing. Write unit: '元'."),
        ("id: ratio, value: 1, unit: 元", "It has no unit."),
        ("id: done, value: 1", '"done" takes yes or no, not "1".'),
        ("id: grade, value: D", '"grade" takes A, B or C, not "D".'),
        ("id: rate, value: 1e2, unit: '%'", '"rate" takes a plain decimal such as 93.5, not "1e2".'),
        ("id: rate, value: 93.2%, unit: '%'", "The unit stands apart: write value: 93.2, unit: '%'."),
        ("id: rate, value: '100%'", "The unit stands apart: write value: 100, unit: '%'."),
        ("id: rate, value: 95 %", "The unit stands apart: write value: 95, unit: '%'."),
        ("id: money.total, value: 3万元", "The unit stands apart: write value: 3, unit: '万元'."),
        ("id: rate, value: 1000, unit: '%'", ':21: "rate" cannot be 1000%: it lies between 0% and 100%.'),
        ("id: rate, value: -5, unit: '%'", ':21: "rate" cannot be -5%'),
        ("id: rate, low: 50, high: 101, unit: '%'", ': "rate" cannot be 101%'),
        ("id: pupils, value: -1, unit: 人", '"pupils" cannot be -1人: it lies at 0人 or above.'),
        ("id: pupils, value: 3.5, unit: 人", '"pupils" is counted in 人, so it cannot be 3.5.'),
        ("id: rate, value: [1], unit: '%'", "takes a plain decimal"),
        ("id: rate, unit: '%'", 'An entry has either "value", or "low" and "high"'),
        ("id: rate, value: 1, low: 1, unit: '%'", 'An entry has either "value"'),
        ("id: rate, low: 2, high: 1, unit: '%'", '"low" is above "high".'),
        ("id: rate, value: 1, unit: '%', period: 2022年", "is no period"),
        ("id: rate, value: 1, unit: '%', level: E5", "is no level of evidence; levels are E0, E1, E2, E3, E4."),
        ("id: rate, value: 1, unit: '%', scope: twon", 'has no scope "twon". Did you mean "town"?'),
        ("id: rate, valu: 1", 'There is no key "valu" here. Did you mean "value"?'),
    ],
)
def test_what_cannot_be_is_told_at_its_line(tmp_path, line, problem):
    backed = BACKED.removeprefix("level: E4, ") if "level" in line else BACKED
    problems = told(tmp_path, f"- {{{line}, {backed}}}")
    assert any(problem in told for told in problems), problems
    assert all(told.startswith("facts.yaml:1:") for told in problems)


def test_level_citation_and_author_are_required_and_told_at_once_with_the_rest(tmp_path):
    assert told(tmp_path, "- {id: pupils, value: 1.5}") == [
        'facts.yaml:1:3: The key "level" is missing.',
        'facts.yaml:1:3: The key "citation" is missing.',
        'facts.yaml:1:3: The key "author" is missing.',
        "facts.yaml:1:3: The unit of \"pupils\" is missing. Write unit: '人'.",
    ]
    assert len(told(tmp_path, "- {value: yes}")) == 4


@pytest.mark.parametrize("empty", ["''", "' '", ""])
def test_a_citation_must_not_be_empty(tmp_path, empty):
    text = f"- {{id: done, value: yes, level: E4, citation: {empty}, author: 张三}}"
    assert told(tmp_path, text) == [f'facts.yaml:1:{text.index("citation:") + 11}: "citation" must not be empty.']


def test_the_same_fact_of_the_same_period_stands_once(tmp_path):
    line = f"- {{id: done, value: yes, period: 2022, {BACKED}}}\n"
    assert "is entered twice" in told(tmp_path, line * 2)[0]
    assert len(entries(tmp_path, line + line.replace("2022", "2023"))) == 2


def test_all_problems_come_at_once(tmp_path):
    text = f"- {{id: x, value: 1, {BACKED}}}\n- {{id: done, value: 2}}\n- 3\n"
    assert len(told(tmp_path, text)) == 6


@pytest.mark.parametrize("text", ["", "x", "entries: x", "entrys: []", "a: [", "- &a {id: done}"])
def test_a_file_that_holds_no_entries(tmp_path, text):
    assert told(tmp_path, text)


def test_a_missing_file(tmp_path):
    with pytest.raises(UnreadableSubmission):
        read_entries(tmp_path / "none.yaml", VOCABULARY)
