"""A verdict as JSON: codes, ids and exact numbers as text, no sentences but those quoted or given in both languages.

The published schema is `verdict.schema.json` beside this file; `rules-engine replay` reads what is written here.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from rules_engine.digest import digest_json
from rules_engine.expr.needs import needed_parameters
from rules_engine.expr.written import write
from rules_engine.findings import Finding
from rules_engine.hooks.host import PluginRecord
from rules_engine.hooks.package_digest import with_digest
from rules_engine.messages import LocalText
from rules_engine.report.facts_json import (
    Plain,
    both,
    chapter_json,
    claim_json,
    document_json,
    enclosure_json,
    entry_json,
    fact_json,
    mention_json,
    number,
    relation_json,
    sentence_values,
)
from rules_engine.report.tables_json import question_json, table_json
from rules_engine.ruleset.model import Basis, Built, Criterion, Gate, Request, Ruleset
from rules_engine.ruleset.parameters import DatedParameter
from rules_engine.scoring.verdict import GateResult, ScoreLine, Scores, Verdict
from rules_engine.scoring.ways import ways_to_grades

FORMAT = "rules-engine-verdict/1"


def verdict_json(verdict: Verdict) -> Plain:
    """The verdict as plain mappings, lists, texts and truths; `digest` is the SHA-256 of the rest in canonical form."""
    ruleset = verdict.ruleset
    areas = {c.id: (area.id, i.id) for area in ruleset.areas for i in area.indicators for c in i.criteria}
    record: Plain = {
        "format": FORMAT,
        "engine": verdict.engine,
        "ruleset": _ruleset(ruleset, verdict.ruleset_reason),
        "submission": verdict.submission,
        "report": verdict.report,
        "notes": [{"message": note.template, "values": sentence_values(note)} for note in verdict.notes],
        "documents": [document_json(document) for document in verdict.documents],
        "head": _head(verdict),
        "period": {
            "year": verdict.period.year,
            "reason": verdict.period.reason,
            "as_of": verdict.period.as_of.isoformat(),
            "as_of_reason": verdict.period.as_of_reason,
        },
        "plugins": [_plugin(plugin) for plugin in verdict.plugins],
        "parameters": [_parameter(p, verdict.period.year) for _, p in sorted(ruleset.parameters.items())],
        "entries": [entry_json(entry) for entry in verdict.entries],
        "facts": [fact_json(fact) for fact in verdict.facts],
        "mentions": [mention_json(mention) for mention in verdict.mentions],
        "claims": [claim_json(claim) for claim in verdict.claims],
        "chapters": [chapter_json(chapter) for chapter in verdict.chapters],
        "relations": [relation_json(relation) for relation in verdict.relations],
        "enclosures": [enclosure_json(enclosure) for enclosure in verdict.enclosures],
        "tables": [table_json(table) for table in verdict.tables],
        "questions": [question_json(question) for question in verdict.questions],
        "findings": [
            _finding(criterion, verdict.findings[criterion.id], *areas.get(criterion.id, ("", "")))
            for criterion in ruleset.criteria
        ],
        "sheet": [_line(line, ruleset) for line in verdict.sheet],
        "scores": _scores(verdict.scores),
        "bands": list(verdict.bands),
        "gates": [_gate(gate, result) for gate, result in _gates(verdict)],
        "grades": [{"id": band.id, "title": both(band.title)} for band in ruleset.bands if band.id in verdict.grades],
        "settled": verdict.settled,
        "passes": verdict.passes,
        "flags": list(verdict.flags),
        "asked": _asked(verdict),
    }
    return record | {"digest": digest_json(record)}


def _ruleset(ruleset: Ruleset, reason: str) -> Plain:
    return {
        "name": ruleset.name,
        "digest": ruleset.digest,
        "title": both(ruleset.title),
        "reconstruction": ruleset.reconstruction,
        "schemes": list(ruleset.schemes),
        "reason": reason,
        "total": number(ruleset.total),
        "quantum": number(ruleset.quantum),
        "not_selected": sorted(ruleset.not_selected),
        "not_applicable": [
            {"criterion": id, "approver": waiver.approver, "basis": waiver.basis}
            for id, waiver in sorted(ruleset.waived.items())
        ],
        "bands": [
            {
                "id": band.id,
                "title": both(band.title),
                "from": None if band.low is None else number(band.low),
                "passes": band.passes,
            }
            for band in ruleset.bands
        ],
    }


def _head(verdict: Verdict) -> Plain:
    head = verdict.head
    return {
        "title": head.title,
        "county": head.county,
        "number": head.number,
        "date": None if head.date is None else head.date.isoformat(),
        "schemes": list(head.schemes),
        "scheme_year": head.scheme_year,
    }


def _plugin(plugin: PluginRecord) -> Plain:
    if not plugin.digest:
        plugin = with_digest(plugin)
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "digest": plugin.digest,
        "status": plugin.status,
        "checks": list(plugin.checks),
        "rulesets": list(plugin.rulesets),
        "problems": [problem.code for problem in plugin.problems],
    }


def _parameter(parameter: DatedParameter, year: int) -> Plain:
    edition = parameter.edition(date(year, 12, 31))
    return {
        "id": parameter.id,
        "title": both(parameter.title),
        "unit": parameter.unit.name,
        "edition": None
        if edition is None
        else {
            "value": None if edition.value is None else number(edition.value),
            "text": None if edition.text is None else both(edition.text),
            "items": list(edition.items),
            "from": edition.start.isoformat(),
            "to": None if edition.to is None else edition.to.isoformat(),
            "source": both(edition.source),
            "certainty": edition.certainty,
            "review_by": None if edition.review_by is None else edition.review_by.isoformat(),
        },
    }


def _basis(basis: Iterable[Basis]) -> list[Plain]:
    return [{"text": both(item.text), "certainty": item.certainty} for item in basis]


def _request(request: Request | None) -> Plain | None:
    if request is None:
        return None
    titles = [bureau.title for bureau in request.bureaus]
    bureau = LocalText("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
    return {"table": both(request.table), "bureau": both(bureau)}


def _finding(criterion: Criterion, finding: Finding, area: str, indicator: str) -> Plain:
    rule = criterion.rule
    check = rule.check if isinstance(rule.check, str) else rule.check.id
    return {
        "criterion": criterion.id,
        "title": both(criterion.title),
        "area": area,
        "indicator": indicator,
        "status": finding.status,
        "points": {
            "low": number(finding.low),
            "high": number(finding.high),
            "minimum": number(finding.minimum),
            "maximum": number(finding.maximum),
        },
        "reasons": list(finding.reasons),
        "admitted": finding.admitted,
        "outer": finding.outer,
        "detail": finding.detail,
        "decided": None if finding.decided is None else entry_json(finding.decided),
        "overruled": None
        if finding.overruled is None
        else {
            "status": finding.overruled.status,
            "low": number(finding.overruled.low),
            "high": number(finding.overruled.high),
            "reasons": list(finding.overruled.reasons),
            "admitted": finding.overruled.admitted,
        },
        "facts": [fact_json(fact) for fact in finding.facts],
        "losing": [fact_json(fact) for fact in finding.losing],
        "missing": list(finding.missing),
        "relations": list(finding.relations),
        "evidence": criterion.evidence.name,
        "check": check,
        "rule": write(rule.tree) if isinstance(rule, Built) else None,
        "parameters": [
            *(needed_parameters(rule.tree) if isinstance(rule, Built) else ()),
            *criterion.shown_parameters,
        ],
        "basis": _basis(criterion.basis),
        "request": _request(criterion.request),
    }


def _scores(scores: Scores) -> Plain:
    return {
        "confirmed": number(scores.confirmed),
        "as_claimed": number(scores.as_claimed),
        "best": number(scores.best),
    }


def _line(line: ScoreLine, ruleset: Ruleset) -> Plain:
    titles: Mapping[str, LocalText] = {area.id: area.title for area in ruleset.areas} | {
        indicator.id: indicator.title for area in ruleset.areas for indicator in area.indicators
    }
    return {
        "id": line.id,
        "kind": line.kind,
        "title": both(titles[line.id]) if line.id in titles else None,
        "scores": _scores(line.scores),
        "maximum": number(line.maximum),
        "applicable": number(line.applicable),
        "settled": number(line.settled),
        "by_level": {level.name: number(points) for level, points in sorted(line.by_level.items())},
        "assessable": line.assessable,
        "outer": line.outer,
        "arithmetic": dict(sorted(line.arithmetic.items())),
    }


def _gates(verdict: Verdict) -> list[tuple[Gate, GateResult]]:
    gates = {gate.id: gate for gate in verdict.ruleset.gates}
    return [(gates[result.id], result) for result in verdict.gates]


def _gate(gate: Gate, result: GateResult) -> Plain:
    return {
        "id": gate.id,
        "title": both(gate.title),
        "kind": gate.kind,
        "to": gate.to,
        "state": result.state,
        "when": write(gate.when),
        "facts": [fact_json(fact) for fact in result.facts],
        "reasons": list(result.reasons),
        "before": list(result.before),
        "after": list(result.after),
        "basis": _basis(gate.basis),
        "request": _request(gate.request),
    }


def _asked(verdict: Verdict) -> Plain:
    found = ways_to_grades(verdict)
    return {
        "lines": [{"id": line.id, "facts": list(line.facts), "moves": number(line.moves)} for line in verdict.requests],
        "ways": [
            {
                "grade": way.grade,
                "settling": [
                    {"fact": step.fact, "earlier": step.earlier, "sign": step.sign, "value": number(step.value)}
                    for step in way.settling
                ],
            }
            for way in found.ways
        ],
        "exact": found.exact,
    }
