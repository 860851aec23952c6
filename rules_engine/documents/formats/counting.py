"""How list numbers are written: 3 as 三, ③, iii, 03."""

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def written_number(value: int, style: str) -> str:
    """The number in a style named as word processors name it (`chineseCounting`); decimal in one nobody knows."""
    if value < 0:
        return str(value)
    return _STYLES.get(style, str)(value)


def _thousands(digits: str, tens: str, zero: str, *, bare_ten: bool) -> Callable[[int], str]:
    def write(value: int) -> str:
        if value == 0:
            return zero
        if value >= 100_000:
            return str(value)
        text, gap = "", False
        for power, unit in ((10_000, tens[3]), (1000, tens[2]), (100, tens[1]), (10, tens[0]), (1, "")):
            digit = value // power % 10
            if digit:
                text += (zero if gap and text else "") + digits[digit] + unit
            gap = not digit
        return text[1:] if bare_ten and 10 <= value < 20 else text

    return write


def _positions(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _chinese_counting(value: int) -> str:
    return _CHINESE(value) if value < 100 else _positions("○一二三四五六七八九")(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    """A to Z, then AA to ZZ: the letter repeated, as word processors count."""
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else "0"


def _block(first: int, most: int, style: Callable[[int], str] = str) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 1 <= value <= most else style(value)


def _circled(value: int) -> str:
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    if 36 <= value <= 50:
        return chr(0x32B1 + value - 36)
    return _block(0x2460, 20)(value)


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_CHINESE = _thousands(_DIGITS, "十百千万", "〇", bare_ten=True)
_CHINESE_ZERO = _thousands(_DIGITS, "十百千万", "零", bare_ten=True)
_FULL_WIDTH = _positions("０１２３４５６７８９")

_STYLES: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalHalfWidth": str,
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _CHINESE_ZERO,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _CHINESE_ZERO,
    "japaneseCounting": _CHINESE,
    "ideographDigital": _positions(_DIGITS),
    "taiwaneseDigital": _positions("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _positions(_DIGITS),
    "chineseLegalSimplified": _thousands(_LEGAL, "拾佰仟万", "零", bare_ten=False),
    "ideographLegalTraditional": _thousands(_LEGAL_TRADITIONAL, "拾佰仟萬", "零", bare_ten=False),
    "japaneseLegal": _thousands("〇壱弐参四伍六七八九", "拾百阡萬", "〇", bare_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _cycle(_STEMS)(value) + _cycle(_BRANCHES)(value),
    "ideographEnclosedCircle": _block(0x3280, 10, _CHINESE),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "none": lambda value: "",
}
