"""What of a verdict stands beside those of other submissions: small, for thousands of them are kept."""

from collections.abc import Mapping
from fractions import Fraction

from rules_engine.findings import Finding
from rules_engine.messages import Language
from rules_engine.records import frozen
from rules_engine.report.masks import masked
from rules_engine.report.terminal.telling import Telling
from rules_engine.scoring.verdict import SCORE_KINDS, Scores, Verdict

MOST_SENTENCES = 2


@frozen(repr=False)
class Point:
    """One criterion of one submission: status, points, and the facts and sentences that they rest on.

    `row` is what the page of the criterion shows of it.
    """

    status: str
    low: Fraction
    high: Fraction
    facts: tuple[str, ...]
    sentences: tuple[str, ...]
    row: str = ""


@frozen(repr=False)
class Summary:
    """A submission in a line: grades from the best to the worst still open, by name; scores; what is not settled.

    `rank` is higher the better the grades; `areas` are the scores of the areas by id, in the order of the scheme;
    `total` the points that can be had.
    """

    name: str
    county: str
    ruleset: str
    year: int
    grades: tuple[str, ...]
    rank: int
    passes: bool | None
    scores: Scores
    total: Fraction
    areas: Mapping[str, Scores]
    contradictions: int
    requests: int
    unread: int


def summary(verdict: Verdict, language: Language) -> Summary:
    """The summary of a verdict, its texts in a language, numbers of people masked."""
    telling = Telling(verdict, language)
    return Summary(
        masked(verdict.submission)[0],
        masked(verdict.head.county or verdict.submission)[0],
        verdict.ruleset.name,
        verdict.period.year,
        tuple(map(telling.grade, verdict.grades)),
        _rank(verdict),
        verdict.passes,
        verdict.scores,
        verdict.ruleset.total,
        {line.id: line.scores for line in verdict.sheet if line.kind == "area"},
        sum(relation.status in ("contradictory", "unaccounted") for relation in verdict.relations),
        len(verdict.requests),
        len(verdict.notes),
    )


def _rank(verdict: Verdict) -> int:
    """The worst grade that is open decides, then the best."""
    order = [band.id for band in reversed(verdict.ruleset.bands)]
    open_grades = [order.index(grade) for grade in verdict.grades]
    return min(open_grades, default=0) * len(order) + max(open_grades, default=0)


def points(verdict: Verdict, language: Language, rows: Mapping[str, str]) -> dict[str, Point]:
    """The criteria of a verdict by id, in the order of the scheme."""
    telling = Telling(verdict, language)
    return {
        criterion.id: _point(telling, criterion.id, rows.get(criterion.id, ""))
        for criterion in verdict.ruleset.criteria
    }


def _point(telling: Telling, id: str, row: str) -> Point:
    finding = telling.verdict.findings[id]
    cited = dict.fromkeys(citation.quote for fact in finding.facts for citation in fact.citations)
    return Point(
        finding.status,
        finding.low,
        finding.high,
        tuple(masked(telling.held(fact))[0] for fact in finding.facts),
        tuple(masked(quote)[0] for quote in list(cited)[:MOST_SENTENCES]),
        row,
    )


def figure_of(finding: Finding) -> Fraction | None:
    """What the first fact of a finding is worth, its lower end where it has one; None where nothing is known."""
    ends = (end for fact in finding.facts for end in (fact.value.low, fact.value.high))
    return next((end for end in ends if end is not None), None)


def scores_of(scores: Scores) -> tuple[Fraction, ...]:
    """The three scores in their order."""
    return tuple(getattr(scores, kind) for kind in SCORE_KINDS)
