"""`ladder`: the points of the last threshold that a value reaches."""

from itertools import pairwise

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import Ladder, Node, Number
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """The ladder over the value; below the first threshold it gives `base`, which is the minimum unless told."""
    steps = arguments.steps("steps")
    base = arguments.number("base", arguments.minimum)
    for (lower, _), (upper, _) in pairwise(steps):
        if isinstance(lower, Number) and isinstance(upper, Number) and lower.value >= upper.value:
            raise WrongParameters(LocalText("各档起点须由低到高。", "The steps must rise from one to the next."))
    every = [base, *(points for _, points in steps)]
    if max(every) != arguments.points or min(every) < arguments.minimum:
        raise WrongParameters(
            LocalText(
                "最高一档须等于该要点的分值，最低一档不得低于其最低分。",
                "The best step must give the criterion's points, and no step less than its minimum.",
            )
        )
    return Ladder(arguments.expression("value"), base, steps)


LADDER = Check(
    "ladder",
    LocalText("分档计分", "Points by steps"),
    (
        Parameter("value", "expression", LocalText("数值", "The value")),
        Parameter("steps", "steps", LocalText("各档起点与分值", "The thresholds and their points")),
        Parameter("base", "number", LocalText("未达第一档的分值", "Points below the first step"), required=False),
    ),
    build=build,
)
