"""Photographs and scanned pages, from the file to the verdict: with Tesseract and without."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from attrs import evolve

from rules_engine import evaluate, pipeline
from rules_engine.choice import report_words
from rules_engine.documents import child
from rules_engine.documents.formats import scan
from rules_engine.documents.submission import read_submission
from rules_engine.errors import UnreadableSubmission
from rules_engine.hooks.host import load_plugins
from tests.formats.reports import write_typst_pdf

RULESET, ID = "chongqing-county-2023", "preschool.gross_enrolment"
LINES = ["戊县人民政府履行教育职责自评报告", "一、履职情况", "2022年全县学前三年毛入园率达91.5%，共有学校12所。"]
ENTRY = f"""entries:
  - {{id: {ID}, value: 91.5, unit: '%', level: E4, period: 2022, author: 督学, citation: 核对原件}}
"""


@pytest.fixture
def tesseract() -> Iterator[None]:
    scan.missing.cache_clear()
    if scan.missing() is not None:
        pytest.skip("Tesseract with chi_sim is not on this machine")
    yield


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither this process nor a parser's own finds the program."""
    scan.missing.cache_clear()
    monkeypatch.setattr(scan, "program", lambda *_: None)
    lost = "import rules_engine.documents.formats.scan as scan;scan.program=lambda *_:None;"
    monkeypatch.setattr(child, "_BOOT", child._BOOT.replace("from rules_engine", f"{lost}from rules_engine", 1))
    yield
    scan.missing.cache_clear()


def photographs(folder: Path, lines: list[str]) -> None:
    """`a.png`, a photograph of the page, and `a.pdf`, a scan of it."""
    write_typst_pdf(lines, folder / "text.pdf", head="")
    image = pypdfium2.PdfDocument(folder / "text.pdf")[0].render(scale=200 / 72).to_pil().convert("RGB")
    image.save(folder / "a.png")
    image.save(folder / "a.pdf", resolution=200)
    (folder / "text.pdf").unlink()


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_a_figure_of_a_scan_waits_for_the_inspector(name: str, tmp_path: Path) -> None:
    photographs(tmp_path, LINES)
    found = evaluate(tmp_path / name, RULESET, period=2023)
    assert found.documents[0].uncertain
    assert [(fact.uncertain, fact.printed) for fact in found.facts if fact.id == ID] == [(True, "91.5%")]
    finding = found.findings[ID]
    assert finding.low < finding.high
    assert "unreadable_source" in finding.reasons
    (tmp_path / "entries.yaml").write_text(ENTRY, encoding="utf-8")
    confirmed = evaluate(tmp_path / name, RULESET, period=2023, facts=tmp_path / "entries.yaml")
    assert confirmed.findings[ID].status == "met"


@pytest.mark.parametrize(("uncertain", "status"), [(True, "doubtful"), (False, "contradictory")])
def test_a_misread_attachment_does_not_contradict_the_report(uncertain: bool, status: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("情况说明\n" + LINES[2].replace("91.5", "61.5"), encoding="utf-8")
    (tmp_path / "报告.txt").write_text("\n".join(LINES), encoding="utf-8")
    host = load_plugins()
    submission = read_submission(tmp_path, report_words(host).titles)
    attachment, report = submission.documents
    submission = evolve(submission, documents=(evolve(attachment, uncertain=uncertain), report))
    found = pipeline.evaluate_submission(submission, host, RULESET, period=2023)
    [relation] = [r for r in found.relations if r.kind == "same"]
    assert relation.status == status
    assert ("misread" in str(relation.slip)) is uncertain
    assert (found.findings[ID].status == "met") is uncertain


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_every_image_is_listed_as_not_read(tmp_path: Path) -> None:
    photographs(tmp_path, LINES)
    (tmp_path / "报告.txt").write_text("\n".join(LINES), encoding="utf-8")
    found = evaluate(tmp_path, RULESET, period=2023)
    assert [document.name for document in found.documents] == ["报告.txt"]
    told = [str(note) for note in found.notes]
    for name in ("a.pdf", "a.png"):
        [note] = [note for note in told if note.startswith(f"{name}: not read. ")]
        assert "apt-get install tesseract-ocr tesseract-ocr-chi-sim" in note


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_alone_is_refused_with_what_to_install(tmp_path: Path) -> None:
    photographs(tmp_path, LINES)
    with pytest.raises(UnreadableSubmission, match="apt-get install tesseract-ocr"):
        evaluate(tmp_path / "a.png", RULESET, period=2023)


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_scanned_pages_of_a_report_are_listed(tmp_path: Path) -> None:
    photographs(tmp_path, LINES)
    write_typst_pdf(LINES, tmp_path / "text.pdf")
    whole = pypdfium2.PdfDocument.new()
    for name in ("text.pdf", "a.pdf"):
        whole.import_pages(pypdfium2.PdfDocument(tmp_path / name), [0])
    whole.save(tmp_path / "whole.pdf")
    found = evaluate(tmp_path / "whole.pdf", RULESET, period=2023)
    assert found.findings[ID].status == "met"
    assert any("Page 2 is an image; not read. Reading images needs Tesseract" in str(note) for note in found.notes)
