"""Running the rule of a criterion over the facts: the finding."""

from fractions import Fraction
from typing import Literal

from attrs import frozen

from rules_engine.facts.fact import Fact

Status = Literal[
    "met", "partial", "not_met", "asserted", "unknown", "not_applicable", "not_selected", "error"
]
Reason = Literal[
    "no_claim",
    "below_level",
    "no_period",
    "stale_period",
    "wrong_scope",
    "conflict",
    "ambiguous",
    "unreadable_source",
    "check_error",
    "plugin_missing",
    "needs_human",
    "limit_reached",
]
SETTLED: frozenset[Status] = frozenset({"met", "partial", "not_met"})


@frozen
class Finding:
    """The outcome of one criterion: points low...high at the quantum, status, reasons, and the facts it rests on.

    `facts` are those the outcome was taken from (an asserted one's are the claims); `losing` those that a better level or newer
    period put aside. `missing` are the fact ids still to be settled. `relations` index the verdict's relations that touch
    the facts. `admitted` marks a not_met that the submitter's own words settled. `outer` marks a range that is
    only an outer bound ("at most"). `detail` tells a check's error.
    """

    criterion: str
    status: Status
    low: Fraction
    high: Fraction
    minimum: Fraction
    maximum: Fraction
    reasons: tuple[Reason, ...] = ()
    facts: tuple[Fact, ...] = ()
    losing: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    relations: tuple[int, ...] = ()
    admitted: bool = False
    outer: bool = False
    detail: str = ""

    @property
    def settled(self) -> bool:
        """Whether the points are one number."""
        return self.status in SETTLED
