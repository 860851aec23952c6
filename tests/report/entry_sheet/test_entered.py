"""What becomes of entries: replay counts them, the record holds them, every report shows them beside what was read."""

import json
from pathlib import Path
from typing import Any

import pytest

from rules_engine.replay import replay
from rules_engine.report.terminal import report_text
from rules_engine.report.verdict_json import verdict_json
from rules_engine.scoring.verdict import Verdict
from tests.report.entry_sheet.filling import (
    EN,
    ENROLMENT,
    EXAMPLE,
    GROWTH,
    IDEOLOGY,
    SHARE,
    ZH,
    Sheet,
    everything,
)


@pytest.fixture(scope="module")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    sheet = Sheet()
    everything(sheet)
    return sheet.verdict(tmp_path_factory.mktemp("entered"))


def test_entries_count_in_replay(entered: Verdict, tmp_path: Path) -> None:
    record = tmp_path / "verdict.json"
    record.write_text(json.dumps(verdict_json(entered)), encoding="utf-8")
    assert replay(record).same
    assert replay(record, EXAMPLE).same
    sheet = Sheet()
    everything(sheet)
    assert replay(record, EXAMPLE, entries=sheet.saved(tmp_path)).same
    sheet.fact("pay.new_arrears", verified="否", evidence="E4", source="工资台账")
    more = replay(record, entries=sheet.saved(tmp_path))
    assert not more.same
    assert "entries: 8 then, 9 now, not the same" in [EN.say(difference) for difference in more.differences]


def test_the_record_holds_who_when_why_and_what_was_read(entered: Verdict) -> None:
    entries: list[dict[str, Any]] = verdict_json(entered)["entries"]
    assert all(entry["author"] and entry["date"] and entry["reason"] for entry in entries)
    (growth,) = [entry for entry in entries if entry["kind"] == "corrected"]
    assert growth["figure"]["quote"] == GROWTH
    assert growth["figure"]["fact"] == growth["fact"]["id"] == "funding.general_budget_growth"
    assert {fact["printed"] for fact in verdict_json(entered)["facts"] if fact["corrected"]} == {
        GROWTH,
        IDEOLOGY,
        ENROLMENT,
        SHARE,
    }


@pytest.mark.parametrize("language", [ZH, EN])
def test_every_report_shows_entries_beside_what_was_read(entered: Verdict, language: Any, tmp_path: Path) -> None:
    import docx
    from openpyxl import load_workbook
    from selectolax.lexbor import LexborHTMLParser

    from rules_engine.report.opinion.word import opinion_docx
    from rules_engine.report.page import page_file
    from rules_engine.report.score_table import score_table

    (tmp_path / "o.docx").write_bytes(opinion_docx(entered, language))
    (tmp_path / "s.xlsx").write_bytes(score_table(entered, language))
    document = docx.Document(str(tmp_path / "o.docx"))
    cells = [cell.value for row in load_workbook(tmp_path / "s.xlsx").active.iter_rows() for cell in row]
    texts = {
        "terminal": report_text(entered, language, columns=10_000),
        "page": LexborHTMLParser(page_file(entered, language).decode()).text(),
        "docx": "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        "xlsx": "\n".join(str(value) for value in cells if value),
    }
    for name, text in texts.items():
        assert [part for part in ("督学乙", "0.7%", GROWTH, IDEOLOGY) if part not in text] == [], name
    assert all("报告漏写一位" in texts[name] for name in ("terminal", "page", "docx"))
