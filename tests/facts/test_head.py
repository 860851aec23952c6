from datetime import date

import pytest

from rules_engine.documents.text import read_text
from rules_engine.facts.head import Head, read_head
from rules_engine.facts.vocabulary import ReportWords

LETTER = """
己川府办函〔2023〕77号
重庆市己川区人民政府办公室
关于报送《重庆市己川区人民政府履行教育
职责自评报告》的函
重庆市教育委员会：
根据《关于印发2023年对区县人民政府履行教育职责评价方案的函》（渝教函〔2023〕464号）要求，现予报送。
重庆市己川区人民政府办公室
2023年11月2日
（此件公开发布）
重庆市己川区人民政府履行教育职责自评报告
2023年，我区全面落实各项部署。
"""


def head(text: str, words: ReportWords) -> Head:
    return read_head(read_text("r.txt", text.encode()), words)


def test_letter_tells_everything(words: ReportWords) -> None:
    assert head(LETTER, words) == Head(
        "重庆市己川区人民政府履行教育职责自评报告",
        "重庆市己川区",
        "己川府办函〔2023〕77号",
        date(2023, 11, 2),
        ("渝教函〔2023〕464号",),
        2023,
    )


def test_silent_head_is_empty(words: ReportWords) -> None:
    assert head("学校工作小结\n今年做了不少事。\n", words) == Head()


@pytest.mark.parametrize(
    ("title", "county"),
    [
        ("庚县人民政府履行教育职责自评报告", "庚县"),
        ("常安市湖东管理区管理委员会履行教育职责自评报告", "常安市湖东管理区"),
        ("辛山经济技术开发区管委会履行教育职责自评报告", "辛山经济技术开发区"),
        ("辛山高新区管委会履行教育职责自评报告", "辛山高新区"),
        ("壬山土家族苗族自治县人民政府履行教育职责自评报告", "壬山土家族苗族自治县"),
        ("癸旗人民政府履行教育职责自评报告", "癸旗"),
        ("甲乌市人民政府履行教育职责自评报告", "甲乌市"),
        ("关于乙城区人民政府2023年履行教育职责自评报告", "乙城区"),
        ("区人民政府履行教育职责自评报告", ""),
        ("管理区管理委员会履行教育职责自评报告", ""),
    ],
)
def test_county_stands_before_the_sender(title: str, county: str, words: ReportWords) -> None:
    found = head(f"{title}\n正文如下。\n", words)
    assert (found.title, found.county) == (title, county)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023年10月25日", date(2023, 10, 25)),
        ("２０２３年１０月２５日", date(2023, 10, 25)),
        ("二〇二三年十月二十五日", date(2023, 10, 25)),
        ("成文日期 2018-06-25", date(2018, 6, 25)),
        ("2023年13月25日", None),
    ],
)
def test_date_is_a_line_of_its_own(line: str, expected: date | None, words: ReportWords) -> None:
    assert head(f"庚县人民政府自评报告\n{line}\n", words).date == expected


def test_numbers_are_written_alike(words: ReportWords) -> None:
    text = "庚政函﹝2022﹞ 8 号\n根据《关于开展2022年教育职责评价工作的通知》(省教督[2022]第9号)，报告如下。\n"
    found = head(text, words)
    assert (found.number, found.schemes, found.scheme_year) == ("庚政函〔2022〕8号", ("省教督〔2022〕9号",), 2022)


@pytest.mark.parametrize(
    "sentence",
    [
        "根据渝教函〔2023〕464号文件要求，报告如下。",
        "按照省教育厅渝教函〔2023〕464号、庚委发〔2022〕3号的要求，报告如下。",
        "渝教函〔2023〕464号印发以后，我县立即部署。",
        "对照《评价方案》（渝教函〔2023〕464号），报告如下。",
    ],
)
def test_number_cited_in_a_sentence_is_a_scheme_and_not_the_reports_own(sentence: str, words: ReportWords) -> None:
    found = head(f"庚县人民政府履行教育职责自评报告\n{sentence}\n", words)
    assert found.number == ""
    assert found.schemes[0].endswith("渝教函〔2023〕464号")


def test_other_cited_documents_give_no_year(words: ReportWords) -> None:
    found = head("根据《2020年财政统计意见》（教财〔2016〕6号），报告如下。\n", words)
    assert (found.number, found.schemes, found.scheme_year) == ("", ("教财〔2016〕6号",), None)
