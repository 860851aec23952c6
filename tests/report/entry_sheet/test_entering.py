"""What an inspector enters in the sheet, and what becomes of it: stories on the example."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from rules_engine.choice import report_words
from rules_engine.documents.submission import read_submission
from rules_engine.facts.fact import Level
from rules_engine.pipeline import evaluate, evaluate_submission
from rules_engine.records import evolve
from rules_engine.report.entry_sheet.layout import CRITERIA, FIGURES
from rules_engine.report.entry_sheet.together import read_again
from rules_engine.report.entry_sheet.writing import sheet_bytes
from rules_engine.report.terminal import explanation
from rules_engine.report.verdict_json import verdict_json
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from tests.report.entry_sheet.filling import (
    EN,
    ENROLMENT,
    EXAMPLE,
    GROWTH,
    IDEOLOGY,
    SHARE,
    ZH,
    Sheet,
    blank,
    by_program,
    everything,
    host,
)


def test_a_sheet_that_nobody_filled_in_changes_nothing(tmp_path: Path) -> None:
    untouched = evaluate(EXAMPLE, entries=Sheet(signed=False).saved(tmp_path), plugins=host())
    signed = Sheet().verdict(tmp_path)
    assert verdict_json(untouched) == verdict_json(signed) == verdict_json(by_program())


def test_the_same_verdict_gives_the_same_sheet_and_each_figure_has_a_row() -> None:
    assert sheet_bytes(by_program(), ZH) == blank(ZH)
    sheet = Sheet()
    assert sheet.page(FIGURES).max_row == 1 + len(by_program().mentions)
    assert sheet.page(CRITERIA).max_row == 1 + len(by_program().ruleset.criteria)


def test_a_verified_value_is_scored_and_what_was_read_stays_beside_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(GROWTH, decision="更正", verified=0.7, evidence="E2", source="教育经费统计报表")
    verdict = sheet.verdict(tmp_path)
    finding = verdict.findings["funding.general_budget_growth"]
    assert by_program().findings["funding.general_budget_growth"].status == "asserted"
    assert (finding.status, finding.low) == ("met", 4)
    (fact,) = finding.facts
    assert (fact.value, fact.level, fact.period) == (Range.of(Fraction("0.7")), Level.E2, Period(2022, "", 2021, True))
    assert [(aside.printed, aside.corrected) for aside in finding.losing] == [(GROWTH, True)]
    (entry,) = verdict.entries
    assert (entry.kind, entry.author, entry.date, entry.reason) == (
        "corrected",
        "督学甲",
        date(2026, 11, 20),
        "教育经费统计报表",
    )
    assert entry.figure is not None and entry.figure.fact == "funding.general_budget_growth"
    assert {f.criterion for f in verdict.findings.values() if f != by_program().findings[f.criterion]} == {
        "funding.general_budget_growth"
    }


def test_a_figure_that_tells_of_something_else_is_bound_to_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(IDEOLOGY, decision="不是该指标", reason="说的是会议次数")
    verdict = sheet.verdict(tmp_path)
    finding = verdict.findings["leadership.ideology_studies"]
    assert by_program().findings["leadership.ideology_studies"].status == "met"
    assert (finding.status, finding.reasons) == ("unknown", ("no_claim",))
    assert [fact.printed for fact in finding.losing] == [IDEOLOGY]
    assert next(mention for mention in verdict.mentions if mention.quote == IDEOLOGY).fact == ""


def test_a_figure_is_given_to_the_indicator_that_it_is_of(tmp_path: Path) -> None:
    sheet = Sheet()
    row = sheet.figure(SHARE, decision="改为其他指标", reason="口径写错")
    sheet.fill(FIGURES, row, instead="学前三年毛入园率 [preschool.gross_enrolment]")
    verdict = sheet.verdict(tmp_path)
    assert verdict.findings["preschool.public_share"].status == "unknown"
    assert verdict.findings["preschool.gross_enrolment"].reasons == ("conflict",)
    assert next(mention for mention in verdict.mentions if mention.quote == SHARE).fact == "preschool.gross_enrolment"
    (entry,) = verdict.entries
    assert entry.figure is not None and entry.figure.fact == "preschool.public_share"


def test_a_confirmed_figure_keeps_its_value_and_takes_the_level_that_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, decision="确认读数无误", evidence="E3")
    verdict = sheet.verdict(tmp_path)
    (fact,) = verdict.findings["preschool.gross_enrolment"].facts
    assert (fact.value, fact.level, fact.origin) == (Range.of(Fraction("93.2")), Level.E3, "entry")
    assert verdict.scores == by_program().scores


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (93.4, "93.4"),
        ("93.4", "93.4"),
        ("９３．４", "93.4"),
        ("93.4%", "93.4"),
        (" 93.4 ％ ", "93.4"),
        (93, "93"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_values_are_exact_however_they_are_written(tmp_path: Path, written: object, value: str) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, verified=written, evidence="E2", source="台账")
    (entry,) = sheet.verdict(tmp_path).entries
    assert entry.fact is not None and entry.fact.value == Range.of(Fraction(value))
    assert entry.kind == "corrected"


def test_a_percent_cell_is_no_fraction(tmp_path: Path) -> None:
    sheet = Sheet()
    row = sheet.figure(ENROLMENT, verified=0.934, evidence="E2", source="台账")
    sheet.page(FIGURES).cell(row, sheet.columns(FIGURES)["verified"]).number_format = "0.00%"
    (entry,) = sheet.verdict(tmp_path).entries
    assert entry.fact is not None and entry.fact.value == Range.of(Fraction("93.4"))


@pytest.mark.parametrize(
    ("written", "yuan"),
    [(221272, 2212720000), ("22.1亿元", 2210000000), ("2,212,710,000元", 2212710000), ("221272万元", 2212720000)],
)
def test_a_value_is_in_the_unit_of_its_row_or_brings_its_own(tmp_path: Path, written: object, yuan: int) -> None:
    sheet = Sheet()
    sheet.figure("221271万元", verified=written, evidence="E2", source="决算")
    (entry,) = sheet.verdict(tmp_path).entries
    assert entry.fact is not None and entry.fact.value == Range.of(yuan)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 20),
        datetime(2026, 11, 20),
        "2026-11-20",
        "2026年11月20日",
        "2026/11/20",
        "２０２６.11.20",
        "20261120",
    ],
)
def test_days_are_read_as_offices_write_them(tmp_path: Path, day: object) -> None:
    sheet = Sheet(signed=False)
    sheet.whole(author="督学甲", date=day)
    sheet.figure(ENROLMENT, decision="确认读数无误", reason="与台账一致")
    (entry,) = sheet.verdict(tmp_path).entries
    assert entry.date == date(2026, 11, 20)


def test_a_row_may_be_signed_by_somebody_else(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, decision="确认读数无误", author="督学乙", date="2026-11-21", reason="与台账一致")
    (entry,) = sheet.verdict(tmp_path).entries
    assert (entry.author, entry.date, entry.reason) == ("督学乙", date(2026, 11, 21), "与台账一致")


def test_a_figure_read_off_a_scan_settles_once_it_is_confirmed(tmp_path: Path) -> None:
    submission = read_submission(EXAMPLE, report_words(host()).titles)
    scan = evolve(submission.report, uncertain=True)
    submission = evolve(submission, report=scan, documents=(scan,))
    program = evaluate_submission(submission, host(), period=2023)
    assert "unreadable_source" in program.findings["preschool.gross_enrolment"].reasons
    sheet = Sheet(sheet_bytes(program, ZH))
    sheet.figure(ENROLMENT, decision="确认读数无误", reason="与纸质件一致")
    told = evaluate_submission(submission, host(), period=2023, entries=sheet.saved(tmp_path))
    finding = told.findings["preschool.gross_enrolment"]
    assert (finding.status, finding.reasons, finding.facts[0].level) == ("met", (), Level.E1)
    (aside,) = finding.losing
    assert aside.uncertain and aside.corrected
    assert told.findings["preschool.public_share"] == program.findings["preschool.public_share"]


def test_decisions_settle_what_asks_for_an_inspector(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.criterion("leadership.joint_leadership", decision="B", reason="会议纪要")
    finding = sheet.verdict(tmp_path).findings["leadership.joint_leadership"]
    assert (finding.status, finding.low, finding.facts[0].level) == ("partial", Fraction("1.2"), Level.E4)
    assert finding.overruled is None
    sheet.criterion("rectification.problem_list", decision="达到", reason="看过清单")
    finding = sheet.verdict(tmp_path).findings["rectification.problem_list"]
    assert (finding.status, finding.facts[0].id, finding.overruled) == ("met", "rectification.problem_list", None)


def test_a_decision_goes_before_weaker_evidence_and_the_outcome_by_rule_stays(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.criterion("preschool.gross_enrolment", decision="未达到", reason="抽查不符", source="抽查记录")
    verdict = sheet.verdict(tmp_path)
    finding = verdict.findings["preschool.gross_enrolment"]
    assert (finding.status, finding.low, finding.high) == ("not_met", 0, 0)
    assert finding.overruled is not None
    assert (finding.overruled.status, finding.overruled.low) == ("met", 3)
    assert [fact.printed for fact in finding.losing] == [ENROLMENT]
    assert verdict.sheet[-1].by_level[Level.E4] == 3
    text = explanation(verdict, "preschool.gross_enrolment", EN)
    assert "Decided by 督学甲, 2026-11-20: 抽查不符 (source: 抽查记录)" in text
    assert "By the rule alone: met, 3.00 points" in text


def test_between_two_things_that_inspectors_saw_nothing_decides(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, decision="确认读数无误", evidence="E4")
    sheet.criterion("preschool.gross_enrolment", decision="未达到", reason="抽查不符")
    finding = sheet.verdict(tmp_path).findings["preschool.gross_enrolment"]
    assert (finding.status, finding.low, finding.high, finding.reasons) == ("unknown", 0, 3, ("conflict",))


def test_not_applicable_takes_a_named_approver_and_a_basis(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.criterion("vocational.development", decision="不适用", author="张局长", reason="全区没有职业学校")
    verdict = sheet.verdict(tmp_path)
    assert verdict.findings["vocational.development"].status == "not_applicable"
    assert (
        verdict.sheet[-1].applicable
        == by_program().sheet[-1].applicable - verdict.findings["vocational.development"].maximum
    )


def test_points_may_be_decided_where_a_criterion_has_them(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.criterion("safety.accidents", decision=1.5, reason="核分")
    finding = sheet.verdict(tmp_path).findings["safety.accidents"]
    assert finding.low == finding.high == Fraction("1.5")


def test_what_no_file_tells_can_be_entered_too(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.fact("safety.guards", verified="100%", evidence="E4", source="抽查12所学校", period=2023)
    sheet.fact("pay.new_arrears", verified="否", evidence="E4", source="工资台账")
    verdict = sheet.verdict(tmp_path)
    assert verdict.findings["safety.guards"].status == "met"
    assert [entry.fact.period for entry in verdict.entries if entry.fact] == [Period(2023), Period(2023)]


def test_rows_may_be_sorted_columns_taken_out_and_notes_written_between(tmp_path: Path) -> None:
    sheet = Sheet()
    page = sheet.page(FIGURES)
    sheet.figure(ENROLMENT, decision="确认读数无误", reason="与台账一致")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
    page.insert_rows(5)
    page.cell(5, 2).value = "以下由乙组核对"
    page.delete_cols(sheet.columns(FIGURES)["place"])
    page.delete_cols(sheet.columns(FIGURES)["author"])
    assert len(sheet.verdict(tmp_path).entries) == 1


def test_a_filled_sheet_can_be_continued(tmp_path: Path) -> None:
    sheet = Sheet()
    everything(sheet)
    entries = read_again([sheet.saved(tmp_path)], by_program())
    assert len(entries) == 8
    for language in (ZH, EN):
        again = Sheet(sheet_bytes(by_program(), language, entries), language, signed=False)
        assert read_again([again.saved(tmp_path, "again.xlsx")], by_program()) == entries


def test_a_sheet_in_english_is_filled_in_in_english(tmp_path: Path) -> None:
    sheet = Sheet(language=EN)
    sheet.figure(GROWTH, decision="corrected", verified="0.7%", evidence="e2", source="statistics")
    row = sheet.figure(SHARE, decision="this indicator instead", reason="slip")
    sheet.fill(FIGURES, row, instead="preschool.affordable_coverage")
    sheet.figure(IDEOLOGY, decision="not this indicator", reason="meetings")
    sheet.criterion("vocational.development", decision="not applicable", reason="no such schools")
    assert [e.kind for e in sheet.verdict(tmp_path).entries] == ["decision", "unbound", "corrected", "rebound"]
