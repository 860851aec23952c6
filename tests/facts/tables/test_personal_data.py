"""Names and numbers of persons are planted and looked for in every output: terminal, JSON, log, stderr, files."""

import shutil
from decimal import Decimal

import pytest

from rules_engine.documents.limits import MOST_CELLS
from tests.cli.commands import EXAMPLE, run
from tests.tables import generator
from tests.tables.generator import NAME_MARK, NUMBER_MARK

MARKS = (NAME_MARK, NUMBER_MARK, "13900001234", "欧阳某某")


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "submission"
    shutil.copytree(EXAMPLE, folder)
    for settings in folder.glob("submission.yaml"):
        settings.unlink()
    return folder


def planted():
    """A payroll with faults among names: a name and a number where an amount should be, a telephone, footers."""
    made = generator.payroll()
    for plant in generator.FAULTS.values():
        plant(made)
    made.rows[30][7] = made.rows[30][0]
    made.rows[31][7] = made.rows[31][1]
    made.rows[32][5] = "13900001234"
    made.rows[33][6] = made.rows[40][0]
    made.rows.append(["制表人：欧阳某某", "", "", "", "", "", "", None])
    return made


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_nothing_personal_leaves_the_reader(submission, tmp_path, suffix):
    planted().write(submission / f"工资{suffix}")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    json_file = tmp_path / "verdict.json"
    outputs = []
    for arguments in (
        ["evaluate", submission, "--json", json_file, "-vv"],
        ["facts", submission, "-vv"],
        ["facts", submission, "--json", "-"],
        ["explain", submission, "pay.parity"],
        ["tables", submission],
        ["tables", submission, "--sql"],
        ["tables", submission, "--json", "-"],
        ["--debug", "tables", submission / f"工资{suffix}"],
        ["replay", json_file, "-vv"],
    ):
        ran = run(*arguments, cwd=tmp_path, env=env)
        outputs += [ran.out, ran.err]
    outputs.append(json_file.read_text("utf-8"))
    assert "payroll" in outputs[-1]
    assert "The same verdict" in outputs[-3]
    for mark in MARKS:
        assert not any(mark in text for text in outputs), mark
    left = [path.read_bytes() for path in temporary.rglob("*") if path.is_file()]
    assert not any(mark.encode() in data for mark in MARKS for data in left)


def test_parquet_too(submission, tmp_path):
    made = generator.payroll()
    for row in made.rows:
        row[7] = str(row[7])
    made.rows[30][7] = made.rows[30][0]
    made.rows[31][7] = made.rows[31][1]
    made.write(submission / "工资.parquet")
    json_file = tmp_path / "verdict.json"
    outputs = []
    for arguments in (["evaluate", submission, "--json", json_file, "-vv"], ["tables", submission, "--sql"]):
        ran = run(*arguments, cwd=tmp_path)
        outputs += [ran.out, ran.err]
    outputs.append(json_file.read_text("utf-8"))
    assert '"rejected": 2' in outputs[-1]
    assert not any(mark in text for text in outputs for mark in MARKS)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_files_too_long_to_be_documents_too(submission, tmp_path, suffix):
    made = generator.payroll(schools=100, teachers=7)
    made.rows[30][7] = made.rows[30][0]
    made.rows[31][7] = made.rows[31][1]
    made.rows[32][5] = "13900001234"
    made.rows[33][6] = made.rows[40][0]
    made.rows.append(["制表人：欧阳某某", "", "审核人：欧阳某某", "", "", "", "", None])
    assert len(made.rows) * len(made.header) > MOST_CELLS
    made.write(submission / f"工资{suffix}")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    json_file = tmp_path / "verdict.json"
    outputs = []
    for arguments in (
        ["evaluate", submission, "--json", json_file, "-vv"],
        ["--debug", "tables", submission / f"工资{suffix}"],
        ["tables", submission, "--sql", "--json", "-"],
        ["replay", json_file, "-vv"],
    ):
        ran = run(*arguments, cwd=tmp_path, env=env)
        outputs += [ran.out, ran.err]
    outputs.append(json_file.read_text("utf-8"))
    assert "The same verdict" in outputs[-3]
    assert '"rejected": 4' in outputs[-1]
    assert not any(mark in text for text in outputs for mark in MARKS)
    left = [path.read_bytes() for path in temporary.rglob("*") if path.is_file()]
    assert not any(mark.encode() in data for mark in MARKS for data in left)


def test_a_file_with_names_that_is_no_table_shows_none_of_them(submission, tmp_path):
    made = generator.payroll()
    made.header[5] = "备用"
    made.write(submission / "名册.xlsx")
    ran = run("evaluate", submission, "--json", "-", cwd=tmp_path)
    assert not any(mark in ran.out + ran.err for mark in (NAME_MARK, NUMBER_MARK))


def test_nothing_is_spilled_to_a_disk(tmp_path):
    from rules_engine.facts.tables.workshop import Workshop

    shop = Workshop()
    assert shop.rows("SELECT current_setting('temp_directory')") == [("",)]
    shop.close()
    assert not list(tmp_path.iterdir())


def test_the_numbers_of_persons_are_not_kept_in_derived_tables(read):
    made = generator.payroll(servants=5)
    made.rows[0][7] = Decimal(1)
    script = "\n".join(read(made).tables[0].script)
    table = script[script.index("payroll_people") :]
    assert 'GROUP BY submission_, year_, "body", "stage", "role", "post", "person"' in table
    assert '"person",' not in table.partition("FROM")[0]
