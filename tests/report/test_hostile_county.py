"""A county whose name, report, tables and file names attack: every form is reopened, and all of it is text."""

import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import docx
import openpyxl
import pypdfium2
import pytest

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.comparison.collected import Collected, Row
from rules_engine.report.comparison.ledger import packed
from rules_engine.report.comparison.overview import overview
from rules_engine.report.comparison.summary import points, summary
from rules_engine.report.opinion.print import opinion_pdf
from rules_engine.report.opinion.word import opinion_docx
from rules_engine.report.requests.asked import asked
from rules_engine.report.requests.letter import letter
from rules_engine.report.requests.markdown import markdown
from rules_engine.report.requests.workbook import workbook
from rules_engine.report.score_table import score_table
from rules_engine.scoring.verdict import Verdict
from tests.report.page.conftest import PERSON

NAME = "=cmd|'/c calc'!A1 +1-2 @SUM(A1) <b>x</b>{{7*7}}${7*7}#panic()\u202eabc\u200b&amp;"
SHOWN = "=cmd|'/c calc'!A1 +1-2 @SUM(A1) <b>x</b>{{7*7}}${7*7}#panic()\\u202eabc\\u200b&amp;"
CONTROL = "\x07\x1b[31m"
NUMBERS = ("13812345678", "51012319900101123X", "53222222", "6222021234567890128")


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    folder = tmp_path_factory.mktemp("hostile") / "=1+1县13812345678"
    folder.mkdir()
    settings = {"county": NAME, "ruleset": "chongqing-county-2023", "period": 2023}
    (folder / "submission.yaml").write_text(json.dumps(settings), "utf-8")
    (folder / "自评报告.txt").write_text(
        "关于2023年度履行教育职责情况的自评报告\n\n"
        f"=2022年，{NAME}{CONTROL}学前三年毛入园率达到73.2%。\n"
        f"+全县中小学专职保安配备率达90%，{PERSON}卡号6222021234567890128{NAME}。\n"
        f"@2022年，普惠性幼儿园覆盖率为65%{NAME}。\n-2022年，九年义务教育巩固率为98%。\n",
        "utf-8",
    )
    (folder / "=班额@1.csv").write_text(
        "学校,学段,班级,学生数\n=cmd|calc,小学,+1班,44\n@SUM,小学,<b>2班,abc=1+1\n", "utf-8"
    )
    (folder / "=HYPERLINK(1).docx").write_bytes(b"PK\x03\x04broken")
    return evaluate(folder)


def collected(verdict: Verdict, language: Language) -> Collected:
    """The county as the only one of many."""
    found = Collected()
    told = {id: packed(point) for id, point in points(verdict, language, {}).items()}
    found.add(Row(1, summary(verdict, language), ""), told, None)
    found.failed.append((NAME, ()))
    return found


def summary_table(verdict: Verdict, language: Language) -> bytes:
    file = BytesIO()
    overview(collected(verdict, language), language, file)
    return file.getvalue()


WORKBOOKS: Mapping[str, Callable[[Verdict, Language], bytes]] = {
    "score table": score_table,
    "requests": lambda verdict, language: workbook(asked(verdict, language)),
    "summary": summary_table,
}
DOCUMENTS: Mapping[str, Callable[[Verdict, Language], bytes]] = {
    "opinion": opinion_docx,
    "letter": lambda verdict, language: letter(asked(verdict, language)),
}


def sound(text: str) -> None:
    """What was attacked with is there to be read, and does nothing; nobody's number is there."""
    assert SHOWN in text
    assert not [mark for mark in text if mark in "\u202e\u200b\x07\x1b"]
    assert not [number for number in NUMBERS if number in text]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", WORKBOOKS)
def test_in_workbooks_it_is_text_also_once_it_was_edited(verdict: Verdict, form: str, language: str) -> None:
    data = WORKBOOKS[form](verdict, Language(language))
    cells = [
        cell
        for sheet in openpyxl.load_workbook(BytesIO(data))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    sound("\n".join(str(cell.value) for cell in cells))
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert all(formula.startswith(("=SUM(", "=ROUND(", "=IF(", "=MIN(")) for formula in formulas), formulas
    assert bool(formulas) == (form == "score table")
    typed = [cell for cell in cells if cell.data_type != "f" and str(cell.value).startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in typed if not isinstance(cell.value, int | float))
    assert all(cell.hyperlink is None for cell in cells)
    assert not [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "external" in name.lower()]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", DOCUMENTS)
def test_in_word_it_is_text(verdict: Verdict, form: str, language: str) -> None:
    document = docx.Document(BytesIO(DOCUMENTS[form](verdict, Language(language))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    sound("\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))
    assert not [relation for relation in document.part.rels.values() if relation.is_external]
    fields = document.element.xpath("//w:instrText | //w:hyperlink | //w:fldSimple")
    assert fields == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_the_pdf_it_is_text(verdict: Verdict, language: str) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    pages = list(pypdfium2.PdfDocument(opinion_pdf(verdict, Language(language))))
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert "".join(SHOWN.split()) in text
    assert not [number for number in NUMBERS if number in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_markdown_it_is_no_markup(verdict: Verdict, language: str) -> None:
    text = markdown(asked(verdict, Language(language))).decode()
    assert "<b>" not in text and "\\<b\\>" in text
    assert not [number for number in NUMBERS if number in text]
