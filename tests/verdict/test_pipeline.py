"""Which ruleset and period are taken, what entries do, and what a lost plugin costs."""

import re
from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.errors import RulesEngineError, UnreadableRuleset, WrongUse
from rules_engine.hooks.host import load_plugins
from tests.cli.commands import EXAMPLE, run

REPORT = EXAMPLE / "自评报告.txt"
PLAIN = "某某县人民政府履行教育职责自评报告\n一、履职情况\n全县学前三年毛入园率达91.5%。\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A report whose head names neither scheme nor date."""
    file = tmp_path / "report.txt"
    file.write_text(PLAIN, encoding="utf-8")
    return file


def test_a_report_that_names_no_scheme_asks_for_the_ruleset(plain: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        evaluate(plain)
    assert "--ruleset" in str(refused.value)
    assert "chongqing-county-2023" in str(refused.value)


def test_a_report_that_names_no_year_asks_for_the_period(plain: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        evaluate(plain, "chongqing-county-2023")
    assert "--period" in str(refused.value)


def test_an_unknown_ruleset_names_the_nearest(plain: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        evaluate(plain, "chongqing-county-2032")
    assert 'Did you mean "chongqing-county-2023"?' in str(refused.value)


def test_a_year_outside_the_editions_of_many_is_told_in_one_sentence_with_the_nearest_day(plain: Path) -> None:
    with pytest.raises(UnreadableRuleset) as refused:
        evaluate(plain, "chongqing-county-2023", period=1990)
    (problem,) = refused.value.problems
    assert problem.place and problem.place.line and problem.code == "no_edition"
    assert re.search(r"begin with \d{4}; \d+ of them have no value for 1990-12-31, e\.g\. .*, ", str(problem))
    closest = re.search(r"all have one is (\d{4})-", str(problem))
    assert closest
    assert evaluate(plain, "chongqing-county-2023", period=int(closest[1])).period.year == int(closest[1])
    with pytest.raises(UnreadableRuleset):
        evaluate(plain, "chongqing-county-2023", period=int(closest[1]) - 1)
    assert run("evaluate", plain, "--ruleset", "chongqing-county-2023", "--period", "1990").code == 2


def test_the_option_goes_before_the_submission_and_the_report() -> None:
    assert evaluate(REPORT, period=2024).period.reason == "option"
    assert evaluate(EXAMPLE).ruleset.name == "chongqing-county-2023"


def test_an_entry_settles_what_the_report_left_open_and_fires_a_veto(tmp_path: Path) -> None:
    entries = tmp_path / "entries.yaml"
    entries.write_text(
        "entries:\n"
        "  - {id: pay.new_arrears, value: yes, period: 2023, level: E4, author: 张三, citation: 现场查阅工资台账}\n",
        encoding="utf-8",
    )
    verdict = evaluate(EXAMPLE, facts=entries)
    assert verdict.grades == ("unqualified",)
    assert verdict.passes is False
    assert verdict.scores == evaluate(EXAMPLE).scores, "a veto does not erase the score"
    assert run("evaluate", EXAMPLE, "--facts", entries).code == 1


@pytest.mark.parametrize("name", ["leadership", "funding", "safety", "pay_parity"])
def test_p12_without_its_plugin_a_criterion_is_unknown_never_a_pass(name: str) -> None:
    whole, less = evaluate(EXAMPLE), evaluate(EXAMPLE, plugins=load_plugins(frozenset({name})))
    lost = [id for id, finding in less.findings.items() if "plugin_missing" in finding.reasons]
    assert lost
    for id in lost:
        assert less.findings[id].status == "unknown"
        assert less.findings[id].low == less.findings[id].minimum
    assert less.scores.confirmed <= whole.scores.confirmed
    others = less.findings.keys() - set(lost)
    assert {id: less.findings[id].status for id in others} == {id: whole.findings[id].status for id in others}


def test_evaluating_prints_nothing_and_leaves_no_state(capsys: pytest.CaptureFixture[str]) -> None:
    first = evaluate(EXAMPLE)
    evaluate(REPORT, period=2024)
    assert evaluate(EXAMPLE) == first
    assert capsys.readouterr() == ("", "")


def test_every_error_is_one_of_ours(tmp_path: Path) -> None:
    for content in (b"", b"\x00\x01\x02", b"\xff\xfe\xfa", b"PK\x03\x04 not a text"):
        file = tmp_path / "bad.txt"
        file.write_bytes(content)
        with pytest.raises(RulesEngineError):
            evaluate(file, "chongqing-county-2023", period=2023)


def test_a_report_in_which_nothing_is_recognised_says_so(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("这份文件里没有任何一项指标。\n", encoding="utf-8")
    verdict = evaluate(file, "chongqing-county-2023", period=2023)
    assert "nothing_read" in verdict.flags
    told = run("evaluate", file, "--ruleset", "chongqing-county-2023", "--period", "2023")
    assert told.code == 3
    assert "No figure or statement of the report was recognised" in told.out


def test_a_file_that_is_not_read_is_named_on_the_first_screen(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "附件.bin").write_bytes(bytes(range(256)) * 8)
    told = run("evaluate", tmp_path)
    assert told.code == 3
    assert 0 < told.out.find("附件.bin") < told.out.find("What to ask for")
