"""How an expression came to its value: the tree again, with the range or truth of every node beside it."""

from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.expr.evaluate import Values, amount, truth
from rules_engine.expr.kinds import Kind
from rules_engine.records import frozen
from rules_engine.values.kleene import Truth
from rules_engine.values.ranges import Range


@frozen(eq=False, repr=False)
class Explanation:
    """A node and what it was worth: `range` for a number, `truth` for a condition (None there is undecided).

    `children` stand in reading order, as `nodes.children` gives them. No words: reports put them in.
    """

    node: n.Node
    kind: Kind
    range: Range | None
    truth: Truth
    children: tuple["Explanation", ...]


def explain(node: n.Node, values: Values, kind: Kind) -> Explanation:
    """The explanation of a checked expression of this kind; its root is worth what `amount` or `truth` gives.

    Numbers stand before the rounding to six decimals that comparisons, ladders and linear see.
    """
    children = tuple(
        explain(child, values, wanted) for child, wanted in zip(n.children(node), _kinds(node, kind), strict=True)
    )
    if kind == "truth":
        return Explanation(node, kind, None, truth(node, values), children)
    return Explanation(node, kind, amount(node, values), None, children)


_NUMBER: tuple[Kind, ...] = ("number",)
_TRUTH: tuple[Kind, ...] = ("truth",)


def _kinds(node: n.Node, kind: Kind) -> tuple[Kind, ...]:
    """What each child is asked to be; `kind` is what the node itself is asked to be."""
    match node:
        case n.Number() | n.Day() | n.FactRef() | n.ParameterRef() | n.Previous():
            return ()
        case n.Negative() | n.Absolute():
            return _NUMBER
        case n.Arithmetic() | n.Growth() | n.Share() | n.Ratio():
            return _NUMBER * 2
        case n.Least() | n.Greatest():
            return _NUMBER * len(node.items)
        case n.Clamp() | n.Linear():
            return _NUMBER * 3
        case n.Ladder():
            return _NUMBER * (1 + len(node.steps))
        case n.Choice():
            return (kind, "truth", kind)
        case n.Comparison():
            return _NUMBER * (1 + len(node.rest))
        case n.Not():
            return _TRUTH
        case n.AllOf() | n.AnyOf() | n.AtLeast():
            return _TRUTH * len(node.items)
    assert_never(node)
