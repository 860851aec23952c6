"""Whether an expression makes sense: names, kinds and units, checked when the ruleset is read."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import assert_never

from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.expr import nodes as n
from rules_engine.expr.exactness import is_exact
from rules_engine.expr.kinds import (
    BARE,
    DAY,
    PERCENT,
    Kind,
    Measure,
    Refused,
    Typed,
    added,
    calculates,
    compared,
    divided,
    is_truth,
    multiplied,
    subtracted,
)
from rules_engine.expr.source import Sources
from rules_engine.expr.written import write
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import define, field
from rules_engine.values.units import PLAIN, Unit


def typecheck(
    node: n.Node,
    facts: Mapping[str, Unit],
    parameters: Mapping[str, Unit],
    place: Place,
    sources: Sources = MappingProxyType({}),
) -> Typed:
    """The kind, unit and exactness of an expression over facts and parameters (without `param.`) of these units.

    Raises UnreadableRuleset with every unknown name (and the nearest), wrong kind and wrong unit: at the part of
    `sources` that does not fit, in the author's words, else at `place`.
    """
    checker = _Checker(facts, parameters, place, sources)
    kind = kind_of(node, facts)
    if kind == "truth":
        checker.truth(node)
        unit: Measure = PLAIN
    else:
        unit = checker.number(node)
    if checker.problems:
        raise UnreadableRuleset(*in_order(checker.problems))
    return Typed(kind, PLAIN if unit is BARE else unit, is_exact(node))


def unit_of(node: n.Node, facts: Mapping[str, Unit], parameters: Mapping[str, Unit]) -> Measure:
    """The unit of a number of a checked expression; None for bare numbers, which take that of what they meet."""
    return _Checker(facts, parameters, Place("")).number(node)


def kind_of(node: n.Node, facts: Mapping[str, Unit]) -> Kind:
    """Whether an expression over facts of these units is a condition or a number."""
    match node:
        case n.FactRef() | n.Previous():
            return "truth" if is_truth(facts.get(node.id)) else "number"
        case n.Choice():
            return kind_of(node.then, facts)
        case n.Comparison() | n.Not() | n.AllOf() | n.AnyOf() | n.AtLeast():
            return "truth"
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
            return "number"
    assert_never(node)


@define(eq=False, repr=False)
class _Checker:
    """Walks a tree. What was refused counts as a bare number, so that one mistake is told once."""

    facts: Mapping[str, Unit]
    parameters: Mapping[str, Unit]
    place: Place
    sources: Sources = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def refuse(
        self, message: Message, near: str | None = None, advice: Message | None = None, at: n.Node | None = None
    ) -> None:
        source = self.sources.get(id(at))
        self.problems.append(Problem(source.place if source else self.place, message, near, advice))

    def words(self, node: n.Node) -> str:
        """The node as the author wrote it."""
        source = self.sources.get(id(node))
        return source.text if source else write(node)

    def fact(self, id: str) -> Measure:
        if id not in self.facts:
            self.refuse(Message('There is no fact "{id}".', id=id), nearest(id, self.facts))
        return self.facts.get(id, BARE)

    def truth(self, node: n.Node) -> None:
        """A condition is expected here."""
        match node:
            case n.FactRef() | n.Previous():
                unit = self.fact(node.id)
                if node.id in self.facts and not is_truth(unit):
                    self.no_condition(node)
            case n.Choice():
                for item in (node.condition, node.then, node.otherwise):
                    self.truth(item)
            case n.Comparison():
                self.comparison(node)
            case n.Not():
                self.truth(node.operand)
            case n.AllOf() | n.AnyOf():
                if not node.items:
                    self.refuse(Message("A list of conditions is empty."))
                for item in node.items:
                    self.truth(item)
            case n.AtLeast():
                if not 1 <= node.count <= len(node.items):
                    self.refuse(
                        Message(
                            "at_least asks for {count} of {items} conditions.", count=node.count, items=len(node.items)
                        )
                    )
                for item in node.items:
                    self.truth(item)
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
                self.number(node)
                self.no_condition(node)
            case _:
                assert_never(node)

    def no_condition(self, node: n.Node) -> None:
        text = self.words(node)
        self.refuse(
            Message('A condition is expected, but "{text}" is a number.', text=text),
            advice=Message("Compare it with something, as in {text} >= 1.", text=text),
            at=node,
        )

    def number(self, node: n.Node) -> Measure:
        """The unit of a number, which is expected here."""
        match node:
            case n.Number():
                return BARE
            case n.Day():
                return DAY
            case n.FactRef() | n.Previous():
                unit = self.fact(node.id)
                return self.no_number(node) if is_truth(unit) else unit
            case n.ParameterRef():
                if node.id not in self.parameters:
                    near = nearest(node.id, self.parameters)
                    self.refuse(Message('There is no parameter "{id}".', id=node.id), near)
                return self.parameters.get(node.id, BARE)
            case n.Negative() | n.Absolute():
                return self.calculable(node.operand)
            case n.Arithmetic():
                return self.arithmetic(node)
            case n.Growth():
                self.quotient(node, node.new, node.old)
                return PERCENT
            case n.Share():
                self.quotient(node, node.part, node.whole)
                return PERCENT
            case n.Ratio():
                self.quotient(node, node.above, node.below)
                return PLAIN
            case n.Least() | n.Greatest():
                if not node.items:
                    self.refuse(Message("min and max need at least one number."))
                return self.together(node, *node.items)
            case n.Clamp():
                return self.together(node, node.operand, node.low, node.high)
            case n.Ladder():
                self.together(node, node.operand, *(threshold for threshold, _ in node.steps))
                self.rising(node)
                return PLAIN
            case n.Linear():
                self.together(node, node.operand, node.start, node.end)
                if node.start == node.end:
                    self.refuse(Message('"{text}" starts where it ends.', text=write(node)))
                return PLAIN
            case n.Choice():
                self.truth(node.condition)
                return self.together(node, node.then, node.otherwise)
            case n.Comparison() | n.Not() | n.AllOf() | n.AnyOf() | n.AtLeast():
                self.truth(node)
                return self.no_number(node)
        assert_never(node)

    def no_number(self, node: n.Node) -> Measure:
        text = self.words(node)
        self.refuse(
            Message('A number is expected, but "{text}" is a condition.', text=text),
            advice=Message('Use it with "and", "or", "not", or count it as (1 if {text} else 0).', text=text),
            at=node,
        )
        return BARE

    def calculable(self, node: n.Node) -> Measure:
        unit = self.number(node)
        if calculates(unit):
            return unit
        self.refuse(Message('Days are compared, not calculated with: "{text}".', text=write(node)))
        return BARE

    def arithmetic(self, node: n.Arithmetic) -> Measure:
        left, right = self.calculable(node.left), self.calculable(node.right)
        match node.sign:
            case "+":
                unit = added(left, right)
            case "-":
                unit = subtracted(left, right)
            case "*":
                unit = multiplied(left, right)
            case "/":
                unit = divided(left, right)
            case _:
                assert_never(node.sign)
        return self.taken(node, unit)

    def taken(self, node: n.Node, unit: Measure | Refused, part: n.Node | None = None) -> Measure:
        """The unit, if it is one; else what is refused stands in `node`, or in the `part` that the author wrote."""
        if not isinstance(unit, Refused):
            return unit
        at = node if part is None or id(part) not in self.sources else part
        message = Message('{reason} Found in "{text}".', reason=unit.message, text=self.words(at))
        self.refuse(message, advice=unit.advice, at=at)
        return BARE

    def quotient(self, node: n.Node, above: n.Node, below: n.Node) -> None:
        self.taken(node, compared(self.calculable(above), self.calculable(below)), below)

    def together(self, node: n.Node, *items: n.Node) -> Measure:
        """The common unit of numbers that are compared with each other."""
        common: Measure = BARE
        for item in items:
            common = self.taken(node, compared(common, self.number(item)), item)
        return common

    def comparison(self, node: n.Comparison) -> None:
        operands = n.children(node)
        self.together(node, *operands)
        if any(left == right for left, right in pairwise(operands)):
            self.refuse(Message('"{text}" compares a value with itself.', text=write(node)))

    def rising(self, node: n.Ladder) -> None:
        limits = [threshold.value for threshold, _ in node.steps if isinstance(threshold, n.Number)]
        if not node.steps:
            self.refuse(Message("A ladder needs at least one step."))
        if any(low >= high for low, high in pairwise(limits)):
            self.refuse(Message('The thresholds of "{text}" do not rise.', text=write(node)))
