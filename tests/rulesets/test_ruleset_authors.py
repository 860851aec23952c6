import re
from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.facts.vocabulary_test import try_vocabulary
from rules_engine.hooks.host import Host
from rules_engine.lint.ruleset import lint_ruleset
from rules_engine.ruleset.cases import Outcome, compare, read_cases
from rules_engine.ruleset.load import load_ruleset
from rules_engine.scoring.decide import decide

from .conftest import ROOT

GUIDE = (ROOT / "docs" / "ruleset-authors.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^\*\*`([^`]+)`\*\*\n\n```yaml\n(.*?)^```$", GUIDE, re.M | re.S))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guide's ruleset, written out."""
    home = tmp_path / "school-meals-2023"
    for name, text in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return home


def test_the_ruleset_of_the_guide_is_clean(folder: Path, host: Host) -> None:
    assert [str(problem) for problem in lint_ruleset(folder, host.checks)] == []
    assert try_vocabulary(load_vocabulary(folder / "vocabulary")) == []


def test_the_cases_of_the_guide_hold(folder: Path, host: Host) -> None:
    ruleset = load_ruleset(folder, host.checks)
    cases = read_cases(folder, ruleset)
    assert len(cases) == 4
    for case in cases:
        found = decide(ruleset, case.facts, case.period)
        outcomes = {id: (f.status, f.low, f.high) for id, f in found.findings.items()}
        outcome = Outcome(outcomes, found.grades, found.scores.confirmed, found.scores.best)
        assert [str(problem) for problem in compare(case, outcome)] == []


def test_the_guide_shows_every_built_in_kind() -> None:
    assert set(re.findall(r"^check: \{kind: (\w+)", GUIDE, re.M)) == {check.id for check in BUILTIN_CHECKS}


def test_the_guide_s_own_words_tell_the_report_of_a_folder_and_what_is_planned(folder: Path, tmp_path: Path) -> None:
    handed = tmp_path / "某县"
    handed.mkdir()
    report = "某县学校食品安全自评报告\n一、下一步\n学校食堂明厨亮灶覆盖率达96%。\n"
    (handed / "a.txt").write_text(report, encoding="utf-8")
    (handed / "b.txt").write_text("会议记录\n参会人员签到。\n", encoding="utf-8")
    verdict = evaluate(handed, folder, period=2023)
    assert verdict.report == "a.txt"
    assert [(mention.fact, mention.kind) for mention in verdict.mentions] == [("meals.open_kitchens", "target")]
