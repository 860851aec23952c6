"""The outcome of a criterion: points, status, reasons, and the facts it rests on."""

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rules_engine.facts.fact import Fact
from rules_engine.records import frozen
from rules_engine.ruleset.model import Criterion

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry

Status = Literal["met", "partial", "not_met", "asserted", "unknown", "not_applicable", "not_selected", "error"]
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
class Overruled:
    """What the rule made of a criterion that an inspector decided otherwise."""

    status: Status
    low: Fraction
    high: Fraction
    reasons: tuple[Reason, ...]
    admitted: bool


@frozen
class Finding:
    """The outcome of one criterion: points low...high at the quantum, status, reasons, and the facts it rests on.

    `facts` are those the outcome was taken from (an asserted one's are the claims); `losing` those that a better
    level or newer period put aside. `missing` are the fact ids still to be settled. `relations` index the verdict's
    relations that touch the facts. `admitted` marks a not_met that the submitter's own words settled. `outer` marks
    a range that is only an outer bound ("at most"). `detail` tells a check's error. `decided` is an inspector's
    decision on the criterion itself, `overruled` what the rule makes of it; its facts are then among the `losing`.
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
    decided: "Entry | None" = None
    overruled: Overruled | None = None

    @property
    def settled(self) -> bool:
        """Whether the points are one number."""
        return self.status in SETTLED


def settled_status(minimum: Fraction, maximum: Fraction, points: Fraction) -> Status:
    """The status of a criterion whose points are one number."""
    if points is maximum or points == maximum:
        return "met"
    return "not_met" if points is minimum or points == minimum else "partial"


def plain(
    criterion: Criterion,
    status: Status,
    *,
    reasons: tuple[Reason, ...] = (),
    facts: tuple[Fact, ...] = (),
    detail: str = "",
) -> Finding:
    """The finding of a criterion whose rule is not run, from its minimum to its points."""
    low, high = criterion.minimum, criterion.points
    return Finding(criterion.id, status, low, high, low, high, reasons, facts, detail=detail)
