"""`deduct`: points lost for every occurrence."""

from fractions import Fraction

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import Linear, Node, Number
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """points - each * value, held between the criterion's minimum and its points.

    It is written as the proportion that loses everything at (points - minimum) / each occurrences: a plain number of
    points whatever the unit of the value.
    """
    each = arguments.number("each")
    if each <= 0:
        raise WrongParameters(LocalText("每次扣分须大于零。", "`each` must be more than zero."))
    until = (arguments.points - arguments.minimum) / each
    return Linear(
        arguments.expression("value"),
        Number(Fraction(0)),
        Number(until),
        arguments.points,
        arguments.minimum,
    )


DEDUCT = Check(
    "deduct",
    LocalText("按次扣分", "Points lost for every occurrence"),
    (
        Parameter("value", "expression", LocalText("次数", "How many occurrences")),
        Parameter("each", "number", LocalText("每次扣分", "Points lost for each")),
    ),
    build=build,
)
