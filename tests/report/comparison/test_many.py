"""Many counties at once: a line each, what failed at the end, the rest unharmed, and the truth found in all of them."""

import json
from pathlib import Path

import openpyxl
import pytest

from examples.made_up_counties import County, county, write
from rules_engine.batch import Outcome, Wish, evaluate_all
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.pipeline import evaluate
from rules_engine.report.verdict_json import verdict_json
from tests.cli.commands import run

NUMBERS = range(24)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("counties"), NUMBERS)


@pytest.fixture(scope="module")
def host() -> Host:
    return load_plugins()


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_county_tells_is_read_and_what_it_leaves_out_is_not(
    number: int, folders: list[Path], host: Host
) -> None:
    made: County = county(number)
    verdict = evaluate(folders[number], plugins=host)
    read = {(fact.id, fact.value.low) for fact in verdict.facts if fact.value.settled}
    assert {(id, value) for id, value in made.truth.items()} <= read
    assert not {id for id, _ in read}.intersection(made.silent)
    assert sum(relation.status == "contradictory" for relation in verdict.relations) == made.contradictions


def test_the_same_number_is_the_same_county() -> None:
    assert county(5, kilobytes=10) == county(5, kilobytes=10)
    assert len(county(5, kilobytes=10).text.encode()) >= 10_000
    assert len({county(number).text for number in NUMBERS}) == len(NUMBERS)


def test_units_that_are_no_counties_are_taken_too(folders: list[Path], host: Host) -> None:
    zones = [number for number in range(200) if county(number).name.endswith("开发区")]
    made = county(zones[0])
    folder = folders[0].parent / "zone"
    folder.mkdir()
    (folder / "自评报告.txt").write_text(made.text, encoding="utf-8")
    assert evaluate(folder, plugins=host).head.county == made.name


def test_a_pool_gives_what_one_process_gives(folders: list[Path], host: Host) -> None:
    outcomes = list(evaluate_all(folders[:6], Wish(records=True), workers=2))
    assert [outcome.path for outcome in outcomes] == folders[:6]
    for outcome in outcomes:
        assert outcome.record == verdict_json(evaluate(outcome.path, plugins=host))


def test_a_bad_submission_harms_no_other(folders: list[Path], tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    outcomes: list[Outcome] = list(evaluate_all([folders[0], empty, folders[1]], Wish(), workers=2))
    assert [bool(outcome.summary) for outcome in outcomes] == [True, False, True]
    done = run("evaluate", folders[0], empty, folders[1], "--lang", "zh")
    assert done.code == 2
    lines = done.out.splitlines()
    assert len(lines) == 3
    assert "未能评估" in lines[1]
    assert "未能评估（1）" in done.err and "空" in done.err


def test_the_summary_table_holds_each_county_and_each_point(folders: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "汇总表.xlsx"
    done = run("evaluate", *folders[:4], tmp_path / "缺", "--xlsx", out, "--lang", "zh")
    assert done.code == 2
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["汇总表", "要点对照", "未能评估"]
    assert [row[0] for row in book["汇总表"].iter_rows(min_row=2, values_only=True)] == [
        county(number).name for number in range(4)
    ]
    points = list(book["要点对照"].iter_rows(min_row=2, values_only=True))
    assert len(points) == 4 * len({row[0] for row in points})
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_records_of_several_are_a_list(folders: list[Path]) -> None:
    done = run("evaluate", *folders[:3], "--json", "-")
    assert [record["submission"] for record in json.loads(done.out)] == [folder.name for folder in folders[:3]]
