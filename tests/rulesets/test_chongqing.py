import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rules_engine.facts.fact import Level
from rules_engine.hooks.host import Host
from rules_engine.messages import LocalText
from rules_engine.pipeline import evaluate
from rules_engine.ruleset.cases import read_cases
from rules_engine.ruleset.model import Basis, Built, Ruleset
from rules_engine.scoring.decide import parameters_of
from rules_engine.scoring.verdict import Verdict

from .conftest import CHONGQING, ROOT

EXPECTED: Mapping[str, tuple[str, ...]] = {
    "met": (
        "preschool.gross_enrolment",
        "preschool.affordable_coverage",
        "preschool.public_share",
        "leadership.ideology_studies",
    ),
    "not_met": ("compulsory.school_size", "compulsory.class_size", "pay.kindergarten_equal_pay"),
    "asserted": (
        "funding.general_budget_growth",
        "funding.per_student_growth",
        "pay.parity",
        "safety.alarm_video",
        "leadership.law_vice_principal",
    ),
    "unknown": (
        "safety.guards",
        "safety.closed_campus",
        "compulsory.retention",
        "compulsory.rotation",
        "rectification.last_round",
    ),
}
AREAS = {
    "leadership": "领导管理教育",
    "funding": "保障教育",
    "development": "发展教育",
    "staff_and_pay": "队伍建设与待遇",
    "safety": "安全稳定",
    "rectification": "问题整改",
}
JUDGED = ("human", "rating")
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")


@pytest.fixture(scope="session")
def example(host: Host) -> Verdict:
    return evaluate(ROOT / "examples" / "liangping-2023", plugins=host)


@pytest.fixture(scope="session")
def liangping(shared_data: Path, host: Host) -> Verdict:
    return evaluate(shared_data / "liangping-2023.txt", plugins=host)


def _outcomes(verdict: Verdict) -> dict[str, str]:
    return {id: finding.status for id, finding in verdict.findings.items()}


def _texts(ruleset: Ruleset) -> Iterator[tuple[LocalText, str]]:
    """Every text that may cite a document, with the certainty it is told with ("" where it tells none)."""
    held: list[Basis] = [basis for item in (*ruleset.criteria, *ruleset.gates) for basis in item.basis]
    yield from ((basis.text, basis.certainty) for basis in held)
    for parameter in ruleset.parameters.values():
        yield from ((edition.source, edition.certainty) for edition in parameter.editions)
    for criterion in ruleset.criteria:
        yield criterion.title, ""
        if criterion.note:
            yield criterion.note, ""


def test_it_says_that_it_is_a_reconstruction_with_points_of_its_own(chongqing: Ruleset) -> None:
    assert chongqing.reconstruction
    assert "重建" in chongqing.title.zh
    assert "分值" in chongqing.title.zh
    assert "reconstruction" in chongqing.title.en
    assert "points" in chongqing.title.en
    assert chongqing.schemes == ("渝教函〔2023〕464号",)


def test_areas_keep_their_names_and_order(chongqing: Ruleset) -> None:
    assert {area.id: area.title.zh for area in chongqing.areas} == AREAS
    assert [area.id for area in chongqing.areas] == list(AREAS)


def test_a_hundred_points_of_which_few_are_left_to_judgement(chongqing: Ruleset) -> None:
    kinds = Counter(rule.check for c in chongqing.criteria if isinstance(rule := c.rule, Built))
    assert len(chongqing.criteria) >= 30
    assert sum(criterion.points for criterion in chongqing.criteria) == 100
    assert 4 * sum(kinds[kind] for kind in JUDGED) <= len(chongqing.criteria)
    assert kinds.keys() >= {"require", "ladder", "linear", "at_least", "checklist", "deduct", "rating", "human"}
    assert {kind.partition(".")[0] for kind in kinds if "." in kind} == {
        "funding",
        "leadership",
        "pay_parity",
        "safety",
    }


def test_every_criterion_says_on_what_it_rests_and_what_to_ask_for(chongqing: Ruleset) -> None:
    for item in (*chongqing.criteria, *chongqing.gates):
        assert item.basis, item.id
        assert item.request, item.id


def test_offices_are_named_as_they_are_called_in_a_district_and_in_a_county(chongqing: Ruleset) -> None:
    asked = {bureau.title.zh for criterion in chongqing.criteria for bureau in criterion.request.bureaus}
    assert "财政局" in asked
    assert [title for title in asked if title.startswith(("区", "县"))] == []


