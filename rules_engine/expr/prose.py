"""An expression as a sentence that an inspector understands."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.expr.amounts import amount_text
from rules_engine.expr.kinds import BARE, Measure
from rules_engine.expr.typecheck import kind_of, unit_of
from rules_engine.expr.written import ATOM, PLUS, TIMES, binding
from rules_engine.messages import Language, LocalText, Message
from rules_engine.records import frozen
from rules_engine.values.units import PLAIN, Unit, unit_table

POINT = unit_table().units["分"]
_TURNED: Mapping[n.ComparisonSign, n.ComparisonSign] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="
}  # fmt: skip
_SIGNS: Mapping[n.ArithmeticSign, str] = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_CONSTANT = (n.Number, n.ParameterRef, n.Day)
_SIMPLE = (n.Number, n.ParameterRef, n.FactRef, n.Arithmetic, n.Negative)


def prose(
    node: n.Node,
    language: Language,
    titles: Mapping[str, LocalText],
    units: Mapping[str, Unit],
    parameters: Mapping[str, Fraction],
    parameter_units: Mapping[str, Unit],
) -> str:
    """A checked expression in words: conditions as sentences, numbers as points.

    `titles` and `units` are of facts; a fact without title shows its id. Parameters (ids without `param.`) show their
    value, or their id where they have none. Text only: nothing in it is escaped.
    """
    teller = _Teller(language, titles, units, parameters, parameter_units)
    return teller.condition(node) if kind_of(node, units) == "truth" else teller.number(node, POINT)


@frozen(eq=False, repr=False)
class _Teller:
    language: Language
    titles: Mapping[str, LocalText]
    units: Mapping[str, Unit]
    parameters: Mapping[str, Fraction]
    parameter_units: Mapping[str, Unit]

    def say(self, template: Message) -> str:
        return self.language.say(template)

    def amount(self, value: Fraction, unit: Measure) -> str:
        return amount_text(value, PLAIN if unit is BARE else unit, self.language)

    def title(self, id: str) -> str:
        return self.language.say(self.titles[id]) if id in self.titles else id

    def common(self, unit: Measure, *items: n.Node) -> Measure:
        """The unit that bare numbers among these take: points where points are asked for."""
        if unit == POINT:
            return unit
        found = (unit_of(item, self.units, self.parameter_units) for item in items)
        return next((known for known in found if known is not BARE), unit)

    def number(self, node: n.Node, unit: Measure = BARE) -> str:
        """A number in words; a bare one is in `unit`."""
        match node:
            case n.Number():
                return self.amount(node.value, unit)
            case n.Day():
                return node.value.isoformat()
            case n.FactRef():
                return self.title(node.id)
            case n.ParameterRef():
                known = self.parameters.get(node.id)
                return node.id if known is None else self.amount(known, self.parameter_units.get(node.id, unit))
            case n.Previous():
                return self.say(Message("{title} one period earlier", title=self.title(node.id)))
            case n.Negative():
                return f"−{self.part(node.operand, unit, TIMES)}"
            case n.Arithmetic():
                return self.arithmetic(node, unit)
            case n.Growth():
                return self.growth(node)
            case n.Share():
                part, whole = self.numbers(BARE, node.part, node.whole)
                return self.say(Message("the share of {part} in {whole}", part=part, whole=whole))
            case n.Ratio():
                above, below = self.numbers(BARE, node.above, node.below)
                return self.say(Message("the ratio of {above} to {below}", above=above, below=below))
            case n.Least():
                return self.say(Message("the least of {items}", items=self.listed(unit, *node.items)))
            case n.Greatest():
                return self.say(Message("the greatest of {items}", items=self.listed(unit, *node.items)))
            case n.Clamp():
                value, low, high = self.numbers(unit, node.operand, node.low, node.high)
                return self.say(Message("{value} (held between {low} and {high})", value=value, low=low, high=high))
            case n.Absolute():
                return self.say(Message("the size of {value}", value=self.part(node.operand, unit, ATOM)))
            case n.Ladder():
                return self.ladder(node)
            case n.Linear():
                return self.linear(node)
            case n.Choice():
                then, otherwise = self.numbers(unit, node.then, node.otherwise)
                condition = self.condition(node.condition)
                return self.say(
                    Message(
                        "{then} if {condition}, otherwise {otherwise}",
                        then=then,
                        condition=condition,
                        otherwise=otherwise,
                    )
                )
            case n.Comparison() | n.Not() | n.AllOf() | n.AnyOf() | n.AtLeast():
                return self.condition(node)
        assert_never(node)

    def condition(self, node: n.Node) -> str:
        """A condition in words."""
        match node:
            case n.FactRef() | n.Previous():
                return self.say(Message("{title}: yes", title=self.number(node)))
            case n.Choice():
                return self.say(
                    Message(
                        "if {condition}: {then}; if not: {otherwise}",
                        condition=self.condition(node.condition),
                        then=self.condition(node.then),
                        otherwise=self.condition(node.otherwise),
                    )
                )
            case n.Comparison():
                return self.comparison(node)
            case n.Not(n.FactRef() | n.Previous() as fact):
                return self.say(Message("{title}: no", title=self.number(fact)))
            case n.Not():
                return self.say(Message("not ({condition})", condition=self.condition(node.operand)))
            case n.AllOf() | n.AnyOf() if len(node.items) == 1:
                return self.condition(node.items[0])
            case n.AllOf(items=(first, second)):
                return self.say(Message("{first} and {second}", first=self.item(first), second=self.item(second)))
            case n.AllOf():
                return self.say(Message("all of: {items}", items=self.items(node.items)))
            case n.AnyOf(items=(first, second)):
                return self.say(Message("{first} or {second}", first=self.item(first), second=self.item(second)))
            case n.AnyOf():
                return self.say(Message("one of: {items}", items=self.items(node.items)))
            case n.AtLeast():
                return self.say(Message("at least {count} of: {items}", count=node.count, items=self.items(node.items)))
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
                return self.number(node)
        assert_never(node)

    def item(self, node: n.Node) -> str:
        text = self.condition(node)
        lists = isinstance(node, n.AllOf | n.AnyOf | n.AtLeast | n.Choice)
        return self.say(Message("({text})", text=text)) if lists else text

    def items(self, items: tuple[n.Node, ...]) -> str:
        return self.say(Message("; ")).join(map(self.item, items))

    def numbers(self, unit: Measure, *items: n.Node) -> list[str]:
        common = self.common(unit, *items)
        return [self.number(item, common) for item in items]

    def listed(self, unit: Measure, *items: n.Node) -> str:
        return self.say(Message(", ")).join(self.numbers(unit, *items))

    def part(self, node: n.Node, unit: Measure, least: int) -> str:
        """An operand of a calculation, in brackets where it would be misread."""
        text = self.number(node, unit)
        clear = isinstance(node, _SIMPLE) and binding(node) >= least
        return text if clear else self.say(Message("({text})", text=text))

    def arithmetic(self, node: n.Arithmetic, unit: Measure) -> str:
        own = PLUS if node.sign in "+-" else TIMES
        common = self.common(unit, node.left, node.right) if own == PLUS else BARE
        left, right = self.part(node.left, common, own), self.part(node.right, common, own + 1)
        return f"{left} {_SIGNS[node.sign]} {right}"

    def growth(self, node: n.Growth) -> str:
        new, old = self.numbers(BARE, node.new, node.old)
        if isinstance(node.new, n.FactRef) and node.old == n.Previous(node.new.id):
            return self.say(Message("the growth of {new} over one period earlier", new=new))
        return self.say(Message("the growth of {new} over {old}", new=new, old=old))

    def ladder(self, node: n.Ladder) -> str:
        common = self.common(BARE, node.operand)
        steps = [
            self.say(
                Message(
                    "at {threshold} or more {points}",
                    threshold=self.number(threshold, common),
                    points=self.amount(points, POINT),
                )
            )
            for threshold, points in reversed(node.steps)
        ]
        steps.append(self.say(Message("otherwise {points}", points=self.amount(node.base, POINT))))
        text = self.say(Message("; ")).join(steps)
        return self.say(Message("{title}: {text}", title=self.number(node.operand), text=text))

    def linear(self, node: n.Linear) -> str:
        common = self.common(BARE, node.operand)
        words = {
            "title": self.number(node.operand),
            "start": self.number(node.start, common),
            "end": self.number(node.end, common),
            "low": self.amount(node.low, POINT),
            "high": self.amount(node.high, POINT),
        }
        if self.falls(node):
            return self.say(
                Message("{title}: at {start} or more {low}, at {end} or less {high}, in proportion between", **words)
            )
        return self.say(
            Message("{title}: at {start} or less {low}, at {end} or more {high}, in proportion between", **words)
        )

    def falls(self, node: n.Linear) -> bool:
        start, end = (
            limit.value if isinstance(limit, n.Number) else self.parameters.get(limit.id)
            for limit in (node.start, node.end)
        )
        return start is not None and end is not None and start > end

    def comparison(self, node: n.Comparison) -> str:
        operands = n.children(node)
        texts = self.numbers(BARE, *operands)
        signs = [sign for sign, _ in node.rest]
        match operands:
            case (low, middle, high) if _constant(low) and _constant(high) and not _constant(middle):
                return self.say(
                    Message(
                        "{title} {first} and {second}",
                        title=texts[1],
                        first=self.predicate(_TURNED[signs[0]], texts[0]),
                        second=self.predicate(signs[1], texts[2]),
                    )
                )
        sides = pairwise(zip(operands, texts, strict=True))
        pairs = [self.pair(sign, left, right) for sign, (left, right) in zip(signs, sides, strict=True)]
        if len(pairs) == 1:
            return pairs[0]
        return self.say(Message("all of: {items}", items=self.say(Message("; ")).join(pairs)))

    def pair(self, sign: n.ComparisonSign, left: tuple[n.Node, str], right: tuple[n.Node, str]) -> str:
        if _constant(left[0]) and not _constant(right[0]):
            sign, left, right = _TURNED[sign], right, left
        return self.say(Message("{title} {predicate}", title=left[1], predicate=self.predicate(sign, right[1])))

    def predicate(self, sign: n.ComparisonSign, value: str) -> str:
        match sign:
            case "<":
                return self.say(Message("is less than {value}", value=value))
            case "<=":
                return self.say(Message("is at most {value}", value=value))
            case ">":
                return self.say(Message("is more than {value}", value=value))
            case ">=":
                return self.say(Message("is at least {value}", value=value))
            case "==":
                return self.say(Message("is {value}", value=value))
            case "!=":
                return self.say(Message("is not {value}", value=value))
        assert_never(sign)


def _constant(node: n.Node) -> bool:
    return isinstance(node, _CONSTANT)
