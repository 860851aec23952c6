"""Which of several texts of one title is the report."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from attrs import evolve

from rules_engine.documents.document import Document
from rules_engine.documents.formats import scan
from rules_engine.documents.report_choice import choose_report
from rules_engine.documents.submission import read_submission
from rules_engine.documents.text import read_text
from rules_engine.errors import UnreadableSubmission
from tests.documents.pdf_files import pdf
from tests.documents.pdf_files import text as line
from tests.formats.reports import write_typst_pdf

TITLES = ("履行 职责 自评|自查 报告",)
LINES = ["乙县人民政府2023年履行教育职责自评报告", "全县学前三年毛入园率达93.2%，共有学校12所，经费总投入22亿元。"]
TEXT = "\n".join(LINES)


@pytest.fixture
def tesseract() -> Iterator[None]:
    scan.missing.cache_clear()
    if scan.missing() is not None:
        pytest.skip("Tesseract with chi_sim is not on this machine")
    yield


def text(name: str, content: str = TEXT, *, uncertain: bool = False) -> Document:
    return evolve(read_text(name, content.encode()), uncertain=uncertain)


def test_copies_in_two_formats_are_one_report(tmp_path: Path) -> None:
    written = docx.Document()
    written.sections[0].header.paragraphs[0].text = "内部资料"
    for paragraph in LINES:
        written.add_paragraph(paragraph)
    written.save(str(tmp_path / "z报告.docx"))
    (tmp_path / "a报告.pdf").write_bytes(pdf([[line(LINES[0], 120, 700), line(LINES[1], 60, 660)]]))
    (tmp_path / "b报告.txt").write_text(TEXT.replace("，", ",").replace("93.2%", "93. 2％"), encoding="utf-8")
    found = read_submission(tmp_path, TITLES)
    assert found.report.name == "z报告.docx"
    assert [document.name for document in found.documents] == ["z报告.docx"]
    assert {file.name for file in found.files} == {"a报告.pdf", "b报告.txt", "z报告.docx"}
    for name in ("a报告.pdf", "b报告.txt"):
        assert f"{name}: the same text as z报告.docx, which was read as the report." in map(str, found.notes)


@pytest.mark.parametrize("change", [("93.2", "92.3"), ("12", "13"), ("2023", "2022"), ("12所", "12所、幼儿园3所")])
def test_two_texts_that_differ_stay_a_question(tmp_path: Path, change: tuple[str, str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace(*change), encoding="utf-8")
    with pytest.raises(UnreadableSubmission, match=r"a\.txt, b\.txt"):
        read_submission(tmp_path, TITLES)


def test_an_exact_text_goes_before_the_scan_of_it() -> None:
    scanned = text("a.png", TEXT.replace("93.2%", "932%").replace("12所", "1z所"), uncertain=True)
    other = text("附件.txt", "附件")
    choice = choose_report([scanned, text("b.txt"), other], TITLES)
    assert choice.report is not None
    assert choice.report.name == "b.txt"
    assert [document.name for document in choice.documents] == ["a.png", "b.txt", "附件.txt"]
    assert "a.png: recognised from an image of the report; b.txt" in str(choice.notes[0])


@pytest.mark.parametrize(
    "scanned",
    [
        TEXT.replace("2023", "2022"),
        LINES[0] + "\n本县各项工作均有进展，另见附件所列的各张表格和说明材料，不再一一赘述。",
    ],
    ids=["of another year", "of another text"],
)
def test_the_scan_of_another_report_stays_a_question(scanned: str) -> None:
    choice = choose_report([text("a.png", scanned, uncertain=True), text("b.txt")], TITLES)
    assert choice.report is None
    assert [document.name for document in choice.candidates] == ["b.txt", "a.png"]


def test_a_scan_alone_is_the_report_and_two_are_a_question() -> None:
    one, other = text("a.png", uncertain=True), text("b.png", uncertain=True)
    assert choose_report([one], TITLES).report is one
    assert choose_report([one, other], TITLES).report is None


@pytest.mark.usefixtures("tesseract")
def test_the_photograph_of_a_report_beside_its_text(tmp_path: Path) -> None:
    write_typst_pdf(LINES, tmp_path / "a.pdf")
    pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].render(scale=200 / 72).to_pil().save(tmp_path / "a.png")
    found = read_submission(tmp_path, TITLES)
    assert found.report.name == "a.pdf"
    assert {document.name: document.uncertain for document in found.documents} == {"a.pdf": False, "a.png": True}
