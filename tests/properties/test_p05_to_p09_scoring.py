"""P5 to P9: what weights, gates and bands may and may not do."""

from fractions import Fraction

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from rules_engine.expr import nodes as n
from rules_engine.expr.typecheck import typecheck
from rules_engine.ruleset.model import Built, Gate, Indicator, Ruleset
from rules_engine.scoring.bands import band_of, bands_between
from tests.properties import reference
from tests.properties.submissions import (
    COUNTS,
    GATED,
    PLACE,
    SHARES,
    TITLE,
    UNITS,
    asked,
    fact,
    known,
    outcome,
    rulesets,
)


def with_indicators(ruleset: Ruleset, change) -> Ruleset:  # type: ignore[no-untyped-def]
    areas = tuple(evolve(area, indicators=tuple(map(change, area.indicators))) for area in ruleset.areas)
    return evolve(ruleset, areas=areas)


@given(st.data())
def test_p5_an_item_without_weight_or_out_of_the_denominator_changes_nothing(data: st.DataObject) -> None:
    ruleset = evolve(data.draw(rulesets()), not_applicable="renormalise")
    facts = data.draw(known(asked(ruleset)))
    extra = data.draw(st.sampled_from(ruleset.criteria))
    never = n.Comparison(n.Number(Fraction(1)), (("<", n.Number(Fraction(0))),))

    def add(indicator: Indicator) -> Indicator:
        weightless = evolve(extra, id=f"weightless_{indicator.id}", weight=Fraction(0))
        left_out = evolve(extra, id=f"left_out_{indicator.id}", applies=never)
        more = (weightless, left_out) if indicator.combine == "mean" else (left_out,)
        return evolve(indicator, criteria=(*indicator.criteria, *more))

    before, after = outcome(ruleset, facts), outcome(with_indicators(ruleset, add), facts)
    assert after.total.scores == before.total.scores
    assert after.grades == before.grades


@given(st.data())
def test_p6_scaling_weights_changes_nothing(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    factor = data.draw(st.fractions(min_value="1/50", max_value=50))
    facts = data.draw(known(asked(ruleset)))

    def scale(indicator: Indicator) -> Indicator:
        return evolve(indicator, criteria=tuple(evolve(c, weight=c.weight * factor) for c in indicator.criteria))

    before, after = outcome(ruleset, facts), outcome(with_indicators(ruleset, scale), facts)
    assert after.total.scores == before.total.scores
    assert after.grades == before.grades


@given(st.data())
def test_p7_raising_a_fact_in_its_good_direction_never_lowers_the_points(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    criterion = data.draw(st.sampled_from(ruleset.criteria))
    assert isinstance(criterion.rule, Built)
    if isinstance(criterion.rule.tree, n.Linear):
        start, end = criterion.rule.tree.start, criterion.rule.tree.end
        assert isinstance(start, n.Number) and isinstance(end, n.Number)
        assume(start.value < end.value)
    facts = {f.id: f for f in data.draw(known(criterion.rule.facts)) if f.value.settled}
    assume(facts)
    id = data.draw(st.sampled_from(sorted(facts)))
    low = facts[id].value.low
    assert low is not None
    good = -1 if id in COUNTS else 1
    raised = low + good * data.draw(st.integers(0, 3 if id in COUNTS else 100))
    top = {"%": Fraction(100), "yes_no": Fraction(1), "rating": Fraction(3)}.get(UNITS[id].name)
    better = max(raised, Fraction(0)) if top is None else min(raised, top)
    before = outcome(ruleset, tuple(facts.values())).findings[criterion.id]
    after = outcome(ruleset, tuple((facts | {id: fact(id, better)}).values())).findings[criterion.id]
    assert after.low >= before.low
    assert after.high >= before.high


@given(st.data())
def test_p8_a_fired_veto_dominates(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    when = n.Comparison(n.FactRef(GATED[3]), ((">", n.Number(Fraction(0))),))
    veto = Gate("the_veto", TITLE, "veto", when, (), PLACE)
    ruleset = evolve(ruleset, gates=(*ruleset.gates, veto))
    facts = tuple(f for f in data.draw(known(asked(ruleset))) if f.id != GATED[3])
    found = outcome(ruleset, (*facts, fact(GATED[3], 1)))
    assert found.grades == (ruleset.bands[-1].id,)
    quiet = outcome(ruleset, (*facts, fact(GATED[3], 0)))
    assert found.total == quiet.total, "a veto does not erase the score"


@given(st.data())
def test_p9_every_score_has_exactly_one_band(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    lows = [band.low for band in ruleset.bands if band.low is not None]
    score = data.draw(st.sampled_from(lows) | st.fractions(min_value=-20, max_value=200))
    band = band_of(ruleset, score)
    assert band == ruleset.bands[reference.band(ruleset, score)].id
    assert bands_between(ruleset, score, score) == (band,)


def test_the_drawn_trees_are_well_typed() -> None:
    tree = n.Comparison(n.FactRef(SHARES[0]), ((">=", n.Number(Fraction(85))),))
    assert typecheck(tree, UNITS, {}, PLACE).exact
