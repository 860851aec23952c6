"""A mistake that keeps a criterion, a gate or a parameter from being used hides none of its other mistakes."""

from pathlib import Path

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.lint import lint_ruleset
from rules_engine.ruleset.load import load_ruleset
from tests.ruleset.tiny import ALPHA, BETA, CHECKS, PARAMETERS, RULESET, THAT, THINGS, tiny_ruleset

WRONG = 'check: {kind: require, that: "things.rat >= param.least_rat"}'
OF_THE_CHECK = [
    'There is no fact "things.rat". Did you mean "things.rate"?',
    'There is no parameter "least_rat". Did you mean "least_rate"?',
]
BASIS = "        basis: [{text: {zh: 某法, en: A law}, certainty: seen}]\n"


def told(folder: Path) -> list[str]:
    """The problems without their places, in their order."""
    with pytest.raises(UnreadableRuleset) as error:
        load_ruleset(folder, CHECKS, strict=True)
    return [str(problem).partition(": ")[2] for problem in error.value.problems]


@pytest.mark.parametrize(
    ("key", "of_the_criterion"),
    [
        ("title", ALPHA.replace("        title: {zh: 比例, en: Rate}\n", "")),
        ("points", ALPHA.replace("        points: 4\n", "")),
        ("basis", ALPHA.replace(BASIS, "")),
        ("title", ALPHA.replace("    title: {zh: 甲一, en: Alpha one}\n", "")),
        ("title", ALPHA.replace("title: {zh: 甲, en: Alpha}\n", "")),
    ],
)
def test_a_missing_key_of_a_criterion_or_above_it_hides_nothing_of_its_rule(tmp_path, key, of_the_criterion):
    folder = tiny_ruleset(tmp_path, alpha=of_the_criterion.replace(THAT, WRONG))
    assert sorted(told(folder)) == sorted([f'The key "{key}" is missing.', *OF_THE_CHECK])


def test_every_name_in_a_criterion_without_points_is_looked_at(tmp_path):
    more = "applies: things.rate\n        stated: things.rate\n        shown_parameters: [leastrate]\n        "
    more += "request: {bureaus: [finance]}\n        "
    folder = tiny_ruleset(tmp_path, alpha=("        points: 4\n        " + THAT, f"        {more}{THAT}"))
    assert told(folder) == [
        'The key "points" is missing.',
        '"things.rate" is a number; a condition is expected, such as a comparison.',
        '"things.rate" is in %; "stated" names a yes_no fact.',
        'There is no parameter "leastrate". Did you mean "least_rate"?',
        'The key "table" is missing.',
        'There is no bureau "finance" under "bureaus" of ruleset.yaml.',
    ]


def test_a_request_that_lacks_a_key_tells_its_unknown_bureau(tmp_path):
    folder = tiny_ruleset(tmp_path, alpha=(THAT, f"{THAT}\n        request: {{bureaus: [finance]}}"))
    assert told(folder) == [
        'The key "table" is missing.',
        'There is no bureau "finance" under "bureaus" of ruleset.yaml.',
    ]


def test_a_criterion_without_points_is_not_told_that_its_steps_miss_them(tmp_path):
    ladder = 'check: {kind: ladder, value: "things.rate", base: 0, steps: [{from: 90, points: 4}]}'
    folder = tiny_ruleset(tmp_path, alpha=ALPHA.replace(THAT, ladder).replace("        points: 4\n", ""))
    assert told(folder) == ['The key "points" is missing.']


def test_a_gate_that_lacks_a_key_tells_the_rest(tmp_path):
    gate = RULESET.replace("      kind: cap\n      to: fair\n", "      to: fare\n").replace("things.acc", "things.ack")
    assert told(tiny_ruleset(tmp_path, ruleset=gate)) == [
        'The key "kind" is missing.',
        'There is no band "fare". Did you mean "fair"?',
        'There is no fact "things.ackidents". Did you mean "things.accidents"?',
    ]


def test_gates_are_read_although_ruleset_yaml_lacks_a_key(tmp_path):
    ruleset = RULESET.replace("total: 10\n", "").replace("to: fair", "to: fare").replace("things.acc", "things.ack")
    assert sorted(told(tiny_ruleset(tmp_path, ruleset=ruleset))) == [
        'The key "total" is missing.',
        'There is no band "fare". Did you mean "fair"?',
        'There is no fact "things.ackidents". Did you mean "things.accidents"?',
    ]


