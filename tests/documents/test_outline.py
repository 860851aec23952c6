from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.documents.outline import Section, outline
from rules_engine.documents.text import read_text
from rules_engine.facts.vocabulary import ReportWords

WORDS = ReportWords(
    achievements=("履职情况", "主要做法"),
    problems=("主要问题", "存在问题", "=不足"),
    measures=("整改措施", "下一步"),
)

REPORT = """\
丙区人民政府履行教育职责自评报告
本区认真履职，现报告如下：
一、履职情况
（一）聚焦“强”字，加强组织领导。
1．加强研究。区委常委会研究教育工作6次，区政府专题会议研究教育工作4次，形成工作合力。
2．加强督查。一是健全机制，压实责任。二是开展督导，覆盖全部学校。
突出一个“好”字，改善办学条件。
1．增加投入。投入200万元改造食堂。
二、主要问题
学位供给还有缺口
随着人口流入，城区部分学校班额偏大，义务教育学位供给与群众的期待还有不小的差距，需要加快建设。
三、整改措施
（一）加快建设。
新建学校2所，扩建学校3所，尽快补齐学位缺口，满足群众对于优质教育的需求，同时加强管理。
"""


def sections(text: str) -> list[Section]:
    return list(outline(read_text("r.txt", text.encode()), WORDS))


def test_parts_chapters_and_items_are_nested() -> None:
    found = [(section.level, section.part, section.heading) for section in sections(REPORT)]
    assert found == [
        (1, "achievements", "履职情况"),
        (2, "achievements", "聚焦“强”字，加强组织领导"),
        (3, "achievements", "加强研究"),
        (3, "achievements", "加强督查"),
        (4, "achievements", "健全机制，压实责任"),
        (4, "achievements", "开展督导，覆盖全部学校"),
        (2, "achievements", "突出一个“好”字，改善办学条件"),
        (3, "achievements", "增加投入"),
        (1, "problems", "主要问题"),
        (2, "problems", "学位供给还有缺口"),
        (1, "measures", "整改措施"),
        (2, "measures", "加快建设"),
    ]


def test_sections_end_where_the_next_of_their_level_begins() -> None:
    found = sections(REPORT)
    assert found[0].end == found[8].start
    assert found[1].end == found[6].start
    assert found[-1].end == len(REPORT)
    assert REPORT[found[4].start : found[4].end] == "一是健全机制，压实责任。"


def test_parts_are_known_without_their_numbers() -> None:
    text = REPORT.replace("一、履职情况", "履职情况").replace("二、", "").replace("三、", "").replace("（一）", "")
    parts = [(section.part, section.heading) for section in sections(text) if section.level == 1]
    assert parts == [("achievements", "履职情况"), ("problems", "主要问题"), ("measures", "整改措施")]


def test_parts_inside_one_paragraph_are_found() -> None:
    text = "现报告如下: 一、主要做法 全县现有学校8所。 (一)加强领导。研究教育2次。 二、存在问题 教师缺编50名。"
    found = [(section.level, section.part) for section in sections(text)]
    assert found == [(1, "achievements"), (2, "achievements"), (1, "problems")]


def test_words_written_with_an_equals_sign_are_the_whole_heading() -> None:
    found = sections("一、履职情况\n（一）破解学位不足\n新建学校2所。\n（二）不足\n教师缺编50名。\n")
    assert [(section.heading, section.part) for section in found] == [
        ("履职情况", "achievements"),
        ("破解学位不足", "achievements"),
        ("不足", "problems"),
    ]


def test_words_of_a_part_that_lead_a_paragraph_hold_for_it_alone() -> None:
    text = (
        "一、履职情况\n（一）安全\n校车8辆。\n存在问题：一是缺校医5人；二是缺保安6人。\n新建学校7所。\n"
        "（二）经费\n主要问题：\n1．债务9万元。\n（三）其他\n"
    )
    found = {section.heading: (section.part, text[section.start : section.end]) for section in sections(text)}
    assert found["缺保安6人"][0] == "problems"
    assert found["存在问题"] == ("problems", "存在问题：一是缺校医5人；二是缺保安6人。")
    assert found["债务9万元"][0] == "problems"
    assert found["其他"][0] == "achievements"


def test_words_of_a_part_behind_a_sentence_hold_for_the_rest_of_its_paragraph() -> None:
    text = (
        "一、履职情况\n（一）安全\n"
        "校车8辆。存在的主要问题：一是缺校医5人；二是缺保安6人。下一步：招聘校医5人。\n新建学校7所。\n"
    )
    found = {section.heading: (section.part, text[section.start : section.end]) for section in sections(text)}
    assert found["存在的主要问题"] == ("problems", "存在的主要问题：一是缺校医5人；二是缺保安6人。")
    assert found["缺保安6人"][0] == "problems"
    assert found["下一步"] == ("measures", "下一步：招聘校医5人。")
    assert "主要特点" not in {section.heading for section in sections(text.replace("主要问题", "主要特点"))}


def test_letter_and_signature_are_no_headings() -> None:
    assert sections("关于报送材料的函\n某某单位：\n请予审阅。\n丁县教育局\n2024年1月2日\n") == []


def test_words_come_from_the_vocabulary() -> None:
    document = read_text("r.txt", REPORT.encode())
    assert {section.part for section in outline(document, ReportWords())} == {""}


@given(st.text(alphabet="一二三、（）(). 1\n。主要问题整改措施是一是字优abc，：", max_size=120))
def test_outline_never_raises_and_nests(text: str) -> None:
    if not text.strip():
        return
    found = sections(text)
    assert [section.start for section in found] == sorted(section.start for section in found)
    for outer, inner in pairwise(found):
        assert inner.start >= outer.end or inner.end <= outer.end
