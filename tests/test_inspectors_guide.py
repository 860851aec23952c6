"""The guides for inspectors: each command of the last chapter is run, and prints what is shown."""

import datetime
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from rules_engine.documents.formats import scan
from tests.cli.commands import ROOT, run

GUIDES = {"en": ROOT / "docs" / "inspectors.md", "zh": ROOT / "docs" / "inspectors.zh.md"}
CHAPTER = re.compile(r"^## 10\..*\Z", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHEET = {"en": "sheet.xlsx", "zh": "核对表.xlsx"}
HEADS = {
    "en": ("Figure as printed", "Decision", "Verified value", "Evidence level", "Source", "Id"),
    "zh": ("原文数字", "督学认定", "核实数值", "证据等级", "来源", "编号"),
}
CHOICES = {
    "en": ("confirmed as read", "corrected", "not this indicator"),
    "zh": ("确认读数无误", "更正", "不是该指标"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scan.missing.cache_clear()
    if scan.missing() is not None:
        pytest.skip("Tesseract with chi_sim is not on this machine")
    shutil.copytree(ROOT / "examples" / "qinghe-2023", tmp_path / "qinghe-2023")
    return tmp_path


def commands(guide: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines shown below it; … stands for any."""
    chapter = CHAPTER.search(guide.read_text(encoding="utf-8"))
    assert chapter is not None
    for block in SHOWN.findall(chapter[0]):
        for part in block.split("$ ")[1:]:
            command, *lines = part.splitlines()
            yield command, lines


def as_shown(lines: list[str]) -> re.Pattern[str]:
    """What the lines allow: a line … is any lines, … in a line any words."""
    pieces = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in lines]
    return re.compile("".join(pieces))


def fill_in(path: Path, language: str) -> None:
    """What the guide says the inspector writes into the yellow columns."""
    book = openpyxl.load_workbook(path)
    cover, criteria, figures = book.worksheets[:3]
    cover["C4"], cover["C5"], cover["C6"] = "王督学", datetime.date(2024, 3, 12), "现场核查"
    printed, decision, value, level, source, id = HEADS[language]
    choices = CHOICES[language]
    columns = {cell.value: cell.column for cell in figures[1]}
    told = {
        "96%": {decision: choices[0], level: "E4", source: "到校查看12所学校"},
        "5.03%": {decision: choices[1], value: 4.03, level: "E2", source: "财政决算表"},
        "92.6%": {decision: choices[2], source: "台账为学前一年毛入园率"},
    }
    for row in figures.iter_rows(min_row=2):
        for head, entry in told.pop(row[columns[printed] - 1].value, {}).items():
            row[columns[head] - 1].value = entry
    assert told == {}
    columns = {cell.value: cell.column for cell in criteria[1]}
    for row in criteria.iter_rows(min_row=2):
        if row[columns[id] - 1].value == "leadership.joint_leadership":
            row[columns[decision] - 1].value, row[columns[source] - 1].value = "B", "领导小组会议纪要"
    book.save(path)


@pytest.mark.parametrize("language", GUIDES)
def test_every_command_prints_what_the_guide_shows(language: str, folder: Path) -> None:
    seen = []
    for command, lines in commands(GUIDES[language]):
        program, *arguments = shlex.split(command)
        assert program == "rules-engine"
        ran = run(*arguments, cwd=folder, env={"RULES_ENGINE_LANG": language})
        assert as_shown(lines).fullmatch(ran.out + ran.err), f"{command}\n{ran.out}{ran.err}"
        seen.append(arguments[0])
        if arguments[0] == "sheet":
            fill_in(folder / SHEET[language], language)
    assert seen == ["evaluate", "evaluate", "explain", "sheet", "evaluate", "explain", "replay", "requests", "evaluate"]
