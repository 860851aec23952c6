from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.numerals import chinese_number, normalise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("七", 7),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("三百二十", 320),
        ("一百零五", 105),
        ("一百五", 150),
        ("两万三千", 23000),
        ("一万二", 12000),
        ("一万零五", 10005),
        ("二百五十万", 2_500_000),
        ("一亿三千万", 130_000_000),
        ("一万亿", 10**12),
        ("二〇二三", 2023),
        ("壹佰贰拾", 120),
        ("百", 100),
        ("一点五", Fraction(3, 2)),
        ("九十五点六", Fraction(478, 5)),
    ],
)
def test_numeral_has_its_value(text: str, value: Fraction | int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["", "十十", "五十百", "点五", "一点", "几十", "12", "一a", "三五十二八"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert chinese_number(text) is None


_DIGITS = "零一二三四五六七八九"


def _written(number: int) -> str:
    if number >= 10000:
        rest = number % 10000
        return _written(number // 10000) + "万" + (("零" if rest < 1000 else "") + _written(rest) if rest else "")
    text, zero = "", False
    for step, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + word
            zero = False
        else:
            zero = True
    return text


@given(st.integers(1, 99_999_999))
def test_written_numbers_are_read_back(number: int) -> None:
    assert chinese_number(_written(number)) == number


@given(st.text())
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalise(text)) == len(text)


def test_full_width_is_narrowed() -> None:
    assert normalise("９３．２％，４／５") == "93.2%，4/5"
