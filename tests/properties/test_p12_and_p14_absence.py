"""P12: without its plugin a criterion is unknown, never a pass. P14: hiding an admitted problem never pays."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.ruleset.model import Missing
from tests.properties.submissions import asked, known, outcome, rulesets


@given(st.data())
def test_p12_a_criterion_without_its_plugin_is_unknown(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets(with_bonus=False))
    facts = data.draw(known(asked(ruleset)))
    gone = data.draw(st.sampled_from(ruleset.criteria))

    def lose(criterion):  # type: ignore[no-untyped-def]
        return evolve(criterion, rule=Missing("some.check")) if criterion.id == gone.id else criterion

    areas = tuple(
        evolve(a, indicators=tuple(evolve(i, criteria=tuple(map(lose, i.criteria))) for i in a.indicators))
        for a in ruleset.areas
    )
    before, after = outcome(ruleset, facts), outcome(evolve(ruleset, areas=areas), facts)
    finding = after.findings[gone.id]
    if before.findings[gone.id].status != "not_applicable":
        assert finding.status == "unknown"
        assert finding.reasons[-1] == "plugin_missing"
        assert (finding.low, finding.high) == (gone.minimum, gone.points)
        assert after.total.scores.confirmed <= before.total.scores.confirmed
        assert set(before.grades) <= set(after.grades)


@given(st.data())
def test_p14_removing_an_admitted_problem_never_raises_the_confirmed_score(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    facts = tuple(evolve(f, kind="problem") for f in data.draw(known(asked(ruleset))))
    before = outcome(ruleset, facts)
    for hidden in facts:
        after = outcome(ruleset, tuple(f for f in facts if f is not hidden))
        if after.total.assessable:
            assert after.total.scores.confirmed <= before.total.scores.confirmed
