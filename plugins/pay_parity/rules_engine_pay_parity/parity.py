"""`pay_parity.parity`: teachers are paid no less than civil servants."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter, Ratio, WrongParameters
from rules_engine_pay_parity.pairs import pairs


def build(arguments: Arguments) -> Node:
    """Every printed ratio, and every ratio of teachers' pay to civil servants', is at least the required one."""
    paired = pairs(arguments, "teachers", "civil_servants")
    ratios: tuple[Node, ...] = (*arguments.facts("ratios"), *(Ratio(ours, theirs) for ours, theirs in paired))
    if not ratios:
        raise WrongParameters(
            LocalText(
                "须填写 ratios（比值），或 teachers（教师）与 civil_servants（公务员）。",
                "Give `ratios`, or `teachers` with `civil_servants`, or all three.",
            )
        )
    required = arguments.limit("at_least", 1)
    return AllOf(tuple(Comparison(ratio, ((">=", required),)) for ratio in ratios))


PARITY = Check(
    "pay_parity.parity",
    LocalText("教师工资收入不低于公务员", "Teachers paid no less than civil servants"),
    (
        Parameter("teachers", "facts", LocalText("教师平均工资收入", "Teachers' average pay"), required=False),
        Parameter(
            "civil_servants", "facts", LocalText("公务员平均工资收入", "Civil servants' average pay"), required=False
        ),
        Parameter("ratios", "facts", LocalText("比值", "Ratios as printed"), required=False, unit=""),
        Parameter("at_least", "limit", LocalText("规定比值", "The required ratio"), required=False),
    ),
    build=build,
)
