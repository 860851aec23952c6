"""Gates: what they do to open grades, in the declared order; windows; absence; who decides."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from attrs import evolve

from rules_engine.facts.fact import Fact
from rules_engine.ruleset.model import Gate
from rules_engine.scoring.decide import Decision, decide
from rules_engine.values.ranges import Range
from tests.properties.submissions import fact
from tests.scoring.small import E0, E2, E4, criterion, gate, ruleset

SCORE = criterion("score", 100, "linear(rate_a, 0, 100, 0, 100)")


def graded(score: int | str, gates: Sequence[Gate], *facts: Fact, **more: object) -> Decision:
    return decide(ruleset([SCORE], gates=tuple(gates), **more), [fact("rate_a", Fraction(score)), *facts], 2023)


CAP = gate("cap", "cap", "accidents > 0", "good")
DEMOTE = gate("demote", "demote", "frauds > 0")
VETO = gate("veto", "veto", "arrears > 0")
QUIET = (fact("accidents", 0), fact("frauds", 0), fact("arrears", 0))


@pytest.mark.parametrize(
    ("order", "grade"),
    [(("demote", "cap", "veto"), "good"), (("cap", "demote", "veto"), "qualified")],
)
def test_95_points_a_cap_at_good_and_a_demotion_differ_by_the_order(order: tuple[str, ...], grade: str) -> None:
    decision = graded(95, [CAP, DEMOTE], fact("accidents", 1), fact("frauds", 1), gate_order=order)
    assert decision.grades == (grade,)


def test_a_veto_does_not_erase_the_score() -> None:
    decision = graded("91.20", [VETO], fact("arrears", 1))
    assert decision.scores.confirmed == Fraction("91.2")
    assert decision.bands == ("excellent",)
    assert decision.grades == ("unqualified",)
    assert (decision.gates[0].before, decision.gates[0].after) == (("excellent",), ("unqualified",))


def test_an_open_gate_leaves_both_grades_open() -> None:
    decision = graded(95, [CAP, VETO])
    assert decision.grades == ("excellent", "good", "unqualified")
    assert [result.state for result in decision.gates] == ["open", "open"]
    assert graded(95, [CAP, VETO], *QUIET).grades == ("excellent",)


def test_demotions_stack_unless_told_and_stop_at_the_lowest() -> None:
    demotions = [DEMOTE, gate("again", "demote", "accidents > 0")]
    both = (fact("accidents", 1), fact("frauds", 1))
    assert graded(95, demotions, *both).grades == ("qualified",)
    assert graded(95, demotions, *both, stack=False).grades == ("good",)
    assert graded(70, demotions, *both).grades == ("unqualified",)
    half_open = graded(95, demotions, fact("accidents", 1), stack=False)
    assert half_open.grades == ("good",), "one that fired is enough"


def test_a_cap_never_raises() -> None:
    assert graded(70, [CAP], fact("accidents", 1)).grades == ("qualified",)


def test_a_window_looks_at_every_year_of_it() -> None:
    cap = gate("cap", "cap", "accidents > 0", "good", years=2)
    assert graded(95, [cap], fact("accidents", 1, E2, 2022), fact("accidents", 0, E2, 2023)).grades == ("good",)
    assert graded(95, [cap], fact("accidents", 0, E2, 2022), fact("accidents", 0, E2, 2023)).grades == ("excellent",)
    assert graded(95, [cap], fact("accidents", 1, E2, 2021), fact("accidents", 0, E2, None)).grades == ("excellent",)
    assert graded(95, [cap], fact("accidents", 0, E2, 2023)).grades == ("excellent", "good"), "2022 is not told"


@pytest.mark.parametrize(("means", "state"), [("unknown", "open"), ("false_if_attested", "open"), ("false", "closed")])
def test_what_absence_means(means: str, state: str) -> None:
    assert graded(95, [evolve(VETO, absence_means=means)]).gates[0].state == state


@pytest.mark.parametrize(("means", "state"), [("unknown", "open"), ("false_if_attested", "closed"), ("false", "open")])
def test_what_an_attested_absence_means(means: str, state: str) -> None:
    attested = fact("arrears", 0, E0)
    assert graded(95, [evolve(VETO, absence_means=means)], attested).gates[0].state == state


def test_an_admission_fires_at_any_level() -> None:
    admitted = fact("arrears", Range(Fraction(1), None), E0)
    assert graded(95, [VETO], admitted).gates[0].state == "fired"


def test_where_a_human_must_decide_arithmetic_only_opens_the_gate() -> None:
    human = evolve(VETO, requires_human=True)
    read = graded(95, [human], fact("arrears", 1))
    assert (read.gates[0].state, read.gates[0].reasons) == ("open", ("needs_human",))
    entry = evolve(fact("arrears", 1, E4), origin="entry")
    assert graded(95, [human], entry).grades == ("unqualified",)
