"""Growth rates, as printed or from the amounts of two years."""

from rules_engine.api import Arguments, Growth, LocalText, Node, Parameter, Previous, WrongParameters

RATES = Parameter("rates", "facts", LocalText("增长率", "Growth rates as printed"), required=False, unit="%")
AMOUNTS = Parameter(
    "amounts", "facts", LocalText("金额（与上年相比）", "Amounts, compared with a year earlier"), required=False
)


def growth_rates(arguments: Arguments) -> tuple[Node, ...]:
    """The printed rates, then the growth of every amount over the year before; in %."""
    grown = (Growth(amount, Previous(amount.id)) for amount in arguments.facts("amounts"))
    rates: tuple[Node, ...] = (*arguments.facts("rates"), *grown)
    if not rates:
        raise WrongParameters(
            LocalText("须填写 rates（增长率）或 amounts（金额）。", "Give `rates` or `amounts`, or both.")
        )
    return rates
