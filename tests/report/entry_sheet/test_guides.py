"""What the guides for inspectors show of entries is what the commands say."""

import re
from pathlib import Path

import pytest

from rules_engine.report.entry_sheet.layout import CRITERIA, FIGURES
from tests.cli.commands import ROOT, run
from tests.report.entry_sheet.filling import EN, ZH, Sheet

GUIDES = {"en": ROOT / "docs" / "inspectors.md", "zh": ROOT / "docs" / "inspectors.zh.md"}
NAMES = {"en": "check.xlsx", "zh": "核对表.xlsx"}
GROWTH_ROW = 10


def entered(language: str, written: Path, folder: Path) -> Sheet:
    sheet = Sheet(written.read_bytes(), EN if language == "en" else ZH, signed=False)
    author, source = ("Wang", "education finance statistics") if language == "en" else ("督学 王", "教育经费统计报表")
    decision = "corrected" if language == "en" else "更正"
    sheet.whole(author=author, date="2026-11-20")
    row = sheet.figure("0.07%", decision=decision, verified=0.7, evidence="E2", source=source)
    assert row == GROWTH_ROW
    sheet.saved(folder, NAMES[language])
    return sheet


@pytest.mark.parametrize("language", GUIDES)
def test_the_guides_show_what_the_commands_say(language: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = tmp_path / "written.xlsx"
    assert run("sheet", "examples/liangping-2023", "--out", written, "--lang", language, cwd=ROOT).code == 0
    sheet = entered(language, written, tmp_path)
    file = tmp_path / NAMES[language]
    shown = {
        "entries": run(
            *("explain", "examples/liangping-2023", "funding.general_budget_growth"),
            *("--entries", file, "--lang", language),
            cwd=ROOT,
        ).out
    }
    sheet.fill(FIGURES, GROWTH_ROW, verified="0.7万元", evidence="E5")
    sheet.criterion("leadership.joint_leadership", decision="D", reason="-")
    sheet.fill(CRITERIA, 2, title="-")
    sheet.saved(tmp_path, NAMES[language])
    refused = run("evaluate", "examples/liangping-2023", "--entries", file, "--lang", language, cwd=ROOT)
    assert (refused.code, refused.out) == (2, "")
    shown["refused"] = refused.err
    guide = GUIDES[language]
    text = guide.read_text(encoding="utf-8")
    for name, said in shown.items():
        part = re.compile(rf"(<!-- {name} {language} -->\n```\n\$ [^\n]+\n)(.*?)(```\n<!-- end -->)", re.DOTALL)
        if request.config.getoption("--write-golden"):
            text = part.sub(lambda found, said=said: found[1] + said + found[3], text)  # type: ignore[misc]
            guide.write_text(text, encoding="utf-8", newline="\n")
        found = part.search(text)
        assert found is not None and found[2] == said
