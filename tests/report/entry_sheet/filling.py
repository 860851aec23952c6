"""Sheets as an inspector fills them in: opened, cells found by their heads, saved."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rules_engine.errors import RulesEngineError
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.entry_sheet.layout import CRITERIA, FACTS, FIGURES, PROVED, Table
from rules_engine.report.entry_sheet.writing import sheet_bytes
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import ROOT

EXAMPLE = ROOT / "examples" / "liangping-2023"
GROWTH, ENROLMENT, SHARE, IDEOLOGY = "0.07%", "93.2%", "52.42%", "5次"
ZH, EN = Language("zh"), Language("en")


@cache
def host() -> Host:
    return load_plugins()


@cache
def by_program() -> Verdict:
    """The example as the program alone sees it."""
    return evaluate(EXAMPLE, plugins=host())


@cache
def blank(language: Language = ZH) -> bytes:
    return sheet_bytes(by_program(), language)


class Sheet:
    """A sheet being filled in."""

    def __init__(self, data: bytes | None = None, language: Language = ZH, *, signed: bool = True) -> None:
        self.language = language
        self.book: Any = load_workbook(BytesIO(data or blank(language)))
        if signed:
            self.whole(author="督学甲", date=date(2026, 11, 20), reason="现场核对")

    def whole(self, **values: object) -> None:
        """Fill in the first sheet."""
        for row in self.book.worksheets[0].iter_rows():
            if isinstance(row[0].value, str) and row[0].value.lstrip("#") in values:
                self.book.worksheets[0].cell(row[0].row, 3).value = values[row[0].value.lstrip("#")]

    def page(self, table: Table) -> Worksheet:
        found: Worksheet = next(page for page in self.book.worksheets if page.cell(1, 1).value == f"#{table.id}")
        return found

    def columns(self, table: Table) -> Mapping[str, int]:
        """The number of each column, by its id."""
        heads = {self.language.say(column.head): column.id for column in table.columns}
        return {heads[cell.value]: cell.column for cell in self.page(table)[1] if cell.value in heads}

    def row(self, table: Table, **known: str) -> int:
        """The first row whose cells say these things."""
        columns = self.columns(table)
        for row in self.page(table).iter_rows(min_row=2):
            if all(row[columns[id] - 1].value == text for id, text in known.items()):
                return int(row[0].row)
        raise AssertionError(known)

    def fill(self, table: Table, row: int, **values: object) -> None:
        for id, value in values.items():
            self.page(table).cell(row, self.columns(table)[id]).value = value  # type: ignore[assignment]

    def figure(self, quote: str, **values: object) -> int:
        row = self.row(FIGURES, quote=quote)
        self.fill(FIGURES, row, **values)
        return row

    def criterion(self, id: str, **values: object) -> int:
        row = self.row(CRITERIA, id=id)
        self.fill(CRITERIA, row, **values)
        return row

    def proved(self, id: str, **values: object) -> int:
        row = self.row(PROVED, id=id)
        self.fill(PROVED, row, **values)
        return row

    def fact(self, id: str, **values: object) -> int:
        row = self.row(FACTS, id=id)
        self.fill(FACTS, row, **values)
        return row

    def saved(self, folder: Path, name: str = "filled.xlsx") -> Path:
        path = folder / name
        self.book.save(path)
        return path

    def verdict(self, folder: Path) -> Verdict:
        """The example with what was filled in."""
        return evaluate(EXAMPLE, entries=self.saved(folder), plugins=host())

    def told(self, folder: Path, language: Language | None = None) -> list[str]:
        """Why it is refused."""
        try:
            self.verdict(folder)
        except RulesEngineError as error:
            return [problem.in_language(language or EN) for problem in error.problems]
        raise AssertionError("it was taken")


def everything(sheet: Sheet) -> None:
    """One entry of each kind."""
    sheet.figure(GROWTH, decision="更正", verified=0.7, evidence="E2", source="统计报表", reason="报告漏写一位")
    sheet.figure(IDEOLOGY, decision="不是该指标", reason="说的是会议次数")
    sheet.figure(ENROLMENT, decision="确认读数无误", author="督学乙", date="2026-11-21")
    row = sheet.figure(SHARE, decision="改为其他指标", verified="93.5%", evidence="E2", source="统计表")
    sheet.fill(FIGURES, row, instead="preschool.affordable_coverage")
    sheet.criterion("leadership.joint_leadership", decision="A")
    sheet.criterion("vocational.development", decision="不适用")
    sheet.criterion("preschool.public_share", decision="达到")
    sheet.fact("safety.guards", verified=100, evidence="E4", source="抽查")
