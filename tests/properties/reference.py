"""A second, plainer reading of semantics.md: one number per fact, no ranges. The oracle for the engine."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.ruleset.model import Area, Built, Criterion, Gate, Indicator, Ruleset


class UndefinedError(Exception):
    """A division by zero: the language leaves it undecided, so the oracle has nothing to say."""


def half_up(value: Fraction, quantum: Fraction) -> Fraction:
    scaled = value / quantum
    whole = int(abs(scaled) + Fraction(1, 2))
    return (whole if scaled >= 0 else -whole) * quantum


def value(node: n.Node, facts: Mapping[str, Fraction], parameters: Mapping[str, Fraction]) -> Fraction:
    """The one value of a node; conditions are 1 and 0."""

    def of(child: n.Node) -> Fraction:
        return value(child, facts, parameters)

    def seen(child: n.Node) -> Fraction:
        plain = isinstance(child, n.FactRef | n.Number | n.ParameterRef | n.Previous | n.Day)
        return of(child) if plain else half_up(of(child), Fraction(1, 10**6))

    def quotient(above: Fraction, below: Fraction) -> Fraction:
        if below == 0:
            raise UndefinedError
        return above / below

    match node:
        case n.Number():
            return node.value
        case n.Day():
            return Fraction(node.value.toordinal())
        case n.FactRef():
            return facts[node.id]
        case n.ParameterRef():
            return parameters[node.id]
        case n.Previous():
            return facts[f"previous {node.id}"]
        case n.Negative():
            return -of(node.operand)
        case n.Arithmetic():
            left, right = of(node.left), of(node.right)
            if node.sign == "/":
                return quotient(left, right)
            return {"+": left + right, "-": left - right, "*": left * right}[node.sign]
        case n.Growth():
            return (quotient(of(node.new), of(node.old)) - 1) * 100
        case n.Share():
            return quotient(of(node.part), of(node.whole)) * 100
        case n.Ratio():
            return quotient(of(node.above), of(node.below))
        case n.Least():
            return min(of(item) for item in node.items)
        case n.Greatest():
            return max(of(item) for item in node.items)
        case n.Clamp():
            return min(max(of(node.operand), of(node.low)), of(node.high))
        case n.Absolute():
            return abs(of(node.operand))
        case n.Ladder():
            points = node.base
            for threshold, reached in node.steps:
                if seen(node.operand) >= of(threshold):
                    points = reached
            return points
        case n.Linear():
            progress = quotient(seen(node.operand) - of(node.start), of(node.end) - of(node.start))
            return node.low + (node.high - node.low) * min(max(progress, Fraction(0)), Fraction(1))
        case n.Choice():
            return of(node.then) if of(node.condition) else of(node.otherwise)
        case n.Comparison():
            operands = [seen(node.first), *(seen(operand) for _, operand in node.rest)]
            signs = [sign for sign, _ in node.rest]
            return Fraction(all(_holds(sign, *pair) for sign, pair in zip(signs, pairwise(operands), strict=True)))
        case n.Not():
            return Fraction(not of(node.operand))
        case n.AllOf():
            return Fraction(min(bool(of(item)) for item in node.items))
        case n.AnyOf():
            return Fraction(max(bool(of(item)) for item in node.items))
        case n.AtLeast():
            return Fraction(sum(bool(of(item)) for item in node.items) >= node.count)
    assert_never(node)


def _holds(sign: n.ComparisonSign, a: Fraction, b: Fraction) -> bool:
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[sign]


def points(criterion: Criterion, ruleset: Ruleset, facts: Mapping[str, Fraction]) -> Fraction | None:
    """The points of a criterion when every fact is known; None when it does not apply."""
    parameters: Mapping[str, Fraction] = {}
    if criterion.applies is not None and not value(criterion.applies, facts, parameters):
        return None
    assert isinstance(criterion.rule, Built)
    found = value(criterion.rule.tree, facts, parameters)
    if criterion.rule.truth:
        return criterion.points if found else criterion.minimum
    return half_up(min(max(found, criterion.minimum), criterion.points), ruleset.quantum)


def total(ruleset: Ruleset, facts: Mapping[str, Fraction]) -> Fraction | None:
    """The total when every fact is known; None when nothing is assessable."""

    def of_criterion(criterion: Criterion) -> tuple[Fraction, Fraction] | None:
        found = points(criterion, ruleset, facts)
        if found is not None:
            return found, criterion.points
        if ruleset.not_applicable == "renormalise":
            return None
        return (criterion.points if ruleset.not_applicable == "full" else criterion.minimum), criterion.points

    def of_group(
        group: Indicator | Area, parts: Sequence[tuple[Fraction, tuple[Fraction, Fraction] | None]]
    ) -> tuple[Fraction, Fraction] | None:
        there = [(weight, part) for weight, part in parts if part is not None]
        if group.combine == "sum":
            return (sum(p for _, (p, _) in there), sum(m for _, (_, m) in there)) if there else None  # type: ignore[return-value]
        there = [(weight, part) for weight, part in there if weight]
        if not there:
            return None
        own = group.points if group.points is not None else Fraction(0)
        share = sum(weight * p / m for weight, (p, m) in there) / sum(weight for weight, _ in there)
        return half_up(own * share, ruleset.quantum), own

    areas = []
    for area in ruleset.areas:
        indicators = [
            (i.weight, of_group(i, [(c.weight, of_criterion(c)) for c in i.criteria])) for i in area.indicators
        ]
        areas.append(of_group(area, indicators))
    there = [area for area in areas if area is not None]
    if not there:
        return None
    score, maximum = sum((p for p, _ in there), Fraction(0)), sum((m for _, m in there), Fraction(0))
    if maximum < ruleset.total:
        score = half_up(score * ruleset.total / maximum, ruleset.quantum)
    if ruleset.bonus is not None:
        extra = [points(c, ruleset, facts) for c in ruleset.bonus.criteria]
        score += min(sum((p for p in extra if p is not None), Fraction(0)), ruleset.bonus.cap)
    return score


def band(ruleset: Ruleset, score: Fraction) -> int:
    """The place of the band, 0 the best."""
    if ruleset.reading == "round_first":
        score = half_up(score, Fraction(1))
    for place, one in enumerate(ruleset.bands):
        if one.low is None or score >= one.low:
            return place
    raise AssertionError("bands do not tile the line")


def grade(ruleset: Ruleset, facts: Mapping[str, Fraction], score: Fraction) -> str:
    """The grade when every fact is known: the band, then every gate whose condition holds, in the declared order."""
    place, last = band(ruleset, score), len(ruleset.bands) - 1
    ids = [one.id for one in ruleset.bands]
    for kind in ruleset.gate_order:
        fired = [gate for gate in ruleset.gates if gate.kind == kind and value(gate.when, facts, {})]
        if kind == "demote":
            steps = len(fired) if ruleset.stack else min(1, len(fired))
            place = min(place + steps, last)
        else:
            for gate in fired:
                place = max(place, _to(gate, ids))
    return ids[place]


def _to(gate: Gate, ids: Sequence[str]) -> int:
    return ids.index(gate.to) if gate.to else len(ids) - 1
