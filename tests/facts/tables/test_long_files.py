import os
import random
import zipfile
from decimal import Decimal

import duckdb
import pytest

from rules_engine.facts.tables import base
from tests.cli.commands import run
from tests.facts.tables.conftest import value
from tests.tables import generator


@pytest.fixture
def long(monkeypatch):
    """Files count as long from ten rows on."""
    monkeypatch.setattr(base, "LARGE", 10)


def facts(evidence):
    return {(fact.id, str(fact.period)): (fact.value, fact.printed) for fact in evidence.facts}


def test_a_long_file_gives_the_same_in_one_pass(read, long):
    made = generator.payroll()
    short = facts(read(made))
    found = read(made, suffix=".parquet")
    assert facts(found) == short
    assert "doubles_" in "".join(found.tables[0].script)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_long_csv_and_a_long_workbook_give_what_short_ones_give(read, suffix):
    made = generator.payroll()
    made.above += [[], ["填报单位：某区", "", "单位：元"]]
    made.rows.insert(40, [])
    made.rows.insert(90, ["", "小计", "", "", "", "", "", Decimal(120000)])
    made.rows.insert(150, list(made.header))
    for plant in generator.FAULTS.values():
        plant(made)
    made.rows += [
        ["合计", "", "", "", "", "", "", Decimal(9)],
        ["填表人：某某", "", "审核人：某某"],
        ["数据来源：某市财政局"],
    ]
    short, long = read(made, suffix=suffix), read(made, suffix=suffix, as_file=True)
    assert facts(long) == facts(short)
    (a,), (b,) = short.tables, long.tables
    assert dict(b.files[0].left_out) == dict(a.files[0].left_out) == {"header": 1, "note": 2, "total": 2}
    assert (a.rows, a.level, a.reject_counts) == (b.rows, b.level, b.reject_counts)
    assert {(r.cell.rpartition("!")[2], r.code, r.found) for r in a.rejects} == {
        (r.cell.rpartition("!")[2], r.code, r.found) for r in b.rejects
    }


def test_a_long_csv_in_the_encoding_of_chinese_offices(read, tmp_path):
    path = generator.payroll().write(tmp_path / "a.csv")
    other = tmp_path / "b.csv"
    other.write_bytes(path.read_text("utf-8-sig").replace(",", ";").encode("gb18030"))
    assert facts(read(other, as_file=True)) == facts(read(path))


@pytest.mark.parametrize("fault", ["number", "range", "choice", "month", "blank", "other_year", "duplicate"])
def test_faults_in_long_files(read, long, fault):
    made = generator.payroll()
    if fault == "number":
        for row in made.rows:
            row[7] = str(row[7])
    generator.FAULTS[fault](made)
    sound = facts(read(generator.payroll()))
    found = read(made, suffix=".parquet")
    assert [reject.code for reject in found.tables[0].rejects] == [fault]
    for key, (range_, _) in facts(found).items():
        if key in sound:
            low, high, seen = range_.low, range_.high, sound[key][0].low
            assert (low is None or low <= seen) and (high is None or seen <= high), key


def test_words_that_stand_only_far_below_are_read_too(read, long):
    made = generator.payroll()
    made.rows[-1][6] = "津补贴"
    found = read(made, suffix=".parquet")
    assert found.tables[0].rejected == 0
    assert facts(found) == facts(read(made))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_fault_among_a_million_rows(read, tmp_path, seed):
    chance = random.Random(seed)
    rows = 1_050_000
    codes = [*generator.PLANTED, "duplicate"] * 3
    faults = dict(zip(chance.sample(range(1, rows + 1), len(codes)), codes, strict=True))
    (table,) = read(generator.large_payroll(tmp_path / "p.parquet", rows, faults)).tables
    headers = {code: header for code, (header, _) in generator.PLANTED.items()}
    planted = {(f"{headers[code]}:{row}", code) for row, code in faults.items() if code in headers}
    planted |= {(f"身份证号:{rows + n}", "duplicate") for n in (1, 2, 3)}
    assert {(reject.cell, reject.code) for reject in table.rejects} == planted
    assert (table.rejected, table.rows) == (len(codes), rows + 3)


def test_two_words_of_one_choice_are_no_doubles(read, long):
    made = generator.payroll()
    for row in made.rows:
        if row[6] == "住房公积金":
            row[6], row[7] = "绩效工资", Decimal(100)
    assert read(made, suffix=".parquet").tables[0].rejected == 0
    assert read(made).tables[0].rejected == 0


def test_paths_are_no_patterns_and_no_part_of_the_script(read, tmp_path):
    folder = tmp_path / "a*[b]' 资料"
    folder.mkdir()
    path = generator.payroll().write(tmp_path / "p.parquet")
    moved = folder / "p.parquet"
    path.rename(moved)
    found = read(moved)
    assert value(found, "pay.teacher_average")
    assert str(tmp_path) not in "".join(found.tables[0].script)


def test_what_is_no_parquet_is_a_question(read, tmp_path):
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1 and nothing else PAR1")
    (question,) = read(path).questions
    assert question.code == "unreadable"


@pytest.mark.parametrize("faults", [{}, {100: "range", 200: "choice", 300: "duplicate", 400: "month"}])
def test_the_script_can_be_run_again_beside_the_file(read, tmp_path, monkeypatch, faults):
    path = generator.large_payroll(tmp_path / "p.parquet", 6000, faults)
    (table,) = read(path).tables
    again = duckdb.connect(":memory:")
    monkeypatch.chdir(tmp_path)
    answers = [again.execute(statement).fetchall() for statement in table.script]
    assert "FROM read_parquet('p.parquet'" in "".join(table.script)
    assert len([each for each in answers if each]) > 8
    again.close()


@pytest.mark.parametrize(("suffix", "as_file"), [(".xlsx", False), (".csv", True)])
def test_the_script_of_sheets_begins_with_their_layout_and_no_rows(read, suffix, as_file):
    made = generator.payroll()
    generator.FAULTS["duplicate"](made)
    (table,) = read(made, suffix=suffix, as_file=as_file).tables
    again = duckdb.connect(":memory:")
    for statement in table.script:
        again.execute(statement)
    assert again.execute("SELECT count(*) FROM payroll").fetchall() == [(0,)]
    again.close()
    assert not any(mark in "".join(table.script) for mark in (generator.NAME_MARK, generator.NUMBER_MARK))


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no files that lie in memory only")
def test_parquet_in_a_zip_is_read_from_memory(tmp_path):
    parquet = generator.safety().write(tmp_path / "安防.parquet")
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as package:
        package.write(parquet, "材料/安防.parquet")
    parquet.unlink()
    ran = run("--lang", "zh", "tables", tmp_path / "材料.zip", cwd=tmp_path)
    assert ran.code == 0 and "27/30" in ran.out
    ran = run("tables", tmp_path / "材料.zip", "--sql", cwd=tmp_path)
    assert "/proc/" not in ran.out and "安防.parquet" in ran.out
