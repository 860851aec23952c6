"""What of a verdict stands beside those of other submissions: small, for thousands of them are kept."""

from collections.abc import Mapping
from fractions import Fraction

from rules_engine.messages import Language
from rules_engine.records import frozen
from rules_engine.report.masks import masked
from rules_engine.report.terminal.telling import Telling
from rules_engine.scoring.verdict import SCORE_KINDS, Scores, Verdict

MOST_SENTENCES = 2


@frozen(repr=False)
class Point:
    """One criterion of one submission: status, points, and the facts and sentences that they rest on."""

    status: str
    low: Fraction
    high: Fraction
    facts: tuple[str, ...]
    sentences: tuple[str, ...]


@frozen(repr=False)
class Summary:
    """A submission in a line: grades from the best to the worst still open, by name; scores; what is not settled.

    `areas` are the scores of the areas, `points` the criteria, both by id in the order of the scheme.
    """

    name: str
    county: str
    ruleset: str
    year: int
    grades: tuple[str, ...]
    passes: bool | None
    scores: Scores
    areas: Mapping[str, Scores]
    points: Mapping[str, Point]
    contradictions: int
    requests: int
    unread: int


def summary(verdict: Verdict, language: Language) -> Summary:
    """The summary of a verdict, its texts in a language, numbers of people masked."""
    telling = Telling(verdict, language)
    return Summary(
        verdict.submission,
        verdict.head.county or verdict.submission,
        verdict.ruleset.name,
        verdict.period.year,
        tuple(map(telling.grade, verdict.grades)),
        verdict.passes,
        verdict.scores,
        {line.id: line.scores for line in verdict.sheet if line.kind == "area"},
        {criterion.id: _point(telling, criterion.id) for criterion in verdict.ruleset.criteria},
        sum(relation.status in ("contradictory", "unaccounted") for relation in verdict.relations),
        len(verdict.requests),
        len(verdict.notes),
    )


def _point(telling: Telling, id: str) -> Point:
    finding = telling.verdict.findings[id]
    cited = dict.fromkeys(citation.quote for fact in finding.facts for citation in fact.citations)
    return Point(
        finding.status,
        finding.low,
        finding.high,
        tuple(masked(telling.held(fact))[0] for fact in finding.facts),
        tuple(masked(quote)[0] for quote in list(cited)[:MOST_SENTENCES]),
    )


def scores_of(scores: Scores) -> tuple[Fraction, ...]:
    """The three scores in their order."""
    return tuple(getattr(scores, kind) for kind in SCORE_KINDS)
