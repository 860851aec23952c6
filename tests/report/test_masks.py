"""Identity and telephone numbers are masked; figures, years and numbers of documents stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.report.masks import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系电话：13812345678。", "联系电话：138********。"),
        ("手机138-1234-5678", "手机138-****-****"),
        ("手机 138 1234 5678 。", "手机 138 **** **** 。"),
        ("手机１３８１２３４５６７８", "手机１３８********"),
        ("+8613812345678", "+861**********"),
        ("电话023-53222222转8001", "电话023-********转****"),
        ("电话（023）53222222", "电话（023）********"),
        ("传真0817-2222333", "传真081*-*******"),
        ("身份证号51012319900101123X", "身份证号510***************"),
        ("身份证510123900101123", "身份证510************"),
    ],
)
def test_numbers_of_people_are_masked(text: str, shown: str) -> None:
    assert masked(text) == (shown, 1)


@pytest.mark.parametrize(
    "text",
    [
        "下达2022年预算经费158688.7251万元",
        "总投入13812345678元",
        "总投入13812345678.00元",
        "资金22,127,100,000元",
        "渝教函〔2023〕464号",
        "2022-2023学年，8.3万人",
        "共13812345678人次",
        "教督〔2020〕1号，2020-02-18",
    ],
)
def test_figures_stay(text: str) -> None:
    assert masked(text) == (text, 0)


@given(st.text(alphabet="0123456789Xx- 电话.元万（）+", max_size=40))
def test_the_length_stays_and_nothing_is_left_to_mask(text: str) -> None:
    shown, _ = masked(text)
    assert len(shown) == len(text)
    assert masked(shown)[1] == 0
