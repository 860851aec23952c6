import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.period_text import find_periods


def told(text: str, this_year: int | None = None) -> list[tuple[str, str]]:
    return [(text[start:end], str(period)) for start, end, period in find_periods(text, this_year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年投入", [("2022年", "2022")]),
        ("２０２２ 年度", [("２０２２ 年度", "2022")]),
        ("二〇二三年", [("二〇二三年", "2023")]),
        ("2023年春，", [("2023年春", "2023-spring")]),
        ("2023年秋季学期", [("2023年秋季学期", "2023-autumn")]),
        ("2023年上半年", [("2023年上半年", "2023-H1")]),
        ("2022年第三季度", [("2022年第三季度", "2022-Q3")]),
        ("2017-2018学年初", [("2017-2018学年", "2017..2018")]),
        ("2021年至2023年", [("2021年至2023年", "2021..2023")]),
        ("“十四五”规划", [("十四五", "2021..2025")]),
        ("2022年甲5元，乙比2021年多", [("2022年", "2022"), ("比2021年", "2022/2021")]),
        ("2022年甲5元，较上年多", [("2022年", "2022"), ("较上年", "2022/2021")]),
        ("2022年甲5元，与上年相比减少", [("2022年", "2022"), ("与上年", "2022/2021")]),
        ("2022年同比增长", [("2022年", "2022"), ("同比", "2022/2021")]),
        ("与2021年相比", [("2021年相比", "2022/2021")]),
        ("2021年为16.4%，与上年的16.1%相比", [("2021年", "2021"), ("与上年", "2021/2020")]),
        ("2021年为16.4%，与2019年的占比相比", [("2021年", "2021"), ("与2019年", "2021/2019")]),
        ("2021年秋季与2022年的学生", [("2021年秋季", "2021-autumn"), ("2022年", "2022")]),
        ("1.2022年完成", [("2022年", "2022")]),
        # a year that only begins a stretch of time is not the one spoken of
        ("2022年底，班级从2019年的9个减少，同比减", [("2022年", "2022"), ("2019年", "2019"), ("同比", "2022/2021")]),
        ("2022年5元。2020年以来9元，较上年多", [("2022年", "2022"), ("2020年", "2020"), ("较上年", "2022/2021")]),
        ("较上年均有增长", []),
        ("〔2023〕35号", []),
        ("2020制定", []),
        ("120223年", []),
    ],
)
def test_periods_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_years_told_from_today_need_today() -> None:
    assert told("去年和今年") == []
    assert told("去年和今年", 2023) == [("去年", "2022"), ("今年", "2023")]


def test_this_and_the_last_year_of_a_statement_are_those_of_the_year_spoken_of():
    assert told("2021年情况：上年8元，本年9元", 2023) == [("2021年", "2021"), ("上年", "2020"), ("本年", "2021")]
    assert told("上年8元，本年9元", 2023) == [("上年", "2022"), ("本年", "2022")]


def test_comparison_belongs_to_no_later_year_than_today() -> None:
    assert told("2022年甲，到2025年乙。比上年增长", 2023)[-1] == ("比上年", "2022/2021")


@given(st.text(alphabet="0123456789年-至春十四五比上较同 学度一二〇a\n", max_size=60))
def test_finding_never_raises_and_stays_in_order(text: str) -> None:
    end = 0
    for start, stop, _ in find_periods(text, 2023):
        assert end <= start < stop <= len(text)
        end = stop
