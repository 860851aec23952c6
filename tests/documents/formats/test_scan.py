import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from rules_engine.documents.formats import scan
from rules_engine.documents.formats.pdf import read as read_pdf
from rules_engine.documents.formats.recognised import pictures_of
from rules_engine.documents.formats.scan import read
from rules_engine.documents.formats.scan_rules import wiped
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
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_read_all_the_same(photograph: Path, turn: int) -> None:
    from PIL import Image

    if not scan._knows_directions():
        pytest.skip("Tesseract's data for directions (osd) is not on this machine")
    path = photograph.with_name(f"turned{turn}.pdf")
    Image.open(photograph).convert("RGB").rotate(turn, expand=True).save(path, resolution=200)
    text = read_pdf("a.pdf", path.read_bytes()).text
    assert text.index("自评报告") < text.index("毛入园率93.2") < text.index("2430")


@pytest.mark.usefixtures("tesseract")
def test_the_rules_of_a_scanned_table_part_its_cells(tmp_path: Path) -> None:
    import typst

    cells = "[指标], [2021年], [2022年], [毛入园率（%）], [91.2], [93.5], [学校数（所）], [27], [26]"
    source = (
        f'#set text(font: "Noto Serif CJK SC", size: 14pt)\n某县自评报告\n\n#table(columns: 3, inset: 8pt, {cells})\n'
    )
    (tmp_path / "a.typ").write_text(source, encoding="utf-8")
    typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    page.render(scale=200 / 72).to_pil().convert("RGB").save(tmp_path / "scan.pdf", resolution=200)
    document = read_pdf("scan.pdf", (tmp_path / "scan.pdf").read_bytes())
    (grid,) = document.grids
    assert document.uncertain
    assert [[cell.address for cell in row] for row in grid.rows] == [[f"{c}{r}" for c in "ABC"] for r in (1, 2, 3)]
    assert {cell.text for cell in grid.rows[2][1:]} == {"27", "26"}


def test_rules_are_wiped_off_and_told_and_strokes_of_characters_stay() -> None:
    rows = [bytearray(b"\xff" * 300) for _ in range(300)]
    for x in range(20, 280):
        rows[50][x] = rows[200][x] = 0
    for y in range(50, 201):
        rows[y][20] = rows[y][279] = 0
    for x in range(100, 130):
        rows[120][x] = 0
    boxes = wiped(rows, 100)
    assert sorted(boxes) == [(20, 50, 21, 201), (20, 50, 280, 51), (20, 200, 280, 201), (279, 50, 280, 201)]
    assert rows[120][100:130] == bytes(30)
    assert sum(row.count(0) for row in rows) == 30


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
@pytest.mark.usefixtures("tesseract")
def test_an_empty_image_asks_for_its_original_not_for_tesseract() -> None:
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (400, 300), "white").save(stream, "png")
    with pytest.raises(UnreadableDocument) as raised:
        read("白.png", stream.getvalue())
    (problem,) = raised.value.problems
    assert "recognised no text" in str(problem)
    assert "Install" not in str(problem)


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
