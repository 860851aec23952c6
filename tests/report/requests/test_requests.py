"""The list of supplementary evidence: by bureau, the most deciding first, in three forms that say the same."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.requests.asked import Asked, asked
from rules_engine.report.requests.letter import letter
from rules_engine.report.requests.markdown import markdown
from rules_engine.report.requests.workbook import workbook
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE, run

HOSTILE = "=cmd|'/c calc'!A1 <b>{{7*7}}</b> \u202eabc"


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return evaluate(EXAMPLE)


@pytest.fixture(scope="module")
def found(verdict: Verdict) -> Asked:
    return asked(verdict, Language("zh"))


def test_every_unsettled_criterion_and_open_gate_is_asked_about_once_and_nothing_else(
    verdict: Verdict, found: Asked
) -> None:
    told = [purpose.id for bureau in found.bureaus for item in bureau.items for purpose in item.purposes]
    assert sorted(told) == sorted(line.id for line in verdict.requests)
    assert not [id for id in told if id in verdict.findings and verdict.findings[id].settled]


def test_gates_come_first_then_what_most_points_hang_on(found: Asked) -> None:
    for bureau in found.bureaus:
        assert [item.deciding for item in bureau.items] == sorted((i.deciding for i in bureau.items), reverse=True)
    first = [bureau.items[0].deciding for bureau in found.bureaus]
    assert first == sorted(first, reverse=True)
    assert not found.bureaus[0].items[0].purposes[0].points


def test_the_bureau_that_leads_is_asked_and_the_others_are_named(verdict: Verdict, found: Asked) -> None:
    parity = next(c for c in verdict.ruleset.criteria if c.id == "pay.parity")
    assert parity.request is not None and len(parity.request.bureaus) == 2
    lead, other = (bureau.title.zh for bureau in parity.request.bureaus)
    holders = [b for b in found.bureaus for i in b.items if any(p.id == "pay.parity" for p in i.purposes)]
    assert [bureau.name for bureau in holders] == [lead]
    assert f"会同{other}" in markdown(found).decode()
    assert len({bureau.name for bureau in found.bureaus}) == len(found.bureaus)


def test_an_item_cites_the_sentence_that_it_answers_and_names_the_template(found: Asked) -> None:
    parity = next(i for b in found.bureaus for i in b.items if any(p.id == "pay.parity" for p in i.purposes))
    (purpose,) = parity.purposes
    assert "已高于当地公务员" in purpose.sentences[0]
    assert "自评报告.txt" in purpose.sentences[0]
    assert parity.template is not None and parity.template.id == "payroll"


def test_a_table_that_is_handed_in_is_not_asked_for_again(tmp_path: Path) -> None:
    report = (EXAMPLE / "自评报告.txt").read_text(encoding="utf-8")
    (tmp_path / "自评报告.txt").write_text(report, encoding="utf-8")
    before = asked(evaluate(tmp_path), Language("zh"))
    (tmp_path / "班额.csv").write_text("学校,学段,班级,学生数\n第一小学,小学,一年级1班,44\n", encoding="utf-8")
    after = asked(evaluate(tmp_path), Language("zh"))
    assert "classes" in templates(before)
    assert "classes" not in templates(after)


def templates(found: Asked) -> set[str]:
    return {item.template.id for bureau in found.bureaus for item in bureau.items if item.template}


def test_the_three_forms_say_the_same(found: Asked) -> None:
    import docx
    import openpyxl

    text = markdown(found).decode()
    word = docx.Document(BytesIO(letter(found)))
    cells = " ".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    sheet = openpyxl.load_workbook(BytesIO(workbook(found))).worksheets[0]
    rows = " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    for bureau in found.bureaus:
        assert f"## {bureau.name}" in text
        assert bureau.name in [paragraph.text for paragraph in word.paragraphs]
        for item in bureau.items:
            assert item.wanted in text and item.wanted in cells and item.wanted in rows


def test_the_workbook_brings_the_empty_tables(found: Asked) -> None:
    import openpyxl

    names = openpyxl.load_workbook(BytesIO(workbook(found))).sheetnames
    assert set(names[1:]) == templates(found) != set()


def test_the_same_list_gives_the_same_bytes(found: Asked) -> None:
    assert workbook(found) == workbook(found)
    assert markdown(found) == markdown(found)


def test_what_a_county_wrote_stays_text(tmp_path: Path) -> None:
    import docx
    import openpyxl

    (tmp_path / "自评报告.txt").write_bytes((EXAMPLE / "自评报告.txt").read_bytes())
    (tmp_path / "submission.yaml").write_text(json.dumps({"county": HOSTILE}), encoding="utf-8")
    found = asked(evaluate(tmp_path), Language("zh"))
    shown = r"=cmd|'/c calc'!A1 <b>{{7*7}}</b> \u202eabc"
    book = openpyxl.load_workbook(BytesIO(workbook(found)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(shown in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    word = docx.Document(BytesIO(letter(found)))
    assert any(shown in paragraph.text for paragraph in word.paragraphs)
    assert "<b>" not in markdown(found).decode()


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md"])
def test_the_command_writes_the_list(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"清单.{suffix}"
    done = run("requests", EXAMPLE, "--out", out, "--lang", "zh")
    assert done.code == 0
    assert out.stat().st_size > 1000
    assert "项" in done.err
    assert "rules-engine template payroll --out payroll.xlsx" in done.err


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    done = run("requests", EXAMPLE, "--out", tmp_path / "list.pdf", "--lang", "en")
    assert done.code == 2
    assert '"list.pdf" ends in none of: .docx, .xlsx, .md.' in done.err
    assert not (tmp_path / "list.pdf").exists()
