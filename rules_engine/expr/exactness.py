"""Whether the range of an expression is exact, read off its tree."""

from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.expr.needs import every_node
from rules_engine.records import frozen

_READ = (n.FactRef, n.Previous)
_SEEN_AS_THEY_ARE = (n.Number, n.Day, n.FactRef, n.ParameterRef, n.Previous)


@frozen(eq=False, repr=False)
class _Shape:
    """`exact`: both ends of the range are reached or approached. `whole`: so is every value between them."""

    exact: bool
    whole: bool


def is_exact(node: n.Node) -> bool:
    """True where every end that `amount` or `truth` gives is reached or approached by possible values of the facts.

    Facts are taken as independent of each other; a fact and the same fact one period earlier are two. Ranges are
    computed node by node, so a fact that stands twice is free to be two values at once: then they are outer.
    Where every fact stands once:

    - sums, differences, products, quotients, min, max, clamp and the three primitives growth, share and ratio
      take their extremes at the ends of their operands; a divisor that may be zero leaves everything undecided, which
      is exact if zero is really reached, so it must have no gap;
    - abs turns at zero, so its operand must have no gap either;
    - a choice, a ladder and whatever is seen at six decimals reach their ends but leave gaps;
    - linear never turns, and neither does a ladder whose points only rise or only fall: ends go to ends. Another
      ladder must see a fact as it is, to reach every step between. Thresholds given by parameters are taken to rise;
    - <, <=, > and >= ask only for the ends; == and != ask for every value, so both sides must be facts or constants;
    - a chain looks at its middle twice: exact only for a fact between two numbers that leave room, or a constant.
    """
    read = [found for found in every_node(node) if isinstance(found, _READ)]
    return len(set(read)) == len(read) and _shape(node).exact


def _shape(node: n.Node) -> _Shape:
    match node:
        case n.Number() | n.Day() | n.FactRef() | n.ParameterRef() | n.Previous():
            return _Shape(True, True)
        case n.Negative():
            return _shape(node.operand)
        case n.Arithmetic():
            return _quotient(node.left, node.right) if node.sign == "/" else _all(node.left, node.right)
        case n.Growth():
            return _quotient(node.new, node.old)
        case n.Share():
            return _quotient(node.part, node.whole)
        case n.Ratio():
            return _quotient(node.above, node.below)
        case n.Least() | n.Greatest():
            return _all(*node.items)
        case n.Clamp():
            return _all(node.operand, node.low, node.high)
        case n.Absolute():
            operand = _shape(node.operand)
            return _Shape(operand.exact and operand.whole, operand.whole)
        case n.Ladder():
            return _Shape(_shape(node.operand).exact and _ends_to_ends(node), False)
        case n.Linear():
            return _Shape(_shape(node.operand).exact, False)
        case n.Choice():
            return _Shape(_all(node.then, node.condition, node.otherwise).exact, False)
        case n.Comparison():
            return _Shape(_comparison(node), False)
        case n.Not():
            return _shape(node.operand)
        case n.AllOf() | n.AnyOf() | n.AtLeast():
            return _Shape(_all(*node.items).exact, False)
    assert_never(node)


def _all(*items: n.Node) -> _Shape:
    shapes = [_shape(item) for item in items]
    return _Shape(all(shape.exact for shape in shapes), all(shape.whole for shape in shapes))


def _quotient(above: n.Node, below: n.Node) -> _Shape:
    both, divisor = _all(above, below), _shape(below)
    return _Shape(both.exact and divisor.whole, both.whole)


def _ends_to_ends(node: n.Ladder) -> bool:
    points = [node.base, *(points for _, points in node.steps)]
    return isinstance(node.operand, _SEEN_AS_THEY_ARE) or points in (sorted(points), sorted(points, reverse=True))


def _comparison(node: n.Comparison) -> bool:
    operands = n.children(node)
    if not _all(*operands).exact:
        return False
    signs = [sign for sign, _ in node.rest]
    if "==" in signs or "!=" in signs:
        return len(signs) == 1 and all(isinstance(operand, _SEEN_AS_THEY_ARE) for operand in operands)
    return all(_constant(middle) for middle in operands[1:-1]) or _band(operands, signs)


def _constant(node: n.Node) -> bool:
    return not any(isinstance(found, _READ) for found in every_node(node))


def _band(operands: tuple[n.Node, ...], signs: list[n.ComparisonSign]) -> bool:
    """Whether this is `80 <= x < 90` or `90 > x >= 80` over a fact as it is."""
    match operands:
        case n.Number(first), n.FactRef() | n.Previous(), n.Number(last):
            return (set(signs) <= {"<", "<="} and first < last) or (set(signs) <= {">", ">="} and first > last)
        case _:
            return False
