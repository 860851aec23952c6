"""What a check is: an id, a title, typed parameters, and a way to decide a criterion."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from rules_engine.expr.nodes import FactRef, Node, Number, ParameterRef
from rules_engine.messages import LocalText
from rules_engine.records import field, frozen

ParameterKind = Literal[
    "fact",  # a fact id → FactRef
    "facts",  # a list of fact ids → tuple of FactRef
    "number",  # a number → Fraction
    "parameter",  # `param.x` → ParameterRef
    "choice",  # one of `choices` → str
    "expression",  # text of the expression language → Node
    "conditions",  # a list of expressions that are conditions → tuple of Node
    "items",  # a list of {when: condition, points: number} → tuple of (Node, Fraction)
    "steps",  # a list of {from: number or param.x, points: number}, rising → tuple of (Number | ParameterRef, Fraction)
    "limit",  # a number or `param.x` → Number | ParameterRef
]


@frozen
class Parameter:
    """One typed parameter of a check. `unit` (of `fact` and `facts`) refuses other facts at the ruleset's line."""

    name: str
    kind: ParameterKind
    title: LocalText
    required: bool = field(default=True, kw_only=True)
    unit: str | None = field(default=None, kw_only=True)
    choices: tuple[str, ...] = field(default=(), kw_only=True)
    least: int = field(default=1, kw_only=True)


@frozen(repr=False)
class Arguments:
    """What the ruleset gave for the parameters of one criterion, resolved and unit-checked.

    Missing optional parameters are absent from `values`. `points` and `minimum` are the criterion's.
    """

    values: Mapping[str, object]
    points: Fraction
    minimum: Fraction = Fraction(0)

    def fact(self, name: str) -> FactRef:
        """The reference of a `fact` parameter."""
        value: FactRef = self.values[name]  # type: ignore[assignment]
        return value

    def facts(self, name: str) -> tuple[FactRef, ...]:
        """The references of a `facts` parameter; none where the ruleset left it out."""
        value: tuple[FactRef, ...] = self.values.get(name, ())  # type: ignore[assignment]
        return value

    def expression(self, name: str) -> Node:
        """The tree of an `expression` parameter."""
        value: Node = self.values[name]  # type: ignore[assignment]
        return value

    def conditions(self, name: str) -> tuple[Node, ...]:
        """The trees of a `conditions` parameter; none where the ruleset left it out."""
        value: tuple[Node, ...] = self.values.get(name, ())  # type: ignore[assignment]
        return value

    def number(self, name: str, default: Fraction | None = None) -> Fraction:
        """The value of a `number` parameter; `default` where the ruleset left it out."""
        value: Fraction = self.values[name] if default is None else self.values.get(name, default)  # type: ignore[assignment]
        return value

    def limit(self, name: str, default: Fraction | int | None = None) -> Number | ParameterRef:
        """The number or reference of a `limit` parameter; `default` where the ruleset left it out."""
        if default is not None and name not in self.values:
            return Number(Fraction(default))
        value: Number | ParameterRef = self.values[name]  # type: ignore[assignment]
        return value

    def items(self, name: str) -> tuple[tuple[Node, Fraction], ...]:
        """The conditions and their points of an `items` parameter, in the author's order."""
        value: tuple[tuple[Node, Fraction], ...] = self.values[name]  # type: ignore[assignment]
        return value

    def steps(self, name: str) -> tuple[tuple[Number | ParameterRef, Fraction], ...]:
        """The thresholds and their points of a `steps` parameter, in the author's order."""
        value: tuple[tuple[Number | ParameterRef, Fraction], ...] = self.values[name]  # type: ignore[assignment]
        return value

    def parameter(self, name: str) -> ParameterRef:
        """The reference of a `parameter` parameter."""
        value: ParameterRef = self.values[name]  # type: ignore[assignment]
        return value

    def choice(self, name: str) -> str:
        """The word of a `choice` parameter."""
        value: str = self.values[name]  # type: ignore[assignment]
        return value

    def given(self, name: str) -> bool:
        """Whether the ruleset gave this optional parameter."""
        return name in self.values


class WrongParameters(Exception):
    """Raised by `build` where parameters do not go together; the author reads `text` at the line of the check."""

    def __init__(self, text: LocalText) -> None:
        super().__init__(text.en)
        self.text = text


@frozen
class Known:
    """What a `decide` function sees of one fact: its settled value in base units and its period as printed."""

    value: Fraction
    period: str = ""


@frozen
class Decision:
    """What a `decide` function returns: `points` None leaves the criterion undecided."""

    points: Fraction | None
    note: LocalText | None = None


Decide = Callable[[Mapping[str, Known | None], Arguments], Decision]


@frozen(repr=False)
class Check:
    """A way to decide criteria. Exactly one of `build` and `decide` is given.

    `build` returns a tree that is a condition (met: all points) or a plain number of points. `decide` is called with
    the facts of the `fact` and `facts` parameters, None for one that is not settled.
    """

    id: str
    title: LocalText
    parameters: tuple[Parameter, ...] = ()
    build: Callable[[Arguments], Node] | None = field(default=None, kw_only=True)
    decide: Decide | None = field(default=None, kw_only=True)
    needs_human: bool = field(default=False, kw_only=True)
