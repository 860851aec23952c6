"""Figures whose unit stands elsewhere: behind the last of a row, or nowhere, since it fell away."""

from rules_engine.regex import regex
from rules_engine.values.figure_patterns import LOOK_BACK, FigurePatterns
from rules_engine.values.scales import Scale, scale_of

# A longer row of digits without a unit is a telephone or card number.
_LONGEST_WITHOUT_UNIT = 8
CLOSED = regex(r"\s*(?:$|[，。；、：,;:！？）)\n])")
# Coefficients are printed in rows and with their norm: 差异系数分别为0.21和0.18, 差异系数：0.41（要求≤0.50）.
_GOES_ON = regex(r"\s*(?:[、和与及]\s*[0-9]|[（(])")
# Money told without its 元: 4453万比去年…, 3.9亿增长….
_TURNED = regex(r"\s*(?:比|较|同比|增|减|下降|上升|降|升|缩小|压缩|提高|占|、[0-9])")
_LED_IN_ROW = regex(r"[万亿]\s*[、和与及]\s*$")
_LED = regex(r"\.[0-9]+\s*[、和与及]\s*$|[^\W\d_A-Za-z]\s*[:：=＝≤≥<>]?\s*$")
_LABELLED = regex(r"(?:[^\W\d_A-Za-z]|[）)”])$")
_ROW = regex(r"(?:\s*[、,和与及]\s*[0-9]+(?:\.[0-9]+)?)+")
_ONE_BY_ONE = regex(r"(?:分别|依次)[^。；;\n0-9]{0,8}(?:[0-9]+(?:\.[0-9]+)?\s*[、,和与及]\s*)*$")
_LONGEST_ROW = 80


def lost_its_unit(text: str, start: int, end: int, times: str | None, patterns: FigurePatterns) -> bool:
    """Whether digits are labelled, end their clause and look like a measurement."""
    printed = text[start:end]
    if times:
        measured = patterns.multiples[times.strip()] >= 10000
    else:
        measured = "." in printed or (len(printed) >= 4 and not (len(printed) == 4 and printed[:2] in ("19", "20")))
    behind = end + len(times or "")
    if not measured or len(printed) - printed.count(",") > _LONGEST_WITHOUT_UNIT:
        return False
    decimal = "." in printed
    closed = CLOSED.match(text, behind) or (decimal and _GOES_ON.match(text, behind))
    if not (closed or ((times or decimal) and _TURNED.match(text, behind))):
        return False
    led = _LED_IN_ROW if times else _LED
    if not _LABELLED.search(text, max(0, start - 1), start) and not (
        (times or decimal) and led.search(text, max(0, start - LOOK_BACK), start)
    ):
        return False
    return not patterns.stop_before.search(text, max(0, start - LOOK_BACK), start)


def unit_of_row(text: str, start: int, end: int, patterns: FigurePatterns) -> Scale | None:
    """The unit printed once, behind the last of several figures told one by one: 分别为765、980和1250元."""
    row = _ROW.match(text, end)
    if not row or not _ONE_BY_ONE.search(text, max(0, start - _LONGEST_ROW), start):
        return None
    tail = patterns.tail.match(text, row.end())
    return scale_of(tail["times"], tail["unit"]) if tail and tail["unit"] else None
