"""The sheet: sums, means, what does not apply, bonus, bands; each stage with its numbers substituted."""

from fractions import Fraction

from attrs import evolve

from rules_engine.ruleset.model import Area, Bonus, Indicator, Ruleset
from rules_engine.scoring.bands import band_of
from rules_engine.scoring.decide import Decision, decide
from rules_engine.scoring.verdict import ScoreLine
from tests.properties.submissions import fact
from tests.scoring.small import E1, E2, TITLE, criterion, ruleset

NEVER = "1 < 0"


def total(decision: Decision) -> ScoreLine:
    return decision.sheet[-1]


def test_confirmed_as_claimed_and_best() -> None:
    rules = ruleset(
        [
            criterion("met", 40, "rate_a >= 85"),
            criterion("claimed", 30, "rate_b >= 85", evidence=E2),
            criterion("silent", 30, "rate_c >= 85"),
        ]
    )
    decision = decide(rules, [fact("rate_a", 90, E1), fact("rate_b", 90, E1)], 2023)
    scores = decision.scores
    assert (scores.confirmed, scores.as_claimed, scores.best) == (40, 70, 100)
    assert decision.grades == ("excellent", "good", "qualified", "unqualified")
    assert total(decision).arithmetic["as_claimed"] == "70 = 70"
    assert decision.sheet[0].arithmetic["as_claimed"] == "40 + 30 + 0 = 70"
    assert (total(decision).settled, total(decision).applicable) == (40, 100)


def test_seventy_four_of_eighty_two_points_are_90_24() -> None:
    rules = ruleset(
        [
            criterion("met", 74, "rate_a >= 85"),
            criterion("missed", 8, "rate_a >= 95"),
            criterion("elsewhere", 18, "rate_b >= 85", applies=criterion("n", 1, NEVER).rule.tree),  # type: ignore[union-attr]
        ]
    )
    decision = decide(rules, [fact("rate_a", 90)], 2023)
    assert decision.scores.confirmed == decision.scores.best == Fraction("90.24")
    assert decision.grades == ("excellent",)
    assert total(decision).arithmetic["confirmed"] == "74 = 74; 74 × 100 / 82 = 90.24"


def test_the_policy_full_or_zero_keeps_the_denominator() -> None:
    criteria = [
        criterion("met", 74, "rate_a >= 85"),
        criterion("elsewhere", 26, "rate_b >= 85", applies=criterion("n", 1, NEVER).rule.tree),  # type: ignore[union-attr]
    ]
    for policy, expected in (("full", 100), ("zero", 74), ("renormalise", 100)):
        decision = decide(ruleset(criteria, not_applicable=policy), [fact("rate_a", 90)], 2023)
        assert decision.scores.confirmed == expected


def test_while_it_is_undecided_whether_it_applies_it_counts_with_anything() -> None:
    applies = criterion("n", 1, "rate_h > 0").rule.tree  # type: ignore[union-attr]
    rules = ruleset([criterion("a", 60, "rate_a >= 85"), criterion("b", 40, "rate_b >= 85", applies=applies)])
    decision = decide(rules, [fact("rate_a", 90), fact("rate_b", 90)], 2023)
    assert (decision.findings["b"].status, decision.findings["b"].outer) == ("unknown", True)
    assert (decision.scores.confirmed, decision.scores.best) == (60, 100)
    assert "outer" in decision.flags
    assert "rate_h" in decision.findings["b"].missing


def test_where_nothing_applies_nothing_is_assessed() -> None:
    applies = criterion("n", 1, NEVER).rule.tree  # type: ignore[union-attr]
    decision = decide(ruleset([criterion("a", 100, "rate_a >= 85", applies=applies)]), [], 2023)
    assert not total(decision).assessable
    assert decision.bands == decision.grades == ()
    assert "unassessed" in decision.flags


def test_a_mean_divides_so_it_rounds_and_shows_it() -> None:
    thirds = tuple(criterion(id, 10, f"rate_{id} >= 85") for id in "abc")
    area = Area("area", TITLE, (Indicator("i", TITLE, thirds, "mean", Fraction(20)),))
    decision = decide(
        ruleset([], areas=(area,), total=Fraction(20)), [fact("rate_a", 90), fact("rate_b", 1), fact("rate_c", 1)], 2023
    )
    assert decision.scores.confirmed == Fraction("6.67")
    assert decision.sheet[0].arithmetic["confirmed"] == "20 × (1 × 10 / 10 + 1 × 0 / 10 + 1 × 0 / 10) / 3 = 6.67"


def test_a_bonus_has_its_own_cap_and_totals_pass_a_hundred() -> None:
    bonus = Bonus(Fraction(18), (criterion("extra", 10, "rate_b >= 85"), criterion("more", 10, "rate_c >= 85")))
    rules = ruleset([criterion("a", 100, "rate_a >= 85")], bonus=bonus)
    decision = decide(rules, [fact(id, 90) for id in ("rate_a", "rate_b", "rate_c")], 2023)
    assert decision.scores.confirmed == 118
    assert decision.sheet[-2].arithmetic["confirmed"] == "10 + 10 = 20 → 18"
    assert decision.grades == ("excellent",)


def test_eighty_nine_and_a_half_is_good_or_excellent_by_the_reading_and_flagged() -> None:
    def read(reading: str) -> Ruleset:
        criteria = [criterion("a", 100, "linear(rate_a, 0, 100, 0, 100)")]
        return ruleset(criteria, reading=reading, printed_integers=True)

    for reading, grade in (("half_open", "good"), ("round_first", "excellent")):
        decision = decide(read(reading), [fact("rate_a", Fraction("89.5"))], 2023)
        assert decision.grades == (grade,)
        assert "band_boundary" in decision.flags
    assert "band_boundary" not in decide(read("half_open"), [fact("rate_a", Fraction("89.4"))], 2023).flags


def test_the_limit_of_a_band_belongs_to_it() -> None:
    rules = ruleset([criterion("a", 100, "rate_a >= 85")])
    assert band_of(rules, Fraction(90)) == "excellent"
    assert band_of(rules, Fraction("89.99")) == "good"
    assert band_of(evolve(rules, reading="round_first"), Fraction("89.49")) == "good"
