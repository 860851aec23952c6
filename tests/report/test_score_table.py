"""The 评分表 adds up by its own formulas, also after a point was changed; what counties wrote stays text."""

import shutil
import subprocess
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.score_table import score_table
from rules_engine.scoring.sheet import score_sheet
from rules_engine.scoring.verdict import SCORE_KINDS, Verdict
from tests.cli.commands import EXAMPLE, run

ZH = Language("zh")


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return evaluate(EXAMPLE)


def recalculated(data: bytes, folder: Path) -> Any:
    """The sheet as LibreOffice computes it anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    (folder / "in").mkdir(exist_ok=True)
    file = folder / "in" / "table.xlsx"
    file.write_bytes(without_values(data))
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(folder / "table.xlsx", data_only=True).worksheets[0]


def without_values(data: bytes) -> bytes:
    """The workbook with its formulas alone, so that what is read from it was computed."""
    book = openpyxl.load_workbook(BytesIO(data))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def scores(sheet: Any) -> dict[str, tuple[Fraction, ...]]:
    rows = [row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]]
    return {row[0]: tuple(Fraction(str(round(row[column], 6))) for column in (4, 5, 6)) for row in rows}


def expected(verdict: Verdict) -> dict[str, tuple[Fraction, ...]]:
    return {line.id: tuple(getattr(line.scores, kind) for kind in SCORE_KINDS) for line in verdict.sheet}


def variants(verdict: Verdict) -> dict[str, Verdict]:
    """The verdict as it is, with criteria that do not apply, and with means instead of sums."""
    first, second, *_ = verdict.findings
    absent = {id: evolve(verdict.findings[id], status="not_applicable") for id in (first, second)}
    waived = {**verdict.findings, **absent}
    areas = tuple(
        evolve(area, combine="mean", points=Fraction(25), weight=Fraction(number))
        for number, area in enumerate(verdict.ruleset.areas, 1)
    )
    mean = evolve(verdict.ruleset, combine="mean", areas=areas)
    return {
        "plain": verdict,
        "waived": evolve(verdict, findings=waived, sheet=score_sheet(verdict.ruleset, waived)),
        "mean": evolve(verdict, ruleset=mean, sheet=score_sheet(mean, verdict.findings)),
    }


@pytest.mark.parametrize("name", ["plain", "waived", "mean"])
def test_the_formulas_give_what_the_engine_computed(verdict: Verdict, name: str, tmp_path: Path) -> None:
    variant = variants(verdict)[name]
    found = scores(recalculated(score_table(variant, ZH), tmp_path))
    wanted = expected(variant)
    assert {id: found[id] for id in wanted} == wanted


def test_a_point_that_is_changed_moves_the_total(verdict: Verdict, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(score_table(verdict, ZH)))
    row = next(row for row in book.worksheets[0].iter_rows(min_row=7) if row[0].value == "pay.parity")
    before = Fraction(str(row[4].value))
    row[4].value = float(before) + 2
    stream = BytesIO()
    book.save(stream)
    found = scores(recalculated(stream.getvalue(), tmp_path))
    assert found["total"][0] == expected(verdict)["total"][0] + 2


def test_the_values_shown_before_any_computing_are_the_same(verdict: Verdict) -> None:
    sheet = openpyxl.load_workbook(BytesIO(score_table(verdict, ZH)), data_only=True).worksheets[0]
    found = scores(sheet)
    assert {id: found[id] for id in expected(verdict)} == expected(verdict)


def test_only_sums_are_formulas_and_every_criterion_cites(verdict: Verdict) -> None:
    sheet = openpyxl.load_workbook(BytesIO(score_table(verdict, ZH))).worksheets[0]
    formulas = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {"D", "E", "F", "G"}
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=7)}
    for id, finding in verdict.findings.items():
        assert rows[id][11].value, id
        if finding.facts:
            assert finding.facts[0].citations[0].quote[-5:] in rows[id][9].value, id


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "评分表.xlsx"
    done = run("evaluate", EXAMPLE, "--xlsx", out, "--lang", "zh")
    assert done.code == 3
    assert openpyxl.load_workbook(out).sheetnames == ["评分表"]
