"""What evidence tables give has rows of its own: confirmed, corrected or put aside; what was computed stays beside."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules_engine.choice import report_words
from rules_engine.documents.submission import Submission, read_submission
from rules_engine.errors import UnreadableSubmission
from rules_engine.facts.fact import Level
from rules_engine.messages import Language
from rules_engine.pipeline import evaluate_submission
from rules_engine.replay import replay
from rules_engine.report.entry_sheet.layout import DECISIONS, PROVED
from rules_engine.report.entry_sheet.proved import KINDS
from rules_engine.report.entry_sheet.together import read_again
from rules_engine.report.entry_sheet.writing import sheet_bytes
from rules_engine.report.terminal import explanation
from rules_engine.report.verdict_json import verdict_json
from rules_engine.scoring.verdict import Verdict
from rules_engine.values.number import round_half_up, written
from rules_engine.values.ranges import Range
from tests.cli.commands import ROOT
from tests.report.entry_sheet.filling import EN, ZH, Sheet, host

AVERAGE, SERVANTS, RATIO = "pay.teacher_average", "pay.civil_servant_average", "pay.teacher_to_civil_servant"
RULESET = "chongqing-county-2023"
REPORT = (
    "清河县人民政府\n关于2023年度履行教育职责情况的自评报告\n渝教函〔2023〕464号\n2024年1月9日\n\n教育经费有保障。\n"
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    """A report and the payroll of the example."""
    folder = tmp_path_factory.mktemp("county")
    (payroll,) = (ROOT / "examples" / "qinghe-2023").glob("*.xlsx")
    (folder / payroll.name).write_bytes(payroll.read_bytes())
    (folder / "自评报告.txt").write_text(REPORT, "utf-8")
    return read_submission(folder, report_words(host()).titles)


@cache
def by_program(county: Submission) -> Verdict:
    return evaluated(county)


def evaluated(county: Submission, sheet: Path | None = None) -> Verdict:
    return evaluate_submission(county, host(), RULESET, period=2023, entries=sheet or ())


def filled(county: Submission, language: Language = ZH) -> Sheet:
    return Sheet(sheet_bytes(by_program(county), language), language)


def with_entries(county: Submission, sheet: Sheet, folder: Path) -> Verdict:
    return evaluated(county, sheet.saved(folder))


def test_every_fact_of_a_table_has_a_row_in_the_unit_that_it_is_verified_in(county: Submission) -> None:
    sheet = filled(county)
    page, columns = sheet.page(PROVED), sheet.columns(PROVED)
    rows = [[page.cell(row, columns[id]).value for id in ("id", "value", "unit")] for row in range(2, page.max_row + 1)]
    assert [row[0] for row in rows] == [fact.id for fact in by_program(county).facts if fact.origin == "table"]
    assert [AVERAGE, "90600", "元"] in rows
    assert ["pay.schools_below_share", "100 (2/2)", "%"] in rows


def test_a_round_trip_without_entries_changes_nothing(county: Submission, tmp_path: Path) -> None:
    assert verdict_json(with_entries(county, filled(county), tmp_path)) == verdict_json(by_program(county))


def test_a_corrected_value_stands_and_what_is_computed_from_it_follows(county: Submission, tmp_path: Path) -> None:
    sheet = filled(county)
    for id, value in ((AVERAGE, "9.7万元"), (SERVANTS, 94000)):
        sheet.proved(id, decision="更正", verified=value, evidence="E4", source="工资发放凭证抽查")
    verdict = with_entries(county, sheet, tmp_path)
    assert by_program(county).findings["pay.parity"].status == "not_met"
    finding = verdict.findings["pay.parity"]
    assert finding.status == "met"
    assert [(fact.origin, fact.level) for fact in finding.facts] == [("formula", Level.E4)]
    aside = {fact.id for fact in verdict.facts if fact.corrected}
    assert {AVERAGE, SERVANTS, RATIO} <= aside
    told = explanation(verdict, "pay.parity", ZH, 200)
    assert "机器读数" in told and "9.06 万元" in told and "督学甲" in told
    assert [entry.fact.value for entry in verdict.entries if entry.fact] == [
        Range.of(Fraction(97000)),
        Range.of(Fraction(94000)),
    ]


def test_a_confirmed_value_takes_the_level_that_is_told(county: Submission, tmp_path: Path) -> None:
    sheet = filled(county)
    sheet.proved(RATIO, decision="确认读数无误", evidence="E4")
    finding = with_entries(county, sheet, tmp_path).findings["pay.parity"]
    assert finding.status == "not_met"
    assert finding.facts[0].level is Level.E4


def test_what_is_not_this_indicator_decides_nothing(county: Submission, tmp_path: Path) -> None:
    sheet = filled(county)
    for id in (RATIO, AVERAGE):
        sheet.proved(id, decision="不是该指标", reason="含非在编人员")
    finding = with_entries(county, sheet, tmp_path).findings["pay.parity"]
    assert finding.status == "unknown"


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"decision": "改为其他指标"}, '"改为其他指标" is no decision on a fact from a table.'),
        ({"verified": "很高", "evidence": "E4", "source": "x"}, "takes a plain decimal"),
        ({"verified": "97000%", "evidence": "E4", "source": "x"}, "is not measured in"),
        ({"verified": 97000}, "The level of evidence of the verified value is missing."),
        ({"decision": "不是该指标", "verified": 97000}, "A value is verified, but the decision is"),
        ({"decision": "更正"}, "The verified value is missing."),
        ({"evidence": "E4"}, "A source, a level or a remark alone decides nothing."),
    ],
)
def test_what_cannot_be_entered_is_refused_by_its_cell(
    county: Submission, tmp_path: Path, values: dict[str, object], sentence: str, language: Language
) -> None:
    sheet = filled(county, language)
    row = sheet.proved(AVERAGE, **values)
    with pytest.raises(UnreadableSubmission) as refused:
        with_entries(county, sheet, tmp_path)
    place = language.say(PROVED.name)
    assert all(f"filled.xlsx {place}!" in str(problem.place) for problem in refused.value.problems)
    assert all(str(problem.place).endswith(str(row)) for problem in refused.value.problems)
    assert any(sentence in problem.in_language(EN) for problem in refused.value.problems)
    assert all(problem.in_language(ZH) != problem.in_language(EN) for problem in refused.value.problems)


def test_an_entry_on_a_table_counts_in_replay(county: Submission, tmp_path: Path) -> None:
    import json

    sheet = filled(county)
    sheet.proved(AVERAGE, verified=97000, evidence="E4", source="凭证")
    record = verdict_json(with_entries(county, sheet, tmp_path))
    file = tmp_path / "verdict.json"
    file.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    assert replay(file).same
    record["entries"] = []
    file.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    with pytest.raises(UnreadableSubmission):
        replay(file)


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.data())
def test_only_what_the_rows_say_changes(
    county: Submission, tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    language = data.draw(st.sampled_from([ZH, EN]))
    sheet, before = filled(county, language), by_program(county)
    proved = [fact for fact in before.facts if fact.origin == "table"]
    said = data.draw(st.dictionaries(st.integers(0, len(proved) - 1), st.sampled_from(KINDS), max_size=4))
    for number, kind in said.items():
        cells: dict[str, object] = {"decision": language.say(DECISIONS[kind]), "reason": "核对"}
        if kind == "corrected":
            half = (proved[number].value.low or 0) / 2
            cells |= {"verified": written(round_half_up(half)), "evidence": "E3", "source": "台账"}
        sheet.fill(PROVED, number + 2, **cells)
    folder = tmp_path_factory.mktemp("law")
    verdict = with_entries(county, sheet, folder)
    again = Sheet(sheet_bytes(before, EN, verdict.entries), EN, signed=False)
    assert read_again([again.saved(folder, "again.xlsx")], before) == verdict.entries
    assert [entry.kind for entry in verdict.entries] == [said[number] for number in sorted(said)]
    assert {entry.proved.id for entry in verdict.entries if entry.proved} == {proved[number].id for number in said}
    kept = [(fact.id, fact.value) for fact in verdict.facts if fact.origin == "table"]
    assert kept == [(fact.id, fact.value) for fact in proved], "what was computed stays in the record"
    spoken = {proved[number].id for number in said}
    for criterion in before.ruleset.criteria:
        if not spoken & set(getattr(criterion.rule, "facts", ())) and criterion.id != "pay.parity":
            then, now = before.findings[criterion.id], verdict.findings[criterion.id]
            assert (then.status, then.low, then.high) == (now.status, now.low, now.high)
