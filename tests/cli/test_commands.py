import json
import shutil
from pathlib import Path

import pytest

from rules_engine.hooks.host import load_plugins
from tests.cli.commands import EXAMPLE, run

RULESET = "chongqing-county-2023"


def test_explain_tells_one_criterion() -> None:
    ran = run("explain", EXAMPLE, "preschool.gross_enrolment", "--lang", "zh")
    assert ran.code == 0
    for part in ("[达到] preschool.gross_enrolment", "93.2%", "自评报告.txt ¶", "规则：", "依据：", "参数："):
        assert part in ran.out


def test_explain_without_a_criterion_tells_the_way_to_the_grade() -> None:
    ran = run("explain", EXAMPLE)
    assert ran.code == 0
    assert "From the total to the grade" in ran.out


def test_explain_refuses_an_unknown_criterion() -> None:
    ran = run("explain", EXAMPLE, "preschool.gross_enrollment")
    assert ran.code == 2
    assert 'Did you mean "preschool.gross_enrolment"?' in ran.err


def test_facts_lists_what_was_read() -> None:
    ran = run("facts", EXAMPLE)
    assert ran.code == 0
    assert "93.2%" in ran.out and "preschool.gross_enrolment" in ran.out
    record = json.loads(run("facts", EXAMPLE, "--json", "-").out)
    assert list(record) == ["documents", "mentions", "claims", "relations"]
    text = record["documents"][0]["text"]
    assert all(text[mention["start"] : mention["end"]] == mention["quote"] for mention in record["mentions"])


def test_rulesets_names_what_is_installed() -> None:
    ran = run("rulesets")
    assert ran.code == 0
    assert RULESET in ran.out and "[Reconstruction]" in ran.out and "渝教函〔2023〕464号" in ran.out


def test_plugins_are_clean() -> None:
    ran = run("plugins")
    assert ran.code == 0
    assert "funding: loaded" in ran.out


def test_lint_and_test_are_clean() -> None:
    assert run("lint", RULESET).code == 0
    assert run("test", RULESET).code == 0
    assert run("test", "vocabulary").code == 0


def test_lint_tells_a_typo_with_its_place(tmp_path: Path) -> None:
    source = load_plugins().rulesets[RULESET]
    shutil.copytree(source, tmp_path / RULESET)
    shutil.copytree(source.parent / "vocabulary", tmp_path / "vocabulary")
    file = tmp_path / RULESET / "areas" / "safety.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("safety.guards", "safety.gaurds", 3), encoding="utf-8")
    ran = run("lint", tmp_path / RULESET)
    assert ran.code == 1
    assert "areas/safety.yaml:" in ran.out.replace("\\", "/")
    assert 'Did you mean "safety.guards"?' in ran.out
    assert run("evaluate", EXAMPLE, "--ruleset", tmp_path / RULESET).code == 2


def test_lint_of_nothing_is_2() -> None:
    ran = run("lint", "chongqing")
    assert ran.code == 2 and RULESET in ran.err


def test_a_submission_named_by_a_path_with_blanks(tmp_path: Path) -> None:
    folder = tmp_path / "报 送"
    folder.mkdir()
    (folder / "自评报告.txt").write_bytes((EXAMPLE / "自评报告.txt").read_bytes())
    assert run("evaluate", folder).code == 3


@pytest.mark.parametrize("command", ["lint", "test"])
def test_lint_and_test_take_a_ruleset_not_an_option(command: str) -> None:
    told = run(command, "nosuch")
    assert told.code == 2 and "--ruleset" not in told.err and "Give one of: chongqing" in told.err
    assert 'There is no folder "/no/such/folder".' in run(command, "/no/such/folder").err
    assert "No rulesets are installed; give a folder." in run(command, "nosuch", "--no-plugins").err
    assert ", 2 " in run(command, "--help").out
