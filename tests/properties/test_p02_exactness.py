"""P2: both ends of the range are reached, for trees marked exact over disjoint facts."""

from fractions import Fraction
from itertools import product

from attrs import evolve
from hypothesis import assume, event, given
from hypothesis import strategies as st

from rules_engine.expr import nodes as n
from rules_engine.ruleset.model import Built
from tests.properties.reference import points
from tests.properties.submissions import VOCABULARY, known, outcome, rulesets


def thresholds(node: n.Node) -> set[Fraction]:
    own = {node.value} if isinstance(node, n.Number) else set()
    return own.union(*(thresholds(child) for child in n.children(node)))


@given(st.data())
def test_both_ends_are_reached(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    criterion = evolve(data.draw(st.sampled_from(ruleset.criteria)), applies=None)
    assert isinstance(criterion.rule, Built)
    assume(criterion.rule.exact)
    ruleset = evolve(ruleset, bonus=None, areas=(_only(ruleset, criterion),))
    facts = data.draw(known(criterion.rule.facts))
    finding = outcome(ruleset, facts).findings[criterion.id]
    event(f"status {finding.status}")
    told = {fact.id: fact.value for fact in facts}
    choices = []
    for id in criterion.rule.facts:
        allowed = told.get(id, VOCABULARY.facts[id].absent)
        near = {t + d for t in thresholds(criterion.rule.tree) for d in (0, Fraction(-1, 10), Fraction(1, 10))}
        tried = near | {allowed.low, allowed.high, Fraction(10**6)} | {Fraction(i) for i in range(4)}
        choices.append(sorted(value for value in tried if value is not None and value in allowed))
    awarded = {
        points(criterion, ruleset, dict(zip(criterion.rule.facts, choice, strict=True))) for choice in product(*choices)
    }
    assert {finding.low, finding.high} <= awarded


def _only(ruleset, criterion):  # type: ignore[no-untyped-def]
    area = ruleset.areas[0]
    return evolve(area, indicators=(evolve(area.indicators[0], criteria=(criterion,)),))
