import pytest

from rules_engine.ruleset.load import load_ruleset
from tests.ruleset.tiny import CHECKS, PARAMETERS, THAT, WHEN, only, tiny_ruleset, told

BANDS = """\
  - {id: good, title: {zh: 良好, en: Good}, from: 8, passes: true}
  - {id: fair, title: {zh: 合格, en: Fair}, from: 6, passes: true}
  - {id: poor, title: {zh: 不合格, en: Poor}}
"""
EDITIONS = PARAMETERS[PARAMETERS.index("      - {value: 85") :]
LAW = "source: {zh: 某法, en: A law}, certainty: seen"


# Points


def test_areas_add_up_to_the_declared_total_and_both_numbers_are_told(tmp_path):
    problem = only(tmp_path, ruleset=("total: 10", "total: 12"))
    assert problem == (
        "ruleset.yaml:8:8: The total is declared as 12 points, but the maxima of the areas add up to 10. "
        "They are: alpha 6, beta 4."
    )


def test_an_indicator_and_an_area_that_declare_points_keep_to_them(tmp_path):
    problem = only(tmp_path / "a", alpha=("words: [甲]", "points: 7"), ruleset=("total: 10", "total: 11"))
    assert problem == 'areas/alpha.yaml:1:1: "alpha" declares 7 points, but its parts add up to 6.'
    problems = told(tiny_ruleset(tmp_path / "b", beta=("    criteria", "    points: 5\n    criteria")))
    assert any('"beta.first" declares 5 points, but its parts add up to 4.' in problem for problem in problems)


def test_a_mean_has_points_of_its_own_and_weights_belong_to_means(tmp_path):
    problems = told(tiny_ruleset(tmp_path / "a", beta=("    criteria", "    combine: mean\n    criteria")))
    assert any('"beta.first" combines by mean and needs "points"' in problem for problem in problems)
    problem = only(tmp_path / "b", beta=("points: 4", "points: 4\n        weight: 2"))
    assert 'A weight means something only where the parts are combined by "mean".' in problem
    mean = ("    criteria", "    combine: mean\n    points: 4\n    criteria")
    load_ruleset(tiny_ruleset(tmp_path / "c", beta=mean), CHECKS)


@pytest.mark.parametrize("points", ["4\n        minimum: 4", "4\n        minimum: 5"])
def test_points_are_more_than_the_minimum(tmp_path, points):
    problems = told(tiny_ruleset(tmp_path, beta=("points: 4", f"points: {points}")))
    assert any("the points are more than the minimum" in problem for problem in problems)


def test_a_criterion_and_a_gate_name_a_basis(tmp_path):
    basis = "basis: [{text: {zh: 某法, en: A law}, certainty: seen}]"
    assert 'The criterion "beta.plan" names no basis.' in only(tmp_path / "a", beta=(basis, "basis: []"))
    assert 'The gate "gate.accident" names no basis.' in only(tmp_path / "b", ruleset=(basis, "basis: []"))


# Ids and references


@pytest.mark.parametrize("id", ["alpha", "alpha.first", "alpha.rate", "gate.accident"])
def test_ids_are_unique_over_areas_indicators_criteria_and_gates(tmp_path, id):
    problems = told(tiny_ruleset(tmp_path, beta=("beta.plan", id)))
    assert len(problems) == 1 and f'The id "{id}" stands twice; first at ' in problems[0]


def test_stated_names_a_yes_no_fact(tmp_path):
    problem = only(tmp_path / "a", alpha=("stated: things.plan", "stated: things.rate"))
    assert '"things.rate" is in %; "stated" names a yes_no fact.' in problem
    problem = only(tmp_path / "b", alpha=("stated: things.plan", "stated: things.pan"))
    assert problem.endswith('There is no fact "things.pan". Did you mean "things.plan"?')


