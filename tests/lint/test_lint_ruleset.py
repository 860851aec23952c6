import pytest

from rules_engine.lint import lint_ruleset
from tests.ruleset.tiny import ALPHA, CHECKS, PARAMETERS, THINGS, tiny_ruleset

WORDS = """\
    phrases: ["比例"]
    examples: [{text: "比例达到93.2%。", value: 93.2}]
    near_misses: ["增长93.2%。"]
"""
SPOKEN = THINGS.replace("    scopes: {town: [城镇]}\n", "    scopes: {town: [城镇]}\n" + WORDS)


def case(status: str) -> str:
    return (
        f"  - title: {{zh: 甲, en: A}}\n    why: {{zh: 因为, en: because}}\n    period: 2023\n    facts: []\n"
        f"    expect: {{criteria: {{alpha.rate: {{status: {status}}}, alpha.count: {{status: {status}}}, "
        f"beta.plan: {{status: {status}}}}}}}\n"
    )


CASES = "cases:\n" + "".join(case(status) for status in ("met", "not_met", "unknown"))


def told(folder) -> list[str]:
    return [str(problem) for problem in lint_ruleset(folder, CHECKS)]


def test_a_clean_ruleset_has_no_problems(tmp_path):
    assert told(tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES)) == []


def test_a_ruleset_that_cannot_be_loaded_tells_why(tmp_path):
    folder = tiny_ruleset(tmp_path, ruleset=("total: 10", "total: 12"))
    assert [problem.split(": ")[0] for problem in told(folder)] == ["ruleset.yaml:8:8"]


def test_a_check_that_nobody_provides_is_a_problem(tmp_path):
    assert "There is no check" in told(tiny_ruleset(tmp_path, alpha=("kind: require", "kind: other.thing")))[0]


def test_every_criterion_is_shown_met_not_met_and_unsettled(tmp_path):
    folder = tiny_ruleset(tmp_path, things=SPOKEN, cases__all="cases:\n" + case("met") + case("asserted"))
    assert told(folder) == [
        'areas/alpha.yaml:7:9: No case shows "alpha.rate" not met.',
        'areas/alpha.yaml:12:9: No case shows "alpha.count" not met.',
        'areas/beta.yaml:6:9: No case shows "beta.plan" not met.',
    ]


def test_cases_that_cannot_be_read_are_told(tmp_path):
    folder = tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES.replace("beta.plan", "beta.plane"))
    assert all("Did you mean" in problem for problem in told(folder)) and len(told(folder)) == 3


def test_a_parameter_that_nothing_uses(tmp_path):
    extra = PARAMETERS + PARAMETERS.replace("parameters:\n", "").replace("least_rate", "most_rate")
    folder = tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES, parameters=extra)
    (problem,) = told(folder)
    assert problem.startswith("parameters.yaml:9:5: Nothing uses") and '"most_rate"' in problem


def test_a_file_that_nothing_reads(tmp_path):
    folder = tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES, areas__gamma="title: x\n")
    (folder / "cases" / "more.yml").write_text("cases: []", encoding="utf-8")
    assert told(folder) == [
        "areas/gamma.yaml: ruleset.yaml does not list this area.",
        "cases/more.yml: Files of a ruleset end in .yaml.",
    ]


def test_an_example_that_does_not_bind(tmp_path):
    folder = tiny_ruleset(tmp_path, things=SPOKEN.replace("value: 93.2", "value: 92"), cases__all=CASES)
    (problem,) = told(folder)
    assert problem.startswith("vocabulary/things.yaml:")


@pytest.mark.parametrize(
    ("report", "rows"),
    [(None, "problems, measures, targets"), (("  targets: [力争]\n", ""), "targets")],
)
def test_words_that_tell_what_is_planned_or_admitted(tmp_path, report, rows):
    folder = tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES, report=report)
    (problem,) = told(folder)
    assert problem.startswith(f"vocabulary/report.yaml: No words tell of {rows}: figures that a report plans or admits")


def test_facts_that_no_report_tells_need_no_words_of_plans(tmp_path):
    assert told(tiny_ruleset(tmp_path, cases__all=CASES, report=None)) == []


def test_all_problems_are_told_at_once_and_nothing_that_follows_from_them(tmp_path):
    folder = tiny_ruleset(
        tmp_path,
        things=THINGS.replace("unit: '%'", "unit: '%%'").replace("unit: rating}", "unit: raiting}"),
        alpha=ALPHA.replace("deduct, value: things.accidents", "deducts, value: things.accidents"),
        beta=("fact: things.plan", "fact: things.plam"),
        cases__all=CASES.replace("facts: []", "facts: [{id: things.rate, value: 93}]").replace(
            "beta.plan", "beta.plam"
        ),
    )
    problems = told(folder)
    assert [problem.split(": ", 1)[1].split(".")[0] for problem in problems if "cases" not in problem] == [
        'There is no check "deducts"',
        'There is no fact "things',
        'There is no unit "%%"',
        'There is no unit "raiting"',
    ]
    assert len([problem for problem in problems if 'There is no criterion "beta.plam". Did you' in problem]) == 3
    assert len(problems) == 7


@pytest.mark.parametrize(
    "change",
    [
        ("certainty: seen}\n      - {value: 90", "certainty: sure}\n      - {value: 90"),
        ("unit: '%'", "unit: '%%'"),
        ("from: 2020-01-01", "from: 2020"),
    ],
)
def test_a_broken_parameter_is_told_once(tmp_path, change):
    (problem,) = told(tiny_ruleset(tmp_path, things=SPOKEN, cases__all=CASES, parameters=change))
    assert problem.startswith("parameters.yaml:")
