"""The document format of the guide, installed as a plugin: from its file to a verdict, and to a refusal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rules_engine import evaluate, pipeline
from rules_engine.errors import UnreadableSubmission
from rules_engine.hooks.host import load_plugins

GUIDE = (Path(__file__).parents[2] / "docs" / "plugin-authors.md").read_text(encoding="utf-8")
(SOURCE,) = (block for block in re.findall(r"```python\n(.*?)^```$", GUIDE, re.M | re.S) if "def read_note" in block)
REPORT = "戊县人民政府履行教育职责自评报告\n一、履职情况\n2022年全县学前三年毛入园率达91.5%。\n"
RULESET = "chongqing-county-2023"
Install = Callable[..., Path]


def test_a_plugin_adds_a_format(install: Install, tmp_path: Path) -> None:
    install("notes", SOURCE)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "报告.note").write_bytes(("NOTE 1\r\n" + REPORT.replace("\n", "\r\n")).encode())
    (folder / "坏.note").write_text("NOTE 2\n坏\n", encoding="utf-8")
    found = evaluate(folder, RULESET, period=2023)
    [fact] = [fact for fact in found.facts if fact.id == "preschool.gross_enrolment"]
    anchor = fact.citations[0].anchor
    assert anchor is not None
    assert (anchor.document, anchor.block) == ("报告.note", "¶3")
    assert [str(note) for note in found.notes] == ["坏.note: not read. This .note file has no head."]
    assert [record.readers for record in found.plugins if record.name == "notes"] == [("notes",)]


def test_without_the_plugin_the_format_is_unknown(install: Install, tmp_path: Path) -> None:
    install("notes", SOURCE)
    path = tmp_path / "报告.note"
    path.write_bytes(b"NOTE 1\n\0\0\0" + REPORT.encode())
    assert pipeline.read(path, RULESET).mentions
    with pytest.raises(UnreadableSubmission):
        pipeline.read(path, RULESET, plugins=load_plugins(frozenset({"notes"})))
