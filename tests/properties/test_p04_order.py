"""P4: the order in which facts arrive changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.facts.fact import Level
from tests.properties.submissions import asked, known, outcome, rulesets


@given(st.data())
def test_the_order_of_facts_changes_nothing(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    ids = asked(ruleset)
    every = (Level.E0, Level.E1, Level.E2)
    facts = (*data.draw(known(ids, every)), *data.draw(known(ids, every)))
    shuffled = tuple(data.draw(st.permutations(facts)))
    one, other = outcome(ruleset, facts), outcome(ruleset, shuffled)
    assert one.sheet == other.sheet
    assert one.grades == other.grades
    assert {id: (f.status, f.low, f.high) for id, f in one.findings.items()} == {
        id: (f.status, f.low, f.high) for id, f in other.findings.items()
    }
