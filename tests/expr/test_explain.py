from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given

from rules_engine.expr import nodes as n
from rules_engine.expr.evaluate import amount, truth
from rules_engine.expr.explain import Explanation, explain
from rules_engine.expr.kinds import Kind
from rules_engine.expr.read import read
from rules_engine.expr.typecheck import kind_of
from rules_engine.places import Place
from rules_engine.values.ranges import Range
from tests.strategies import FACTS, LAWS, conditions, knowledge, numbers, values_of

PLACE = Place("tree", 1, 1)


def agrees(explanation: Explanation, known: Mapping[str, Range]) -> None:
    values, node = values_of(known), explanation.node
    assert explanation.kind == kind_of(node, FACTS)
    if explanation.kind == "truth":
        assert explanation.truth is truth(node, values) and explanation.range is None
    else:
        assert explanation.range == amount(node, values) and explanation.truth is None
    assert tuple(child.node for child in explanation.children) == n.children(node)
    for child in explanation.children:
        agrees(child, known)


@LAWS
@given(conditions(2), knowledge())
def test_every_node_of_a_condition_is_worth_what_evaluation_gives(node: n.Node, known: Mapping[str, Range]) -> None:
    agrees(explain(node, values_of(known), "truth"), known)


@LAWS
@given(numbers("", 2), knowledge())
def test_every_node_of_a_number_is_worth_what_evaluation_gives(node: n.Node, known: Mapping[str, Range]) -> None:
    agrees(explain(node, values_of(known), "number"), known)


def test_numbers_stand_beside_the_rule() -> None:
    known = {"x": Range.of(90), "holds": Range(Fraction(0), Fraction(1))}
    found = explain(read("x - 5 >= 85 and holds", PLACE), values_of(known), "truth")
    kinds: list[Kind] = [child.kind for child in found.children]
    assert (found.truth, kinds) == (None, ["truth", "truth"])
    comparison, holds = found.children
    assert (comparison.truth, holds.truth) == (True, None)
    assert [child.range for child in comparison.children] == [Range.of(85), Range.of(85)]
