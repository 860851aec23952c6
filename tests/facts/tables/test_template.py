from io import BytesIO
from zipfile import ZipFile

import pytest

from rules_engine.facts.tables.catalogue import tables_of
from rules_engine.messages import Language
from rules_engine.report.template import template_bytes

IDS = ["budget", "classes", "kindergartens", "payroll", "posts", "projects", "safety_equipment", "schools"]


def test_every_declared_table_has_a_template(rules):
    assert list(tables_of(rules.vocabulary)) == IDS


@pytest.mark.parametrize("id", IDS)
def test_the_reader_accepts_the_template_unchanged(rules, read, tmp_path, id):
    table = tables_of(rules.vocabulary)[id]
    path = tmp_path / f"{id}.xlsx"
    path.write_bytes(template_bytes(table, Language("zh")))
    (found,) = read(path).tables
    assert (found.id, found.rows, found.rejected) == (id, 0, 0)
    assert dict(found.files[0].left_out) == {"example": 1}
    assert set(found.files[0].columns) == {column.id for column in table.columns.values() if column.headers}


def test_the_same_bytes_and_validated_cells(rules):
    table = tables_of(rules.vocabulary)["payroll"]
    data = template_bytes(table, Language("zh"))
    assert data == template_bytes(table, Language("zh"))
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 7
    assert "在编,非在编" in sheet


def test_a_filled_template_is_read(rules, read, tmp_path):
    import openpyxl

    table = tables_of(rules.vocabulary)["budget"]
    path = tmp_path / "budget.xlsx"
    path.write_bytes(template_bytes(table, Language("zh")))
    book = openpyxl.load_workbook(path)
    book.active.append([2022, "小学", 156000000, 11200])
    book.save(path)
    (fact,) = [fact for fact in read(path).facts if fact.id == "funding.per_student.primary"]
    assert fact.value.settled