def test_a_band_or_a_bureau_that_lacks_a_key_is_not_called_unknown(tmp_path):
    ruleset = RULESET.replace("{id: fair, title: {zh: 合格, en: Fair}, ", "{id: fair, ")
    ruleset = ruleset.replace("bands:\n", "bureaus: [{id: finance}]\nbands:\n")
    asking = f"{THAT}\n        request: {{table: {{zh: 报表, en: Table}}, bureaus: [finance]}}"
    folder = tiny_ruleset(tmp_path, ruleset=ruleset, alpha=(THAT, asking))
    assert told(folder) == ['The key "title" is missing.', 'The key "title" is missing.']


def test_an_area_list_that_is_no_list_makes_no_area_forgotten_and_no_criterion_unknown(tmp_path):
    case = "cases: [{title: {zh: 例, en: Case}, why: {zh: 因, en: Why}, period: 2023, facts: [], "
    case += "expect: {criteria: {beta.plan: {status: unknown}}}}]\n"
    folder = tiny_ruleset(
        tmp_path,
        ruleset=("[alpha, beta]", "alpha"),
        beta=BETA.replace("fact: things.plan", "fact: things.plam"),
        cases__all=case,
    )
    assert [str(problem) for problem in lint_ruleset(folder, CHECKS)] == [
        'areas/beta.yaml:9:36: There is no fact "things.plam". Did you mean "things.plan"?',
        'ruleset.yaml:7:8: Expected a list, found "alpha".',
    ]


def test_an_edition_that_lacks_a_key_tells_its_wrong_value_and_its_parameter_the_wrong_unit(tmp_path):
    parameters = PARAMETERS.replace("{value: 85, from: 2020-01-01, ", "{value: many, ")
    parameters = parameters.replace("    title: {zh: 最低比例, en: Least rate}\n", "").replace(
        "unit: '%'", "unit: '%%'"
    )
    assert told(tiny_ruleset(tmp_path, parameters=parameters)) == [
        'The key "title" is missing.',
        'There is no unit "%%". Did you mean "%"?',
        'The key "from" is missing.',
        'Expected a number, found "many". Write a plain decimal such as 93.5: no quotes, exponent, separators or '
        "leading zeros.",
    ]


def test_a_parameter_whose_editions_are_all_broken_is_not_said_to_have_none(tmp_path):
    parameters = PARAMETERS.replace("certainty: seen", "certainty: sure")
    assert {problem.partition(",")[0] for problem in told(tiny_ruleset(tmp_path, parameters=parameters))} == {
        "Expected one of seen"
    }


def test_a_fact_that_lacks_its_title_tells_the_rest_and_is_not_called_unknown(tmp_path):
    fact = '  things.rate:\n    unit: "%%"\n    phrases: [比]\n    formula: "share(things.amount"\n'
    things = THINGS.replace(THINGS[THINGS.index("  things.rate:") : THINGS.index("  things.amount:")], fact)
    assert told(tiny_ruleset(tmp_path, things=things)) == [
        'The key "title" is missing.',
        'There is no unit "%%". Did you mean "%"?',
        "A phrase needs a word of two or more characters.",
        "This bracket is never closed.",
    ]


def test_a_case_that_lacks_a_key_tells_the_rest(tmp_path):
    case = (
        "cases:\n  - title: {zh: 例, en: Case}\n    period: 2023\n"
        "    facts: [{id: things.rat, value: 90}, {id: things.rate, value: 900}]\n"
        "    expect: {criteria: {beta.plam: {status: met}, beta.plan: {status: mett}}, grade: fare}\n"
    )
    folder = tiny_ruleset(tmp_path, cases__all=case)
    assert [str(problem).partition(": ")[2] for problem in lint_ruleset(folder, CHECKS)] == [
        'The key "why" is missing.',
        'There is no fact "things.rat". Did you mean "things.rate"?',
        '"things.rate" cannot be 900%: it lies between 0% and 100%.',
        'There is no criterion "beta.plam". Did you mean "beta.plan"?',
        '"mett" is no outcome of a criterion. Did you mean "met"?',
        'There is no band "fare". Did you mean "fair"?',
    ]


def test_a_mistake_in_the_only_basis_is_no_lack_of_one(tmp_path):
    folder = tiny_ruleset(tmp_path, alpha=ALPHA.replace("certainty: seen", "certainty: sen").replace(THAT, WRONG))
    [certainty] = [problem for problem in told(folder) if problem not in OF_THE_CHECK]
    assert certainty.endswith('found "sen". Did you mean "seen"?')
    assert len(told(folder)) == 1 + len(OF_THE_CHECK)
