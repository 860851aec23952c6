"""`leadership.studied_by_each_body`: every leading body took education up often enough."""

from rules_engine.api import AllOf, Arguments, Check, Comparison, LocalText, Node, Parameter


def build(arguments: Arguments) -> Node:
    """Every body's count is at least the required number; more than that earns nothing."""
    required = arguments.limit("at_least")
    return AllOf(tuple(Comparison(count, ((">=", required),)) for count in arguments.facts("bodies")))


STUDIED_BY_EACH_BODY = Check(
    "leadership.studied_by_each_body",
    LocalText("各领导班子均研究教育工作达到规定次数", "Every leading body studied education as often as required"),
    (
        Parameter("bodies", "facts", LocalText("各班子研究次数", "How often each body did"), unit="次"),
        Parameter("at_least", "limit", LocalText("规定次数", "The required number")),
    ),
    build=build,
)
