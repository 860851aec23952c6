"""What a vocabulary may declare, and how mistakes in it are told."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.facts.fact import Level
from rules_engine.facts.tables.aggregates import root
from rules_engine.facts.tables.catalogue import tables_of
from rules_engine.facts.tables.evidence import Law
from rules_engine.facts.tables.reading import read_tables
from rules_engine.facts.tables.vetting import vet
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.tables.generator import Made

DOC = Path(__file__).parents[3] / "docs" / "evidence-tables.md"
FACTS = """facts:
  compulsory.super_large_classes: {title: {zh: 甲, en: A}, unit: 班}
  compulsory.schools_over_2000: {title: {zh: 乙, en: B}, unit: 所}
"""
SMALL = """tables:
  things:
    title: {zh: 表, en: Table}
    bureau: {zh: 局, en: Bureau}
    key: [name]
    columns:
      name: {title: {zh: 名, en: Name}, headers: [名称], type: text, required: true}
      kind:
        {title: {zh: 类, en: Kind}, headers: [类别], type: choice, choices: {big: [大], small: [小]}, required: true}
      size: {title: {zh: 数, en: Size}, headers: [数量], type: number, unit: 元, from: 0, required: true}
      done: {title: {zh: 完, en: Done}, headers: [完成], type: yes_no, required: true}
    facts:
      FACT
