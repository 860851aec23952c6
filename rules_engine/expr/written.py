"""The written form of an expression: the text that reads back as the same tree."""

from fractions import Fraction
from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.values.number import is_decimal, written

# How tightly a form binds, loosest first; a looser form inside a tighter one stands in brackets.
CHOICE, OR, AND, NOT, COMPARE, PLUS, TIMES, MINUS, ATOM = range(9)


def write(node: n.Node) -> str:
    """Text with `read(write(node)) == node`.

    Only a bare Number without finite decimal notation, which no ruleset can contain, comes back as a division.
    """
    match node:
        case n.Number():
            return _number(node.value)
        case n.Day():
            return f"'{node.value.isoformat()}'"
        case n.FactRef():
            return node.id
        case n.ParameterRef():
            return f"param.{node.id}"
        case n.Previous():
            return f"previous({node.id})"
        case n.Negative():
            # `-5` is a number; the sign that calculates needs a bracket before digits.
            if isinstance(node.operand, n.Number):
                return f"-({write(node.operand)})"
            return f"-{_inside(node.operand, MINUS)}"
        case n.Arithmetic():
            own = binding(node)
            return f"{_inside(node.left, own)} {node.sign} {_inside(node.right, own + 1)}"
        case n.Growth():
            return _call("growth", node.new, node.old)
        case n.Share():
            return _call("share", node.part, node.whole)
        case n.Ratio():
            return _call("ratio", node.above, node.below)
        case n.Least():
            return _call("min", *node.items)
        case n.Greatest():
            return _call("max", *node.items)
        case n.Clamp():
            return _call("clamp", node.operand, node.low, node.high)
        case n.Absolute():
            return _call("abs", node.operand)
        case n.Ladder():
            steps = [f"{write(threshold)}, {_number(points)}" for threshold, points in node.steps]
            return f"ladder({', '.join([write(node.operand), _number(node.base), *steps])})"
        case n.Linear():
            limits = f"{write(node.operand)}, {write(node.start)}, {write(node.end)}"
            return f"linear({limits}, {_number(node.low)}, {_number(node.high)})"
        case n.Choice():
            then, condition = _inside(node.then, OR), _inside(node.condition, OR)
            return f"{then} if {condition} else {write(node.otherwise)}"
        case n.Comparison():
            rest = [f"{sign} {_inside(operand, PLUS)}" for sign, operand in node.rest]
            return " ".join([_inside(node.first, PLUS), *rest])
        case n.Not():
            loose = isinstance(node.operand, n.Comparison)
            return f"not ({write(node.operand)})" if loose else f"not {_inside(node.operand, NOT)}"
        case n.AllOf():
            if len(node.items) == 1:
                return _call("all_of", *node.items)
            return " and ".join(_inside(item, NOT) for item in node.items)
        case n.AnyOf():
            if len(node.items) == 1:
                return _call("any_of", *node.items)
            return " or ".join(_inside(item, NOT) for item in node.items)
        case n.AtLeast():
            return f"at_least({', '.join([str(node.count), *map(write, node.items)])})"
    assert_never(node)


def binding(node: n.Node) -> int:
    """How tightly the written form of a node binds."""
    match node:
        case n.Number():
            return TIMES if not is_decimal(node.value) else MINUS if node.value < 0 else ATOM
        case n.Negative():
            return MINUS
        case n.Arithmetic():
            return PLUS if node.sign in "+-" else TIMES
        case n.Choice():
            return CHOICE
        case n.Comparison():
            return COMPARE
        case n.Not():
            return NOT
        case n.AllOf():
            return AND if len(node.items) > 1 else ATOM
        case n.AnyOf():
            return OR if len(node.items) > 1 else ATOM
        case (
            n.Day()
            | n.FactRef()
            | n.ParameterRef()
            | n.Previous()
            | n.Growth()
            | n.Share()
            | n.Ratio()
            | n.Least()
            | n.Greatest()
            | n.Clamp()
            | n.Absolute()
            | n.Ladder()
            | n.Linear()
            | n.AtLeast()
        ):
            return ATOM
    assert_never(node)


def _inside(node: n.Node, least: int) -> str:
    text = write(node)
    return text if binding(node) >= least else f"({text})"


def _call(name: str, *items: n.Node) -> str:
    return f"{name}({', '.join(map(write, items))})"


def _number(value: Fraction) -> str:
    return written(value) if is_decimal(value) else f"{value.numerator}/{value.denominator}"
