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
        ("手机138.1234.5678", "手机138.****.****"),
        ("手机138–1234–5678", "手机138–****–****"),
        ("手机138\u200b12345678", "手机138\u200b********"),
        ("手机138\u00a01234\u00a05678", "手机138\u00a0****\u00a0****"),
        ("手机１３８１２３４５６７８", "手机１３８********"),
        ("+8613812345678", "+861**********"),
        ("0086-13812345678", "008*-***********"),
        ("张三，13812345678，李四", "张三，138********，李四"),
        ("Tel13812345678", "Tel138********"),
        ("13812345678@qq.com", "138********@qq.com"),
        ("手机号为13812345678元旦值班", "手机号为138********元旦值班"),
        ("王五13812345678人很好", "王五138********人很好"),
        ("电话023-53222222转8001", "电话023-********转****"),
        ("电话（023）53222222", "电话（023）********"),
        ("电话：(023) 5322-2222", "电话：(023) ****-****"),
        ("电话023－53222222", "电话023－********"),
        ("座机02353222222", "座机023********"),
        ("86-023-53222222", "86-0**-********"),
        ("传真0817-2222333", "传真081*-*******"),
        ("传真：68880000", "传真：688*****"),
        ("办公室电话53222222", "办公室电话532*****"),
        ("热线400-800-1234", "热线400-***-****"),
        ("热线4008001234", "热线400*******"),
        ("垂询4008001234。", "垂询400*******。"),
        ("垂询400 800 1234", "垂询400 *** ****"),
        ("监督8008101234", "监督800*******"),
        ("卡号6222021234567890128", "卡号622****************"),
        ("银行卡 6222 0212 3456 7890 128，", "银行卡 622* **** **** **** ***，"),
        ("4111-1111-1111-1111", "411*-****-****-****"),
        ("身份证号51012319900101123X", "身份证号510***************"),
        ("身份证号51012319900101123x，", "身份证号510***************，"),
        ("身份证：510123 19900101 123X", "身份证：510*** ******** ****"),
        ("ID:510123199001011234号", "ID:510***************号"),
        ("身份证510123900101123", "身份证510************"),
    ],
)
def test_numbers_of_people_are_masked(text: str, shown: str) -> None:
    assert masked(text) == (shown, 1)


def test_each_of_several_is_masked() -> None:
    assert masked("13812345678、13912345678") == ("138********、139********", 2)
    assert masked("13812345678,13912345678/13712345678") == ("138********,139********/137********", 3)
    assert masked("电话：53222222、53223333") == ("电话：532*****、532*****", 2)


@pytest.mark.parametrize(
    "text",
    [
        "下达2022年预算经费158688.7251万元",
        "电话费158688.7251万元",
        "总投入13812345678元",
        "总投入13812345678.00元",
        "总投入 13812345678 元",
        "138.12345678万元",
        "资金22,127,100,000元",
        "人均18612.345678元",
        "渝教函〔2023〕464号",
        "〔20231234567〕",
        "第13812345678号",
        "2022-2023学年，8.3万人",
        "共13812345678人次",
        "教督〔2020〕1号，2020-02-18",
        "热线2022-2023年接听1234567次",
        "微信支付1234567元",
        "联系项目投入13812345678元",
        "联系群众1234567人",
        "开通电话12345部，12345热线，110",
        "编号202301010011",
        "统一社会信用代码91500228MA5U123456",
        "摘要 0a13812345678bcdef0123456789abcdef",
        "面积13812345678平方米",
        "0.13812345678",
        "总投入4008001234元",
        "面积4008001234平方米",
        "流水号6222021234567890127",
        "总投入6222021234567890128元",
        "4001万元，其中400所、800人",
    ],
)
def test_figures_stay(text: str) -> None:
    assert masked(text) == (text, 0)


@given(st.text(alphabet="0123456789Xx- 电话.元万（）+、，tel86", max_size=60))
def test_the_length_stays_and_nothing_is_left_to_mask(text: str) -> None:
    shown, _ = masked(text)
    assert len(shown) == len(text)
    assert masked(shown)[1] == 0


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "电话", "，", "（", "张三", "电话：", "Tel: ", "/"]),
    st.sampled_from(["", "。", "，", "）", "（张三）", " 李四", "转2"]),
)
def test_no_mobile_number_is_left(number: str, before: str, behind: str) -> None:
    assert number not in masked(f"请联系{before}{number}{behind}")[0]


@given(st.decimals(0, 10**11, places=2), st.sampled_from(["万元", "元", "亿元", "%", "平方米"]))
def test_amounts_stay(number: object, unit: str) -> None:
    text = f"投入{number}{unit}"
    assert masked(text) == (text, 0)


CARD = st.from_regex(r"[3-6][0-9]{14,17}", fullmatch=True)
FIGURE = st.decimals(0, 10**9, places=2, allow_nan=False) | st.integers(0, 10**9)
UNIT = st.sampled_from(["万元", "元", "亿元", "%", "平方米", "人次", "万平方米", "吨", "公里"])


def with_check_digit(digits: str) -> str:
    """The number that Luhn's sum proves."""
    doubled = (
        sum(divmod(2 * int(mark), 10)) if place % 2 == 0 else int(mark) for place, mark in enumerate(digits[::-1])
    )
    return digits + str(-sum(doubled) % 10)


@given(
    CARD, st.sampled_from(["", "卡号", "账户：", "（", "，"]), st.sampled_from(["", "。", "，开户行", "）", " 张三"])
)
def test_no_bank_card_is_left(digits: str, before: str, behind: str) -> None:
    card = with_check_digit(digits)
    assert card not in masked(before + card + behind)[0]
    assert 16 <= len(card) <= 19


@given(CARD, st.integers(1, 9))
def test_a_number_that_is_no_card_stays(digits: str, off: int) -> None:
    card = with_check_digit(digits)
    other = card[:-1] + str((int(card[-1]) + off) % 10)
    identity = len(other) == 18 and masked(other)[1]
    assert masked(f"流水号{other}号")[1] == 0 or identity


@given(st.from_regex(r"400[0-9]{7}", fullmatch=True), st.sampled_from(["", "热线", "拨打", "（"]))
def test_no_service_number_is_left(number: str, before: str) -> None:
    for written in (number, f"{number[:3]}-{number[3:6]}-{number[6:]}", f"{number[:3]} {number[3:7]} {number[7:]}"):
        assert masked(f"{before}{written}。")[1] == 1


@given(st.lists(st.tuples(FIGURE, UNIT), min_size=1, max_size=6), st.sampled_from(["、", "，", "；", "和"]))
def test_figures_with_their_units_stay(figures: list[tuple[object, str]], between: str) -> None:
    text = "投入" + between.join(f"{figure}{unit}" for figure, unit in figures)
    assert masked(text) == (text, 0)
