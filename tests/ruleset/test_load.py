from fractions import Fraction
from pathlib import Path

import pytest
from attrs import frozen

from rules_engine.checks.check import Check, Decision, Parameter
from rules_engine.errors import UnreadableRuleset
from rules_engine.expr.nodes import Comparison, FactRef, Number, ParameterRef
from rules_engine.facts.fact import Level
from rules_engine.messages import LocalText
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.model import Built, Decided, Missing
from tests.ruleset.tiny import ALPHA, CHECKS, RULESET, THAT, tiny_ruleset

TITLE = LocalText("试", "A test")


@frozen
class Refused:
    name: str
    checks: tuple[str, ...] = ()


def told(folder: Path, **options) -> list[str]:
    with pytest.raises(UnreadableRuleset) as raised:
        load_ruleset(folder, options.pop("checks", CHECKS), **options)
    return [str(problem) for problem in raised.value.problems]


def changed(tmp_path: Path, check: str, **changes) -> list[str]:
    """The problems of the tiny ruleset with another check in its first criterion, and its place left out."""
    problems = told(tiny_ruleset(tmp_path, alpha=(THAT, f"check: {check}"), **changes))
    assert all(problem.startswith("areas/alpha.yaml:10:") for problem in problems), problems
    return [problem.split(": ", 1)[1] for problem in problems]


def test_a_ruleset_is_read_with_all_its_parts(tmp_path):
    ruleset = load_ruleset(tiny_ruleset(tmp_path), CHECKS, strict=True)
    assert ruleset.name == "tiny"
    assert ruleset.schemes == ("教函〔2023〕1号",)
    assert [area.id for area in ruleset.areas] == ["alpha", "beta"]
    assert [criterion.id for criterion in ruleset.criteria] == ["alpha.rate", "alpha.count", "beta.plan"]
    assert [(band.id, band.low, band.passes) for band in ruleset.bands] == [
        ("good", 8, True),
        ("fair", 6, True),
        ("poor", None, False),
    ]
    rate, count, plan = ruleset.criteria
    assert rate.rule == Built(
        "require",
        Comparison(FactRef("things.rate"), ((">=", ParameterRef("least_rate")),)),
        True,
        True,
        ("things.rate",),
    )
    assert (count.evidence, count.stated, count.basis[0].certainty) == (Level.E2, "things.plan", "memory")
    assert isinstance(plan.rule, Built) and plan.rule.needs_human
    gate = ruleset.gates[0]
    assert (gate.kind, gate.to, gate.absence_means) == ("cap", "fair", "false_if_attested")
    assert gate.when == Comparison(FactRef("things.accidents"), ((">", Number(Fraction(0))),))


def test_all_problems_of_all_files_come_at_once_in_their_order(tmp_path):
    folder = tiny_ruleset(
        tmp_path,
        ruleset=("total: 10", "total: 11\ncolour: red"),
        alpha=("things.rate >= param", "things.rat >= param"),
        beta=("fact: things.plan", "fact: things.rate"),
        parameters=("value: 85", "value: many"),
    )
    assert [problem.split(": ")[0] for problem in told(folder)] == [
        "areas/alpha.yaml:10:39",
        "areas/beta.yaml:9:36",
        "parameters.yaml:6:17",
        "ruleset.yaml:8:8",
        "ruleset.yaml:9:1",
    ]


def test_areas_are_read_although_ruleset_yaml_lacks_a_key(tmp_path):
    folder = tiny_ruleset(tmp_path, ruleset=("total: 10\n", ""), alpha=("things.rate >=", "things.rat >="))
    assert [problem.split(": ", 1)[1] for problem in told(folder)] == [
        'There is no fact "things.rat". Did you mean "things.rate"?',
        'The key "total" is missing.',
    ]


def test_what_is_wrong_elsewhere_is_told_although_ruleset_yaml_is_no_yaml(tmp_path):
    folder = tiny_ruleset(
        tmp_path,
        ruleset=("total: 10", "total: [10"),
        alpha=("id: alpha.rate", "ids: alpha.rate"),
        parameters=("value: 85", "value: many"),
    )
    assert [problem.split(":")[0] for problem in told(folder)] == [
        "ruleset.yaml",
        "areas/alpha.yaml",
        "parameters.yaml",
    ]


def test_the_format_and_the_range_of_engines_are_asked_first(tmp_path):
    assert told(tiny_ruleset(tmp_path / "a", ruleset=("format: 1", "format: 2\nnew: thing"))) == [
        "ruleset.yaml:1:9: The ruleset is of format 2; this engine reads format 1."
    ]
    (problem,) = told(tiny_ruleset(tmp_path / "b", ruleset=(">=0.1,<1", ">=7")))
    assert problem.startswith("ruleset.yaml:2:9: The ruleset needs an engine >=7; this is ")
    assert "no range of versions" in told(tiny_ruleset(tmp_path / "c", ruleset=(">=0.1,<1", "new")))[0]


