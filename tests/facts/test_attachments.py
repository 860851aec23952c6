"""Figures in documents handed in beside the report."""

from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.facts.fact import Fact, Level
from rules_engine.scoring.verdict import Verdict

REPORT = "戊县人民政府履行教育职责自评报告\n戊府函〔2023〕8号\n一、履职情况\n{}\n"
RATE = "2022年全县学前三年毛入园率达91.5%。"
NAMED = "依据《戊县教育事业统计公报》。\n"
HEADING = "戊县教育事业统计公报\n"
ID = "preschool.gross_enrolment"


def verdict(folder: Path, **files: str) -> Verdict:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return evaluate(folder, "chongqing-county-2023", period=2023)


def figures(found: Verdict) -> dict[str, Fact]:
    return {
        fact.citations[0].anchor.document: fact
        for fact in found.facts
        if fact.id == ID and fact.origin == "mention" and fact.citations[0].anchor
    }


def places(fact: Fact) -> list[str]:
    return [citation.anchor.document for citation in fact.citations if citation.anchor]


@pytest.mark.parametrize("said", [RATE, "全县学前三年毛入园率为91.50%。", "学前三年毛入园率达92%，到2022年。"])
def test_a_figure_that_an_attachment_states_too_is_e2_with_both_citations(tmp_path: Path, said: str) -> None:
    found = figures(verdict(tmp_path, 报告=REPORT.format(RATE), 说明=f"情况说明\n{said}\n"))
    assert found["报告.txt"].level == Level.E2
    assert places(found["报告.txt"]) == ["报告.txt", "说明.txt"]
    assert places(found["说明.txt"]) == ["说明.txt", "报告.txt"]


@pytest.mark.parametrize(
    "said",
    [
        "2022年全县学前三年毛入园率达93.4%。",
        "2019年全县学前三年毛入园率达91.5%。",
        "力争到2022年学前三年毛入园率达91.5%。",
        "2022年全县义务教育巩固率达91.5%。",
    ],
)
def test_another_figure_period_or_a_target_bears_out_nothing(tmp_path: Path, said: str) -> None:
    found = figures(verdict(tmp_path, 报告=REPORT.format(RATE), 说明=f"情况说明\n{said}\n"))
    assert {fact.level for fact in found.values()} == {Level.E1}
    assert places(found["报告.txt"]) == ["报告.txt"]


def test_a_copy_of_the_report_bears_out_nothing(tmp_path: Path) -> None:
    copy = figures(verdict(tmp_path, a=REPORT.format(RATE), b=REPORT.format(RATE)))
    assert [(name, fact.level) for name, fact in copy.items()] == [("a.txt", Level.E1)]


def test_what_only_a_document_of_the_county_states_counts_where_the_report_names_it(tmp_path: Path) -> None:
    found = figures(verdict(tmp_path, 报告=REPORT.format(NAMED), 公报=HEADING + RATE))
    assert found["公报.txt"].level == Level.E2
    assert places(found["公报.txt"]) == ["公报.txt", "报告.txt"]
    assert found["公报.txt"].citations[1].quote == "《戊县教育事业统计公报》"


@pytest.mark.parametrize(
    ("report", "attachment"),
    [
        ("依据有关规定。", HEADING + RATE),
        ("依据《己市教育事业统计公报》。", "己市教育事业统计公报\n" + RATE.replace("县", "市")),
        (NAMED, HEADING + "全县学前三年毛入园率达91.5%。"),
    ],
    ids=["not named", "of another body", "of no period"],
)
def test_else_it_is_stated_and_no_more(tmp_path: Path, report: str, attachment: str) -> None:
    found = figures(verdict(tmp_path, 报告=REPORT.format(report), 公报=attachment))
    assert [(fact.level, len(fact.citations)) for fact in found.values()] == [(Level.E1, 1)]


def test_the_named_document_of_the_county_overrules_the_report_and_the_difference_is_told(tmp_path: Path) -> None:
    found = verdict(tmp_path, 报告=REPORT.format(NAMED + RATE), 公报=HEADING + RATE.replace("91.5", "84.5"))
    levels = {name: fact.level for name, fact in figures(found).items()}
    assert levels == {"报告.txt": Level.E1, "公报.txt": Level.E2}
    [relation] = [relation for relation in found.relations if relation.status == "contradictory"]
    assert {found.mentions[index].anchor.document for index in relation.mentions} == {"报告.txt", "公报.txt"}
