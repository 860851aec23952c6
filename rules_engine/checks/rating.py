"""`rating`: an A, B or C that somebody gave."""

from fractions import Fraction

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import Ladder, Node, Number
from rules_engine.messages import LocalText

RATINGS = {"A": Fraction(3), "B": Fraction(2), "C": Fraction(1)}


def build(arguments: Arguments) -> Node:
    """The points of the rating; A earns all and C the minimum unless told."""
    a = arguments.number("a", arguments.points)
    b = arguments.number("b")
    c = arguments.number("c", arguments.minimum)
    if not arguments.points == a > b > c >= arguments.minimum:
        raise WrongParameters(
            LocalText(
                "A 须得满分，B 低于 A，C 低于 B 且不低于最低分。",
                "A must earn all points, B less than A, and C less than B but not less than the minimum.",
            )
        )
    return Ladder(arguments.fact("fact"), c, ((Number(RATINGS["B"]), b), (Number(RATINGS["A"]), a)))


RATING = Check(
    "rating",
    LocalText("按评定等级计分", "Points by rating"),
    (
        Parameter("fact", "fact", LocalText("评定等级", "The rating"), unit="rating"),
        Parameter("a", "number", LocalText("A 级得分", "Points for A"), required=False),
        Parameter("b", "number", LocalText("B 级得分", "Points for B")),
        Parameter("c", "number", LocalText("C 级得分", "Points for C"), required=False),
    ),
    build=build,
)
