import json
import subprocess
import sys
from pathlib import Path

import pytest

from rules_engine.cli.session import worst
from tests.cli.commands import EXAMPLE, run


def test_the_example_is_not_settled() -> None:
    ran = run("evaluate", EXAMPLE)
    assert ran.code == 3
    assert ran.err == ""
    assert "Grade: still open" in ran.out


def test_stdout_holds_json_only() -> None:
    ran = run("evaluate", EXAMPLE, "--json", "-", "-v")
    record = json.loads(ran.out)
    assert ran.code == 3
    assert record["format"] == "rules-engine-verdict/1"


def test_json_goes_to_a_file_beside_the_report(tmp_path: Path) -> None:
    target = tmp_path / "评价 结论.json"
    ran = run("evaluate", EXAMPLE, "--json", target)
    assert ran.code == 3 and "Grade" in ran.out
    assert json.loads(target.read_text(encoding="utf-8"))["grades"]


def test_json_that_cannot_be_written_is_2(tmp_path: Path) -> None:
    ran = run("evaluate", EXAMPLE, "--json", tmp_path / "nowhere" / "x.json")
    assert ran.code == 2
    assert "Cannot write" in ran.err


def test_the_worst_of_several_counts_and_none_is_lost(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    ran = run("evaluate", empty, EXAMPLE, tmp_path / "missing.txt")
    assert ran.code == 2
    lines = ran.out.splitlines()
    assert len(lines) == 3
    assert "not evaluated" in lines[0] and "Excellent / Good" in lines[1] and "not evaluated" in lines[2]
    assert "empty.txt" in ran.err and "missing.txt" in ran.err
    several = run("evaluate", EXAMPLE, EXAMPLE, "--json", "-")
    assert several.code == 3 and len(json.loads(several.out)) == 2


@pytest.mark.parametrize(("codes", "expected"), [([0, 1], 1), ([1, 3, 0], 3), ([3, 2, 1], 2), ([0, 0], 0), ([0, 3], 3)])
def test_the_order_of_exit_codes(codes: list[int], expected: int) -> None:
    assert worst(codes) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--ruleset", "chongqing-county-2032"], "chongqing-county-2023"),
        (["--period", "1950"], "1950"),
        (["--facts", "missing.yaml"], "missing.yaml"),
        (["--without-plugin", "fundin"], "funding"),
        (["--no-plugins"], "--ruleset"),
        (["--as-of", "soon"], "soon"),
    ],
)
def test_wrong_options_are_told_in_both_languages(language: str, arguments: list[str], expected: str) -> None:
    ran = run("evaluate", EXAMPLE, *arguments, "--lang", language)
    assert ran.code == 2
    assert expected in ran.err
    assert "Traceback" not in ran.err
    assert any("\u4e00" <= mark <= "\u9fff" for mark in ran.err) or language == "en"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x7fELF\0\0\0\x01", b"PK\x03\x04" + b"\0" * 64, "只有一句话。".encode(), b"\xff\xfe\x00"],
    ids=["empty", "binary", "zip", "no label", "broken"],
)
def test_bad_files_give_a_message_and_2(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "坏 文件.txt"
    file.write_bytes(content)
    ran = run("evaluate", file)
    assert ran.code == 2
    assert ran.err and "Traceback" not in ran.err
    assert ran.out == ""


def test_a_removed_plugin_is_told_first_and_its_criteria_stay_undecided() -> None:
    ran = run("evaluate", EXAMPLE, "--without-plugin", "pay_parity")
    assert ran.code == 3
    assert "pay.parity" in ran.out.splitlines()[0]


def test_facts_of_an_inspector_are_taken() -> None:
    facts = EXAMPLE.parent / "facts.yaml"
    before, after = (
        json.loads(run("evaluate", EXAMPLE, "--json", "-", *more).out) for more in ([], ["--facts", facts])
    )
    assert after["entries"] and not before["entries"]
    assert float(after["scores"]["confirmed"]) > float(before["scores"]["confirmed"])


def test_unexpected_errors_are_apologised_for() -> None:
    code = (
        "from rules_engine import pipeline\n"
        "def broken(*_, **__): raise RuntimeError('secret')\n"
        "pipeline.evaluate = broken\n"
        "from rules_engine.cli import main\n"
        "main()"
    )
    plain, debug = (
        subprocess.run(
            [sys.executable, "-c", code, "evaluate", str(EXAMPLE), *more],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for more in (["--lang", "zh"], ["--debug"])
    )
    assert plain.returncode == debug.returncode == 2
    assert "抱歉" in plain.stderr and "--debug" in plain.stderr and "Traceback" not in plain.stderr
    assert "RuntimeError: secret" in debug.stderr


def test_the_log_goes_to_stderr_and_quotes_nothing() -> None:
    quiet, told, more = (run("evaluate", EXAMPLE, *flags) for flags in ([], ["-v"], ["-vv"]))
    assert quiet.err == ""
    assert quiet.out == told.out == more.out
    assert "INFO rules_engine: ruleset chongqing-county-2023" in told.err
    assert len(more.err.splitlines()) > len(told.err.splitlines()) > 3
    assert "毛入园率" not in more.err
