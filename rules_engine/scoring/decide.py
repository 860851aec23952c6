"""From facts to everything a verdict decides: findings, sheet, bands, gates, grades, and what to ask for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from rules_engine.errors import UnreadableRuleset
from rules_engine.facts.fact import Fact
from rules_engine.facts.factset import FactSet, doubted
from rules_engine.facts.mention import Relation
from rules_engine.facts.tables.evidence import Law
from rules_engine.findings import Finding
from rules_engine.judge import Judge
from rules_engine.records import frozen
from rules_engine.ruleset.model import Ruleset
from rules_engine.ruleset.parameters import outside_all
from rules_engine.scoring.bands import bands_between, reading_matters
from rules_engine.scoring.gates import run_gates
from rules_engine.scoring.requests import request_lines
from rules_engine.scoring.sheet import score_sheet
from rules_engine.scoring.verdict import GateResult, RequestLine, ScoreLine, Scores

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry


@frozen(eq=False, repr=False)
class Decision:
    """What the facts decide; see Verdict for the fields."""

    findings: Mapping[str, Finding]
    sheet: tuple[ScoreLine, ...]
    scores: Scores
    bands: tuple[str, ...]
    gates: tuple[GateResult, ...]
    grades: tuple[str, ...]
    flags: tuple[str, ...]
    requests: tuple[RequestLine, ...]


def decide(
    ruleset: Ruleset,
    facts: Iterable[Fact],
    year: int,
    relations: Iterable[Relation] = (),
    entries: "Sequence[Entry]" = (),
) -> Decision:
    """The decision on facts of any order, for one evaluated year; of `entries` the decisions on criteria count here.

    Raises UnreadableRuleset where the year lies outside every edition of a parameter.
    """
    relations = tuple(relations)
    judge = judge_of(ruleset, facts, year, relations, entries)
    findings = {criterion.id: judge.finding(criterion) for criterion in ruleset.criteria}
    sheet = score_sheet(ruleset, findings)
    total = sheet[-1]
    bands = bands_between(ruleset, total.scores.confirmed, total.scores.best) if total.assessable else ()
    grades, gates = run_gates(ruleset, bands, judge.facts, judge.parameters)
    requests = request_lines(ruleset, findings, gates)
    return Decision(findings, sheet, total.scores, bands, gates, grades, _flags(ruleset, total), requests)


def judge_of(
    ruleset: Ruleset,
    facts: Iterable[Fact],
    year: int,
    relations: Sequence[Relation] = (),
    entries: "Sequence[Entry]" = (),
) -> Judge:
    """The judge over these facts for one evaluated year; raises UnreadableRuleset as `decide` does."""
    return Judge(
        FactSet(ruleset.vocabulary, year, doubted(facts, relations)),
        parameters_of(ruleset, year),
        ruleset.quantum,
        ruleset.waived.keys(),
        ruleset.not_selected,
        _touching(relations),
        {entry.criterion: entry for entry in entries if entry.outcome is not None},
    )


def parameters_of(ruleset: Ruleset, year: int) -> Mapping[str, Fraction]:
    """Every numeric parameter on the last day of the year; raises UnreadableRuleset where some have no value."""
    day = date(year, 12, 31)
    found = {id: parameter.edition(day) for id, parameter in ruleset.parameters.items()}
    if (outside := outside_all(ruleset.parameters, day)) is not None:
        raise UnreadableRuleset(outside)
    return {id: edition.value for id, edition in found.items() if edition and edition.value is not None}


def law_of(ruleset: Ruleset, year: int) -> Law:
    """The parameters that evidence tables are computed with; raises UnreadableRuleset as `parameters_of` does."""
    day = date(year, 12, 31)
    editions = {id: parameter.edition(day) for id, parameter in ruleset.parameters.items()}
    lists = {id: edition.items for id, edition in editions.items() if edition and edition.items}
    return Law(parameters_of(ruleset, year), lists)


def newest_law(ruleset: Ruleset) -> Law:
    """The newest edition of every parameter, for tables that are looked at without a report."""
    editions = {id: parameter.editions[-1] for id, parameter in ruleset.parameters.items()}
    numbers = {id: edition.value for id, edition in editions.items() if edition.value is not None}
    return Law(numbers, {id: edition.items for id, edition in editions.items() if edition.items})


def _touching(relations: Sequence[Relation]) -> Mapping[str, tuple[int, ...]]:
    """For each fact the relations that speak of it."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        for id in dict.fromkeys(relation.facts):
            found[id].append(index)
    return {id: tuple(indices) for id, indices in found.items()}


def _flags(ruleset: Ruleset, total: ScoreLine) -> tuple[str, ...]:
    flags = []
    if not total.assessable:
        flags.append("unassessed")
    if total.outer:
        flags.append("outer")
    if any(reading_matters(ruleset, score) for score in (total.scores.confirmed, total.scores.best)):
        flags.append("band_boundary")
    return tuple(flags)
