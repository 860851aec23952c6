"""The parts of a ruleset, as every later stage sees them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from rules_engine.checks.check import Arguments, Check
from rules_engine.expr.nodes import Node
from rules_engine.facts.fact import Level
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.ruleset.parameters import DatedParameter

Certainty = Literal["seen", "code", "inferred", "memory"]
Combine = Literal["sum", "mean"]
NotApplicablePolicy = Literal["renormalise", "full", "zero"]
GateKind = Literal["demote", "cap", "veto"]
Absence = Literal["unknown", "false_if_attested", "false"]


@frozen(repr=False)
class Basis:
    """The law or document behind a rule, and how surely it is known (policy marks S, G, I, M)."""

    text: LocalText
    certainty: Certainty


@frozen(repr=False)
class Bureau:
    """An office that keeps tables and documents."""

    id: str
    title: LocalText


@frozen(repr=False)
class Request:
    """The table or document that would settle a criterion, and the bureaus that keep it, the one that leads first."""

    table: LocalText
    bureaus: tuple[Bureau, ...]


@frozen(repr=False)
class Built:
    """A criterion decided by a tree: whether its ranges are exact, whether it is a condition, the facts it needs."""

    check: str
    tree: Node
    exact: bool
    truth: bool
    facts: tuple[str, ...]
    needs_human: bool = False


@frozen(repr=False)
class Decided:
    """A criterion decided by a plugin's function over the facts it was given."""

    check: Check
    arguments: Arguments
    facts: tuple[str, ...]


@frozen(repr=False)
class Missing:
    """A criterion whose check nobody provides; `plugin` is the refused plugin that would have had it."""

    check: str
    plugin: str = ""


@frozen(repr=False)
class Criterion:
    """The smallest scored item. `minimum < points`; `applies` undecided counts as applicable with points low...high."""

    id: str
    title: LocalText
    points: Fraction
    rule: Built | Decided | Missing
    basis: tuple[Basis, ...]
    place: Place
    minimum: Fraction = Fraction(0)
    weight: Fraction = Fraction(1)
    evidence: Level = Level.E1
    request: Request | None = None
    applies: Node | None = None
    look_back: int = 1
    scopes: tuple[str, ...] = ()
    stated: str = ""
    shown_parameters: tuple[str, ...] = ()
    note: LocalText | None = None


@frozen(repr=False)
class Indicator:
    """Criteria scored together. Under `mean` the indicator has `points` of its own."""

    id: str
    title: LocalText
    criteria: tuple[Criterion, ...]
    combine: Combine = "sum"
    points: Fraction | None = None
    weight: Fraction = Fraction(1)


@frozen(repr=False)
class Area:
    """A duty area and its indicators, in the scheme's order; `words` tell which chapter of a report is about it."""

    id: str
    title: LocalText
    indicators: tuple[Indicator, ...]
    combine: Combine = "sum"
    points: Fraction | None = None
    weight: Fraction = Fraction(1)
    words: tuple[str, ...] = ()


@frozen(repr=False)
class Bonus:
    """Points beyond the areas, held under a cap."""

    cap: Fraction
    criteria: tuple[Criterion, ...]


@frozen(repr=False)
class Band:
    """A grade and the scores it covers: low <= score, up to the next band. `low` is None for the lowest."""

    id: str
    title: LocalText
    low: Fraction | None
    passes: bool


@frozen(repr=False)
class Window:
    """A stretch of years before the end of the evaluated period, half-open: (end - years, end]."""

    years: int


@frozen(repr=False)
class Gate:
    """What overrides the band: a demotion by one grade, a cap at a grade, or a veto down to a grade."""

    id: str
    title: LocalText
    kind: GateKind
    when: Node
    basis: tuple[Basis, ...]
    place: Place
    to: str = ""
    window: Window | None = None
    absence_means: Absence = "unknown"
    requires_human: bool = False
    request: Request | None = None


@frozen(repr=False)
class Waiver:
    """Who approved that a criterion does not apply, and on what basis."""

    approver: str
    basis: str


@frozen(repr=False)
class Ruleset:
    """A scheme as data, resolved and vetted. Bands stand from the best to the worst."""

    name: str
    title: LocalText
    reconstruction: bool
    schemes: tuple[str, ...]
    language: str
    areas: tuple[Area, ...]
    bands: tuple[Band, ...]
    parameters: Mapping[str, DatedParameter]
    vocabulary: Vocabulary
    digest: str
    bonus: Bonus | None = None
    gates: tuple[Gate, ...] = ()
    gate_order: tuple[GateKind, ...] = ("demote", "cap", "veto")
    stack: bool = True
    reading: Literal["half_open", "round_first"] = "half_open"
    printed_integers: bool = False
    not_applicable: NotApplicablePolicy = "renormalise"
    quantum: Fraction = Fraction(1, 100)
    total: Fraction = Fraction(100)
    combine: Combine = "sum"
    not_selected: frozenset[str] = frozenset()
    waived: Mapping[str, Waiver] = field(factory=dict)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the scheme's order, those of the bonus last."""
        scored = tuple(c for area in self.areas for i in area.indicators for c in i.criteria)
        return scored + (self.bonus.criteria if self.bonus else ())

    @property
    def only_sums(self) -> bool:
        """Whether no stage takes a mean."""
        groups: list[Area | Indicator] = [
            *self.areas,
            *(indicator for area in self.areas for indicator in area.indicators),
        ]
        return self.combine == "sum" and all(group.combine == "sum" for group in groups)
