"""`funding.growth_each_stage`: spending grew at every stage of education."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter
from rules_engine_funding.growth import AMOUNTS, RATES, growth_rates


def build(arguments: Arguments) -> Node:
    """Every growth rate is above the limit; standing still is no growth."""
    limit = arguments.limit("more_than", 0)
    return AllOf(tuple(Comparison(rate, ((">", limit),)) for rate in growth_rates(arguments)))


GROWTH_EACH_STAGE = Check(
    "funding.growth_each_stage",
    LocalText("各学段均有增长", "Growth at every stage"),
    (
        RATES,
        AMOUNTS,
        Parameter("more_than", "limit", LocalText("增长率须高于", "What every rate must exceed"), required=False),
    ),
    build=build,
)
