"""`checklist`: conditions that earn points of their own."""

from fractions import Fraction
from functools import reduce

from rules_engine.checks.check import Arguments, Check, Parameter, WrongParameters
from rules_engine.expr.nodes import Arithmetic, Choice, Node, Number
from rules_engine.messages import LocalText

NOTHING = Number(Fraction(0))


def build(arguments: Arguments) -> Node:
    """The sum of the points of the items that hold, upon the criterion's minimum."""
    items = arguments.items("items")
    if arguments.minimum + sum(points for _, points in items) != arguments.points:
        raise WrongParameters(
            LocalText(
                "各项分值（连同最低分）之和须等于该要点的分值。",
                "The points of the items and the minimum must add up to the criterion's points.",
            )
        )
    if any(points <= 0 for _, points in items):
        raise WrongParameters(LocalText("各项分值须大于零。", "Every item must earn more than zero points."))
    terms: list[Node] = [Choice(Number(points), condition, NOTHING) for condition, points in items]
    if arguments.minimum:
        terms.insert(0, Number(arguments.minimum))
    return reduce(lambda total, term: Arithmetic("+", total, term), terms)


CHECKLIST = Check(
    "checklist",
    LocalText("逐项计分", "Points item by item"),
    (Parameter("items", "items", LocalText("各项条件与分值", "The conditions and their points")),),
    build=build,
)
