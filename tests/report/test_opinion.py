"""The opinion: the same in Word and PDF, with every part that offices file, and county text as text."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.opinion.content import Grid, Opinion, opinion
from rules_engine.report.opinion.print import opinion_pdf
from rules_engine.report.opinion.word import opinion_docx
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE, run

HOSTILE = r"甲县 #panic() $x$ <b>=1+1</b>"


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return evaluate(EXAMPLE)


def parts(found: Opinion) -> dict[str, str]:
    """The headings, each with all text below it."""
    return {part.heading: "\n".join(map(told, part.body)) for part in found.parts}


def told(item: str | Grid) -> str:
    return item if isinstance(item, str) else "\n".join(" ".join(row) for row in item.rows)


def test_it_has_the_parts_that_offices_file(verdict: Verdict) -> None:
    found = opinion(verdict, Language("zh"))
    assert found.title == "关于重庆市梁平区2023年度履行教育职责情况的督导评估意见"
    assert [part.heading[:2] for part in found.parts] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    below = list(parts(found).values())
    assert "自评报告.txt" in below[1]
    assert "等级尚未确定" in below[2]
    assert any("签字" in line for line in found.signature)


def test_every_problem_cites_sentence_place_and_law(verdict: Verdict) -> None:
    problems = list(parts(opinion(verdict, Language("zh"))).values())[4]
    for id, finding in verdict.findings.items():
        if finding.status == "not_met":
            criterion = next(c for c in verdict.ruleset.criteria if c.id == id)
            line = next(line for line in problems.splitlines() if criterion.title.zh in line)
            assert "自评报告.txt ¶" in line
            assert criterion.basis[0].text.zh in line
    differing = [relation for relation in verdict.relations if relation.status == "contradictory"]
    assert differing
    assert all(Language("zh").say(relation.statement) in problems for relation in differing)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_word_says_all_of_it_in_fonts_for_chinese(verdict: Verdict, language: str) -> None:
    found = opinion(verdict, Language(language))
    made = docx.Document(BytesIO(opinion_docx(verdict, Language(language))))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert paragraphs[0] == found.title
    for part in (*found.parts, found.appendix):
        assert part.heading in paragraphs
        for item in part.body:
            if isinstance(item, Grid):
                assert all(text in cells for row in item.rows for text in row)
            else:
                assert item in paragraphs
    assert 'w:eastAsia="仿宋"' in made.element.xml
    assert made.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_the_pdf_says_it_too(verdict: Verdict, tmp_path: Path) -> None:
    file = tmp_path / "opinion.pdf"
    file.write_bytes(opinion_pdf(verdict, Language("zh")))
    text = pdf_text(file)
    for part in opinion(verdict, Language("zh")).parts:
        assert part.heading in text


def pdf_text(file: Path) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_what_a_county_wrote_is_no_markup(tmp_path: Path) -> None:
    folder = tmp_path / "county"
    folder.mkdir()
    (folder / "自评报告.txt").write_bytes((EXAMPLE / "自评报告.txt").read_bytes())
    (folder / "submission.yaml").write_text(json.dumps({"county": HOSTILE}), encoding="utf-8")
    verdict = evaluate(folder)
    made = docx.Document(BytesIO(opinion_docx(verdict, Language("zh"))))
    assert HOSTILE in made.paragraphs[0].text
    file = tmp_path / "opinion.pdf"
    file.write_bytes(opinion_pdf(verdict, Language("zh")))
    assert "#panic()" in pdf_text(file)
    assert "<b>" in pdf_text(file)


def test_the_command_writes_both(tmp_path: Path) -> None:
    done = run("evaluate", EXAMPLE, "--docx", tmp_path / "a.docx", "--pdf", tmp_path / "a.pdf", "--lang", "zh")
    assert done.code == 3
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs


def test_word_opens_in_libreoffice(verdict: Verdict, tmp_path: Path) -> None:
    office: Any = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer")
    file = tmp_path / "opinion.docx"
    file.write_bytes(opinion_docx(verdict, Language("zh")))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "督导评估意见" in pdf_text(tmp_path / "opinion.pdf").replace("\r\n", "")


def test_without_typst_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> None:
    import sys

    from rules_engine.errors import WrongUse

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(WrongUse, match="pip install typst"):
        opinion_pdf(verdict, Language("en"))
