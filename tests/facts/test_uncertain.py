"""What was recognised from an image settles nothing until an inspector's entry confirms it."""

import json
from pathlib import Path

import pytest
from attrs import evolve

from rules_engine import Verdict
from rules_engine.choice import report_words
from rules_engine.documents.submission import read_submission
from rules_engine.facts.fact import Level
from rules_engine.hooks.host import load_plugins
from rules_engine.messages import Language
from rules_engine.pipeline import evaluate_submission
from rules_engine.replay import replay
from rules_engine.report.terminal import report_text
from rules_engine.report.verdict_json import verdict_json

REPORT = """某某县人民政府履行教育职责自评报告
一、履职情况
全县学前三年毛入园率达91.5%。公办园在园幼儿占比41.5%。
二、主要问题
2022年办学规模超过2000人的学校4所。
"""
ENTRY = """entries:
  - {id: preschool.gross_enrolment, value: 91.5, unit: '%', level: E4, period: 2022, author: 张三, citation: 现场核对}
"""


def verdict(tmp_path: Path, *, uncertain: bool, entries: str = "") -> Verdict:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    told = tmp_path / "entries.yaml"
    told.write_text(entries, encoding="utf-8")
    host = load_plugins()
    submission = read_submission(file, report_words(host).titles)
    scanned = evolve(submission.report, uncertain=uncertain)
    submission = evolve(submission, report=scanned, documents=(scanned,))
    return evaluate_submission(submission, host, "chongqing-county-2023", period=2022, facts=told if entries else None)


def test_a_clear_report_settles(tmp_path: Path) -> None:
    clear = verdict(tmp_path, uncertain=False)
    assert clear.findings["preschool.gross_enrolment"].status == "met"
    assert clear.findings["compulsory.school_size"].status == "not_met"


def test_a_scanned_one_is_asserted_with_the_reason(tmp_path: Path) -> None:
    scanned = verdict(tmp_path, uncertain=True)
    finding = scanned.findings["preschool.gross_enrolment"]
    assert finding.status == "asserted"
    assert "unreadable_source" in finding.reasons
    assert {(fact.level, fact.uncertain) for fact in scanned.facts} == {(Level.E0, True)}


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("zh", "由图像识别的数据，待督学核对", "不成立（按图像识别的数据，尚未核对）"),
        (
            "en",
            "a figure read off an image waits for an inspector",
            "does not hold (as recognised from an image, not confirmed yet)",
        ),
    ],
)
def test_what_was_recognised_is_said_to_be_read_but_not_confirmed(
    tmp_path: Path, language: str, words: str, told: str
) -> None:
    scanned = verdict(tmp_path, uncertain=True)
    text = " ".join(report_text(scanned, Language(language), 10_000, False, "").split())
    assert words in text
    assert told in text


@pytest.mark.parametrize("criterion", ["compulsory.school_size", "preschool.public_share"])
def test_a_scan_admits_nothing(tmp_path: Path, criterion: str) -> None:
    finding = verdict(tmp_path, uncertain=True).findings[criterion]
    assert finding.status == "unknown"
    assert finding.low < finding.high
    assert "unreadable_source" in finding.reasons
    assert finding.facts, "the figure is shown all the same"


def test_an_entry_confirms(tmp_path: Path) -> None:
    finding = verdict(tmp_path, uncertain=True, entries=ENTRY).findings["preschool.gross_enrolment"]
    assert finding.status == "met"
    assert finding.reasons == ()


def test_the_report_and_the_record_say_so(tmp_path: Path) -> None:
    scanned = verdict(tmp_path, uncertain=True)
    assert "由图像识别，待核" in report_text(scanned, Language("zh"))
    record = verdict_json(scanned)
    assert record["documents"][0]["uncertain"] is True
    assert all(fact["uncertain"] for fact in record["facts"])


@pytest.mark.parametrize("pages", ["all", "some"])
def test_a_record_of_a_scan_is_computed_again_from_its_texts(tmp_path: Path, pages: str) -> None:
    scanned = verdict(tmp_path, uncertain=True)
    if pages == "some":
        host = load_plugins()
        submission = read_submission(tmp_path / "report.txt", report_words(host).titles)
        partly = evolve(submission.report, recognised=((0, len(submission.report.text) - 5),))
        submission = evolve(submission, report=partly, documents=(partly,))
        scanned = evaluate_submission(submission, host, "chongqing-county-2023", period=2022)
    assert any(fact.uncertain for fact in scanned.facts)
    record = tmp_path / "verdict.json"
    record.write_text(json.dumps(verdict_json(scanned), ensure_ascii=False), encoding="utf-8")
    assert replay(record).same
