"""`rules-engine sheet` and `--entries` as an inspector runs them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rules_engine.documents.formats.programs import program
from rules_engine.report.entry_sheet.layout import FIGURES
from tests.cli.commands import EXAMPLE, ROOT, run
from tests.report.entry_sheet.filling import Sheet

ENROLMENT, GROWTH = "93.2%", "0.07%"
LOADED = (
    "import sys; from rules_engine.pipeline import evaluate; evaluate(sys.argv[1]);"
    "print(*[name for name in sys.modules if 'entry_sheet' in name or name.endswith(('facts.entry', 'facts.entries',"
    " 'report.entered', 'openpyxl', 'xlsxwriter'))])"
)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A sheet that the command wrote, with a figure corrected."""
    written = tmp_path / "written.xlsx"
    ran = run("sheet", EXAMPLE, "--out", written, "--lang", "zh")
    assert (ran.code, ran.out) == (0, "") and "个评价要点" in ran.err
    sheet = Sheet(written.read_bytes())
    sheet.figure(GROWTH, decision="更正", verified=0.7, evidence="E2", source="统计报表")
    return sheet.saved(tmp_path)


def test_what_was_filled_in_is_taken_by_every_command(filled: Path, tmp_path: Path) -> None:
    record = tmp_path / "verdict.json"
    assert "[met] funding.general_budget_growth" in run("evaluate", EXAMPLE, "--entries", filled, "--json", record).out
    assert "0.7%" in run("explain", EXAMPLE, "funding.general_budget_growth", "--entries", filled).out
    facts = run("facts", EXAMPLE, "--entries", filled)
    assert "Inspector's entries (1)" in facts.out and 'Read by the machine: "0.07%"' in facts.out
    assert run("requests", EXAMPLE, "--entries", filled, "--out", tmp_path / "asked.md").code == 0
    assert "general_budget" not in (tmp_path / "asked.md").read_text(encoding="utf-8")
    assert run("replay", record).out.startswith("The same verdict")
    assert run("replay", record, EXAMPLE, "--entries", filled).code == 0
    again = tmp_path / "again.xlsx"
    assert "1 filled in" in run("sheet", EXAMPLE, "--entries", filled, "--out", again).err
    assert run("replay", record, "--entries", again).code == 0


def test_what_cannot_be_entered_is_told_by_its_cell(filled: Path, tmp_path: Path) -> None:
    sheet = Sheet(filled.read_bytes(), signed=False)
    row = sheet.figure(ENROLMENT, verified="很高", evidence="E2", source="台账")
    path = sheet.saved(tmp_path, "wrong.xlsx")
    english, chinese = (run("evaluate", EXAMPLE, "--entries", path, "--lang", lang) for lang in ("en", "zh"))
    assert (english.code, english.out) == (2, "")
    assert english.err.startswith(f"wrong.xlsx 读出的数字!N{row}: ")
    assert chinese.err.startswith(f"wrong.xlsx 读出的数字!N{row}: ") and chinese.err != english.err


def test_a_sheet_is_not_written_among_the_files_of_the_submission(tmp_path: Path) -> None:
    county = tmp_path / "county"
    shutil.copytree(EXAMPLE, county)
    ran = run("sheet", county, "--out", county / "sheet.xlsx")
    assert ran.code == 2 and "Name a place outside of it." in ran.err
    assert not (county / "sheet.xlsx").exists()


def test_of_several_submissions_each_takes_the_sheet_made_for_it(tmp_path: Path, filled: Path) -> None:
    sheets, other = tmp_path / "sheets", tmp_path / "other"
    sheets.mkdir()
    other.mkdir()
    shutil.copy(filled, sheets)
    text = (EXAMPLE / "自评报告.txt").read_text(encoding="utf-8")
    (other / "自评报告.txt").write_text(text + "\n另有一段。\n", encoding="utf-8")
    ran = run("evaluate", EXAMPLE, other, "--entries", sheets)
    first, second = ran.out.splitlines()
    assert ran.code == 3 and "21.47" in first and "17.47" in second
    strange = run("evaluate", other, other, "--entries", sheets)
    assert strange.code == 2 and "This sheet was made for none of the submissions." in strange.err


def test_without_entries_nothing_of_them_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(EXAMPLE)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == ""


@pytest.mark.skipif(program("soffice") is None, reason="LibreOffice is not installed")
def test_a_sheet_saved_by_libreoffice_says_the_same(filled: Path, tmp_path: Path) -> None:
    sheet = Sheet(filled.read_bytes(), signed=False)
    row = sheet.figure(ENROLMENT, verified=0.934, evidence="E2", source="台账")
    sheet.page(FIGURES).cell(row, sheet.columns(FIGURES)["verified"]).number_format = "0.00%"
    path = sheet.saved(tmp_path)
    subprocess.run(
        [
            *(str(program("soffice")), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "office"), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    records = []
    for file in (path, tmp_path / "office" / path.name):
        assert run("evaluate", EXAMPLE, "--entries", file, "--json", tmp_path / "v.json").code == 3
        records.append((tmp_path / "v.json").read_bytes())
    assert records[0] == records[1]
