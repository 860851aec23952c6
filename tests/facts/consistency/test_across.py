"""Documents against the tables that are to prove them."""

from fractions import Fraction

import pytest

from rules_engine.facts.consistency import relations_between
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.reading import read_contents
from rules_engine.places import Anchor
from rules_engine.records import evolve
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

HEAD = "某某县人民政府履行教育职责自评报告\n2023年10月25日\n一、履职情况\n"
CELL = Citation("18", Anchor("学校.xlsx", "0" * 64, "Sheet1!B7", 120, 122))


def table(id: str, value: str, year: int | None = None, scope: str = "") -> Fact:
    period = Period(year) if year else None
    return Fact(id, Range.of(Fraction(value)), Level.E2, "achieved", "table", (CELL,), period, scope)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("2022年学前三年毛入园率93.2%。", table("preschool.gross_enrolment", "91.8", 2022)),
        ("学前三年毛入园率93.2%。", table("preschool.gross_enrolment", "91.8", 2022)),
        ("义务教育学校课后服务实现全覆盖。", table("compulsory.after_school_coverage", "96")),
        ("教师工资收入水平高于当地公务员。", table("pay.teacher_to_civil_servant", "0.97", 2022)),
    ],
)
def test_a_table_that_differs_is_a_relation_that_cites_sentence_and_cells(report, vocabulary, text, fact):
    contents = read_contents([report(HEAD + text).document], vocabulary, tables=[fact])
    [relation] = [relation for relation in contents.relations if relation.code == "table_differs"]
    assert (relation.kind, relation.status) == ("same", "contradictory")
    assert CELL in relation.citations
    assert len(relation.mentions) + len(relation.citations) == 2
    assert relation.statement.values["where"] == "学校.xlsx Sheet1!B7"
    assert str(relation.statement.values["table"]).endswith("%") or "to_civil_servant" in fact.id
    assert relation.doubt == {}, "the level decides between them"


def test_the_cells_of_a_file_without_sheets_stand_apart_from_its_name(report, vocabulary):
    cell = Citation("18", Anchor("学校.csv", "0" * 64, "B7", 120, 122))
    fact = evolve(table("preschool.gross_enrolment", "91.8", 2022), citations=(cell,))
    contents = read_contents([report(HEAD + "2022年学前三年毛入园率93.2%。").document], vocabulary, tables=[fact])
    [relation] = [relation for relation in contents.relations if relation.code == "table_differs"]
    assert relation.statement.values["where"] == "学校.csv B7"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("2022年学前三年毛入园率93.2%。", table("preschool.gross_enrolment", "93.16", 2022)),
        ("2021年学前三年毛入园率93.2%。", table("preschool.gross_enrolment", "91.8", 2022)),
        ("教师工资收入水平不低于当地公务员。", table("pay.teacher_to_civil_servant", "1.01", 2022)),
        ("中小学教师工资收入水平高于当地公务员。", table("pay.teacher_to_civil_servant", "0.9", 2022, "compulsory")),
        ("力争2025年学前三年毛入园率93.2%。", table("preschool.gross_enrolment", "91.8", 2022)),
    ],
)
def test_agreement_other_years_and_other_scopes_are_silent(report, vocabulary, text, fact):
    contents = read_contents([report(HEAD + text).document], vocabulary, tables=[fact])
    assert [relation for relation in contents.relations if relation.code == "table_differs"] == []


def test_what_differs_is_named_and_told_in_the_unit_that_the_report_prints(report, vocabulary):
    cells = (CELL, Citation("19", Anchor("学校.xlsx", "0" * 64, "Sheet1!C7", 123, 125)))
    fact = evolve(table("pay.teacher_average", "97200", 2022), citations=cells)
    text = f"{HEAD}2022年义务教育教师年平均工资收入为9.87万元。"
    [relation] = read_contents([report(text).document], vocabulary, tables=[fact]).relations
    values = relation.statement.values
    assert (values["told"], values["table"]) == ("9.87万元", "9.72万元")
    assert values["where"] == "学校.xlsx Sheet1!B7, C7"
    assert values["title"] == vocabulary.facts["pay.teacher_average"].title


def test_an_undated_figure_is_held_against_the_newest_table_only(report, vocabulary):
    tables = [
        table("preschool.gross_enrolment", "93.2", 2022),
        table("preschool.gross_enrolment", "90.1", 2021),
    ]
    contents = read_contents([report(f"{HEAD}学前三年毛入园率93.2%。").document], vocabulary, tables=tables)
    assert contents.relations == ()


def test_a_printed_part_above_the_whole_of_a_table(report, vocabulary):
    whole = table("funding.total_input", "800000000", 2022)
    contents = read_contents(
        [report(f"{HEAD}2022年一般公共预算教育支出9.6亿元。").document], vocabulary, tables=[whole]
    )
    [relation] = contents.relations
    assert (relation.kind, relation.code) == ("part", "sum_above_whole")
    assert [contents.mentions[index].quote for index in relation.mentions] == ["9.6亿元"]
    assert relation.citations == (CELL,)


def test_relations_between_facts_alone_cite_both(report, vocabulary):
    facts = read_contents([report(f"{HEAD}学前三年毛入园率93.2%。").document], vocabulary).facts
    [relation] = relations_between([*facts, table("preschool.gross_enrolment", "90")], vocabulary)
    assert len(relation.citations) == 2 and relation.mentions == ()
