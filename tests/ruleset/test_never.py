"""What a ruleset can never make true, and arguments of checks that do not fit, each told where it is written."""

from datetime import date

import pytest

from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.parameters import outside_all
from tests.ruleset.tiny import CHECKS, PARAMETERS, THAT, WHEN, only, tiny_ruleset, told

# What can never be


@pytest.mark.parametrize(
    ("that", "problem"),
    [
        ("things.rate > 100", "can never be true"),
        ("things.rate >= 0", "is always true"),
        ("things.accidents < 0", "can never be true"),
        ("things.rate > 50 and things.rate < 50 - 60", "can never be true"),
    ],
)
def test_a_condition_that_the_facts_have_decided_already(tmp_path, that, problem):
    assert problem in only(tmp_path, alpha=(THAT, f'check: {{kind: require, that: "{that}"}}'))


def test_a_condition_that_a_later_edition_makes_impossible(tmp_path):
    problem = only(tmp_path, parameters=("value: 90", "value: 900"))
    assert problem.endswith("can never be true from 2025-01-01 on.")


def test_a_gate_that_can_never_fire(tmp_path):
    assert "can never be true" in only(tmp_path, ruleset=(WHEN, 'when: "things.accidents < 0"'))


def test_an_applicability_that_can_never_be(tmp_path):
    problem = only(tmp_path, alpha=(THAT, f'{THAT}\n        applies: "things.rate > 100"'))
    assert "can never be true" in problem


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("{from: 50, points: 2}, {from: 50, points: 4}", "rise"),
        ("{from: 90, points: 2}, {from: 50, points: 4}", "rise"),
        ("{from: param.least_rate, points: 2}, {from: 88, points: 4}", "88, in force from 2025-01-01, do not"),
        ("{from: 50, points: 2}, {from: 90, points: 3}", "points"),
        ("{from: 50, points: 2}, {from: 90, points: 5}", "points"),
        ("{from: 50, points: 2}, {from: 101, points: 4}", "gives 2 points at most; the criterion has 4"),
    ],
)
def test_a_ladder_rises_and_covers_the_points(tmp_path, steps, problem):
    check = f"check: {{kind: ladder, value: things.rate, steps: [{steps}]}}"
    assert any(problem in line for line in told(tiny_ruleset(tmp_path, alpha=(THAT, check))))


def test_a_proportion_has_two_ends(tmp_path):
    check = "check: {kind: linear, value: things.rate, from: 85, to: param.least_rate}"
    assert "two different ends" in "".join(told(tiny_ruleset(tmp_path, alpha=(THAT, check))))


@pytest.mark.parametrize(
    ("check", "place"),
    [
        ('{kind: require, that: "things.rate > 100"}', "10:39"),
        ("{kind: checklist, items: [{when: things.accidents < 0, points: 4}]}", "10:49"),
    ],
)
def test_what_can_never_be_true_stands_where_it_is_written(tmp_path, check, place):
    that = '{kind: require, that: "things.rate >= param.least_rate"}'
    problems = told(tiny_ruleset(tmp_path, alpha=(that, check)))
    assert any(line.startswith(f"areas/alpha.yaml:{place}: The condition") for line in problems), problems


@pytest.mark.parametrize(
    ("check", "place", "words"),
    [
        (
            "{kind: ladder, value: things.amount, steps: [{from: 5, points: 1}, {from: param.least_rate, points: 4}]}",
            "10:90",
            'Found in "param.least_rate".',
        ),
        ('{kind: linear, value: " things.accidents ", from: 0, to: param.least_rate}', "10:73", '"param.least_rate"'),
        ('{kind: deduct, value: "things.plan  ", each: 1}', "10:39", '"things.plan  " is a condition'),
    ],
)
def test_a_wrong_unit_stands_at_the_parameter_in_the_author_s_words(tmp_path, check, place, words):
    that = '{kind: require, that: "things.rate >= param.least_rate"}'
    problems = told(tiny_ruleset(tmp_path, alpha=(that, check)))
    assert any(line.startswith(f"areas/alpha.yaml:{place}: ") and words in line for line in problems), problems


def test_days_outside_the_editions_of_one_or_several_parameters(tmp_path):
    ended = PARAMETERS.replace("review_by: 2026-12-31", "to: 2026-12-31")
    extra = ended + ended.replace("parameters:\n", "").replace("least_rate", "most_rate").replace("2020", "2021")
    parameters = load_ruleset(tiny_ruleset(tmp_path, parameters=extra), CHECKS).parameters
    assert outside_all(parameters, date(2022, 1, 1)) is None
    one = str(outside_all(parameters, date(2020, 12, 31)))
    assert '"most_rate" has no value for 2020-12-31; its nearest edition is in force on 2021-01-01.' in one
    before = str(outside_all(parameters, date(2019, 12, 31)))
    assert "begin with 2020; 2 of them have no value for 2019-12-31, e.g. least_rate, most_rate." in before
    assert "The nearest day on which all have one is 2021-01-01." in before
    assert "is 2026-12-31" in str(outside_all(parameters, date(2027, 1, 1)))
