"""What reading finds before anyone knows what it measures: figures, claims, documents named, and how they relate."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from rules_engine.facts.fact import Citation, Kind
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import field, frozen
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

ReportPart = Literal["", "achievements", "problems", "measures"]


@frozen
class Mention:
    """A figure as printed.

    `number` is the printed number in the base unit (a decrease is negative), `value` the range its words allow, `unit`
    the base unit's name ("" where none is printed), `step` the size of the last printed digit in base units (0 for
    counts).
    `clause` and `sentence` are half-open stretches of the document's text. `fact` is the id it is bound to; `formerly`
    is that of the fact whose amount it was before a change, at a time not told: of it nothing is concluded.
    """

    anchor: Anchor
    quote: str
    number: Fraction
    value: Range
    unit: str
    step: Fraction
    clause: tuple[int, int]
    sentence: tuple[int, int]
    kind: Kind = "achieved"
    period: Period | None = None
    qualifier: str = ""
    part: ReportPart = ""
    section: int = -1
    fact: str = ""
    scope: str = ""
    formerly: str = ""

    def bound(self, fact: str, scope: str) -> "Mention":
        """The same figure, told to be a value of a fact in a scope."""
        # Written out, for `evolve` takes three times as long and most figures are bound.
        return Mention(
            self.anchor,
            self.quote,
            self.number,
            self.value,
            self.unit,
            self.step,
            self.clause,
            self.sentence,
            self.kind,
            self.period,
            self.qualifier,
            self.part,
            self.section,
            fact,
            scope,
        )


@frozen
class Claim:
    """Words without a figure, with the facts they speak of and the range they claim; or a document named (《…》)."""

    anchor: Anchor
    quote: str
    facts: tuple[str, ...]
    value: Range
    source: Literal["claim", "document"]
    part: ReportPart = ""
    section: int = -1
    period: Period | None = None
    scope: str = ""


RelationKind = Literal["sum", "part", "growth", "rate", "ratio", "same", "period", "target", "claim"]
RelationStatus = Literal["ok", "contradictory", "unaccounted", "doubtful"]


@frozen
class Relation:
    """A relation between printed figures, or figures and words, and whether they fit (semantics.md, 7).

    `mentions` index the mentions it cites, the whole or the growth first; `citations` are what it cites besides:
    claims, cells of a table, words of time. `doubt` gives, for each fact whose figure is contradicted, the range that
    the *other* figures allow for it; it concerns only the figures at `anchors`. `slip` is the likeliest slip, asked as
    a question. `code` and the values of `statement` are its language-free form.
    """

    kind: RelationKind
    status: RelationStatus
    statement: Message
    mentions: tuple[int, ...]
    facts: tuple[str, ...] = ()
    doubt: Mapping[str, Range] = field(factory=dict)
    slip: Message | None = None
    code: str = ""
    citations: tuple[Citation, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def placed(self, anchors: tuple[Anchor, ...]) -> "Relation":
        """The same relation, its doubt limited to the figures at these places."""
        return Relation(
            self.kind,
            self.status,
            self.statement,
            self.mentions,
            self.facts,
            self.doubt,
            self.slip,
            self.code,
            self.citations,
            anchors,
        )
