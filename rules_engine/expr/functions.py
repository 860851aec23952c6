"""The table of functions an expression may call."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from rules_engine.expr import nodes as n
from rules_engine.records import frozen

Role = Literal[
    "value",  # any expression
    "fact",  # the id of a fact
    "count",  # a whole number
    "points",  # a number, or a quotient of two numbers such as 4/3
    "limit",  # a number or `param.x`
]


@frozen(eq=False, repr=False)
class Function:
    """One function: how it is called, the roles of its arguments, and the node it becomes.

    `repeated` follows `roles` once or more; an empty one is not repeated.
    """

    signature: str
    roles: tuple[Role, ...]
    repeated: tuple[Role, ...]
    build: Callable[..., n.Node]

    def roles_of(self, count: int) -> tuple[Role, ...] | None:
        """The role of each of `count` arguments, or None where the function does not take so many."""
        rest = count - len(self.roles)
        if not self.repeated:
            return None if rest else self.roles
        if rest <= 0 or rest % len(self.repeated):
            return None
        return self.roles + self.repeated * (rest // len(self.repeated))


def _ladder(operand: n.Node, base: Fraction, *steps: object) -> n.Ladder:
    return n.Ladder(operand, base, tuple(zip(steps[::2], steps[1::2], strict=True)))  # type: ignore[arg-type]


FUNCTIONS: Mapping[str, Function] = {
    "previous": Function("previous(fact)", ("fact",), (), n.Previous),
    "growth": Function("growth(new, old)", ("value", "value"), (), n.Growth),
    "share": Function("share(part, whole)", ("value", "value"), (), n.Share),
    "ratio": Function("ratio(above, below)", ("value", "value"), (), n.Ratio),
    "min": Function("min(a, b, ...)", (), ("value",), lambda *items: n.Least(items)),
    "max": Function("max(a, b, ...)", (), ("value",), lambda *items: n.Greatest(items)),
    "clamp": Function("clamp(x, low, high)", ("value", "value", "value"), (), n.Clamp),
    "abs": Function("abs(x)", ("value",), (), n.Absolute),
    "ladder": Function("ladder(x, base, threshold, points, ...)", ("value", "points"), ("limit", "points"), _ladder),
    "linear": Function("linear(x, from, to, low, high)", ("value", "limit", "limit", "points", "points"), (), n.Linear),
    "all_of": Function("all_of(a, b, ...)", (), ("value",), lambda *items: n.AllOf(items)),
    "any_of": Function("any_of(a, b, ...)", (), ("value",), lambda *items: n.AnyOf(items)),
    "at_least": Function(
        "at_least(k, a, b, ...)", ("count",), ("value",), lambda count, *items: n.AtLeast(count, items)
    ),
}
