"""The outcome of a criterion: evidence levels, admissions, scopes, periods, conflicts, plugins' functions."""

from fractions import Fraction

import pytest
from attrs import evolve

from rules_engine.checks.check import Decision
from rules_engine.facts.fact import Fact
from rules_engine.findings import Finding
from rules_engine.ruleset.model import Criterion
from rules_engine.scoring.decide import decide
from rules_engine.values.ranges import Range
from tests.properties.submissions import fact
from tests.scoring.small import E0, E1, E2, E3, E4, criterion, decided, ruleset

RATE = "rate_a >= 85"


def found(one: Criterion, *facts: Fact, **more: object) -> Finding:
    rules = ruleset([one], total=one.points, **more)
    return decide(rules, facts, 2023).findings[one.id]


def test_a_stated_figure_settles_what_asks_for_no_more() -> None:
    assert found(criterion("c", 5, RATE), fact("rate_a", 90, E1)).status == "met"
    assert found(criterion("c", 5, RATE), fact("rate_a", 80, E1)).status == "not_met"


def test_a_figure_below_the_level_is_asserted_when_good() -> None:
    finding = found(criterion("c", 5, RATE, evidence=E2), fact("rate_a", 90, E1))
    assert (finding.status, finding.low, finding.high) == ("asserted", 0, 5)
    assert finding.reasons == ("below_level",)
    assert finding.missing == ("rate_a",)


def test_an_admission_against_interest_settles_at_any_level() -> None:
    finding = found(criterion("c", 5, RATE, evidence=E2), fact("rate_a", 60, E0))
    assert (finding.status, finding.high, finding.admitted) == ("not_met", 0, True)


def test_a_claim_never_settles_as_met() -> None:
    claim = fact("rate_a", Range(Fraction(85), None, True), E0)
    assert found(criterion("c", 5, RATE), claim).status == "asserted"


def test_words_about_the_whole_criterion_assert_or_admit_it() -> None:
    one = criterion("c", 5, RATE, stated="kept")
    assert found(one, fact("kept", 1, E0)).status == "asserted"
    assert found(one, fact("kept", 0, E0)).status == "not_met"
    assert found(one, fact("kept", 0, E0), fact("rate_a", 90, E1)).status == "met", "evidence goes before words"


def test_what_is_missing_beside_what_is_there_is_said_to_be_silent() -> None:
    finding = found(criterion("c", 5, "share(rate_a, rate_b) >= 50"), fact("rate_a", 90, E1, None))
    assert (finding.status, finding.missing) == ("unknown", ("rate_b",))
    assert finding.reasons == ("no_claim", "no_period")


def test_what_is_made_of_figures_below_the_level_is_not_said_to_be_silent() -> None:
    one = criterion("c", 5, "linear(rate_made, 0, 100, 0, 5)", evidence=E2)
    parts = fact("accidents", 3, E1, 2023), fact("frauds", 4, E1, 2023)
    finding = found(one, *parts)
    assert (finding.status, finding.missing, finding.reasons) == ("unknown", ("rate_made",), ("below_level",))
    assert found(one, parts[0]).reasons == ("no_claim",)


def test_words_about_the_whole_say_that_they_are_only_words() -> None:
    assert found(criterion("c", 5, RATE, stated="kept"), fact("kept", 1, E0)).reasons == ("below_level",)


def test_silence_is_unknown() -> None:
    finding = found(criterion("c", 5, RATE))
    assert (finding.status, finding.reasons, finding.missing) == ("unknown", ("no_claim",), ("rate_a",))


def test_a_range_that_straddles_the_threshold_is_undecided_and_one_beyond_is_not() -> None:
    assert found(criterion("c", 5, RATE), fact("rate_a", Range(Fraction(80), Fraction(90)), E1)).status == "unknown"
    assert found(criterion("c", 5, RATE), fact("rate_a", Range(Fraction(86), None), E1)).status == "met"


def test_the_newest_of_this_year_and_the_one_before_is_taken() -> None:
    one = criterion("c", 5, RATE)
    assert found(one, fact("rate_a", 90, E1, 2022), fact("rate_a", 80, E1, 2023)).status == "not_met"
    assert found(one, fact("rate_a", 90, E1, 2022)).status == "met"
    older = found(one, fact("rate_a", 90, E1, 2021))
    assert (older.status, older.reasons) == ("unknown", ("stale_period",))


