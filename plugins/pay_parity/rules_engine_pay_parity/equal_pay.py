"""`pay_parity.equal_pay`: staff outside authorised posts earn what their colleagues within them earn."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter, Share, WrongParameters
from rules_engine_pay_parity.pairs import pairs


def build(arguments: Arguments) -> Node:
    """Every printed share, and every share of pay outside posts in pay within, is at least the required one."""
    paired = pairs(arguments, "outside_posts", "within_posts")
    shares: tuple[Node, ...] = (*arguments.facts("rates"), *(Share(outside, within) for outside, within in paired))
    if not shares:
        raise WrongParameters(
            LocalText(
                "须填写 rates（占比），或 outside_posts（非在编）与 within_posts（在编）。",
                "Give `rates`, or `outside_posts` with `within_posts`, or all three.",
            )
        )
    required = arguments.limit("at_least", 100)
    return AllOf(tuple(Comparison(share, ((">=", required),)) for share in shares))


EQUAL_PAY = Check(
    "pay_parity.equal_pay",
    LocalText("非在编教师同工同酬", "Equal pay for equal work outside authorised posts"),
    (
        Parameter(
            "outside_posts", "facts", LocalText("非在编教师工资", "Pay outside authorised posts"), required=False
        ),
        Parameter("within_posts", "facts", LocalText("在编教师工资", "Pay within authorised posts"), required=False),
        Parameter("rates", "facts", LocalText("占比", "Shares as printed"), required=False, unit="%"),
        Parameter("at_least", "limit", LocalText("规定占比", "The required share"), required=False),
    ),
    build=build,
)
