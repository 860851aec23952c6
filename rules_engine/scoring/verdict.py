"""A verdict: the findings, the sheet that adds up, the gates, the grade or the grades still open."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rules_engine.documents.document import Document
from rules_engine.facts.enclosures import Enclosure
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.head import Head
from rules_engine.facts.mention import Claim, Mention, Relation, ReportPart
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.findings import Finding
from rules_engine.hooks.host import PluginRecord
from rules_engine.messages import LocalText, Message
from rules_engine.records import frozen
from rules_engine.ruleset.model import Ruleset

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry
    from rules_engine.facts.tables.read_table import Question, ReadTable

ScoreKind = Literal["confirmed", "as_claimed", "best"]
SCORE_KINDS: tuple[ScoreKind, ...] = ("confirmed", "as_claimed", "best")
GateState = Literal["fired", "open", "closed"]
RulesetReason = Literal["option", "submission", "scheme"]
PeriodReason = Literal["option", "submission", "scheme", "date"]


@frozen
class Scores:
    """The three scores of a line, in points."""

    confirmed: Fraction
    as_claimed: Fraction
    best: Fraction


@frozen(repr=False)
class ScoreLine:
    """One line of the sheet: an indicator, an area, the bonus or the total.

    `maximum` is the line's full points, `applicable` what is left of it after items that do not apply, `settled` the
    maxima of settled criteria (coverage = settled / applicable), `by_level` the settled maxima per evidence level.
    `assessable` False is 未评. `arithmetic` is each score's sum with its numbers substituted, e.g. "5 + 0 + 3 = 8".
    """

    id: str
    kind: Literal["indicator", "area", "bonus", "total"]
    scores: Scores
    maximum: Fraction
    applicable: Fraction
    settled: Fraction
    by_level: Mapping[Level, Fraction]
    assessable: bool
    outer: bool
    arithmetic: Mapping[ScoreKind, str]


@frozen(repr=False)
class GateResult:
    """What a gate did: its state, the facts it rests on, and the open grades before and after it."""

    id: str
    state: GateState
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class RequestLine:
    """What would settle one criterion or open gate: its missing facts, and the points (0 for a gate) that hang on them.

    The table and the bureau stand with the criterion or gate of the ruleset.
    """

    id: str
    facts: tuple[str, ...]
    moves: Fraction


@frozen
class Settling:
    """One fact and the values that would do: those that stand in `sign` to `value` (`>= 95`, `< 10`, `= 1`).

    `tried` is one of them, with which the grade was proved. `earlier` means the same fact one period before.
    """

    fact: str
    sign: str
    value: Fraction
    tried: Fraction
    earlier: bool = False


@frozen
class Way:
    """A smallest set of unsettled facts, and values of them, that make one grade sure whatever the rest is."""

    grade: str
    settling: tuple[Settling, ...]


@frozen(repr=False)
class Chapter:
    """A section of a document: its heading, level (1 part, 2 chapter, 3 item, 4 一是), stretch, part, and duty area.

    `area` is told by the words of the heading and text, and is empty where they do not settle one.
    """

    document: str
    heading: str
    level: int
    start: int
    end: int
    part: ReportPart
    area: str


@frozen(eq=False, repr=False)
class Read:
    """What was read of a submission, before anything is judged; `areas` are the titles of the duty areas by id.

    `language` is that of the ruleset, whose duty areas the chapters tell of; without one, areas are not known.
    `facts` are those that figures and words make, `proved` those of the evidence tables. `notes` tell what of the files
    was not read, or not as it is.
    """

    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    entries: "tuple[Entry, ...]"
    chapters: tuple[Chapter, ...]
    areas: Mapping[str, LocalText]
    notes: tuple[Message, ...]
    language: str
    enclosures: tuple[Enclosure, ...] = ()
    proved: tuple[Fact, ...] = ()
    tables: "tuple[ReadTable, ...]" = ()
    questions: "tuple[Question, ...]" = ()
    facts: tuple[Fact, ...] = ()


@frozen(repr=False)
class EvaluatedPeriod:
    """The evaluated year, and why it (option, submission, scheme, date); `as_of` dates windows and reviews."""

    year: int
    reason: PeriodReason
    as_of: date
    as_of_reason: Literal["option", "report", "period_end"]


@frozen(repr=False)
class Verdict:
    """Everything that was read, decided and computed; grades stand from the best to the worst still open.

    `sheet` holds a line per indicator (before its area), area, bonus and the total, in the scheme's order.
    `report` is the name of the document that is the report, `enclosures` the documents that it names. `flags` are codes
    that concern the whole (band_boundary, outer, unassessed). `tables` are the evidence tables that were read,
    `questions` the files that look like one but were not.
    """

    engine: str
    ruleset: Ruleset
    ruleset_reason: RulesetReason
    submission: str
    documents: tuple[Document, ...]
    head: Head
    period: EvaluatedPeriod
    entries: "tuple[Entry, ...]"
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    chapters: tuple[Chapter, ...]
    findings: Mapping[str, Finding]
    sheet: tuple[ScoreLine, ...]
    scores: Scores
    bands: tuple[str, ...]
    gates: tuple[GateResult, ...]
    grades: tuple[str, ...]
    plugins: tuple[PluginRecord, ...]
    flags: tuple[str, ...]
    requests: tuple[RequestLine, ...]
    notes: tuple[Message, ...] = ()
    report: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    tables: "tuple[ReadTable, ...]" = ()
    questions: "tuple[Question, ...]" = ()

    @property
    def settled(self) -> bool:
        """Whether one grade is left."""
        return len(self.grades) == 1

    @property
    def passes(self) -> bool | None:
        """Whether the grade passes; None while it is open."""
        if not self.settled:
            return None
        return next(band.passes for band in self.ruleset.bands if band.id == self.grades[0])
