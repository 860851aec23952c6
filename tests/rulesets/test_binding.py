from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_test import try_vocabulary
from rules_engine.values.ranges import Range

from .conftest import HERE, Read, table

LIANGPING = {row["quote"]: row["fact"] for row in table(HERE / "liangping_labels.tsv")}
LABELS = HERE.parents[1] / "benchmarks" / "extraction" / "labels.tsv"
FACTS: Mapping[str, list[str]] = {row["indicator"]: row["fact"].split("|") for row in table(LABELS)}
OTHERS = (
    "county_118points",
    "cq_dadukou_yzjh_2024",
    "cq_youyang_2018",
    "hlj_yimei_2023",
    "hn_mgmtzone_2021",
    "rural_conditions_selfcheck",
    "template_county_placeholders",
    "zj_qingtian_funds_2022",
)


def test_every_example_binds_and_no_near_miss_does(vocabulary: Vocabulary) -> None:
    assert [str(problem) for problem in try_vocabulary(vocabulary)] == []


def test_the_labels_name_facts_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    assert len(LIANGPING) == 46
    assert {*LIANGPING.values(), *(fact for facts in FACTS.values() for fact in facts)} <= vocabulary.facts.keys()


def test_all_46_figures_of_liangping_bind_to_their_fact(shared_data: Path, read: Callable[[Path], Read]) -> None:
    liangping = read(shared_data / "liangping-2023.txt")
    labelled = table(shared_data / "liangping-2023.facts.tsv")
    assert {row["quote"] for row in labelled} == LIANGPING.keys()
    for row in labelled:
        figures = [m for m in liangping.inside(row["quote"]) if m.fact == LIANGPING[row["quote"]]]
        assert Fraction(row["value"]) in [m.number for m in figures], row["quote"]


def test_nothing_else_of_liangping_binds(shared_data: Path, read: Callable[[Path], Read]) -> None:
    liangping = read(shared_data / "liangping-2023.txt")
    allowed = {(m.anchor.start, fact) for quote, fact in LIANGPING.items() for m in liangping.inside(quote)}
    assert [m.quote for m in liangping.mentions if m.fact and (m.anchor.start, m.fact) not in allowed] == []


def test_targets_of_liangping_are_no_results(shared_data: Path, read: Callable[[Path], Read]) -> None:
    liangping = read(shared_data / "liangping-2023.txt")
    targets = {(m.fact, m.number) for m in liangping.mentions if m.kind == "target"}
    assert targets == {
        ("preschool.public_share", 56),
        ("senior.gross_enrolment", 99),
        ("compulsory.balance_certified_year", 2025),
    }


def test_fifty_odd_visits_are_51_to_59(shared_data: Path, read: Callable[[Path], Read]) -> None:
    liangping = read(shared_data / "liangping-2023.txt")
    [visits] = [m for m in liangping.mentions if m.fact == "leadership.field_visits"]
    assert visits.value == Range(Fraction(51), Fraction(59))


@pytest.mark.parametrize("name", OTHERS)
def test_no_figure_of_another_report_binds_wrongly(name: str, shared_data: Path, read: Callable[[Path], Read]) -> None:
    report = read(shared_data / "reports" / f"{name}.txt")
    right: dict[int, set[str]] = {}
    for row in table(shared_data / "reports" / f"{name}.facts.tsv"):
        for mention in report.inside(row["quote"]):
            if mention.number == Fraction(row["value"]):
                right.setdefault(mention.anchor.start, set()).update(FACTS.get(row["indicator"], []))
    wrong = [
        (m.quote, m.fact)
        for m in report.mentions
        if m.fact and m.anchor.start in right and m.fact not in right[m.anchor.start]
    ]
    assert wrong == []


def test_placeholders_bind_to_nothing(shared_data: Path, read: Callable[[Path], Read]) -> None:
    report = read(shared_data / "reports" / "template_county_placeholders.txt")
    assert [m.quote for m in report.mentions if m.fact] == []
