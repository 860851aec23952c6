"""Texts broken at a fixed width, as they are copied out of pages: sentences go on over lines and page numbers."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.documents.text import read_text
from rules_engine.documents.wrapped import unwrapped
from rules_engine.facts.mention import Mention
from rules_engine.report.facts_json import fact_json
from rules_engine.scoring.verdict import Verdict

EXAMPLE = Path(__file__).parents[2] / "examples" / "liangping-2023" / "自评报告.txt"
PARAGRAPHS = [line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]


def wrapped(width: int, lines_a_page: int) -> str:
    """The example in lines of so many characters, figures whole, with page numbers between."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        line = "　　" if paragraph[-1] == "。" else ""
        for at, character in enumerate(paragraph):
            figure = (character.isascii() or character in "，。、；") and line and at and line[-1].isascii()
            if _width(line) >= 2 * width - 1 and not figure and character not in "，。、；：）》”%":
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    pages = [lines[at : at + lines_a_page] for at in range(0, len(lines), lines_a_page)]
    return "".join("\n".join(page) + f"\n\n— {number} —\n\n" for number, page in enumerate(pages, 1))


def _width(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)


def told(verdict: Verdict) -> list[dict[str, object]]:
    found = [fact_json(fact) for fact in verdict.facts]
    for fact in found:
        del fact["citations"]
        fact["printed"] = "".join(str(fact["printed"]).split())
    return found


@pytest.mark.parametrize(("width", "page"), [(30, 30), (36, 20), (40, 25), (44, 15), (50, 40), (60, 40)])
def test_every_figure_of_a_wrapped_report_is_bound_as_in_the_report(width: int, page: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(wrapped(width, page), encoding="utf-8")
    found, wanted = evaluate(tmp_path / "a.txt"), evaluate(EXAMPLE)
    assert [(m.fact, m.number, m.unit) for m in found.mentions] == [(m.fact, m.number, m.unit) for m in wanted.mentions]


@pytest.mark.parametrize(("width", "page"), [(36, 20), (40, 25), (60, 40)])
def test_a_wrapped_report_says_what_the_report_says(width: int, page: int, tmp_path: Path) -> None:
    text = wrapped(width, page)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = evaluate(tmp_path / "a.txt")
    assert told(found) == told(evaluate(EXAMPLE))
    for mention in found.mentions:
        anchor = mention.anchor
        assert mention.quote == text[anchor.start : anchor.end]
        assert found.documents[0].anchor(anchor.start, anchor.end) == anchor


def test_offsets_stay_and_only_line_ends_and_page_numbers_go() -> None:
    document = read_text("a.txt", wrapped(40, 25).encode())
    joined = unwrapped(document)
    assert len(joined.text) == len(document.text)
    for one, other in zip(document.text, joined.text, strict=True):
        assert one == other or other == " "
    assert {one for one, other in zip(document.text, joined.text, strict=True) if one != other} <= set("\n— 0123456789")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "一、学校\n小学16所\n初中12所\n高中3所\n中职1所\n特校1所\n幼儿园90所\n",
        "\n".join(f"第{n}小学在校学生共计1{n}00人，教职工共计1{n}0人，生均校舍面积8.{n}平方米。" for n in range(1, 9)),
    ],
    ids=["a paragraph a line", "short lines", "whole sentences of one length"],
)
def test_other_texts_are_left_alone(text: str) -> None:
    document = read_text("a.txt", text.encode())
    assert unwrapped(document) is document or unwrapped(document).text == text


def broken(lengths: Iterator[int]) -> str:
    """The example cut after so many characters, wherever that is."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        rest = paragraph
        while len(rest) > 45:
            length = next(lengths)
            lines.append(rest[:length])
            rest = rest[length:]
        lines.append(rest)
    return "\n".join(lines)


@pytest.mark.parametrize("lengths", [(40,), (33, 41, 38, 30, 44, 36), (31, 32, 33, 34, 35, 36, 37, 43)])
def test_every_figure_of_a_report_broken_anywhere_is_read_and_nearly_all_are_bound(
    lengths: tuple[int, ...], tmp_path: Path
) -> None:
    """Figures cut by a line end are cited as they stand, with the line end in them; a word so cut may not be known."""
    text = broken(cycle(lengths))
    assert re.search(r"\d\n\.?\d", text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = evaluate(tmp_path / "a.txt", "chongqing-county-2023").mentions
    wanted = evaluate(EXAMPLE).mentions
    assert [_figure(m) for m in found if m.unit != "年"] == [_figure(m) for m in wanted if m.unit != "年"]
    bound = {(_figure(m), m.fact, m.period) for m in found}
    assert len({(_figure(m), m.fact, m.period) for m in wanted} - bound) <= 2


def _figure(mention: Mention) -> tuple[object, ...]:
    return "".join(mention.quote.split()), mention.number, mention.unit


def test_a_page_of_few_lines_without_an_end_is_read_line_by_line() -> None:
    lines = [
        "您当前的位置：首页 > 政务公开 > 教育 > 义务教育优质均衡发展督导评估自查报告" + "一二三四" * n for n in range(5)
    ]
    lines += ["全县现有义务教育学校186所，在校学生98700人，专任教师6830人，均按规定配备到位。" * n for n in (1, 2, 3)]
    document = read_text("a.txt", "\n".join(lines).encode())
    assert unwrapped(document) is document
