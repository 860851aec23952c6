"""The YAML forms of a ruleset (format 1), as they are written; what they mean is read from them elsewhere.

They are plain classes, for only YAML fills them: attrs takes a third of a millisecond to make one.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.ruleset.model import Absence, Certainty, Combine, GateKind, NotApplicablePolicy
from rules_engine.yaml_text import Node, Scalar
from rules_engine.yaml_values import Id


class BasisForm:
    """`{text: {zh, en}, certainty: seen}`."""

    text: LocalText
    certainty: Certainty
    place: Place


class RequestForm:
    """`{table: {zh, en}, bureaus: [finance, education]}`."""

    table: LocalText
    bureaus: tuple[Id, ...]
    place: Place


class BureauForm:
    """One item under `bureaus:`."""

    id: Id
    title: LocalText


class CriterionForm:
    """One item under `criteria:`; `check` is read with the parameters its kind declares."""

    id: Id
    title: LocalText
    points: Fraction
    check: Node
    basis: tuple[BasisForm, ...]
    place: Place
    minimum: Fraction = Fraction(0)
    weight: Fraction | None = None
    evidence: Literal["E0", "E1", "E2", "E3", "E4"] = "E1"
    request: RequestForm | None = None
    applies: Scalar | None = None
    look_back: int = 1
    scopes: tuple[Id, ...] = ()
    stated: Id | None = None
    shown_parameters: tuple[Id, ...] = ()
    note: LocalText | None = None


class IndicatorForm:
    """One item under `indicators:`."""

    id: Id
    title: LocalText
    criteria: tuple[CriterionForm, ...]
    place: Place
    combine: Combine = "sum"
    points: Fraction | None = None
    weight: Fraction | None = None


class AreaForm:
    """`areas/<id>.yaml`."""

    title: LocalText
    indicators: tuple[IndicatorForm, ...]
    place: Place
    words: tuple[Scalar, ...] = ()
    combine: Combine = "sum"
    points: Fraction | None = None
    weight: Fraction | None = None


class BandForm:
    """One item under `bands:`."""

    id: Id
    title: LocalText
    place: Place
    start: Annotated[Fraction | None, "from"] = None
    to: Fraction | None = None
    passes: bool = False


class WindowForm:
    """`{years: 2}`."""

    years: int
    place: Place


class GateForm:
    """One item under `gates: items:`."""

    id: Id
    title: LocalText
    kind: GateKind
    when: Scalar
    basis: tuple[BasisForm, ...]
    place: Place
    to: Scalar | None = None
    window: WindowForm | None = None
    absence_means: Absence = "unknown"
    requires_human: bool = False
    request: RequestForm | None = None


class GatesForm:
    """`gates:`."""

    order: tuple[GateKind, ...]
    place: Place
    items: tuple[GateForm, ...] = ()
    stack: bool = True


class BonusForm:
    """`bonus:`."""

    cap: Fraction
    criteria: tuple[CriterionForm, ...]
    place: Place


class RulesetForm:
    """`ruleset.yaml`."""

    format: Node
    engine: Scalar
    title: LocalText
    areas: tuple[Id, ...]
    bands: tuple[BandForm, ...]
    total: Fraction
    place: Place
    reconstruction: bool = False
    language: Literal["zh", "en"] = "zh"
    schemes: tuple[Scalar, ...] = ()
    vocabulary: tuple[Id, ...] = ()
    quantum: Fraction = Fraction(1, 100)
    reading: Literal["half_open", "round_first"] | None = None
    not_applicable: NotApplicablePolicy = "renormalise"
    combine: Combine = "sum"
    bureaus: tuple[BureauForm, ...] = ()
    gates: GatesForm | None = None
    bonus: BonusForm | None = None


class EditionForm:
    """One item under `editions:` of a parameter; `value` is a number, `{zh, en}`, or a list of ids."""

    value: Node
    start: Annotated[date, "from"]
    source: LocalText
    certainty: Certainty
    place: Place
    to: date | None = None
    review_by: date | None = None


class ParameterForm:
    """One parameter: `unit` for a number, `text: true` for a text, `list: true` for a list of ids."""

    title: LocalText
    editions: tuple[EditionForm, ...]
    place: Place
    unit: Node | None = None
    text: bool = False
    list: bool = False


class ParametersForm:
    """`parameters.yaml`."""

    parameters: Mapping[Id, ParameterForm]
