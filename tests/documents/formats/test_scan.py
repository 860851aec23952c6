import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from rules_engine.documents.formats import scan
from rules_engine.documents.formats.pdf import read as read_pdf
from rules_engine.documents.formats.recognised import pictures_of
from rules_engine.documents.formats.scan import read
from rules_engine.errors import UnreadableDocument
from tests.formats.reports import write_typst_pdf

PARAGRAPHS = [
    "某县人民政府自评报告",
    "全县学前三年毛入园率93.2%，新增学位2430个，教育经费总投入22亿元，各项任务如期完成。",
]


@pytest.fixture
def tesseract() -> Iterator[None]:
    scan.missing.cache_clear()
    if scan.missing() is not None:
        pytest.skip("Tesseract with chi_sim is not on this machine")
    yield


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    scan.missing.cache_clear()
    monkeypatch.setattr(scan, "program", lambda *_: None)
    yield
    scan.missing.cache_clear()


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first page of a report as an image."""
    folder = tmp_path_factory.mktemp("scan")
    write_typst_pdf(PARAGRAPHS, folder / "a.pdf")
    page = pypdfium2.PdfDocument(folder / "a.pdf")[0]
    page.render(scale=200 / 72).to_pil().save(folder / "a.png")
    return folder / "a.png"


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_photograph_is_recognised_and_uncertain(photograph: Path, suffix: str) -> None:
    from PIL import Image

    path = photograph.with_suffix(f".{suffix}")
    Image.open(photograph).convert("RGB").save(path)
    document = read(f"a.{suffix}", path.read_bytes())
    assert document.uncertain
    assert "2430" in document.text
    assert "毛入园率" in document.text
    assert document.blocks[0].name == "p1 ¶1"


@pytest.mark.usefixtures("tesseract")
def test_scanned_page_among_others_is_uncertain_alone(photograph: Path) -> None:
    from PIL import Image

    Image.open(photograph).convert("RGB").save(photograph.with_name("scan.pdf"), resolution=200)
    whole = pypdfium2.PdfDocument.new()
    for name in ("a.pdf", "scan.pdf"):
        whole.import_pages(pypdfium2.PdfDocument(photograph.with_name(name)), [0])
    whole.save(photograph.with_name("whole.pdf"))
    document = read_pdf("whole.pdf", photograph.with_name("whole.pdf").read_bytes())
    ((start, end),) = document.recognised
    assert "2430" in document.text[:start]
    assert "2430" in document.text[start:end]
    assert "Page 2 was recognised from an image." in [str(note) for note in document.notes]


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_refusal_says_what_to_install() -> None:
    with pytest.raises(UnreadableDocument, match="needs Tesseract, which is not on this machine") as caught:
        read("a.png", b"\x89PNG\r\n\x1a\n")
    assert "apt-get install tesseract-ocr tesseract-ocr-chi-sim" in str(caught.value)


@pytest.mark.usefixtures("tesseract")
def test_damaged_image_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="Tesseract"):
        read("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100))


@pytest.mark.skipif(sys.platform == "win32", reason="the program that never ends is a shell script")
def test_program_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "tesseract"
    script.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo chi_sim || sleep 600\n', encoding="utf-8")
    script.chmod(0o755)
    scan.missing.cache_clear()
    monkeypatch.setattr(scan, "program", lambda *_: str(script))
    monkeypatch.setattr(scan, "_MOST_PICTURES", 1)
    monkeypatch.setattr(scan, "PAGE_SCAN_SECONDS", 2)
    with pytest.raises(UnreadableDocument, match="too long"):
        read("a.png", b"\x89PNG")
    scan.missing.cache_clear()


def test_characters_are_spread_over_their_line() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        "1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t",
        "4\t1\t1\t1\t1\t0\t100\t50\t80\t20\t-1\t",
        "5\t1\t1\t1\t1\t1\t100\t50\t20\t20\t90\t教",
        "5\t1\t1\t1\t1\t2\t120\t50\t60\t20\t90\t育12",
    ]
    (picture,) = pictures_of("\n".join([head, *rows]))
    assert (picture.width, picture.height) == (1000, 2000)
    assert "".join(glyph.text for glyph in picture.glyphs) == "教育12"
    assert picture.glyphs[0].left == 100
    assert picture.glyphs[-1].right == pytest.approx(180)