"""


def vocabulary(folder, tables, facts=FACTS):
    folder.mkdir(exist_ok=True)
    (folder / "all.yaml").write_text(facts, "utf-8")
    (folder / "tables_all.yaml").write_text(tables, "utf-8")
    return load_vocabulary(folder)


def with_fact(folder, formula, unit="''"):
    fact = f'x.y: {{title: {{zh: 甲, en: A}}, unit: {unit}, formula: "{formula}"}}'
    return vocabulary(folder / "v", SMALL.replace("FACT", fact))


def told(folder, formula, unit="''"):
    made = with_fact(folder, formula, unit)
    try:
        (table,) = tables_of(made).values()
    except UnreadableRuleset as error:
        return " ".join(str(problem) for problem in error.problems)
    return " ".join(str(problem) for _, problem in vet(table, {}, {}, {}))


def test_the_example_of_the_documentation(tmp_path):
    (text,) = re.findall(r"```yaml\n(tables:.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    (table,) = tables_of(vocabulary(tmp_path / "v", text)).values()
    assert table.id == "classes"
    assert not list(vet(table, {}, {}, {}))


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("count(thing)", 'Did you mean "things"?'),
        ("count(things, where=things.kind == bigg)", 'Did you mean "big"?'),
        ("sum(things.sise)", "things.sise"),
        ("sum(things)", "sum needs a column"),
        ("count(things, where=things.size)", "condition"),
        ("share_where(things)", "needs where="),
        ("total(things.size)", 'no function "total"'),
        ("count(things, where=things.size > sum(things.size))", "sum"),
        ("sum(things.size, when=things.done)", "sign"),
        ("count(things, where=things.size > param.nothing)", "nothing"),
        ("count(things, where=things.kind == param.nothing)", "list parameter"),
        ("sum(things.size", "closed"),
        ("cv(things.size, among=things.done)", "among="),
        ("__import__('os').system('x')", "not"),
        ("count(things) ** 9", "sign"),
    ],
)
def test_mistakes_are_told(tmp_path, formula, message):
    assert message in told(tmp_path, formula)


def test_units_are_checked(tmp_path):
    assert "元" in told(tmp_path, "sum(things.size)", "人")
    assert not told(tmp_path, "sum(things.size)", "元")
    assert not told(tmp_path, "all_rows(things, where=things.done)", "yes_no")
    assert told(tmp_path, "count(things)", "yes_no")


def test_every_problem_at_once_with_its_place(tmp_path):
    broken = SMALL.replace("FACT", "x.y: {formula: count(things)}").replace("type: number", "type: nomber")
    with pytest.raises(UnreadableRuleset) as caught:
        tables_of(vocabulary(tmp_path / "v", broken))
    assert "nomber" in str(caught.value) and "tables_all.yaml:10" in str(caught.value)
    broken = SMALL.replace("FACT", "x.y: {formula: count(things)}").replace("headers: [数量]", "headers: [名称]")
    with pytest.raises(UnreadableRuleset) as caught:
        tables_of(vocabulary(tmp_path / "v", broken))
    assert len(caught.value.problems) == 2


def test_an_average_over_persons_needs_their_number(tmp_path):
    personal = SMALL.replace("headers: [名称], type: text", "headers: [名称], type: text, personal: true")
    fact = 'x.y: {title: {zh: 甲, en: A}, unit: 元, formula: "mean(things.size)"}'
    with pytest.raises(UnreadableRuleset, match="people"):
        tables_of(vocabulary(tmp_path / "v", personal.replace("FACT", fact)))


def test_tables_may_stand_in_any_file_of_the_vocabulary(tmp_path):
    folder = tmp_path / "v"
    folder.mkdir()
    (folder / "area.yaml").write_text(
        FACTS + SMALL.replace("FACT", "x.y: {title: {zh: 甲, en: A}, unit: '', formula: count(things)}"), "utf-8"
    )
    assert list(tables_of(load_vocabulary(folder))) == ["things"]


ROWS = [["甲", "大", 10, "是"], ["乙", "小", 20, "否"], ["丙", "大", 30, "是"], ["丁", "小", 41, "是"]]


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("count(things)", "''", 4),
        ("count(things, where=things.kind == big)", "''", 2),
        ("count(things, where=things.kind != big and things.size > 20)", "''", 1),
        ("sum(things.size, where=things.done)", "元", 81),
        ("mean(things.size)", "元", Fraction(101, 4)),
        ("median(things.size)", "元", 25),
        ("median(things.size, where=things.done)", "元", 30),
        ("share_where(things, where=things.done)", "'%'", 75),
        ("share_where(things, where=things.done, among=things.kind == small)", "'%'", 50),
        ("all_rows(things, where=things.size >= 10)", "yes_no", 1),
        ("all_rows(things, where=things.size > 10)", "yes_no", 0),
        ("distinct(things.kind)", "''", 2),
        ("stddev(things.size)", "元", root(Fraction(3081, 4) - Fraction(101, 4) ** 2)),
        ("cv(things.size)", "''", root((Fraction(3081, 4) - Fraction(101, 4) ** 2) / Fraction(101, 4) ** 2)),
        ("mean(things.size, weight=things.size)", "元", Fraction(30504950, 10**6)),
        ("max(sum(things.size), 7)", "元", 101),
        ("share(sum(things.size, where=things.done), sum(things.size))", "'%'", Fraction(80198020, 10**6)),
        ("count(things, where=at_least(2, things.done, things.size > 25, things.kind == big))", "''", 3),
        ("count(things, where=things.size > (15 if things.kind == big else 30))", "''", 2),
        ("sum(things.size, where=10 < things.size <= 30)", "元", 50),
    ],
)
def test_aggregates_are_exact(tmp_path, formula, unit, expected):
    from rules_engine.documents.read import read_document

    path = Made("表", ["名称", "类别", "数量", "完成"], ROWS).write(tmp_path / "表.csv")
    document = read_document(path.name, path.read_bytes(), {})
    found = read_tables([document], "", [], with_fact(tmp_path, formula, unit), Law())
    (fact,) = found.facts
    assert fact.value.settled
    assert fact.value.low == expected
    assert fact.level is Level.E2 and fact.period is None


def test_roots_are_rounded_half_up():
    assert root(Fraction(2)) == Fraction(1414214, 10**6)
    assert root(Fraction(9, 4)) == Fraction(3, 2)
    assert root(Fraction(0)) == 0
