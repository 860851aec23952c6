"""What an expression is worth, over ranges: the reading of every fact goes in, a range or a truth comes out."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.records import frozen
from rules_engine.values import ranges
from rules_engine.values.kleene import Truth, at_least, conjunction, disjunction, negation
from rules_engine.values.number import SCALE
from rules_engine.values.ranges import Range

HUNDRED = Fraction(100)
ZERO, ONE = Fraction(0), Fraction(1)
_SEEN_AS_THEY_ARE = (n.FactRef, n.Number, n.ParameterRef, n.Previous, n.Day)


@frozen(eq=False, repr=False)
class Values:
    """What expressions are evaluated over: the range of a fact, of the same fact a period earlier, and parameters."""

    fact: Callable[[str], Range]
    previous: Callable[[str], Range]
    parameters: Mapping[str, Fraction]


def amount(node: n.Node, values: Values) -> Range:
    """The range of a numeric node; a condition counts 1 when true, 0 when false."""
    match node:
        case n.Number():
            return Range(node.value, node.value)
        case n.Day():
            return Range.of(node.value.toordinal())
        case n.FactRef():
            return values.fact(node.id)
        case n.ParameterRef():
            return Range.of(values.parameters[node.id])
        case n.Previous():
            return values.previous(node.id)
        case n.Negative():
            return ranges.negate(amount(node.operand, values))
        case n.Arithmetic():
            return _arithmetic(node, values)
        case n.Growth():
            quotient = ranges.divide(amount(node.new, values), amount(node.old, values))
            return ranges.scale(quotient.shifted(-ONE), HUNDRED)
        case n.Share():
            return ranges.scale(ranges.divide(amount(node.part, values), amount(node.whole, values)), HUNDRED)
        case n.Ratio():
            return ranges.divide(amount(node.above, values), amount(node.below, values))
        case n.Least():
            return ranges.least(amount(item, values) for item in node.items)
        case n.Greatest():
            return ranges.greatest(amount(item, values) for item in node.items)
        case n.Clamp():
            return ranges.clamp(amount(node.operand, values), amount(node.low, values), amount(node.high, values))
        case n.Absolute():
            return ranges.absolute(amount(node.operand, values))
        case n.Ladder():
            return _ladder(node, values)
        case n.Linear():
            return _linear(node, values)
        case n.Choice():
            condition = truth(node.condition, values)
            if condition is not None:
                return amount(node.then if condition else node.otherwise, values)
            return ranges.hull([amount(node.then, values), amount(node.otherwise, values)])
        case n.Comparison() | n.Not() | n.AllOf() | n.AnyOf() | n.AtLeast():
            held = truth(node, values)
            return Range(Fraction(0), ONE) if held is None else Range.of(int(held))
    assert_never(node)


def truth(node: n.Node, values: Values) -> Truth:
    """Whether a condition holds: True, False, or None while the facts leave it undecided."""
    match node:
        case n.FactRef():
            return _as_truth(values.fact(node.id))
        case n.Previous():
            return _as_truth(values.previous(node.id))
        case n.Choice():
            condition = truth(node.condition, values)
            if condition is not None:
                return truth(node.then if condition else node.otherwise, values)
            then, otherwise = truth(node.then, values), truth(node.otherwise, values)
            return then if then == otherwise else None
        case n.Comparison():
            left = compared(node.first, values)
            pairs: list[Truth] = []
            for sign, operand in node.rest:
                right = compared(operand, values)
                pairs.append(_compare(sign, left, right))
                left = right
            return conjunction(pairs)
        case n.Not():
            return negation(truth(node.operand, values))
        case n.AllOf():
            return conjunction(truth(item, values) for item in node.items)
        case n.AnyOf():
            return disjunction(truth(item, values) for item in node.items)
        case n.AtLeast():
            return at_least(node.count, (truth(item, values) for item in node.items))
        case (
            n.Number()
            | n.Day()
            | n.ParameterRef()
            | n.Negative()
            | n.Arithmetic()
            | n.Growth()
            | n.Share()
            | n.Ratio()
            | n.Least()
            | n.Greatest()
            | n.Clamp()
            | n.Absolute()
            | n.Ladder()
            | n.Linear()
        ):
            return _as_truth(amount(node, values))
    assert_never(node)


def compared(node: n.Node, values: Values) -> Range:
    """The range of an operand as a comparison, ladder or `linear` sees it: computed ones at six decimals."""
    found = amount(node, values)
    if isinstance(node, _SEEN_AS_THEY_ARE):
        return found
    if found.settled and found.low is not None and SCALE % found.low.denominator == 0:
        return found
    return ranges.rounded(found)


def _as_truth(found: Range) -> Truth:
    if found.settled:
        return found.low != 0
    return None if Fraction(0) in found else True


def _arithmetic(node: n.Arithmetic, values: Values) -> Range:
    left, right = amount(node.left, values), amount(node.right, values)
    match node.sign:
        case "+":
            return ranges.add(left, right)
        case "-":
            return ranges.subtract(left, right)
        case "*":
            return ranges.multiply(left, right)
        case "/":
            return ranges.divide(left, right)
    assert_never(node.sign)


def _compare(sign: n.ComparisonSign, left: Range, right: Range) -> Truth:
    match sign:
        case "<":
            return ranges.less(left, right)
        case "<=":
            return ranges.less_or_equal(left, right)
        case ">":
            return ranges.less(right, left)
        case ">=":
            return ranges.less_or_equal(right, left)
        case "==":
            return ranges.equal(left, right)
        case "!=":
            return negation(ranges.equal(left, right))
    assert_never(sign)


def _ladder(node: n.Ladder, values: Values) -> Range:
    operand = compared(node.operand, values)
    reachable: list[Fraction] = []
    sure = False
    for threshold, points in reversed(node.steps):
        reached = ranges.less_or_equal(amount(threshold, values), operand)
        if reached is not False:
            reachable.append(points)
        if reached:
            sure = True
            break
    if not sure:
        reachable.append(node.base)
    return Range(min(reachable), max(reachable))


def _linear(node: n.Linear, values: Values) -> Range:
    operand = compared(node.operand, values)
    start, end = amount(node.start, values).low, amount(node.end, values).low
    assert start is not None and end is not None
    factor, span = node.high - node.low, end - start
    if span and operand.low is not None and operand.settled:
        return Range.of(node.low + _share(operand.low, False, start, span, ONE)[0] * factor)
    first, last = (operand.low, operand.low_open), (operand.high, operand.high_open)
    if (span.numerator < 0) != (factor.numerator < 0):
        first, last = last, first
    begin, rest = (ZERO, ONE) if factor.numerator >= 0 else (ONE, ZERO)
    (low, low_open), (high, high_open) = _share(*first, start, span, begin), _share(*last, start, span, rest)
    return Range(
        node.low + low * factor, node.low + high * factor, low_open and bool(factor), high_open and bool(factor)
    )


def _share(
    value: Fraction | None, is_open: bool, start: Fraction, span: Fraction, bound: Fraction
) -> tuple[Fraction, bool]:
    """How far an end of a range has come, from 0 to 1, and whether it is excluded; without an end it is at `bound`."""
    if value is None or not span:
        return bound, False
    share = (value - start) / span
    if share.numerator < 0:
        return ZERO, False
    if share.numerator > share.denominator:
        return ONE, False
    return share, is_open and share != 1 - bound
