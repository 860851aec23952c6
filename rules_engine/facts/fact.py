"""A fact: a printed figure, a claim, or an inspector's entry bound to an id of the vocabulary."""

from enum import IntEnum
from fractions import Fraction
from typing import Literal

from rules_engine.places import Anchor
from rules_engine.records import frozen
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

Kind = Literal["achieved", "target", "threshold", "problem"]
Origin = Literal["mention", "claim", "document", "table", "entry", "formula"]


class Level(IntEnum):
    """How good the evidence is (design.md, section 2)."""

    E0 = 0
    E1 = 1
    E2 = 2
    E3 = 3
    E4 = 4

    # That of enumerations is a function of Python.
    __hash__ = int.__hash__


@frozen
class Citation:
    """What a fact rests on: a quoted stretch of a document, or an inspector's words and name."""

    quote: str
    anchor: Anchor | None = None
    author: str = ""


@frozen
class Fact:
    """A value of the vocabulary's `id`, in the base unit of that fact.

    `printed` is the figure as the report prints it ("50余次", "221271万元"), empty for bare claims. `step` is the size
    of the last printed digit in base units (0 for counts): it matters only when figures are compared with each other.
    `uncertain` says that it was read off an image: it settles nothing until an inspector's entry confirms it.
    `corrected` says that an inspector's entry stands in its place: it stays in the record and decides nothing.
    """

    id: str
    value: Range
    level: Level
    kind: Kind
    origin: Origin
    citations: tuple[Citation, ...]
    period: Period | None = None
    scope: str = ""
    qualifier: str = ""
    printed: str = ""
    step: Fraction = Fraction(0)
    uncertain: bool = False
    corrected: bool = False