def test_scopes_exist_on_a_fact_of_the_criterion(tmp_path):
    problem = only(tmp_path / "a", alpha=(THAT, f"{THAT}\n        scopes: [twon]"))
    assert problem.endswith('No fact of this criterion states the scope "twon". Did you mean "town"?')
    load_ruleset(tiny_ruleset(tmp_path / "b", alpha=(THAT, f"{THAT}\n        scopes: [town]")), CHECKS)


def test_shown_parameters_exist(tmp_path):
    problem = only(tmp_path, alpha=(THAT, f"{THAT}\n        shown_parameters: [least_rat]"))
    assert problem.endswith('There is no parameter "least_rat". Did you mean "least_rate"?')


# Bands


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (", en: Poor}}", ", en: Poor}, from: 1}", 'The last band has no "from", so that every score has a band.'),
        ("from: 8, ", "", 'Only the last band has no "from"'),
        ("from: 6", "from: 8", '"fair" begins at 8, the one above it at 8.'),
        ("from: 6", "from: 9", '"fair" begins at 9, the one above it at 8.'),
        ("from: 8", "from: 11", "The band begins at 11, outside 0…10."),
        ("id: fair", "id: good", 'Two bands are called "good".'),
        ("from: 8, passes: true", "from: 8", '"fair" passes although the better "good" does not.'),
        (", en: Poor}}", ", en: Poor}, passes: true}", "Every band passes, so that nothing can fail."),
    ],
)
def test_bands_tile_the_line_best_first(tmp_path, old, new, problem):
    assert any(problem in line for line in told(tiny_ruleset(tmp_path, ruleset=(old, new))))


def test_some_band_passes(tmp_path):
    bands = BANDS.replace(", passes: true", "")
    assert "No band passes" in only(tmp_path, ruleset=(BANDS, bands))


def test_bands_printed_in_integers_say_how_scores_between_them_are_read(tmp_path):
    printed = BANDS.replace("from: 8,", "from: 8, to: 10,").replace("from: 6,", "from: 6, to: 7,")
    assert 'say "reading: half_open" or "round_first"' in only(tmp_path / "a", ruleset=(BANDS, printed))
    ruleset = load_ruleset(tiny_ruleset(tmp_path / "b", ruleset=(BANDS, f"{printed}reading: round_first\n")), CHECKS)
    assert (ruleset.reading, ruleset.printed_integers) == ("round_first", True)


@pytest.mark.parametrize(("fair", "expected"), [("to: 6", 7), ("to: 8", 7), ("to: 7.5", 7)])
def test_integer_bands_adjoin(tmp_path, fair, expected):
    printed = BANDS.replace("from: 6,", f"from: 6, {fair},") + "reading: half_open\n"
    assert f"it must end at {expected}, or scores have no band or two" in only(tmp_path, ruleset=(BANDS, printed))


# Gates


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("to: fair", "to: fare", 'There is no band "fare". Did you mean "fair"?'),
        ("      to: fair\n", "", 'the key "to" is missing'),
        ("kind: cap", "kind: demote", 'A demotion is by one grade and has no "to".'),
        ("[demote, cap, veto]", "[demote, cap]", "The order of gates names demote, cap, veto, each once."),
        ("[demote, cap, veto]", "[demote, cap, cap]", "The order of gates names demote, cap, veto, each once."),
        ("absence_means: false_if_attested", "absence_means: no", "Expected one of unknown, false_if_attested, false"),
        ("{years: 2}", "{years: 0}", "A window has at least one year."),
        ("certainty: seen", "certainty: memory", "A basis known from memory only cannot decide a gate."),
        (WHEN, 'when: "things.accidents + 1"', "a condition is expected"),
        (WHEN, 'when: "things.acidents > 0"', 'Did you mean "things.accidents"?'),
    ],
)
def test_gates(tmp_path, old, new, problem):
    assert any(problem in line for line in told(tiny_ruleset(tmp_path, ruleset=(old, new))))


