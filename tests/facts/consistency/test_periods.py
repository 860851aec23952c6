from datetime import date

import pytest

HEAD = "某某县人民政府履行教育职责自评报告\n2023年10月25日\n一、履职情况\n"
DAY = date(2023, 10, 25)


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("2022年经费8.5亿元，比2022年增长3%。", "contradictory", "year_compared_with_itself"),
        ("2022年与2022年相比，经费增长3%。", "contradictory", "year_compared_with_itself"),
        ("2021年经费8.5亿元，比2022年增长3%。", "doubtful", "year_compared_with_later"),
        ("2022年经费8.5亿元，比上年（2020年）有所增长。", "contradictory", "year_before_differs"),
        ("“十四五”（2020—2025年）期间新建学校。", "contradictory", "plan_years_differ"),
        ("近三年（2019—2023年）持续投入。", "contradictory", "years_differ"),
        ("2021-2023学年招生。", "doubtful", "school_year_differs"),
        ("截至2023年底，全县学前三年毛入园率已达93.2%。", "doubtful", "year_end_after_report"),
        ("截至2023年12月，全县学前三年毛入园率93.2%。", "doubtful", "month_after_report"),
        ("“十四五”以来（2020—2023年）新建学校。", "contradictory", "plan_years_differ"),
        ("2021—2023年，四年累计投入。", "contradictory", "years_differ"),
        ("2024年已投入资金3000万元。", "contradictory", "period_after_report"),
    ],
)
def test_periods_that_do_not_fit(report, text, status, code):
    [relation] = report(HEAD + text, day=DAY).relations
    assert (relation.kind, relation.status, relation.code) == ("period", status, code)
    assert relation.mentions or relation.citations


@pytest.mark.parametrize(
    "text",
    [
        "2022年经费8.5亿元，比2021年增长3%。",
        "2022年与2021年相比，经费增长3%。2022年与区县相比仍有差距。",
        "2022年秋季在校生比2022年春季增加300人。",
        "巩固率99.8%，较2020年提高0.6个百分点，较2021年提高0.2个百分点。",
        "2022年底在校生比2022年初多300人。",
        "2022年经费8.5亿元，比上年（2021年）有所增长。",
        "“十四五”（2021—2025年）期间新建学校。",
        # a part of the five years, more than they, a paper with years of its own
        "“十四五”以来（2021—2023年）新建学校。",
        "“十四五”前三年（2021—2023年）新建学校。",
        "“十三五”至“十四五”期间（2016—2023年）新建学校。",
        "《“十四五”公共服务规划（2022—2025年）》印发实施。",
        "近三年（2021—2023年）持续投入。三年（2020—2023年）持续投入。",
        "2021—2023年，三年累计投入。2021至2023年两年间持续投入。",
        "截至2023年10月，全县学前三年毛入园率93.2%。",
        "2022-2023学年招生。",
        "截至2022年底，全县学前三年毛入园率已达93.2%。",
        "2023年全县送教238人。",
        "力争2024年投入资金3000万元。",
        "2024年投入资金3000万元。",
    ],
)
def test_periods_that_fit_are_silent(report, text):
    assert report(HEAD + text, day=DAY).relations == []


def test_without_a_day_nothing_lies_ahead(report):
    assert report(HEAD + "2024年已投入资金3000万元。").relations == []