def test_every_dated_number_has_a_day_of_review(chongqing: Ruleset) -> None:
    for parameter in chongqing.parameters.values():
        for edition in parameter.editions:
            assert edition.review_by, parameter.id


def test_money_pay_and_safety_ask_for_tables(chongqing: Ruleset) -> None:
    for area in chongqing.areas:
        for indicator in area.indicators:
            for criterion in indicator.criteria:
                money = indicator.id in ("funding.input", "funding.standards", "pay.treatment")
                if money or area.id == "safety":
                    assert criterion.evidence >= Level.E2, criterion.id


def test_memory_decides_no_gate(chongqing: Ruleset) -> None:
    for gate in chongqing.gates:
        assert {basis.certainty for basis in gate.basis} <= {"seen", "code", "inferred"}


def test_documents_that_are_not_in_the_policy_notes_are_marked_as_memory(chongqing: Ruleset, shared_data: Path) -> None:
    policy = "".join(path.read_text(encoding="utf-8") for path in (shared_data.parent / "policy").glob("*.md"))
    for text, certainty in _texts(chongqing):
        for number in NUMBER.findall(text.zh):
            known = any(number[start:] in policy for start in range(len(number) - 8))
            assert known or certainty == "memory", (number, text.zh)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_title_is_in_both_languages(chongqing: Ruleset, language: str) -> None:
    for text, _ in _texts(chongqing):
        assert text.in_language(language).strip()


@pytest.mark.parametrize(("year", "expected"), [(2022, (85, 80, 50)), (2023, (85, 80, 50)), (2025, (90, 85, 50))])
def test_the_preschool_thresholds_of_a_year(chongqing: Ruleset, year: int, expected: tuple[int, ...]) -> None:
    names = ("gross_enrolment", "affordable_coverage", "public_share")
    parameters = parameters_of(chongqing, year)
    assert tuple(parameters[f"preschool.{name}"] for name in names) == expected


def test_every_criterion_has_cases_met_not_met_and_unsettled(chongqing: Ruleset) -> None:
    seen: dict[str, set[str]] = {}
    for case in read_cases(CHONGQING, chongqing):
        for id, expected in case.criteria.items():
            seen.setdefault(id, set()).add(expected.status)
    for criterion in chongqing.criteria:
        assert seen[criterion.id] >= {"met", "not_met"}, criterion.id
        assert seen[criterion.id] & {"unknown", "asserted"}, criterion.id


@pytest.mark.parametrize("status", EXPECTED)
def test_outcomes_on_the_example(status: str, example: Verdict) -> None:
    assert {id: example.findings[id].status for id in EXPECTED[status]} == dict.fromkeys(EXPECTED[status], status)


@pytest.mark.parametrize("status", EXPECTED)
def test_outcomes_on_the_real_report(status: str, liangping: Verdict) -> None:
    assert {id: liangping.findings[id].status for id in EXPECTED[status]} == dict.fromkeys(EXPECTED[status], status)


def test_the_example_tells_what_the_real_report_tells(example: Verdict, liangping: Verdict) -> None:
    def told(verdict: Verdict) -> Counter[tuple[str, object, str, str]]:
        bound = [m for m in verdict.mentions if m.fact]
        return Counter((m.fact, m.number, str(m.period), m.kind) for m in bound)

    assert told(example) == told(liangping)
    assert _outcomes(example) == _outcomes(liangping)
    assert example.scores == liangping.scores


def test_the_grade_of_the_example_is_open(example: Verdict) -> None:
    assert not example.settled


def test_kindergarten_pay_is_no_part_of_parity(chongqing: Ruleset) -> None:
    parity = next(c for c in chongqing.criteria if c.id == "pay.parity")
    assert parity.scopes == ("compulsory", "k12")
    assert "kindergarten" not in str(parity.rule)
    assert parity.shown_parameters == ("pay.components",)


def test_an_inspector_s_entries_settle_what_they_speak_of(host: Host) -> None:
    examples = ROOT / "examples"
    verdict = evaluate(examples / "liangping-2023", facts=examples / "facts.yaml", plugins=host)
    for id in ("pay.parity", "safety.guards", "funding.general_budget_growth"):
        assert verdict.findings[id].status == "met"
