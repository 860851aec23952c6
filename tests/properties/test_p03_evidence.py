"""P3: evidence consistent with what is known never widens; contrary evidence may, and says so."""

from hypothesis import event, given
from hypothesis import strategies as st

from rules_engine.facts.fact import Level
from tests.properties.submissions import asked, completions, fact, known, outcome, rulesets, values


@given(st.data())
def test_consistent_evidence_never_widens(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    ids = asked(ruleset)
    facts = data.draw(known(ids))
    id = data.draw(st.sampled_from(ids))
    value = data.draw(completions((id,), facts))[id]
    before = outcome(ruleset, facts)
    after = outcome(ruleset, (*facts, fact(id, value)))
    event("settled something" if before.total != after.total else "changed nothing")
    if not after.total.assessable:
        return
    assert after.total.scores.confirmed >= before.total.scores.confirmed
    assert after.total.scores.best <= before.total.scores.best
    assert set(after.grades) <= set(before.grades)


@given(st.data())
def test_contrary_evidence_says_so(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    ids = asked(ruleset)
    facts = data.draw(known(ids, levels=(Level.E2,)))
    id = data.draw(st.sampled_from(ids))
    added = fact(id, data.draw(values(id)), Level.E2)
    before, after = outcome(ruleset, facts), outcome(ruleset, (*facts, added))
    for criterion, finding in after.findings.items():
        earlier = before.findings[criterion]
        if earlier.settled and (finding.low, finding.high) != (earlier.low, earlier.high):
            event("conflict")
            assert "conflict" in finding.reasons
