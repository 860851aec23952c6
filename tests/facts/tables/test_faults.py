import random
from decimal import Decimal

import pytest

from tests.facts.tables.conftest import value
from tests.tables import generator
from tests.tables.generator import FAULTS


def rejected(found):
    return {(reject.cell, reject.code) for reject in found.tables[0].rejects}


def planted(made):
    """What must be found: duplicates are told by the first column that the table uses."""
    cells = set()
    for fault in made.planted:
        cell = made.cell(fault)
        if fault.code == "duplicate":
            cell = cell.replace("!A", "!B") if made.name == "工资发放明细" else cell
        cells.add((cell, fault.code))
    return cells


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_each_planted_fault_is_found_in_its_cell(read, fault):
    made = generator.payroll()
    FAULTS[fault](made)
    assert rejected(read(made)) == planted(made)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_all_faults_at_once_are_listed_and_counted(read, suffix):
    made = generator.payroll()
    for plant in FAULTS.values():
        plant(made)
    found = read(made, suffix=suffix)
    cells = {(cell.rpartition("!")[2], code) for cell, code in rejected(found)}
    assert cells == {(cell.rpartition("!")[2], code) for cell, code in planted(made)}
    assert found.tables[0].rejected == len(FAULTS)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fact_stays_open_as_far_as_a_rejected_cell_could_change_it(read, fault):
    """The range of every fact holds the value that the sound table gives."""
    sound = {fact.id: fact.value.low for fact in read(generator.payroll()).facts}
    made = generator.payroll()
    FAULTS[fault](made)
    for fact in read(made).facts:
        low, high = fact.value.low, fact.value.high
        assert (low is None or low <= sound[fact.id]) and (high is None or sound[fact.id] <= high), fact.id


def test_ranges_hold_every_completion_of_the_rejected_cells(read):
    """Soundness by trial: a table with holes, and the same table with any values in them."""
    chance = random.Random(7)
    holes = {(row, column) for row in chance.sample(range(20), 5) for column in (2, 3, 6)}
    broken = generator.schools()
    for row, column in holes:
        broken.rows[row][column] = "不详"
    ranges = {fact.id: fact.value for fact in read(broken).facts}
    assert not all(found.settled for found in ranges.values())
    for trial in range(6):
        whole = generator.schools()
        for row, column in holes:
            whole.rows[row][column] = (
                chance.choice([0, 1, 60, 900, 2500, 4000]) if column < 4 else Decimal(chance.randrange(1, 9000))
            )
        for fact in read(whole).facts:
            if fact.id in ranges:
                low, high = ranges[fact.id].low, ranges[fact.id].high
                seen = fact.value.low
                assert (low is None or low <= seen) and (high is None or seen <= high), (trial, fact.id)


def test_what_a_rejected_cell_cannot_change_is_settled(read):
    made = generator.payroll()
    made.plant("number", 5, "金额（元）", "三千五")
    found = read(made)
    assert value(found, "pay.civil_servant_average").denominator
    teachers = value(found, "pay.teacher_average")
    assert teachers.low < teachers.high
    (fact,) = [fact for fact in found.facts if fact.id == "pay.teacher_average"]
    assert fact.qualifier == "rejects"


def test_negative_amounts_are_not_taken_off(read):
    made = generator.payroll()
    made.plant("range", 1, "金额（元）", Decimal(-100000))
    (reject,) = read(made).tables[0].rejects
    assert (reject.code, reject.found) == ("range", "-100000")


def test_a_column_in_the_wrong_unit_is_a_question(read):
    made = generator.payroll()
    made.header[-1] = "金额（万元）"
    found = read(made)
    assert found.tables[0].rejected or not [f for f in found.facts if f.id == "pay.teacher_average"]
    made = generator.payroll()
    for row in made.rows:
        row[7] /= 10000
    found = read(made)
    assert not [fact for fact in found.facts if fact.id.startswith("pay.")]
    assert any("unit" in remark.values for remark in found.tables[0].remarks)


def test_a_unit_of_another_kind_is_a_question(read):
    made = generator.payroll()
    made.header[-1] = "金额（平方米）"
    (question,) = read(made).questions
    assert question.code == "wrong_unit"


def test_missing_months_are_told_and_counted_as_parts_of_a_year(read):
    made = generator.payroll()
    made.rows = [row for row in made.rows if not (row[1].endswith("000001X") and row[5] == "2022-06")]
    counts = [remark.values.get("count") for remark in read(made).tables[0].remarks]
    assert "1" in counts


@pytest.mark.parametrize("made", [generator.schools(), generator.classes(), generator.safety(), generator.budget()])
def test_text_and_doubles_in_every_table(read, made):
    column = next(
        position for position, cell in enumerate(made.rows[3]) if isinstance(cell, int | Decimal) and position
    )
    made.plant("number", 4, made.header[column], "若干")
    made.repeat(6)
    found = read(made)
    assert {code for _, code in rejected(found)} == {"number", "duplicate"}
    assert (made.cell(made.planted[0]), "number") in rejected(found)


def test_a_year_of_another_table_is_noted_and_left_open(read):
    made = generator.budget((2020, 2021, 2022))
    assert read(made).tables[0].years == (2020, 2021, 2022)
    made = generator.payroll()
    FAULTS["other_year"](made)
    assert read(made).tables[0].years == (2022,)
