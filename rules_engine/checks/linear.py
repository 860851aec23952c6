"""`linear`: points in proportion between two limits."""

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import Linear, Node
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """`low` points up to `from`, `high` points beyond `to`; they are the criterion's minimum and points unless told."""
    start, end = arguments.limit("from"), arguments.limit("to")
    low, high = arguments.number("low", arguments.minimum), arguments.number("high", arguments.points)
    if start == end:
        raise WrongParameters(LocalText("起点与终点不得相同。", "`from` and `to` must differ."))
    if not arguments.minimum <= low < high <= arguments.points:
        raise WrongParameters(
            LocalText(
                "起点得分须小于终点得分，且均在该要点的最低分与分值之间。",
                "`low` must be less than `high`, and both must lie between the criterion's minimum and its points.",
            )
        )
    return Linear(arguments.expression("value"), start, end, low, high)


LINEAR = Check(
    "linear",
    LocalText("按比例计分", "Points in proportion"),
    (
        Parameter("value", "expression", LocalText("数值", "The value")),
        Parameter("from", "limit", LocalText("起点", "Where points begin")),
        Parameter("to", "limit", LocalText("终点", "Where all points are reached")),
        Parameter("low", "number", LocalText("起点得分", "Points at `from`"), required=False),
        Parameter("high", "number", LocalText("终点得分", "Points at `to`"), required=False),
    ),
    build=build,
)
