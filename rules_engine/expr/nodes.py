"""The nodes of an expression: one closed union; every interpreter matches them in this order."""

from datetime import date
from fractions import Fraction
from typing import Literal

from rules_engine.records import frozen

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]


@frozen
class Number:
    """A number written in the ruleset; it takes the unit of the operand it meets."""

    value: Fraction


@frozen
class Day:
    """A date in quotes; its value is the proleptic Gregorian ordinal."""

    value: date


@frozen
class FactRef:
    """The value of a fact; a condition where the fact's unit is yes_no."""

    id: str


@frozen
class ParameterRef:
    """`param.x`: a dated parameter, as of the evaluated period."""

    id: str


@frozen
class Previous:
    """`previous(x)`: the same fact one period earlier."""

    id: str


@frozen
class Negative:
    """`-x`."""

    operand: "Node"


@frozen
class Arithmetic:
    """`left + right` and the like."""

    sign: ArithmeticSign
    left: "Node"
    right: "Node"


@frozen
class Growth:
    """`growth(new, old)` = new / old - 1, in %."""

    new: "Node"
    old: "Node"


@frozen
class Share:
    """`share(part, whole)` = part / whole, in %."""

    part: "Node"
    whole: "Node"


@frozen
class Ratio:
    """`ratio(a, b)` = a / b, a plain number; a and b are of like units."""

    above: "Node"
    below: "Node"


@frozen
class Least:
    """`min(…)`."""

    items: tuple["Node", ...]


@frozen
class Greatest:
    """`max(…)`."""

    items: tuple["Node", ...]


@frozen
class Clamp:
    """`clamp(x, low, high)`."""

    operand: "Node"
    low: "Node"
    high: "Node"


@frozen
class Absolute:
    """`abs(x)`."""

    operand: "Node"


@frozen
class Ladder:
    """`ladder(x, base, t1, p1, t2, p2, …)`: the points of the last threshold reached, `base` below the first.

    Thresholds rise (`x >= t`). They are numbers or parameters.
    """

    operand: "Node"
    base: Fraction
    steps: tuple[tuple["Number | ParameterRef", Fraction], ...]


@frozen
class Linear:
    """`linear(x, from, to, low, high)`: `low` points up to `from`, `high` from `to` on, in proportion between.

    `from` may lie above `to`: then less is better.
    """

    operand: "Node"
    start: "Number | ParameterRef"
    end: "Number | ParameterRef"
    low: Fraction
    high: Fraction


@frozen
class Choice:
    """`then if condition else otherwise`."""

    then: "Node"
    condition: "Node"
    otherwise: "Node"


@frozen
class Comparison:
    """`first < second <= third …`; true when every neighbouring pair is."""

    first: "Node"
    rest: tuple[tuple[ComparisonSign, "Node"], ...]


@frozen
class Not:
    """`not x`."""

    operand: "Node"


@frozen
class AllOf:
    """`a and b`, `all_of(a, b)`."""

    items: tuple["Node", ...]


@frozen
class AnyOf:
    """`a or b`, `any_of(a, b)`."""

    items: tuple["Node", ...]


@frozen
class AtLeast:
    """`at_least(k, …)`: at least k of the conditions hold."""

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
