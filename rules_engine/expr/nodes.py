"""The nodes of an expression: one closed union; every interpreter matches them in this order."""

from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]


def _shown(node: Any) -> str:
    """As attrs would show it; one function for all nodes, for attrs would compile one for each."""
    fields = ", ".join(f"{name}={getattr(node, name)!r}" for name in node.__match_args__)
    return f"{type(node).__name__}({fields})"


@frozen
class Number:
    """A number written in the ruleset; it takes the unit of the operand it meets."""

    __repr__ = _shown

    value: Fraction


@frozen
class Day:
    """A date in quotes; its value is the proleptic Gregorian ordinal."""

    __repr__ = _shown

    value: date


@frozen
class FactRef:
    """The value of a fact; a condition where the fact's unit is yes_no."""

    __repr__ = _shown

    id: str


@frozen
class ParameterRef:
    """`param.x`: a dated parameter, as of the evaluated period."""

    __repr__ = _shown

    id: str


@frozen
class Previous:
    """`previous(x)`: the same fact one period earlier."""

    __repr__ = _shown

    id: str


@frozen
class Negative:
    """`-x`."""

    __repr__ = _shown

    operand: "Node"


@frozen
class Arithmetic:
    """`left + right` and the like."""

    __repr__ = _shown

    sign: ArithmeticSign
    left: "Node"
    right: "Node"


@frozen
class Growth:
    """`growth(new, old)` = new / old - 1, in %."""

    __repr__ = _shown

    new: "Node"
    old: "Node"


@frozen
class Share:
    """`share(part, whole)` = part / whole, in %."""

    __repr__ = _shown

    part: "Node"
    whole: "Node"


@frozen
class Ratio:
    """`ratio(a, b)` = a / b, a plain number; a and b are of like units."""

    __repr__ = _shown

    above: "Node"
    below: "Node"


@frozen
class Least:
    """`min(…)`."""

    __repr__ = _shown

    items: tuple["Node", ...]


@frozen
class Greatest:
    """`max(…)`."""

    __repr__ = _shown

    items: tuple["Node", ...]


@frozen
class Clamp:
    """`clamp(x, low, high)`."""

    __repr__ = _shown

    operand: "Node"
    low: "Node"
    high: "Node"


@frozen
class Absolute:
    """`abs(x)`."""

    __repr__ = _shown

    operand: "Node"


@frozen
class Ladder:
    """`ladder(x, base, t1, p1, t2, p2, …)`: the points of the last threshold reached, `base` below the first.

    Thresholds rise (`x >= t`). They are numbers or parameters.
    """

    __repr__ = _shown

    operand: "Node"
    base: Fraction
    steps: tuple[tuple["Number | ParameterRef", Fraction], ...]


@frozen
class Linear:
    """`linear(x, from, to, low, high)`: `low` points up to `from`, `high` from `to` on, in proportion between.

    `from` may lie above `to`: then less is better.
    """

    __repr__ = _shown

    operand: "Node"
    start: "Number | ParameterRef"
    end: "Number | ParameterRef"
    low: Fraction
    high: Fraction


@frozen
class Choice:
    """`then if condition else otherwise`."""

    __repr__ = _shown

    then: "Node"
    condition: "Node"
    otherwise: "Node"


@frozen
class Comparison:
    """`first < second <= third …`; true when every neighbouring pair is."""

    __repr__ = _shown

    first: "Node"
    rest: tuple[tuple[ComparisonSign, "Node"], ...]


@frozen
class Not:
    """`not x`."""

    __repr__ = _shown

    operand: "Node"


@frozen
class AllOf:
    """`a and b`, `all_of(a, b)`."""

    __repr__ = _shown

    items: tuple["Node", ...]


@frozen
class AnyOf:
    """`a or b`, `any_of(a, b)`."""

    __repr__ = _shown

    items: tuple["Node", ...]


@frozen
class AtLeast:
    """`at_least(k, …)`: at least k of the conditions hold."""

    __repr__ = _shown

    count: int
    items: tuple["Node", ...]


Node = (
    Number
    | Day
    | FactRef
    | ParameterRef
    | Previous
    | Negative
    | Arithmetic
    | Growth
    | Share
    | Ratio
    | Least
    | Greatest
    | Clamp
    | Absolute
    | Ladder
    | Linear
    | Choice
    | Comparison
    | Not
    | AllOf
    | AnyOf
    | AtLeast
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in reading order."""
    match node:
        case Number() | Day() | FactRef() | ParameterRef() | Previous():
            return ()
        case Negative() | Absolute() | Not():
            return (node.operand,)
        case Arithmetic():
            return (node.left, node.right)
        case Growth():
            return (node.new, node.old)
        case Share():
            return (node.part, node.whole)
        case Ratio():
            return (node.above, node.below)
        case Least() | Greatest() | AllOf() | AnyOf() | AtLeast():
            return node.items
        case Clamp():
            return (node.operand, node.low, node.high)
        case Ladder():
            return (node.operand, *(threshold for threshold, _ in node.steps))
        case Linear():
            return (node.operand, node.start, node.end)
        case Choice():
            return (node.then, node.condition, node.otherwise)
        case Comparison():
            return (node.first, *(operand for _, operand in node.rest))
