"""Documents that a report names, looked for among the files."""

from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.documents.document import Document
from rules_engine.documents.text import read_text
from rules_engine.facts.enclosures import Enclosure, find_enclosures
from rules_engine.facts.fact import Level
from rules_engine.facts.head import read_head
from rules_engine.facts.vocabulary import ReportWords

TITLE = "戊县深化新时代教育评价改革工作方案"
REPORT = "戊县人民政府履行教育职责自评报告\n戊府函〔2023〕8号\n一、履职情况\n{}\n"


def document(name: str, text: str) -> Document:
    return read_text(name, text.encode())


def named(text: str, words: ReportWords, *files: Document) -> list[Enclosure]:
    report = document("report.txt", REPORT.format(text))
    return list(find_enclosures(report, read_head(report, words), [report, *files]))


def test_titles_and_numbers_are_listed_each_once_with_every_place(words: ReportWords) -> None:
    text = f"印发《{TITLE}》（戊教发〔2022〕5号）。按照渝教函〔2023〕464号要求落实《{TITLE}》。依据戊教发〔2022〕5号。"
    one, other = named(text, words)
    assert (one.name, one.number, len(one.anchors)) == (TITLE, "戊教发〔2022〕5号", 3)
    assert (other.name, other.number, len(other.anchors)) == ("", "渝教函〔2023〕464号", 1)
    assert not one.found_in and not other.found_in


def test_the_report_itself_and_blanks_to_be_filled_in_are_none(words: ReportWords) -> None:
    assert named("报送《戊县人民政府履行教育职责自评报告》（戊府函〔2023〕8号）。印发《xx县方案》。", words) == []


def test_a_title_broken_over_two_lines_is_one(words: ReportWords) -> None:
    [found] = named(f"印发《{TITLE[:9]}\n{TITLE[9:]}》。", words)
    assert found.name == TITLE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"附件2：{TITLE}.txt", "略。"),
        ("02_深化新时代教育评价改革工作方案(1).txt", "略。"),
        ("a.txt", f"{TITLE}\n为深化改革，制定本方案。"),
        ("a.txt", "戊县深化新时代\n教育评价改革工作方案\n（试行）\n为深化改革，制定本方案。"),
        ("a.txt", f"戊县教育局文件\n戊县教育局关于印发《{TITLE}》的通知\n各学校：\n现印发给你们。"),
        ("a.txt", "戊县教育局文件\n戊教发〔2022〕5号\n关于有关事项的通知\n各学校：\n略。"),
        ("戊教发[2022]5号.txt", "略。"),
    ],
)
def test_a_file_is_known_by_name_heading_or_number(words: ReportWords, name: str, text: str) -> None:
    [found] = named(f"印发《{TITLE}》（戊教发〔2022〕5号）。", words, document("b.txt", "其他。"), document(name, text))
    assert found.found_in == name
    assert found.found_at is not None and found.found_at.anchor is not None
    assert found.found_at.anchor.document == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"戊县校长管理办法\n根据《{TITLE}》，制定本办法。"),
        ("a.txt", f"戊县教育局关于贯彻落实《{TITLE}》的通知\n各学校：\n略。"),
        ("a.txt", "通知\n按照有关文件（戊教发〔2022〕5号）要求办理。"),
        ("工作方案.txt", "略。"),
        ("教育评价改革.txt", "略。"),
    ],
)
def test_a_file_that_only_cites_it_is_another(words: ReportWords, name: str, text: str) -> None:
    [found] = named(f"印发《{TITLE}》（戊教发〔2022〕5号）。", words, document(name, text))
    assert found.found_in == ""


def test_what_is_carried_out_is_not_what_carries_it_out(words: ReportWords) -> None:
    inner = document("重庆市深化新时代教育评价改革若干措施.txt", "略。")
    [found] = named("印发《戊县贯彻落实〈重庆市深化新时代教育评价改革若干措施〉工作方案》。", words, inner)
    assert found.found_in == ""
    outer = document("a.txt", "戊县贯彻落实《重庆市深化新时代教育评价改革若干措施》工作方案\n略。")
    assert named("落实《重庆市深化新时代教育评价改革若干措施》。", words, outer)[0].found_in == ""


def test_a_short_title_is_found_by_its_very_name_only(words: ReportWords) -> None:
    law = document("教育法.txt", "略。")
    assert named("依据《教育法》。", words, law)[0].found_in == "教育法.txt"
    assert named("依据《教育法》。", words, document("教育法制工作总结.txt", "略。"))[0].found_in == ""


def test_a_document_found_raises_the_measure_with_both_citations(tmp_path: Path) -> None:
    text = REPORT.format(f"印发《{TITLE}》。\n全县学前三年毛入园率达91.5%。")
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    alone = evaluate(tmp_path, "chongqing-county-2023", period=2023)
    [fact] = [fact for fact in alone.facts if fact.origin == "document"]
    assert (fact.level, len(fact.citations)) == (Level.E1, 1)
    assert [enclosure.name for enclosure in alone.enclosures] == [TITLE]
    (tmp_path / "附件.txt").write_text(f"{TITLE}\n为深化改革，制定本方案。\n", encoding="utf-8")
    both = evaluate(tmp_path, "chongqing-county-2023", period=2023)
    [fact] = [fact for fact in both.facts if fact.origin == "document"]
    assert fact.level == Level.E2
    assert [c.anchor.document for c in fact.citations if c.anchor] == ["report.txt", "附件.txt"]
    assert both.enclosures[0].found_in == "附件.txt"
