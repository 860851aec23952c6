"""Wherever a page or column ends, no sentence and no figure is parted, and nothing of the margins gets between."""

import re
from pathlib import Path

import pytest
import typst

from rules_engine.documents.formats.pdf import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "liangping-2023" / "自评报告.txt"
_MARKS = re.compile("[⁰¹²³⁴-⁹]+")
FONT = "Noto Serif CJK SC"
PARAGRAPHS = [line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]


def printed(height: int, width: int, columns: int, size: float, folder: Path, footnote: str = "") -> bytes:
    """The report on pages of that size in millimetres, with a running head, page numbers, and footnotes."""
    if not any(FONT in family for family in typst.Fonts().families()):
        pytest.skip("the Noto CJK fonts are not on this machine")
    strings = [_string(text) for text in PARAGRAPHS]
    if footnote:
        for place in range(1, len(PARAGRAPHS), 2):
            start, end = PARAGRAPHS[place][:30], PARAGRAPHS[place][30:]
            strings[place] = f"{_string(start)}#footnote[{footnote.format(place)}]{_string(end)}"
    settings = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 20mm, columns: {columns}, header: [2023年自评报告],\n"
        "  footer: context align(center)[第 #counter(page).display() 页])\n"
        f'#set text(font: "{FONT}", lang: "zh", size: {size}pt)\n'
        "#set par(justify: true, leading: 0.8em, spacing: 0.8em, first-line-indent: (amount: 2em, all: true))\n\n"
    )
    source = folder / "report.typ"
    source.write_text(settings + "\n\n".join(strings), encoding="utf-8")
    return typst.compile(str(source))


@pytest.mark.parametrize("height", range(118, 298, 12))
def test_figures_are_whole_wherever_a_page_ends(height: int, tmp_path: Path) -> None:
    document = read("a.pdf", printed(height, 210, 1, 14, tmp_path))
    assert _squeezed(document.text.splitlines()) == _squeezed(PARAGRAPHS)


@pytest.mark.parametrize("height", [180, 200, 230, 250, 297])
def test_text_goes_on_behind_the_footnotes_of_a_page(height: int, tmp_path: Path) -> None:
    footnote = "数据来自本区教育统计年报，统计口径与上年相同，凡有变动的在附表之下另行作了说明，见第{}表。"
    wanted = [footnote.format(place) for place in range(1, len(PARAGRAPHS), 2)]
    document = read("a.pdf", printed(height, 210, 1, 14, tmp_path, footnote))
    lines = [_MARKS.sub("", line) for line in document.text.splitlines()]
    assert [line for line in lines if line in wanted] == wanted
    assert _squeezed([line for line in lines if line not in wanted]) == _squeezed(PARAGRAPHS)


@pytest.mark.parametrize(
    ("height", "width", "columns", "size"),
    [(297, 210, 2, 10.5), (297, 210, 2, 12), (210, 297, 2, 12), (150, 210, 2, 10), (297, 210, 3, 9)],
)
def test_columns_are_read_one_after_the_other(
    height: int, width: int, columns: int, size: float, tmp_path: Path
) -> None:
    document = read("a.pdf", printed(height, width, columns, size, tmp_path))
    assert _squeezed(document.text.splitlines()) == _squeezed(PARAGRAPHS)


def _string(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _squeezed(lines: list[str]) -> list[str]:
    return ["".join(line.split()) for line in lines]