def test_a_missing_area_file_is_told_where_it_is_listed(tmp_path):
    folder = tiny_ruleset(tmp_path, ruleset=("[alpha, beta]", "[alpha, bete]"))
    assert told(folder) == ['ruleset.yaml:7:16: There is no file areas/bete.yaml. Did you mean "beta"?']


def test_a_missing_vocabulary_file_is_told_where_it_is_listed(tmp_path):
    folder = tiny_ruleset(tmp_path, ruleset=("[things]", "[thinks]"))
    (problem,) = told(folder)
    assert problem.startswith("ruleset.yaml:6:14:") and problem.endswith('Did you mean "things"?')


def test_a_folder_without_ruleset_yaml(tmp_path):
    assert told(tiny_ruleset(tmp_path, ruleset=None))[0].startswith("ruleset.yaml: This file cannot be read")


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    folder = tiny_ruleset(tmp_path)
    (tmp_path / "elsewhere.yaml").write_text(ALPHA, encoding="utf-8")
    (folder / "areas" / "alpha.yaml").unlink()
    (folder / "areas" / "alpha.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert told(folder) == ["areas/alpha.yaml: This file leads out of the ruleset's folder."]


@pytest.mark.parametrize("name", ["../beta", "/etc/passwd", "a/b"])
def test_an_area_is_an_id_and_never_a_path(tmp_path, name):
    assert "is no id" in told(tiny_ruleset(tmp_path, ruleset=("[alpha, beta]", f"[alpha, '{name}']")))[0]


def test_a_ruleset_may_bring_a_vocabulary_of_its_own(tmp_path):
    folder = tiny_ruleset(
        tmp_path,
        beta=("things.plan", "own.plan"),
        vocabulary__own="facts:\n  own.plan: {title: {zh: 甲, en: A}, unit: yes_no}\n",
    )
    ruleset = load_ruleset(folder, CHECKS)
    assert {"own.plan", "things.plan"} <= ruleset.vocabulary.facts.keys()


def test_unknown_names_in_expressions_are_told_with_the_nearest(tmp_path):
    assert changed(tmp_path, '{kind: require, that: "things.rte >= param.leest_rate"}') == [
        'There is no fact "things.rte". Did you mean "things.rate"?',
        'There is no parameter "leest_rate". Did you mean "least_rate"?',
    ]


def test_a_number_is_no_condition(tmp_path):
    check = '{kind: at_least, count: 1, conditions: ["things.rate + 1", "things.rate > 1"]}'
    assert "a condition is expected" in changed(tmp_path, check)[0]


def test_a_check_without_a_kind(tmp_path):
    assert changed(tmp_path, '{that: "things.rate > 1"}')[0].startswith("A check needs a kind.")
    assert changed(tmp_path, "require")[0].startswith("A check needs a kind.")


def test_parameters_of_a_check_are_required_and_no_others_known(tmp_path):
    problems = changed(tmp_path, "{kind: require, taht: x}")
    assert problems[0].startswith('The check "require" asks for "that"')
    assert problems[1] == 'The check "require" has no parameter "taht". Did you mean "that"?'


@pytest.mark.parametrize(
    ("kind", "written", "problem"),
    [
        ("fact", "things.rte", 'There is no fact "things.rte". Did you mean "things.rate"?'),
        ("fact", "[things.rate]", 'Expected the id of a fact, found "[…]".'),
        ("facts", "things.rate", 'Expected a list, found "things.rate".'),
        ("facts", "[]", '"it" asks for at least 1, found 0.'),
        ("facts", "[things.rate, things.x]", 'There is no fact "things.x".'),
        ("number", "'1'", 'Expected a number, found "1".'),
        ("number", "1:19", 'Expected a number, found "1:19".'),
        ("parameter", "least_rate", 'Expected a dated parameter such as param.x, found "least_rate".'),
        ("parameter", "param.least", 'There is no parameter "least". Did you mean "param.least_rate"?'),
        ("choice", "rde", '"it" is one of red, blue, not "rde". Did you mean "red"?'),
        ("expression", "'things.rate >'", "The expression ends too early."),
        ("conditions", "['things.rate']", "a condition is expected"),
        ("items", "[{when: 'things.rate > 1'}]", 'The key "points" is missing.'),
        ("items", "[{wen: 'things.rate > 1', points: 1}]", 'There is no key "wen" here. Did you mean "when"?'),
        ("items", "[x]", 'Expected a mapping with the keys when, points, found "x".'),
        ("steps", "[{from: x, points: 1}]", 'Expected a number, found "x".'),
        ("limit", "param.least", 'Did you mean "param.least_rate"?'),
    ],
)
def test_every_kind_of_parameter_refuses_what_it_cannot_be(tmp_path, kind, written, problem):
    parameter = Parameter("it", kind, TITLE, choices=("red", "blue"))
    check = Check("test", TITLE, (parameter,), build=lambda arguments: Number(Fraction(1)))
    folder = tiny_ruleset(tmp_path, alpha=(THAT, f"check: {{kind: test, it: {written}}}"))
    assert any(problem in line for line in told(folder, checks={**CHECKS, "test": check}))


def test_a_fact_of_another_unit_is_refused_at_its_place(tmp_path):
    (problem,) = told(tiny_ruleset(tmp_path, beta=("fact: things.plan", "fact: things.rate")))
    assert problem == 'areas/beta.yaml:9:36: "fact" asks for a fact in yes_no; "things.rate" is in %.'


def test_a_plugin_that_gives_money_instead_of_points(tmp_path):
    check = Check("test", TITLE, (), build=lambda arguments: FactRef("things.amount"))
    folder = tiny_ruleset(tmp_path, alpha=(THAT, "check: {kind: test}"))
    assert told(folder, checks={**CHECKS, "test": check}) == [
        'areas/alpha.yaml:10:23: The check "test" gives 元 instead of points. A condition is asked for, such as a '
        "comparison, or a number of points."
    ]


def _raise(arguments):
    raise KeyError("oops")


def _exit(arguments):
    raise SystemExit(3)


@pytest.mark.parametrize("build", [_raise, _exit, lambda arguments: "no tree"])
def test_a_plugin_that_fails_to_build_is_a_problem_for_authors_and_one_finding_in_error_else(tmp_path, build):
    checks = {**CHECKS, "test": Check("test", TITLE, (), build=build)}
    folder = tiny_ruleset(tmp_path, alpha=(THAT, "check: {kind: test}"))
    (problem,) = told(folder, checks=checks, strict=True)
    assert problem.startswith('areas/alpha.yaml:10:23: The check "test"')
    rule = load_ruleset(folder, checks).criteria[0].rule
    assert isinstance(rule, Decided) and rule.check.decide is not None
    with pytest.raises(UnreadableRuleset):
        rule.check.decide({}, rule.arguments)


def test_a_function_check_is_given_the_facts_of_its_parameters(tmp_path):
    check = Check(
        "test",
        TITLE,
        (Parameter("one", "fact", TITLE), Parameter("more", "facts", TITLE)),
        decide=lambda known, arguments: Decision(None),
    )
    given = "{kind: test, one: things.rate, more: [things.plan, things.rate]}"
    ruleset = load_ruleset(tiny_ruleset(tmp_path, alpha=(THAT, f"check: {given}")), {**CHECKS, "test": check})
    rule = ruleset.criteria[0].rule
    assert isinstance(rule, Decided) and rule.facts == ("things.rate", "things.plan")


def test_a_check_that_nobody_provides(tmp_path):
    folder = tiny_ruleset(tmp_path, alpha=("kind: require", "kind: requre"))
    assert load_ruleset(folder, CHECKS).criteria[0].rule == Missing("requre")
    assert told(folder, strict=True) == ['areas/alpha.yaml:10:23: There is no check "requre". Did you mean "require"?']


@pytest.mark.parametrize("refused", [Refused("safety"), Refused("other", ("safety.full",))])
def test_the_refused_plugin_that_would_have_brought_a_check_is_named(tmp_path, refused):
    folder = tiny_ruleset(tmp_path, alpha=("kind: require", "kind: safety.full"))
    assert load_ruleset(folder, CHECKS, [refused]).criteria[0].rule == Missing("safety.full", refused.name)
    (problem,) = told(folder, refused=[refused], strict=True)
    assert f'The plugin "{refused.name}", which is not loaded, would bring it.' in problem


def test_the_digest_is_of_what_is_said_and_not_of_how_it_is_written(tmp_path):
    def digest(name: str, **changes) -> str:
        return load_ruleset(tiny_ruleset(tmp_path / name, **changes), CHECKS).digest

    plain = digest("plain")
    lines = RULESET.splitlines(keepends=True)
    assert digest("keys", ruleset="".join([*lines[1:7], "# a comment\n", lines[0], *lines[7:]])) == plain
    assert digest("quotes", alpha=("words: [甲]", 'words: ["甲"]')) == plain
    before, first, second = ALPHA.partition("      - id: alpha.rate")[0], *ALPHA.split("      - id: ")[1:]
    swapped = f"{before}      - id: {second}      - id: {first}"
    assert digest("criteria", alpha=swapped) == plain
    assert digest("points", parameters=("value: 85", "value: 84")) != plain
    assert digest("words", things=("比例", "比率")) != plain
    assert digest("areas", ruleset=("[alpha, beta]", "[beta, alpha]")) != plain


def test_a_ruleset_copied_without_its_vocabulary_says_where_it_was_looked_for(tmp_path):
    folder = tiny_ruleset(tmp_path)
    (tmp_path / "vocabulary").rename(tmp_path / "elsewhere")
    (problem,) = told(folder)
    assert problem.startswith("ruleset.yaml:6:1: There is no vocabulary in ../vocabulary") and "Copy" in problem
    (tmp_path / "elsewhere").rename(folder / "vocabulary")
    assert load_ruleset(folder, CHECKS).vocabulary.facts
    (folder / "vocabulary" / "things.yaml").rename(folder / "vocabulary" / "thing.yaml")
    assert told(folder) == ['ruleset.yaml:6:14: There is no vocabulary file "things". Did you mean "thing"?']
