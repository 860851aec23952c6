"""P1: for every completion of the unknowns, the score lies in the range and the grade in the set."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.reference import UndefinedError, grade, points, total
from tests.properties.submissions import asked, completions, known, outcome, rulesets


@given(st.data())
def test_every_completion_lies_in_the_range(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    ids = asked(ruleset)
    facts = data.draw(known(ids))
    found = outcome(ruleset, facts)
    completion = data.draw(completions(ids, facts))
    try:
        score = total(ruleset, completion)
    except UndefinedError:
        assume(False)
    for criterion in ruleset.criteria:
        awarded = points(criterion, ruleset, completion)
        finding = found.findings[criterion.id]
        assert awarded is None or finding.status == "not_applicable" or finding.low <= awarded <= finding.high
    if score is None:
        return
    scores = found.total.scores
    assert scores.confirmed <= score <= scores.best
    assert grade(ruleset, completion, score) in found.grades
