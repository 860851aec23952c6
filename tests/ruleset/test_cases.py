from fractions import Fraction

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.facts.fact import Level
from rules_engine.findings import Status
from rules_engine.ruleset.cases import STATUSES, Outcome, compare, read_cases
from rules_engine.ruleset.load import load_ruleset
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from tests.ruleset.tiny import CHECKS, tiny_ruleset

CASES = """\
cases:
  - title: {zh: 甲, en: A}
    why: {zh: 因为, en: because}
    period: 2023
    facts:
      - {id: things.rate, value: 93.2, period: 2022, level: E1}
      - {id: things.plan, value: yes}
      - {id: things.accidents, low: 1}
    expect:
      grade: good
      confirmed: 8
      criteria:
        alpha.rate: {status: met, points: 4}
        alpha.count: {status: unknown, points: [0, 2]}
        beta.plan: {status: met}
"""
OUTCOME = Outcome(
    {
        "alpha.rate": ("met", Fraction(4), Fraction(4)),
        "alpha.count": ("unknown", Fraction(0), Fraction(2)),
        "beta.plan": ("met", Fraction(4), Fraction(4)),
    },
    ("good",),
    Fraction(8),
    Fraction(10),
)


def cases_of(tmp_path, text=CASES):
    folder = tiny_ruleset(tmp_path, cases__first=text)
    return read_cases(folder, load_ruleset(folder, CHECKS))


def test_a_case_is_read_with_its_facts_and_what_it_expects(tmp_path):
    (case,) = cases_of(tmp_path)
    rate, plan, accidents = case.facts
    assert (rate.value, rate.level, rate.period) == (Range.of(Fraction(932, 10)), Level.E1, Period(2022))
    assert (plan.value, plan.level, plan.period) == (Range.of(1), Level.E2, Period(2023))
    assert accidents.value == Range(Fraction(1), None)
    expected = case.criteria["alpha.count"]
    assert (expected.status, expected.low, expected.high) == ("unknown", 0, 2)
    assert (case.grades, case.confirmed, case.best) == (("good",), 8, None)


def test_an_outcome_as_expected_has_no_problems(tmp_path):
    (case,) = cases_of(tmp_path)
    assert compare(case, OUTCOME) == []


def test_every_difference_is_told_at_its_line(tmp_path):
    (case,) = cases_of(tmp_path)
    other = Outcome(
        {**OUTCOME.criteria, "alpha.rate": ("not_met", Fraction(0), Fraction(0))},
        ("good", "fair"),
        Fraction(4),
        Fraction(10),
    )
    assert [str(problem) for problem in compare(case, other)] == [
        'cases/first.yaml:13:21: "alpha.rate" is not_met; the case expects met.',
        'cases/first.yaml:13:21: "alpha.rate" gets 0 points; the case expects 4.',
        "cases/first.yaml:2:5: The grade is good / fair; the case expects good.",
        "cases/first.yaml:2:5: The confirmed score is 4; the case expects 8.",
    ]


def test_every_mistake_in_the_cases_is_told_at_once(tmp_path):
    text = (
        CASES.replace("things.rate", "things.rte")
        .replace("grade: good", "grade: god")
        .replace("alpha.rate:", "alpha.rat:")
        .replace("status: unknown, points: [0, 2]", "status: unkown, points: [2, 0]")
    )
    with pytest.raises(UnreadableRuleset) as raised:
        cases_of(tmp_path, text)
    assert [str(problem) for problem in raised.value.problems] == [
        'cases/first.yaml:6:14: There is no fact "things.rte". Did you mean "things.rate"?',
        'cases/first.yaml:10:14: There is no band "god". Did you mean "good"?',
        'cases/first.yaml:13:9: There is no criterion "alpha.rat". Did you mean "alpha.rate"?',
        'cases/first.yaml:14:31: "unkown" is no outcome of a criterion. Did you mean "unknown"?',
        "cases/first.yaml:14:47: Open points are written [low, high].",
    ]


def test_an_unknown_criterion_is_told_although_its_outcome_is_missing(tmp_path):
    with pytest.raises(UnreadableRuleset) as raised:
        cases_of(tmp_path, CASES.replace("alpha.rate: {status: met, points: 4}", "alpha.rte: {points: 4}"))
    missing, unknown = sorted(raised.value.problems, key=lambda problem: problem.code)
    assert str(missing).endswith('The key "status" is missing.')
    assert str(unknown).endswith('There is no criterion "alpha.rte". Did you mean "alpha.rate"?')


def test_cases_know_every_status_of_a_finding():
    assert set(STATUSES) == set(Status.__args__)
