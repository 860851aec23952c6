"""`human`: an inspector decides."""

from rules_engine.checks.check import Arguments, Check, Parameter
from rules_engine.expr.nodes import Node
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """The inspector's yes or no."""
    return arguments.fact("fact")


HUMAN = Check(
    "human",
    LocalText("由督学判定", "An inspector decides"),
    (Parameter("fact", "fact", LocalText("督学认定的事项", "What the inspector confirms"), unit="yes_no"),),
    build=build,
    needs_human=True,
)
