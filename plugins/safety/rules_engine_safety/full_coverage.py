"""`safety.full_coverage`: every measure reaches every school."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter, Share, WrongParameters


def build(arguments: Arguments) -> Node:
    """Every printed rate, and every covered count's share of the whole, is at least the required share."""
    covered = arguments.facts("covered")
    if bool(covered) != arguments.given("of"):
        raise WrongParameters(
            LocalText("covered（已覆盖数）与 of（总数）须同时填写。", "`covered` and `of` belong together.")
        )
    rates: tuple[Node, ...] = (*arguments.facts("rates"), *(Share(count, arguments.fact("of")) for count in covered))
    if not rates:
        raise WrongParameters(
            LocalText(
                "须填写 rates（覆盖率），或 covered（已覆盖数）与 of（总数）。",
                "Give `rates`, or `covered` with `of`, or all three.",
            )
        )
    required = arguments.limit("at_least", 100)
    return AllOf(tuple(Comparison(rate, ((">=", required),)) for rate in rates))


FULL_COVERAGE = Check(
    "safety.full_coverage",
    LocalText("各项措施全覆盖", "Every measure reaches every school"),
    (
        Parameter("rates", "facts", LocalText("覆盖率", "Coverage as printed"), required=False, unit="%"),
        Parameter("covered", "facts", LocalText("各项措施已覆盖数", "How many each measure reaches"), required=False),
        Parameter("of", "fact", LocalText("总数", "How many there are"), required=False),
        Parameter("at_least", "limit", LocalText("规定覆盖率", "The required share"), required=False),
    ),
    build=build,
)
