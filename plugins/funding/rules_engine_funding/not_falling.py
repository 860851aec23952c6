"""`funding.not_falling`: no item of spending fell."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter
from rules_engine_funding.growth import AMOUNTS, RATES, growth_rates


def build(arguments: Arguments) -> Node:
    """Every growth rate is at least the floor; standing still is enough."""
    floor = arguments.limit("at_least", 0)
    return AllOf(tuple(Comparison(rate, ((">=", floor),)) for rate in growth_rates(arguments)))


NOT_FALLING = Check(
    "funding.not_falling",
    LocalText("只增不减", "Nothing fell"),
    (
        RATES,
        AMOUNTS,
        Parameter("at_least", "limit", LocalText("增长率不低于", "The least rate"), required=False),
    ),
    build=build,
)
