"""The real Liangping report, on its text alone: what must come out, and a golden of ids, points and places."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from rules_engine import Verdict, evaluate
from rules_engine.values.number import written

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "liangping-2023"

MET = [
    "preschool.gross_enrolment",
    "preschool.affordable_coverage",
    "preschool.public_share",
    "leadership.ideology_studies",
]
ADMITTED = ["compulsory.school_size", "compulsory.class_size", "pay.kindergarten_equal_pay"]
ASSERTED = [
    "funding.general_budget_growth",
    "funding.per_student_growth",
    "pay.parity",
    "safety.alarm_video",
    "leadership.law_vice_principal",
]
SILENT = [
    "safety.guards",
    "safety.closed_campus",
    "compulsory.retention",
    "compulsory.rotation",
    "rectification.last_round",
]


@pytest.fixture(scope="module")
def verdict(shared_data: Path) -> Verdict:
    return evaluate(shared_data / "liangping-2023.txt")


@pytest.fixture(scope="module")
def example() -> Verdict:
    return evaluate(EXAMPLE)


def test_the_head_names_county_number_date_and_scheme(verdict: Verdict) -> None:
    head = verdict.head
    assert (head.county, head.number) == ("重庆市梁平区", "梁平府办函〔2023〕35号")
    assert head.schemes == ("渝教函〔2023〕464号",)
    assert verdict.ruleset.name == "chongqing-county-2023"
    assert verdict.ruleset_reason == "scheme"
    assert (verdict.period.year, verdict.period.reason) == (2023, "scheme")
    assert verdict.period.as_of.isoformat() == "2023-10-25"


@pytest.mark.parametrize("id", MET)
def test_these_are_met(verdict: Verdict, id: str) -> None:
    finding = verdict.findings[id]
    assert finding.status == "met"
    assert finding.low == finding.high == finding.maximum
    assert finding.facts, "a point without a citation cannot be awarded"


@pytest.mark.parametrize("id", ADMITTED)
def test_these_are_not_met_by_admission(verdict: Verdict, id: str) -> None:
    finding = verdict.findings[id]
    assert (finding.status, finding.high) == ("not_met", finding.minimum)
    assert any(fact.kind == "problem" for fact in finding.facts)


@pytest.mark.parametrize("id", ASSERTED)
def test_these_are_asserted(verdict: Verdict, id: str) -> None:
    finding = verdict.findings[id]
    assert (finding.status, finding.low, finding.high) == ("asserted", finding.minimum, finding.maximum)
    assert finding.facts


@pytest.mark.parametrize("id", SILENT)
def test_on_these_the_report_is_silent(verdict: Verdict, id: str) -> None:
    finding = verdict.findings[id]
    assert finding.status == "unknown"
    assert "no_claim" in finding.reasons
    assert not finding.facts


def test_the_contradiction_is_found_its_likeliest_slip_named_and_the_sign_not_in_doubt(verdict: Verdict) -> None:
    contradictory = [relation for relation in verdict.relations if relation.status == "contradictory"]
    (relation,) = contradictory
    assert {verdict.mentions[index].quote for index in relation.mentions} >= {"1225万元", "0.07%"}
    assert relation.slip is not None
    assert "0.70" in str(relation.slip)
    finding = verdict.findings["funding.general_budget_growth"]
    assert [verdict.relations[index].status for index in finding.relations] == ["contradictory"]


def test_thirteen_projects_are_unaccounted_for_and_the_exact_budget_sum_is_silent(verdict: Verdict) -> None:
    (relation,) = [relation for relation in verdict.relations if relation.status == "unaccounted"]
    assert [verdict.mentions[index].quote for index in relation.mentions] == ["13个", "4个", "1个", "4个"]
    statuses = sorted(relation.status for relation in verdict.relations)
    assert statuses == ["contradictory", "doubtful", "doubtful", "unaccounted"]


def test_a_level_to_be_consolidated_and_a_target_said_to_be_met_fit_only_with_an_assumption(verdict: Verdict) -> None:
    doubtful = {r.code: r for r in verdict.relations if r.status == "doubtful"}
    kept, met = doubtful["target_not_reached"], doubtful["plan_met_against_gap"]
    assert [verdict.mentions[index].quote for index in kept.mentions] == ["56%以上", "52.42%"]
    assert [verdict.mentions[index].quote for index in met.mentions] == ["547人", "75人"]
    assert [citation.quote for citation in met.citations] == ["达成年度目标任务"]
    assert not kept.doubt and not met.doubt, "an assumption widens nothing"


def test_pay_above_that_of_civil_servants_is_not_held_against_kindergartens(verdict: Verdict) -> None:
    said = {fact for relation in verdict.relations for fact in relation.facts}
    assert not any(fact.startswith("pay.") for fact in said)


def test_every_document_that_the_report_names_is_listed(verdict: Verdict) -> None:
    assert [enclosure.number for enclosure in verdict.enclosures if enclosure.number] == ["渝教函〔2023〕464号"]
    assert len(verdict.enclosures) == 4
    assert not any(enclosure.found_in for enclosure in verdict.enclosures)


def test_targets_are_never_scored_as_achieved(verdict: Verdict) -> None:
    targets = [mention for mention in verdict.mentions if mention.kind == "target"]
    assert {written(mention.number) for mention in targets} >= {"56", "99", "2025"}
    used = {citation.anchor for f in verdict.findings.values() for fact in f.facts for citation in fact.citations}
    assert not used & {target.anchor for target in targets}


def test_chapters_whose_numbers_were_lost_are_still_the_right_areas(verdict: Verdict) -> None:
    areas = [chapter.area for chapter in verdict.chapters if chapter.level == 2 and chapter.part == "achievements"]
    assert areas == ["leadership", "funding", "development", "safety"]
    assert any(c.level == 3 and c.area == "staff_and_pay" for c in verdict.chapters)
    assert [c.part for c in verdict.chapters if c.level == 1] == ["achievements", "problems", "measures"]


def test_the_grade_is_open(verdict: Verdict) -> None:
    assert verdict.passes is None
    assert len(verdict.grades) > 1
    assert verdict.scores.confirmed < verdict.scores.as_claimed < verdict.scores.best


def test_the_example_tells_the_same_in_our_own_words(verdict: Verdict, example: Verdict) -> None:
    outcomes = {id: (f.status, f.low, f.high) for id, f in verdict.findings.items()}
    assert {id: (f.status, f.low, f.high) for id, f in example.findings.items()} == outcomes
    assert example.scores == verdict.scores
    assert example.grades == verdict.grades
    figures = {(m.fact, m.number) for m in verdict.mentions if m.fact}
    assert {(m.fact, m.number) for m in example.mentions if m.fact} == figures


def test_the_real_report_matches_its_golden(verdict: Verdict, golden) -> None:  # type: ignore[no-untyped-def]
    golden("liangping-2023.txt", told(outline(verdict)))


def told(parts: Mapping[str, object]) -> str:
    """A line per item, so that a change shows in a diff where it happened."""
    lines = []
    for name, part in parts.items():
        items = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else ()
        lines += [name, *(f"  {key} {json.dumps(value)}" for key, value in items)]
    return "\n".join(lines) + "\n"


def outline(verdict: Verdict) -> dict[str, object]:
    """Ids, statuses, points and character offsets; no quotations."""
    return {
        "grades": list(verdict.grades),
        "scores": [written(s) for s in (verdict.scores.confirmed, verdict.scores.as_claimed, verdict.scores.best)],
        "findings": {
            finding.criterion: [
                finding.status,
                written(finding.low),
                written(finding.high),
                list(finding.reasons),
                sorted({(c.anchor.start, c.anchor.end) for f in finding.facts for c in f.citations if c.anchor}),
            ]
            for finding in verdict.findings.values()
        },
        "gates": {gate.id: gate.state for gate in verdict.gates},
        "mentions": [
            [m.anchor.start, m.anchor.end, written(m.number), m.unit, str(m.period or ""), m.kind, m.fact]
            for m in verdict.mentions
        ],
        "claims": [[c.anchor.start, c.anchor.end, c.source, list(c.facts)] for c in verdict.claims],
        "relations": [[r.code, r.status, list(r.mentions)] for r in verdict.relations],
        "chapters": [[c.start, c.end, c.level, c.part, c.area] for c in verdict.chapters],
    }
