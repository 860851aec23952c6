"""Evidence tables on the page: by the cells cited, persons by number only, cells as text."""

import shutil
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.page import page
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE
from tests.report.page.conftest import parsed
from tests.tables.generator import NAME_MARK, NUMBER_MARK

ZH, EN = Language("zh"), Language("en")


def test_tables_are_shown_by_their_cells_and_never_by_persons(rich: Verdict) -> None:
    assert {table.id for table in rich.tables} >= {"payroll"}
    for language in (ZH, EN):
        html = page(rich, language)
        assert NAME_MARK not in html
        assert NUMBER_MARK not in html
    shown = parsed(rich).css_first("#tables").text()
    for file in (file for table in rich.tables for file in table.files):
        for header, _, cells in file.columns.values():
            assert (cells in shown) == bool(header)
    assert "姓名" not in [cell.text() for cell in parsed(rich).css("#tables td")]
    assert "Sheet1!H5" in shown


def test_evidence_tables_show_the_cells_that_are_cited(rich: Verdict) -> None:
    tree = parsed(rich)
    (safety,) = (table for table in rich.tables if table.id == "safety_equipment")
    (file,) = safety.files
    (shown,) = tree.css("#tables .excerpt")
    heads = [node.text() for node in shown.css("thead th")]
    assert heads == [header for header, _, _ in file.columns.values()]
    rows = [[node.text() for node in row.css("th, td")] for row in shown.css("tbody tr")]
    assert [row for row in rows if row[0] != "…"] == [list(row) for row in file.excerpt]
    assert rows[0][0] == "3" and rows[-1][0] == str(2 + file.rows) and "…" in [row[0] for row in rows]
    cited = {c.quote for fact in rich.facts if fact.origin == "table" for c in fact.citations}
    assert [node.text() for node in shown.css("thead .used")] == [head for head in heads if head in cited] != []


def test_rows_of_persons_are_told_by_number_only(rich: Verdict) -> None:
    (payroll,) = (table for table in rich.tables if table.id == "payroll")
    assert all(file.excerpt == () for file in payroll.files)
    section = next(n for n in parsed(rich).css(".evidence") if "工资.xlsx" in n.text())
    assert f"共 {payroll.rows} 行，每行为一人的数据" in section.text()
    assert section.css(".excerpt") == []


def test_cells_of_tables_stay_text(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "s")
    (tmp_path / "s" / "submission.yaml").unlink()
    cells = "学校,学段,班级,学生数\n<b>&一小,小学,1班,44\n联系13812345678,小学,2班,46\n"
    (tmp_path / "s" / "班额.csv").write_text(cells, encoding="utf-8")
    text = page(evaluate(tmp_path / "s"), ZH)
    (shown,) = LexborHTMLParser(text).css(".excerpt")
    assert "<b>&一小" in [node.text() for node in shown.css("td")]
    assert "13812345678" not in text and "联系138********" in shown.text()
