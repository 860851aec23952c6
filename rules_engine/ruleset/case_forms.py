"""The YAML forms of worked cases."""

from collections.abc import Mapping
from fractions import Fraction

from rules_engine.facts.entry_values import EntryForm
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.yaml_text import Node, Scalar
from rules_engine.yaml_values import Id


@frozen(eq=False, repr=False)
class ExpectedForm:
    """What a case expects of one criterion: `points` a number or `[low, high]`."""

    status: Scalar
    place: Place
    points: Node | None = None


@frozen(eq=False, repr=False)
class ExpectForm:
    """`expect:` of a case."""

    place: Place
    criteria: Mapping[Id, ExpectedForm] = field(factory=dict)
    grade: Scalar | None = None
    grades: tuple[Scalar, ...] | None = None
    confirmed: Fraction | None = None
    best: Fraction | None = None


@frozen(eq=False, repr=False)
class CaseForm:
    """One item under `cases:`; each fact is read as an inspector's entry is."""

    title: LocalText
    why: LocalText
    period: int
    facts: tuple[EntryForm, ...]
    expect: ExpectForm
    place: Place


@frozen(eq=False, repr=False)
class CasesForm:
    """`cases/*.yaml`."""

    cases: tuple[CaseForm, ...]