def test_a_figure_without_a_period_is_taken_and_says_so() -> None:
    finding = found(criterion("c", 5, RATE), fact("rate_a", 90, E1, None))
    assert (finding.status, finding.reasons) == ("met", ("no_period",))


def test_figures_that_disagree_are_a_conflict_unless_the_level_decides() -> None:
    one = criterion("c", 5, RATE)
    conflict = found(one, fact("rate_a", 90, E1), fact("rate_a", 80, E1))
    assert (conflict.status, conflict.reasons) == ("unknown", ("conflict",))
    better = found(one, fact("rate_a", 90, E3), fact("rate_a", 80, E1))
    assert better.status == "met"
    assert [f.value.low for f in better.losing] == [80], "the losing value stays in the record"
    assert found(one, fact("rate_a", 90, E1), fact("rate_a", 88, E1)).status == "met", "both are on one side"


def test_figures_that_agree_within_rounding_are_one() -> None:
    one = criterion("c", 5, "rate_a >= 93.15")
    coarse = evolve(fact("rate_a", Fraction("93.2"), E1), step=Fraction(1, 10))
    fine = evolve(fact("rate_a", Fraction("93.16"), E1), step=Fraction(1, 100))
    finding = found(one, coarse, fine)
    assert (finding.status, finding.reasons) == ("met", ())


def test_another_scope_than_the_law_s_is_set_aside() -> None:
    one = criterion("c", 5, RATE, scopes=("compulsory",))
    other = evolve(fact("rate_a", 90, E1), scope="with_kindergarten")
    assert found(one, other).reasons == ("wrong_scope",)
    assert found(one, other).status == "unknown"
    assert found(one, evolve(other, scope="compulsory")).status == "met"
    assert found(one, evolve(other, scope="")).status == "met"


def test_targets_and_thresholds_are_never_scored() -> None:
    one = criterion("c", 5, RATE)
    for kind in ("target", "threshold"):
        assert found(one, evolve(fact("rate_a", 90, E1), kind=kind)).status == "unknown"


def test_previous_is_the_same_fact_one_period_earlier() -> None:
    one = criterion("c", 5, "growth(rate_a, previous(rate_a)) > 0")
    assert found(one, fact("rate_a", 90, E1, 2023), fact("rate_a", 80, E1, 2022)).status == "met"
    assert found(one, fact("rate_a", 70, E1, 2022), fact("rate_a", 80, E1, 2021)).status == "not_met"
    alone = found(one, fact("rate_a", 90, E1, 2023))
    assert (alone.status, alone.missing) == ("unknown", ("rate_a",))


def test_partial_points_are_rounded_half_up_when_awarded() -> None:
    one = criterion("c", 5, "linear(rate_a, 0, 90, 0, 5)")
    assert found(one, fact("rate_a", Fraction("82.89"), E1)).low == Fraction("4.61")
    assert found(one, fact("rate_a", Fraction("82.89"), E1)).status == "partial"


@pytest.mark.parametrize("failure", [ValueError("no luck"), SystemExit(3), BaseException("odd")])
def test_a_plugin_s_function_that_fails_is_an_error_and_scores_like_unknown(failure: BaseException) -> None:
    finding = found(decided("c", 5, failure))
    assert (finding.status, finding.low, finding.high, finding.reasons) == ("error", 0, 5, ("check_error",))
    assert type(failure).__name__ in finding.detail


def test_a_plugin_s_function_decides_with_points_or_leaves_open() -> None:
    assert found(decided("c", 5, Decision(Fraction(5)))).status == "met"
    assert found(decided("c", 5, Decision(Fraction(2)))).status == "partial"
    assert found(decided("c", 5, Decision(None))).status == "unknown"
    assert found(decided("c", 5, Decision(Fraction(6)))).status == "error", "points beyond the criterion's"
    assert found(decided("c", 5, "five")).status == "error"
    assert found(decided("c", 5, "five")).detail == "decide: str", "what came back is named, not what it lacks"


def test_an_entry_of_an_inspector_goes_before_everything() -> None:
    entry = evolve(fact("rate_a", 60, E4), origin="entry")
    finding = found(criterion("c", 5, RATE), fact("rate_a", 90, E3), entry)
    assert finding.status == "not_met"
    assert [f.value.low for f in finding.losing] == [90]
