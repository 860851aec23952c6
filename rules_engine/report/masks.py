"""Identity, telephone and bank card numbers are masked wherever a report quotes a county's text: 138********."""

import re
from collections.abc import Iterator
from typing import Final

KEPT: Final = 3

# What stands between the groups of a number: blanks, strokes, marks that cannot be seen.
_BETWEEN = r"-\u2010-\u2015\uff0d_\u00b7\ \u00a0\u2002-\u200d\u202f\u2060\u3000\ufeff"
_GAP = rf"[{_BETWEEN}]{{0,2}}"
# Amounts and numbers of documents go on so; 元旦 is a day.
_UNIT = r"(?:[%％‰万亿号〕吨]|元(?!旦)|人次|平方|立方|公里|千瓦)"
_ENDS = rf"(?![0-9A-Fa-f]|[.．][0-9]|\s?{_UNIT})"
_DATE = rf"(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12][0-9]|3[01])"
_MONEY = r"\s?[万亿]?元(?!旦)"
_IDENTITY = (
    rf"[1-9][0-9]{{5}}{_GAP}(?:18|19|20)[0-9]{{2}}{_GAP}{_DATE}{_GAP}[0-9]{{3}}{_GAP}[0-9Xx]"
    rf"(?![0-9]|{_MONEY})"
)
_OLD_IDENTITY = rf"[1-9][0-9]{{7}}{_DATE}[0-9]{{3}}{_ENDS}"
_ABROAD = rf"(?:(?:\+|00)?{_GAP}86{_GAP})?"
_MOBILE = (
    rf"{_ABROAD}1[3-9][0-9](?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|\.[0-9]{{4}}\.[0-9]{{4}}"
    rf"|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}})"
)
_CITY = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_AREA = rf"(?:{_ABROAD}[(（]?{_GAP}0{_CITY}{_GAP}[)）]?{_GAP}|\+?86{_GAP}{_CITY}-)"
_LOCAL = rf"[1-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}"
_BARE = rf"(?!(?:19|20)[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2]|19|20)){_LOCAL}(?!\s?(?:{_UNIT}|[人名个所次部台门条户年]))"
_SERVICE = rf"[48]00{_GAP}(?:[0-9]{{3}}{_GAP}[0-9]{{4}}|[0-9]{{4}}{_GAP}[0-9]{{3}})"
# 400 and 800 are called from everywhere; a card has 16 to 19 digits, at once or in fours, and its last one proves it.
_CALLED = r"[48]00(?:[0-9]{7}|[-\ ][0-9]{3}[-\ ]?[0-9]{4}|[-\ ][0-9]{4}[-\ ]?[0-9]{3})"
_CARD = r"(?P<card>[3-6](?:[0-9]{15,18}|[0-9]{3}(?:(?P<by>[-\ ])[0-9]{4})(?:(?P=by)[0-9]{4}){2}(?:(?P=by)[0-9]{1,3})?))"
_FURTHER = r"(?:(?:[-－—]|\ ?(?:转|分机|ext\.?)\ ?)[0-9]{1,5}(?![0-9]))?"
# Alone, a number is told by its form; behind 电话 and the like, shorter ones are too, and whatever follows them.
_ALONE = re.compile(
    rf"""(?<![0-9])(?: {_IDENTITY}
      | (?<![0-9][.．])(?<![0-9A-Za-z〔第])
        (?: {_OLD_IDENTITY} | (?: {_MOBILE} | {_AREA}{_LOCAL}{_FURTHER} | {_CALLED} | {_CARD} ){_ENDS} )
    )""",
    re.VERBOSE,
)
_TOLD = rf"(?:{_MOBILE}|{_AREA}{_LOCAL}|{_SERVICE}|{_BARE}){_FURTHER}(?![0-9]|[.．][0-9]|{_MONEY})"
_BEHIND_WORD = re.compile(
    r"(?:电话|手机|热线|传真|座机|联系|微信|致电|来电|拨打|tel|phone|mobile|fax|call|whatsapp)"
    rf"[^0-9\n。；;]{{0,8}}?(?P<numbers>{_TOLD}(?:[、,，/;；或和及\ ]{{1,3}}{_TOLD})*)",
    re.VERBOSE | re.IGNORECASE,
)
_EACH = re.compile(_TOLD, re.VERBOSE)
# Most texts have no seven digits near each other.
_DIGITS = re.compile(rf"[0-9０-９](?:[{_BETWEEN}.．()（）]{{0,5}}[0-9０-９]){{6}}")
_WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("Ｘ"): ord("X"), ord("＋"): ord("+")}


def masked(text: str) -> tuple[str, int]:
    """The text, of the same length, with such numbers starred behind their first digits; and how many there were."""
    if not _DIGITS.search(text):
        return text, 0
    count, parts, end = 0, [], 0
    for start, stop in sorted(_found(text.translate(_WIDE))):
        if start < end:
            continue
        parts += [text[end:start], _starred(text[start:stop])]
        count, end = count + 1, stop
    return "".join([*parts, text[end:]]), count


def _found(text: str) -> Iterator[tuple[int, int]]:
    yield from (n.span() for n in _ALONE.finditer(text) if n["card"] is None or _proved(n["card"]))
    for told in _BEHIND_WORD.finditer(text):
        yield from (number.span() for number in _EACH.finditer(text, *told.span("numbers")))


def _proved(card: str) -> bool:
    """Whether the last digit is the one that the others ask for (Luhn)."""
    digits = [int(mark) for mark in reversed(card) if mark.isdigit()]
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _starred(number: str) -> str:
    shown, starred = 0, []
    for mark in number:
        if mark.isdigit() or mark in "XxＸ":
            shown += 1
            starred.append(mark if shown <= KEPT else "*")
        else:
            starred.append(mark)
    return "".join(starred)
