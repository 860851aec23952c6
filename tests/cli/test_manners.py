"""What the command line says where something is not as it should be: in one language, in words, with what to do."""

import ctypes
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from rules_engine.locale import language_of_environment
from tests.cli.commands import EXAMPLE, run

NO_LANGUAGE = {"RULES_ENGINE_LANG": "", "LC_ALL": "C.UTF-8"}


def test_where_nobody_names_a_language_all_is_said_in_that_of_the_report(tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    ran = run("evaluate", EXAMPLE, "--html", page, env=NO_LANGUAGE)
    assert ran.out.startswith("【重建】")
    assert ran.err == f"已写出：{page}\n"


def test_several_submissions_are_told_in_one_language_too(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "甲县")
    (tmp_path / "乙县").mkdir()
    (tmp_path / "乙县" / "报告.txt").write_text("乙县人民政府关于2023年履行教育职责的自评报告\n一切都好。", "utf-8")
    ran = run("evaluate", tmp_path / "甲县", tmp_path / "乙县", env=NO_LANGUAGE)
    assert "未能评估（1）" in ran.err and "Not evaluated" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("evaluate", EXAMPLE, "--facts", "没有.yaml"), "没有.yaml: 此文件无法读取：没有这个文件或文件夹。\n"),
        (("replay", "没有.json"), "没有.json: 此文件无法打开：没有这个文件或文件夹。\n"),
        (("sheet", EXAMPLE, "--out", "没有/表.xlsx"), "无法写入“没有/表.xlsx”：没有这个文件或文件夹。\n"),
    ],
)
def test_the_reasons_of_the_system_are_told_in_the_language_too(
    tmp_path: Path, arguments: tuple[str | Path, ...], told: str
) -> None:
    ran = run(*arguments, cwd=tmp_path, env={"RULES_ENGINE_LANG": "zh"})
    assert (ran.code, ran.err) == (2, told)


def test_a_day_that_is_none_is_told_by_an_example() -> None:
    ran = run("evaluate", EXAMPLE, "--as-of", "2023-13-01")
    assert ran.code == 2
    assert '"2023-13-01" is no date; write it like 2026-11-23.' in ran.err and "%Y" not in ran.err
    assert run("evaluate", EXAMPLE, "--as-of", "2023-12-31").code == 3


@pytest.mark.parametrize(("option", "name"), [("--docx", "意见.txt"), ("--xlsx", "表.csv"), ("--pdf", "意见")])
def test_a_file_of_another_suffix_is_refused_before_anything_is_evaluated(
    tmp_path: Path, option: str, name: str
) -> None:
    ran = run("evaluate", EXAMPLE, option, tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f'"{name}" ends in none of: .{option.removeprefix("--")}.\n'


def test_a_pdf_that_cannot_be_made_takes_nothing_from_the_rest(tmp_path: Path) -> None:
    record = tmp_path / "v.json"
    (tmp_path / "typst.py").write_text("raise ImportError", encoding="utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    ran = run("evaluate", EXAMPLE, "--pdf", tmp_path / "a.pdf", "--json", record, env=env)
    assert ran.code == 2 and "pip install typst" in ran.err
    assert record.exists()


@pytest.mark.parametrize(("menus", "language"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en"), (0x0407, None)])
def test_windows_names_its_language_by_that_of_its_menus(
    monkeypatch: pytest.MonkeyPatch, menus: int, language: str | None
) -> None:
    for variable in ("RULES_ENGINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: menus)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert language_of_environment() == language


def test_a_ruleset_that_submission_yaml_misnames_is_told_of_that_file(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "甲县")
    (tmp_path / "甲县" / "submission.yaml").write_text("ruleset: chongqing-county-203\n", encoding="utf-8")
    ran = run("evaluate", tmp_path / "甲县")
    assert ran.code == 2
    assert ran.err.startswith('submission.yaml: There is no ruleset "chongqing-county-203". Did you mean')


def test_where_no_ruleset_is_installed_none_is_offered() -> None:
    ran = run("evaluate", EXAMPLE / "自评报告.txt", "--no-plugins")
    assert ran.code == 2 and ran.err.endswith("No rulesets are installed; give --ruleset a folder.\n")


def test_two_reports_are_a_question_with_their_names(tmp_path: Path) -> None:
    report = (EXAMPLE / "自评报告.txt").read_text(encoding="utf-8")
    for name, more in (("甲.txt", ""), ("乙.txt", "多一句。")):
        (tmp_path / name).write_text(report + more, encoding="utf-8")
    ran = run("evaluate", tmp_path, env={"RULES_ENGINE_LANG": "zh"})
    assert ran.code == 2 and "这几份中哪一份是自评报告：" in ran.err and "？请在“submission.yaml”" in ran.err
