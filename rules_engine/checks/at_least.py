"""`at_least`: a number of conditions out of several."""

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import AtLeast, Node
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """The condition that `count` of the conditions hold."""
    count, conditions = arguments.number("count"), arguments.conditions("conditions")
    if count.denominator != 1 or not 1 <= count <= len(conditions):
        raise WrongParameters(
            LocalText(
                "项数须为整数，在一与条件总数之间。",
                "`count` must be a whole number between one and the number of conditions.",
            )
        )
    return AtLeast(int(count), conditions)


AT_LEAST = Check(
    "at_least",
    LocalText("至少满足若干项", "At least so many conditions hold"),
    (
        Parameter("count", "number", LocalText("项数", "How many")),
        Parameter("conditions", "conditions", LocalText("条件", "The conditions")),
    ),
    build=build,
)