def test_a_parameter_known_from_memory_decides_no_gate(tmp_path):
    memory = PARAMETERS.replace("certainty: seen}", "certainty: memory}")
    problem = only(tmp_path, ruleset=(WHEN, 'when: "things.rate < param.least_rate"'), parameters=memory)
    assert 'Parameter "least_rate" is known from memory only and cannot decide a gate.' in problem


# Dated parameters


@pytest.mark.parametrize(
    ("editions", "problem"),
    [
        ("{value: 1, from: 2020-01-01, LAW}, {value: 2, from: 2019-01-01, LAW}", "not after the one above it"),
        ("{value: 1, from: 2020-01-01, LAW}, {value: 2, from: 2020-01-01, LAW}", "not after the one above it"),
        ("{value: 1, from: 2020-01-01, to: 2020-06-30, LAW}, {value: 2, from: 2021-01-01, LAW}", "one value"),
        ("{value: 1, from: 2020-01-01, to: 2022-06-30, LAW}, {value: 2, from: 2021-01-01, LAW}", "one value"),
        ("{value: 1, from: 2020-01-01, to: 2020-12-31, LAW}, {value: 2, from: 2021-01-01, LAW}", "Only the last"),
        ("{value: 1, from: 2020-01-01, to: 2019-12-31, LAW}", "before it begins"),
        ("{value: 1, from: 2020-01-01, review_by: 2019-12-31, LAW}", "before the edition begins"),
        ("{value: 1:19, from: 2020-01-01, LAW}", "Expected a number"),
        ("{value: {zh: 甲, en: A}, from: 2020-01-01, LAW}", "Expected a number"),
        ("{value: 1, from: 2020, LAW}", "Expected a day"),
        ("{value: 1, from: 2020-01-01, certainty: seen}", 'The key "source" is missing.'),
        ("{value: 1, from: 2020-01-01, source: {zh: 甲, en: A}, certainty: sen}", 'Did you mean "seen"?'),
        ("", "has no edition"),
    ],
)
def test_editions_tile_time_without_hole_or_overlap(tmp_path, editions, problem):
    written = f"{PARAMETERS[: -len(EDITIONS) - 1].rstrip()} [{editions.replace('LAW', LAW)}]\n"
    assert any(problem in line for line in told(tiny_ruleset(tmp_path, parameters=written)))


def test_the_last_edition_may_end(tmp_path):
    ended = ("review_by: 2026-12-31", "to: 2026-12-31")
    parameter = load_ruleset(tiny_ruleset(tmp_path, parameters=ended), CHECKS).parameters["least_rate"]
    assert str(parameter.editions[-1].to) == "2026-12-31"


@pytest.mark.parametrize(("unit", "near"), [("'%%'", "%"), ("万元", "元")])
def test_a_parameter_has_a_base_unit(tmp_path, unit, near):
    problems = told(tiny_ruleset(tmp_path, parameters=("unit: '%'", f"unit: {unit}")))
    (problem,) = (line for line in problems if line.startswith("parameters.yaml:4:11: There is no unit"))
    assert problem.endswith(f'Did you mean "{near}"?')


def test_a_text_parameter_is_told_in_both_languages_and_is_no_number(tmp_path):
    text = PARAMETERS + (
        "  parts:\n    title: {zh: 口径, en: Parts}\n    text: true\n    editions:\n"
        f"      - {{value: {{zh: 甲, en: A}}, from: 2020-01-01, {LAW}}}\n"
    )
    shown = (THAT, f"{THAT}\n        shown_parameters: [parts]")
    ruleset = load_ruleset(tiny_ruleset(tmp_path / "a", parameters=text, alpha=shown), CHECKS)
    edition = ruleset.parameters["parts"].editions[0]
    assert edition.value is None and edition.text is not None and edition.text.zh == "甲"
    that = THAT.replace("param.least_rate", "param.parts")
    assert 'parameter "parts"' in only(tmp_path / "b", parameters=text, alpha=(THAT, that)).lower()
