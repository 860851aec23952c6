"""`require`: one condition, all points or none."""

from rules_engine.checks.check import Arguments, Check, Parameter
from rules_engine.expr.nodes import Node
from rules_engine.messages import LocalText


def build(arguments: Arguments) -> Node:
    """The condition as the author wrote it."""
    return arguments.expression("that")


REQUIRE = Check(
    "require",
    LocalText("满足条件", "A condition holds"),
    (Parameter("that", "expression", LocalText("条件", "The condition")),),
    build=build,
)
