import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import EXAMPLE, START, run

HEAVY = ("attr", "attrs", "yaml", "cattrs", "pluggy", "tabulate", "wcwidth", "importlib.metadata", "re2", "openpyxl")


@pytest.mark.parametrize("arguments", [["--help"], ["evaluate", "--help"], ["replay", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys, rules_engine.cli as cli\n"
        f"code = cli.run({arguments!r})\n"
        "print(code, *sorted(name for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, *modules = done.stderr.split()
    assert exit_code == "0"
    assert [name for name in HEAVY if name in modules] == []
    own = [name for name in modules if name.startswith("rules_engine")]
    assert all(name.split(".")[1:2] in ([], ["cli"], ["locale"], ["version"]) for name in own)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_speaks_both_languages(language: str) -> None:
    ran = run("evaluate", "--help", "--lang", language)
    assert ran.code == 0
    assert ("报送材料" in ran.out) == (language == "zh")
    assert ("Usage:" in ran.out) == (language == "en")
    assert ("显示此说明并退出" in ran.out) == (language == "zh")


def test_every_command_has_help_in_chinese() -> None:
    listed = run("--help", env={"RULES_ENGINE_LANG": "zh"})
    assert "评价报送材料" in listed.out
    for command in ("evaluate", "explain", "facts", "rulesets", "plugins", "lint", "test", "replay", "sheet"):
        ran = run(command, "--help", env={"RULES_ENGINE_LANG": "zh"})
        assert ran.code == 0 and "用法" in ran.out


def test_wrong_use_is_2_in_the_reader_s_language() -> None:
    assert run("evaluate").code == 2
    assert "缺少参数" in run("evaluate", "--lang", "zh").err
    assert "没有命令" in run("evaluat", env={"RULES_ENGINE_LANG": "zh"}).err
    assert run("evaluate", "x", "--period", "soon").code == 2


def test_the_sentences_of_click_are_wholly_chinese() -> None:
    missing = run("evaluate", "--lang", "zh").err
    assert missing.startswith("用法：rules-engine evaluate [选项] SUBMISSION...\n")
    assert missing.endswith("错误：缺少参数 'SUBMISSION...'。\n")
    assert "'soon' 不是有效的整数。" in run("evaluate", "x", "--period", "soon", "--lang", "zh").err
    assert run("rulesets", "a", "b", "--lang", "zh").err.endswith("错误：多余的参数：a b。\n")
    assert "\n选项：\n" in run("--help", "--lang", "zh").out and "\n命令：\n" in run("--help", "--lang", "zh").out


def test_an_unknown_command_names_the_nearest() -> None:
    assert run("evalute").err.endswith("Error: No such command 'evalute'. Did you mean \"evaluate\"?\n")
    assert "没有命令 'evalute'。是否应为“evaluate”？" in run("evalute", "--lang", "zh").err


def test_version_names_engine_rulesets_and_plugins() -> None:
    ran = run("--version")
    assert ran.code == 0
    assert ran.out.startswith("rules-engine 0.1.0\nruleset chongqing-county-2023 ")
    for plugin in ("funding", "leadership", "pay_parity", "rulesets", "safety"):
        assert f"plugin {plugin} " in ran.out


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "gbk", "cp1252"])
def test_a_console_that_is_not_utf_8_does_not_crash(encoding: str) -> None:
    ran = run("evaluate", EXAMPLE, "--lang", "zh", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert ran.code == 3
    assert ran.err == ""
    assert ("\\u7b49\\u6b21" in ran.out) == (encoding in ("latin-1", "cp1252"))


@pytest.mark.parametrize("submission", [EXAMPLE, EXAMPLE / "自评报告.txt"])
def test_a_locale_without_chinese_reads_files_of_chinese_names(submission: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    told = run("evaluate", submission, "--json", "-", env=plain)
    assert told.err == run("evaluate", submission, "--json", "-").err
    assert told.out == run("evaluate", submission, "--json", "-").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", [["evaluate", EXAMPLE], ["evaluate", EXAMPLE, "--json", "-"], ["--help"]])
def test_an_output_that_cannot_be_written_is_said(arguments: list[str | Path]) -> None:
    command = [sys.executable, "-c", START, *map(str, arguments)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env={**os.environ, "RULES_ENGINE_LANG": "en"}
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["The output cannot be written: the disk is full."]


def test_a_closed_pipe_is_said() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", START, "rulesets"]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env={**os.environ, "RULES_ENGINE_LANG": "en"}
    )
    os.close(writing)
    assert done.returncode == 2
    assert done.stderr.decode() == "The output cannot be written: nobody reads on.\n"


def test_the_start_is_the_console_script() -> None:
    assert "rules_engine.cli" in START
