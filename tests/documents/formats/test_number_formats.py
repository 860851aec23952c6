from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules_engine.documents.formats.number_formats import shown_number


@pytest.mark.parametrize(
    ("value", "code", "text", "number"),
    [
        ("0.932", "0.00%", "93.20%", "93.2"),
        ("0.93200000000000005", "0.00%", "93.20%", "93.2"),
        ("0.932", "0%", "93%", "93.2"),
        ("0.9325", "0.0%", "93.3%", "93.25"),
        ("-0.0123", "0.00%", "-1.23%", "-1.23"),
        ("1", "0.00%;[Red]-0.00%", "100.00%", "100"),
        ("0.1", "General", "0.1", "0.1"),
        ("0.1", "", "0.1", "0.1"),
        ("0.30000000000000004", "General", "0.3", "0.3"),
        ("1234567.891", "#,##0.00", "1,234,567.89", "1234567.891"),
        ("1234567", "#,##0_);(#,##0)", "1,234,567", "1234567"),
        ("-1234567", "#,##0_);(#,##0)", "(1,234,567)", "-1234567"),
        ("-5", "0", "-5", "-5"),
        ("0", "0;-0;-", "-", "0"),
        ("0", "#,##0", "0", "0"),
        ("0.5", "#.##", "0.5", "0.5"),
        ("12", '0"人"', "12人", "12"),
        ("18.39", '0.00"亿元"', "18.39亿元", "18.39"),
        ("-3", '"¥"0.00', "-¥3.00", "-3"),
        ("1250", "[$¥-804]#,##0.00", "¥1,250.00", "1250"),
        ("5", "000", "005", "5"),
        ("12345678", "000-00000", "123-45678", "12345678"),
        ("12500", "#,##0,", "13", "12500"),
        ("991853200", '#,##0.00,"千元"', "991,853.20千元", "991853200"),
        ("991853200", '0.00,,"百万元"', "991.85百万元", "991853200"),
        ("60", '[>=60]"合格";"不合格"', "合格", "60"),
        ("59", '[>=60]"合格";"不合格"', "不合格", "59"),
        ("1.5E+3", "0.0", "1500.0", "1500"),
        ("45291", "yyyy-mm-dd", "2023-12-31", None),
        ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日", None),
        ("45291.75", "yyyy/m/d h:mm", "2023/12/31 18:00", None),
        ("0.5", "h:mm:ss AM/PM", "12:00:00 PM", None),
        ("1.25", "[h]:mm", "30:00", None),
        ("1", "yyyy-mm-dd", "1900-01-01", None),
        ("45291", '[$-804]yyyy"年"m"月";@', "2023年12月", None),
        ("7", "@", "7", "7"),
        # A point among the digits by which offices show ten thousands.
        ("123456789", '0!.0,"万元"', "12345.7万元", "123456789"),
        ("-12345", '0"."0000"万元"', "-1.2345万元", "-12345"),
        ("5", "0\\.0,", "0.0", "5"),
        ("123456789", "#,##0!.0000", "12,345.6789", "123456789"),
        ("NaN", "0.00", "NaN", None),
        ("kein", "0.00", "kein", None),
    ],
)
def test_cells_show_what_their_format_says(value: str, code: str, text: str, number: str | None) -> None:
    shown = shown_number(value, code)
    assert (shown.text, shown.number) == (text, number)


def test_days_may_count_from_1904() -> None:
    assert shown_number("0", "yyyy-mm-dd", from_1904=True).text == "1904-01-01"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_percent_is_a_hundred_times_the_number(value: Decimal) -> None:
    shown = shown_number(str(value), "0.00%")
    assert shown.number is not None
    assert Decimal(shown.number) == value * 100
    assert shown.text.endswith("%")


@example("[]", 0.0)
@given(st.text(alphabet='0#?.,%;"人[]<>=-+Ee@ymdhs/\\_*$ AMPM', max_size=20), st.floats())
def test_no_format_fails(code: str, value: float) -> None:
    assert isinstance(shown_number(repr(value), code).text, str)
