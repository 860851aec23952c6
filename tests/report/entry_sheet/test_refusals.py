"""What a sheet cannot say is refused at its cell, all at once, in both languages; nothing hostile gets through."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from rules_engine.errors import UnreadableSubmission
from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.entry_sheet.layout import CRITERIA, FACTS, FIGURES, TABLES
from rules_engine.report.entry_sheet.writing import sheet_bytes
from tests.report.entry_sheet.filling import EN, EXAMPLE, ZH, Sheet, blank, by_program, host

ENROLMENT, SHARE = "93.2%", "52.42%"


def told(sheet: Sheet, folder: Path, row: int, language: Language = EN) -> list[str]:
    """Why a sheet is refused, the file and sheet left out; all of it concerns one row."""
    found = sheet.told(folder, language)
    return [text.partition("!")[2].replace(f"{row}: ", ": ", 1) for text in found]


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"verified": "很高"}, 'N: "preschool.public_share" takes a plain decimal such as 93.5, not "很高".'),
        ({"verified": "1000%"}, 'N: "preschool.public_share" cannot be 1000%: it lies between 0% and 100%.'),
        ({"verified": "93万元"}, 'is not measured in "万元". Write the verified value in %.'),
        ({"evidence": "E7"}, 'O: "E7" is no level of evidence; levels are E0, E1, E2, E3, E4.'),
        ({"decision": "确认"}, 'M: "确认" is no decision on a figure.'),
        ({"decision": "不是该指针"}, 'Did you mean "不是该指标"?'),
        ({"decision": "确认读数无误"}, "M: The verified value differs from what was read, so it is not confirmed."),
        ({"decision": "不是该指标"}, 'N: A value is verified, but the decision is "不是该指标".'),
        ({"verified": None}, "N: The verified value is missing."),
        ({"verified": None, "decision": None}, "M: A source, a level or a remark alone decides nothing."),
        ({"source": None, "reason": "x"}, "P: The source of the verified value is missing."),
        ({"evidence": None}, "O: The level of evidence of the verified value is missing."),
        ({"instead": "preschool.public_shares"}, 'Q: Another fact is named, but the decision is "更正".'),
        ({"date": "去年冬天"}, 'T: "去年冬天" is no date; write it like 2026-11-23.'),
        ({"date": "2026-02-30"}, 'T: "2026-02-30" is no date; write it like 2026-11-23.'),
    ],
)
def test_a_figure_that_cannot_be_entered_so(tmp_path: Path, filled: dict[str, object], sentence: str) -> None:
    sheet = Sheet()
    right = {"decision": "更正", "verified": 93.4, "evidence": "E2", "source": "台账"}
    row = sheet.figure(SHARE, **{**right, **filled})
    (said,) = told(sheet, tmp_path, row)
    assert sentence in said


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        (
            "preschool.public_shares",
            'There is no fact "preschool.public_shares". Did you mean "preschool.public_share"?',
        ),
        ("普惠性幼儿园覆盖", 'Did you mean "普惠性幼儿园覆盖率 [preschool.affordable_coverage]"?'),
        ("preschool.public_share", "The figure was read as this fact already."),
        ("funding.total_input", 'is not measured in "%". Write the verified value in 元.'),
        (None, "The indicator that it is a value of is missing."),
    ],
)
def test_another_fact_that_cannot_be_taken(tmp_path: Path, named: str | None, sentence: str) -> None:
    sheet = Sheet()
    row = sheet.figure(SHARE, decision="改为其他指标", instead=named)
    (said,) = told(sheet, tmp_path, row)
    assert said.startswith("Q: ") and sentence in said


@pytest.mark.parametrize(
    ("id", "decision", "sentence"),
    [
        ("leadership.joint_leadership", "D", '"D" is no decision on this criterion. Write A, B, C or not applicable.'),
        ("leadership.joint_leadership", "达到", "Write A, B, C or not applicable."),
        ("preschool.gross_enrolment", "2", "Write met, not met or not applicable."),
        ("preschool.gross_enrolment", "不适宜", 'Did you mean "不适用"?'),
        ("safety.accidents", 2.5, "This criterion gives 0 to 2 points, not 2.5."),
        ("safety.accidents", "两分", "Write met, not met or not applicable, or the points."),
        ("safety.accidents", None, "A source or reason alone decides nothing."),
    ],
)
def test_a_criterion_that_cannot_be_decided_so(tmp_path: Path, id: str, decision: object, sentence: str) -> None:
    sheet = Sheet()
    row = sheet.criterion(id, decision=decision, reason="会议纪要")
    (said,) = told(sheet, tmp_path, row)
    assert said.startswith("G: ") and sentence in said


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"verified": None, "evidence": "E2"}, "F: The verified value is missing."),
        ({"period": "去年"}, 'G: "去年" is no period; write 2022, 2022-H1 or 2021..2025.'),
        ({"evidence": None}, "H: The level of evidence of the verified value is missing."),
    ],
)
def test_a_fact_that_cannot_be_entered_so(tmp_path: Path, filled: dict[str, object], sentence: str) -> None:
    sheet = Sheet()
    row = sheet.fact("safety.guards", **{"verified": "100%", "evidence": "E4", "source": "抽查", **filled})
    assert told(sheet, tmp_path, row) == [sentence]


def test_who_when_and_why_are_asked_for_on_the_first_sheet(tmp_path: Path) -> None:
    sheet = Sheet(signed=False)
    sheet.figure(ENROLMENT, decision="确认读数无误")
    sheet.criterion("leadership.joint_leadership", decision="B")
    assert sheet.told(tmp_path) == [
        "filled.xlsx 说明!C4: Who enters this is not told. Fill it in on the first sheet, for all rows.",
        "filled.xlsx 说明!C5: The date of this entry is not told. Fill it in on the first sheet, for all rows.",
        "filled.xlsx 评分表!I5: This entry gives no reason. Write why, or what it rests on.",
        "filled.xlsx 读出的数字!R23: This entry gives no reason. Write why, or what it rests on.",
    ]
    assert sheet.told(tmp_path, ZH)[0] == "filled.xlsx 说明!C4: 没有写明填写人。请在首页填写，适用于所有行。"


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, verified="x", evidence="E9", source="台账")
    sheet.criterion("leadership.joint_leadership", decision="D")
    sheet.fact("safety.guards", verified="1000%", evidence="E4", source="抽查")
    assert len(sheet.told(tmp_path)) == 4


def test_a_cell_of_the_program_that_was_changed_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    row = sheet.figure(ENROLMENT)
    sheet.fill(FIGURES, row, value="94.2")
    (said,) = told(sheet, tmp_path, row)
    assert said == (
        "F: This cell is the program's and was changed, or the row was put together anew. "
        "Put it back; what you verified goes into the yellow columns."
    )


def test_a_row_without_its_key_is_told_once_something_is_entered_in_it(tmp_path: Path) -> None:
    sheet = Sheet()
    row = sheet.figure(ENROLMENT, decision="确认读数无误")
    sheet.page(FIGURES).cell(row, 1).value = None
    assert told(sheet, tmp_path, row)[0].startswith("A: Nothing tells what this row is about")


def test_a_row_that_stands_there_twice_is_entered_once(tmp_path: Path) -> None:
    sheet = Sheet()
    row, page = sheet.figure(ENROLMENT, decision="确认读数无误"), sheet.page(FIGURES)
    for cell in list(page[row]):
        page.cell(page.max_row if cell.column > 1 else page.max_row + 1, cell.column).value = cell.value
    (said,) = sheet.told(tmp_path)
    assert "This row was filled in twice" in said


def test_a_fact_may_be_entered_for_several_years(tmp_path: Path) -> None:
    sheet = Sheet()
    row = sheet.fact("safety.major_accidents", verified=0, evidence="E3", source="应急局统计", period=2022)
    page = sheet.page(FACTS)
    last = page.max_row + 1
    for cell in list(page[row]):
        page.cell(last, cell.column).value = cell.value
    sheet.fill(FACTS, last, period="2023年")
    assert [str(entry.fact.period) for entry in sheet.verdict(tmp_path).entries if entry.fact] == ["2022", "2023"]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    sheet = Sheet()
    row, column = sheet.figure(ENROLMENT, decision="确认读数无误"), sheet.columns(FIGURES)["reason"]
    sheet.page(FIGURES).merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column)
    sheet.figure(ENROLMENT, reason="与台账一致")
    assert (
        "This cell is merged with those below it. Undo the merging and fill in each row."
        in told(sheet, tmp_path, row)[0]
    )


def test_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.figure(ENROLMENT, verified="=1+1", evidence="E2", source="台账")
    (said,) = sheet.told(tmp_path)
    assert "formulas without a stored result" in said and "Write values instead of formulas" in said


def test_a_sheet_of_another_report_ruleset_or_year_is_refused(tmp_path: Path) -> None:
    path = Sheet().saved(tmp_path)
    report = tmp_path / "other.txt"
    report.write_text((EXAMPLE / "自评报告.txt").read_text(encoding="utf-8") + "\n另有一段。\n", encoding="utf-8")
    with pytest.raises(UnreadableSubmission, match="This sheet was made for another submission") as raised:
        evaluate(report, entries=path, plugins=host(), period=2022)
    assert "This sheet was made for the year 2023, evaluated is 2022." in str(raised.value)
    settings = tmp_path / "county"
    settings.mkdir()
    (settings / "自评报告.txt").write_bytes((EXAMPLE / "自评报告.txt").read_bytes())
    (settings / "submission.yaml").write_text("not_selected: [safety.guards]\n", encoding="utf-8")
    with pytest.raises(UnreadableSubmission, match="another ruleset or another version of it"):
        evaluate(settings, entries=path, plugins=host())


def test_evidence_that_came_later_leaves_a_sheet_as_good_as_it_was(tmp_path: Path) -> None:
    county = tmp_path / "county"
    county.mkdir()
    (county / "自评报告.txt").write_bytes((EXAMPLE / "自评报告.txt").read_bytes())
    sheet = Sheet(sheet_bytes(evaluate(county, plugins=host()), ZH))
    sheet.figure(ENROLMENT, decision="确认读数无误")
    (county / "补充材料.txt").write_text("某区教育统计。\n", encoding="utf-8")
    assert len(evaluate(county, entries=sheet.saved(tmp_path), plugins=host()).entries) == 1


@pytest.mark.parametrize("name", ["text.xlsx", "none.xlsx", "foreign.xlsx", "zip.xlsx", "empty.xlsx"])
def test_files_that_are_no_sheet_of_ours_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    match name:
        case "text.xlsx":
            path.write_text("督学意见", encoding="utf-8")
        case "foreign.xlsx":
            book = Workbook()
            book.active["A1"] = "x"
            book.save(path)
        case "zip.xlsx":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("a.txt", "x")
        case "empty.xlsx":
            path.write_bytes(b"")
    with pytest.raises(UnreadableSubmission) as raised:
        evaluate(EXAMPLE, entries=path, plugins=host())
    assert all(name in str(problem.place) for problem in raised.value.problems)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(Sheet().saved(tmp_path)) as sheet, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for item in sheet.infolist():
            data = sheet.read(item)
            bomb.writestr(item.filename, data + b" " * 300_000_000 if item.filename.endswith("sheet3.xml") else data)
    with pytest.raises(UnreadableSubmission):
        evaluate(EXAMPLE, entries=path, plugins=host())


HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "@SUM(1)",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "\u202e反",
    "致电13812345678",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_counties_and_inspectors_write_stays_text(tmp_path: Path, text: str) -> None:
    from rules_engine.report.page import page_file

    county = tmp_path / "county"
    county.mkdir()
    report = (EXAMPLE / "自评报告.txt").read_text(encoding="utf-8")
    (county / "自评报告.txt").write_text(report.replace("全区学前三年", f"{text}，全区学前三年"), encoding="utf-8")
    program = evaluate(county, plugins=host())
    sheet = Sheet(sheet_bytes(program, ZH))
    cells = [cell for page in sheet.book.worksheets for row in page.iter_rows() for cell in row if cell.value]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "13812345678" not in "".join(str(cell.value) for cell in cells)
    row = sheet.figure(ENROLMENT, decision="确认读数无误", author="督学甲")
    reason = sheet.page(FIGURES).cell(row, sheet.columns(FIGURES)["reason"], text)
    reason.data_type = "s"
    verdict = evaluate(county, entries=sheet.saved(tmp_path), plugins=host())
    assert len(verdict.entries) == 1
    shown = page_file(verdict, ZH).decode()
    assert "<script>alert(1)" not in shown and "13812345678" not in shown
    from rules_engine.report.entry_sheet.together import read_again

    entered = read_again([tmp_path / "filled.xlsx"], program)
    again = Sheet(sheet_bytes(program, ZH, entered), signed=False)
    assert not [c for page in again.book.worksheets for row in page.iter_rows() for c in row if c.data_type == "f"]
    told = [c for page in again.book.worksheets[:-1] for row in page.iter_rows(min_col=2) for c in row if c.value]
    formulas = [cell for cell in told if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in formulas), "not even where somebody edits the cell"
    assert bool(formulas) == text.startswith(("=", "+", "@"))


@pytest.mark.parametrize("language", [ZH, EN])
def test_no_two_columns_of_a_table_have_one_head(language: Language) -> None:
    for table in TABLES:
        heads = [language.say(column.head) for column in table.columns]
        assert len(set(heads)) == len(heads)


def test_machine_columns_look_apart_and_choices_are_offered() -> None:
    sheet = Sheet()
    for table, id in ((CRITERIA, "decision"), (FIGURES, "decision"), (FIGURES, "evidence"), (FIGURES, "instead")):
        column = sheet.page(table).cell(2, sheet.columns(table)[id]).column_letter
        ranges = [str(r.sqref) for r in sheet.page(table).data_validations.dataValidation]
        assert any(found.startswith(f"{column}2") for found in ranges), (table.id, id)
    page = sheet.page(FIGURES)
    assert page.freeze_panes == "D2" and page.column_dimensions["A"].hidden
    assert page.cell(2, 2).fill.fgColor.rgb != page.cell(2, sheet.columns(FIGURES)["verified"]).fill.fgColor.rgb
    assert blank(EN) != blank(ZH) and by_program().mentions
