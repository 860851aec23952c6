"""Several inspectors' sheets on one submission are put together; what they decide differently is refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rules_engine.errors import UnreadableSubmission
from rules_engine.facts.fact import Level
from rules_engine.pipeline import evaluate
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE, run
from tests.report.entry_sheet.filling import EN, ZH, Sheet, host

GROWTH, ENROLMENT = "0.07%", "93.2%"
LED, LISTED = "leadership.joint_leadership", "rectification.problem_list"


def sheet_of(author: str) -> Sheet:
    sheet = Sheet(signed=False)
    sheet.whole(author=author, date=date(2026, 11, 20), reason="现场核对")
    return sheet


def together(*sheets: Path) -> Verdict:
    return evaluate(EXAMPLE, entries=sheets, plugins=host())


def refused(*sheets: Path) -> UnreadableSubmission:
    with pytest.raises(UnreadableSubmission) as error:
        together(*sheets)
    return error.value


def test_each_expert_fills_in_the_own_indicators(tmp_path: Path) -> None:
    one, other = sheet_of("甲"), sheet_of("乙")
    one.figure(GROWTH, verified=0.7, evidence="E2", source="统计报表")
    other.criterion(LED, decision="A")
    paths = one.saved(tmp_path, "甲.xlsx"), other.saved(tmp_path, "乙.xlsx")
    verdict = together(*paths)
    assert [(entry.kind, entry.author) for entry in verdict.entries] == [("corrected", "甲"), ("decision", "乙")]
    assert verdict.findings["funding.general_budget_growth"].status == "met"
    assert verdict.findings[LED].status == "met"
    turned = together(*reversed(paths))
    assert turned.findings == verdict.findings, "the order in which sheets are named decides nothing"


def test_the_same_entry_in_two_sheets_counts_once(tmp_path: Path) -> None:
    one, other = sheet_of("甲"), sheet_of("甲")
    for sheet in (one, other):
        sheet.figure(GROWTH, verified=0.7, evidence="E2", source="统计报表")
    other.criterion(LED, decision="A")
    verdict = together(one.saved(tmp_path, "一.xlsx"), other.saved(tmp_path, "二.xlsx"))
    assert len(verdict.entries) == 2


def test_what_two_experts_decide_alike_bears_both_names_and_the_better_evidence(tmp_path: Path) -> None:
    one, other = sheet_of("甲"), sheet_of("乙")
    one.figure(ENROLMENT, verified=93.4, evidence="E2", source="台账")
    other.figure(ENROLMENT, verified=93.4, evidence="E4", source="入园核对")
    paths = one.saved(tmp_path, "甲.xlsx"), other.saved(tmp_path, "乙.xlsx")
    facts = together(*paths).findings["preschool.gross_enrolment"].facts
    assert {fact.citations[0].author for fact in facts} == {"甲", "乙"}
    assert max(fact.level for fact in facts) is Level.E4
    next_ = tmp_path / "next.xlsx"
    told = run("sheet", EXAMPLE, "--entries", paths[0], "--entries", paths[1], "--out", next_)
    assert "2 filled in" in told.err
    assert together(next_).entries == together(*paths).entries


@pytest.mark.parametrize(
    ("one", "other", "cell", "sentences"),
    [
        (
            ("criterion", LED, {"decision": "A"}),
            ("criterion", LED, {"decision": "C"}),
            "评分表!G",
            ("乙 enters C here, 甲 enters A in 甲.xlsx 评分表!G", "乙在此填“C”，甲在 甲.xlsx 评分表!G"),
        ),
        (
            ("figure", ENROLMENT, {"verified": 93.4, "evidence": "E2", "source": "台账"}),
            ("figure", ENROLMENT, {"decision": "不是该指标"}),
            "读出的数字!",
            ("乙 enters not this indicator here, 甲 enters 93.4% in", "乙在此填“不是该指标”，甲在"),
        ),
        (
            ("criterion", LISTED, {"decision": "达到"}),
            ("criterion", LISTED, {"decision": "未达到"}),
            "评分表!G",
            ("乙 enters not met here, 甲 enters met in", "乙在此填“未达到”，甲在"),
        ),
    ],
)
def test_what_they_decide_differently_is_refused_with_both_cells_and_names(
    tmp_path: Path,
    one: tuple[str, str, dict[str, object]],
    other: tuple[str, str, dict[str, object]],
    cell: str,
    sentences: tuple[str, str],
) -> None:
    sheets = []
    for author, (table, id, values) in (("甲", one), ("乙", other)):
        sheet = sheet_of(author)
        getattr(sheet, table)(id, **values)
        sheets.append(sheet.saved(tmp_path, f"{author}.xlsx"))
    (problem,) = refused(*sheets).problems
    assert str(problem.place).startswith(f"乙.xlsx {cell}")
    assert sentences[0] in problem.in_language(EN) and "Agree on one of the two" in problem.in_language(EN)
    assert sentences[1] in problem.in_language(ZH) and "商定" in problem.in_language(ZH)


def test_every_problem_of_every_sheet_is_told_at_once(tmp_path: Path) -> None:
    one, other = sheet_of("甲"), sheet_of("乙")
    one.figure(GROWTH, verified="很高", evidence="E2", source="x")
    other.criterion(LED, decision="很好")
    problems = refused(one.saved(tmp_path, "甲.xlsx"), other.saved(tmp_path, "乙.xlsx")).problems
    assert [str(problem.place).partition(" ")[0] for problem in problems] == ["甲.xlsx", "乙.xlsx"]


def test_sheets_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = []
    for author, rating in (("甲", "A"), ("乙", "B")):
        sheet = sheet_of(author)
        sheet.criterion(LED, decision=rating)
        (tmp_path / author).mkdir()
        paths.append(sheet.saved(tmp_path / author, "核查表.xlsx"))
    (problem,) = refused(*paths).problems
    text = problem.in_language(ZH)
    assert str(paths[0]) in text and str(paths[1]) in text


def test_a_folder_of_the_experts_sheets_is_taken_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    one, other = sheet_of("甲"), sheet_of("乙")
    one.figure(GROWTH, verified=0.7, evidence="E2", source="统计报表")
    other.criterion(LED, decision="A")
    one.saved(folder, "甲.xlsx"), other.saved(folder, "乙.xlsx")
    record = tmp_path / "verdict.json"
    assert run("evaluate", EXAMPLE, "--entries", folder, "--json", record).code == 3
    assert run("replay", record, "--entries", folder).code == 0
    county = tmp_path / "other"
    shutil.copytree(EXAMPLE, county)
    (county / "自评报告.txt").write_text((county / "自评报告.txt").read_text("utf-8") + "\n另有一段。\n", "utf-8")
    lines = run("evaluate", EXAMPLE, county, "--entries", folder).out.splitlines()
    assert "23.47" in lines[0] and "17.47" in lines[1]
