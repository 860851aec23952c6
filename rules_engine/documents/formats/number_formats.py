"""What a cell shows: a number under its number format, and the exact decimal text of the number shown."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache

from rules_engine.documents.formats.composition import Shown
from rules_engine.records import frozen

BUILT_IN: Mapping[int, str] = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM"},
    **{19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0"},
    **{39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0"},
    **{5: "¥#,##0;-¥#,##0", 6: "¥#,##0;-¥#,##0", 7: "¥#,##0.00;-¥#,##0.00", 8: "¥#,##0.00;-¥#,##0.00", 49: "@"},
    **{41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;-"},
    **{27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"'},
    **{32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"'},
    **{52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"'},
}
_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|_(.)|\*(.)|\[([^\]]*)\]|(AM/PM|A/P)|(General|G/通用格式)|([ymdhs]+|[yYmMdDhHsS]+)|(.)',
    re.I | re.S,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?$")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)$")
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_MOST_DIGITS = 400
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@frozen(eq=False, repr=False)
class _Section:
    """One part of a format: pieces in order, as (kind, text); kinds are text, digits, date, general and share signs."""

    pieces: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        return any(found == kind for found, _ in self.pieces)


def shown_number(value: str, code: str, *, from_1904: bool = False) -> Shown:
    """What a stored number shows under a format; its number is exact: `93.2` for 0.932 shown as `93.20%`.

    A date is shown as its format says and has no number. Text that is no number is shown as it is.
    """
    try:
        exact = Decimal(value)
    except ArithmeticError:
        return Shown(value)
    if not exact.is_finite() or exact.adjusted() > _MOST_DIGITS or exact.adjusted() < -_MOST_DIGITS:
        return Shown(value)
    # A spreadsheet stores binary fractions: of their digits fifteen are meant.
    exact = _SIGNIFICANT.plus(exact)
    sections = _sections(code or "General")
    section, exact_shown = _section(sections, exact)
    if section.has("date"):
        return Shown(_date(section, exact, from_1904))
    if section.has("percent"):
        percents = sum(1 for kind, _ in section.pieces if kind == "percent")
        return Shown(_number(section, exact_shown.scaleb(2 * percents)), plain(exact.scaleb(2 * percents)))
    return Shown(_number(section, exact_shown), plain(exact))


def plain(value: Decimal) -> str:
    """The exact decimal text without exponent or trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def is_date(code: str) -> bool:
    """Whether a format shows numbers as dates or times."""
    return any(section.has("date") for section in _sections(code))


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    pieces: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:1000]):
        quoted, escaped, blank, fill, bracket, half_day, general, dated, single = match.groups()
        if quoted is not None or escaped is not None:
            pieces.append(("text", quoted if quoted is not None else escaped))
        elif blank is not None or fill is not None:
            continue
        elif bracket is not None:
            currency, compared = _CURRENCY.match(bracket), _CONDITION.match(bracket)
            if currency:
                pieces.append(("text", currency[1]))
            elif compared:
                condition = compared[1], Decimal(compared[2]) if _is_number(compared[2]) else Decimal(0)
            elif bracket and not bracket.lower().strip("hms"):
                pieces.append(("date", f"[{bracket.lower()}]"))
        elif half_day is not None:
            pieces.append(("date", "am/pm"))
        elif general is not None:
            pieces.append(("general", ""))
        elif single == ";":
            sections.append(_Section(tuple(pieces), condition))
            pieces, condition = [], None
        elif dated is not None:
            pieces.append(("date", dated.lower()))
        elif single == "%":
            pieces += [("percent", ""), ("text", "%")]
        elif single in "0#?.,/" or _goes_on(single, pieces):
            pieces.append(("digits", single))
        elif single == "@":
            pieces.append(("general", ""))
        else:
            pieces.append(("text", single))
    sections.append(_Section(tuple(pieces), condition))
    return tuple(sections)


def _goes_on(sign: str, pieces: list[tuple[str, str]]) -> bool:
    """Whether a sign belongs to the exponent of the digits before it."""
    if sign in "eE":
        return bool(pieces) and pieces[-1][0] == "digits"
    return sign in "+-" and bool(pieces) and pieces[-1] in (("digits", "E"), ("digits", "e"))


def _section(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, Decimal]:
    """The section for a value, and the value as it shows there: a second section writes its own minus."""
    for section in sections:
        if section.condition is not None and _holds(section.condition, value):
            return section, value
    if any(section.condition is not None for section in sections):
        free = next((section for section in sections if section.condition is None), sections[-1])
        return free, value
    numeric = sections[:3]
    if value > 0 or len(numeric) == 1:
        return numeric[0], value
    if value < 0:
        return numeric[1], abs(value)
    return (numeric[2] if len(numeric) == 3 else numeric[0]), value


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


def _number(section: _Section, value: Decimal) -> str:
    if section.has("general"):
        return "".join(plain(value) if kind == "general" else text for kind, text in section.pieces)
    mask = "".join(text for kind, text in section.pieces if kind == "digits")
    if not any(sign in mask for sign in "0#?"):
        return "".join(text for kind, text in section.pieces if kind == "text")
    written = plain(value) if "/" in mask or "e" in mask.lower() else _masked(mask, value)
    split = _spread(section, mask, written) or _within(section, mask, written)
    if split:
        return split
    done, parts = False, []
    sign = "-" if written.startswith("-") else ""
    for kind, text in section.pieces:
        if kind == "text":
            parts.append(text)
        elif kind == "digits" and not done:
            parts.append(written.removeprefix("-"))
            done = True
    return sign + "".join(parts)


def _spread(section: _Section, mask: str, written: str) -> str:
    """The digits with the texts that stand among them (`000-0000`); empty where all digits stand together."""
    kinds = [kind for kind, text in section.pieces]
    first, last = kinds.index("digits"), len(kinds) - 1 - kinds[::-1].index("digits")
    if "text" not in kinds[first:last] or not set(mask) <= set("0#?"):
        return ""
    digits = list(written.removeprefix("-"))
    parts: list[str] = []
    for position in range(len(kinds) - 1, -1, -1):
        kind, text = section.pieces[position]
        if kind == "text":
            parts.append(text)
        elif position == first:
            parts.append("".join(digits))
        elif kind == "digits":
            parts.append(digits.pop() if digits else "")
    return ("-" if written.startswith("-") else "") + "".join(reversed(parts))


def _within(section: _Section, mask: str, written: str) -> str:
    """The digits with a text right before the last ones, by which offices divide by tens: `0!.0,"万元"`."""
    pieces = [(kind, text) for kind, text in section.pieces if kind != "digits" or text != ","]
    kinds = [kind for kind, _ in pieces]
    first, last = kinds.index("digits"), len(kinds) - 1 - kinds[::-1].index("digits")
    among = [place for place in range(first, last) if kinds[place] == "text"]
    if len(among) != 1 or not set(mask) <= set("0#?,"):
        return ""
    behind = last - among[0]
    digits = written.removeprefix("-").replace(",", "").rjust(behind + 1, "0")
    front = format(int(digits[:-behind]), ",") if "," in mask.rstrip(",") else digits[:-behind]
    head, tail = "".join(text for _, text in pieces[:first]), "".join(text for _, text in pieces[last + 1 :])
    sign = "-" if written.startswith("-") else ""
    return f"{sign}{head}{front}{pieces[among[0]][1]}{digits[-behind:]}{tail}"


def _masked(mask: str, value: Decimal) -> str:
    whole, _, fraction = mask.partition(".")
    # Commas at the end, before the point or behind it, divide by thousands.
    thousands = len(whole) - len(whole.rstrip(",")) + fraction.count(",")
    grouped = "," in whole.rstrip(",")
    value = value.scaleb(-3 * thousands)
    least = fraction.count("0")
    most = min(least + fraction.count("#") + fraction.count("?"), 30)
    with localcontext(prec=_MOST_DIGITS * 2 + 40):
        rounded = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    text = format(abs(rounded), "f")
    before, _, behind = text.partition(".")
    while len(behind) > least and behind.endswith("0"):
        behind = behind[:-1]
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if grouped and before:
        before = format(int(before), ",").rjust(len(before), "0")
    sign = "-" if rounded < 0 else ""
    # A spreadsheet leaves the zero of 0.5 out under `#.##`; whoever reads on must not take .5 for 5.
    return f"{sign}{before or 0}.{behind}" if behind else f"{sign}{before or 0}"


def _date(section: _Section, value: Decimal, from_1904: bool) -> str:
    moment = _moment(value, from_1904)
    if moment is None:
        return plain(value)
    kinds = [text for kind, text in section.pieces if kind == "date"]
    twelve = "am/pm" in kinds
    parts: list[str] = []
    last = ""
    for position, (kind, text) in enumerate(section.pieces):
        if kind == "text":
            parts.append(text)
        elif kind == "digits":
            parts.append(text if text in "./," else "")
        elif kind == "date":
            following = next((t for k, t in section.pieces[position + 1 :] if k == "date"), "")
            minutes = last.startswith(("h", "[")) or following.startswith("s")
            parts.append(_date_part(text, moment, value, minutes=minutes, twelve=twelve))
            last = text
    return "".join(parts)


def _date_part(text: str, moment: datetime, value: Decimal, *, minutes: bool, twelve: bool) -> str:
    if text.startswith("["):
        seconds = int((value * 86400).to_integral_value(ROUND_HALF_UP))
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[1]])
    width = len(text)
    if text[0] == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if text[0] == "m" and not minutes:
        if width > 2:
            return _MONTHS[moment.month - 1][: None if width == 4 else 3 if width == 3 else 1]
        return f"{moment.month:0{width}d}"
    if text[0] == "d":
        if width > 2:
            return moment.strftime("%a" if width == 3 else "%A")
        return f"{moment.day:0{width}d}"
    if text[0] == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(width, 2)}d}"
    if text == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    return f"{moment.minute if text[0] == 'm' else moment.second:0{min(width, 2)}d}"


def _moment(value: Decimal, from_1904: bool) -> datetime | None:
    """The day and time of a serial number; None outside of the calendar. 1900 counts a 29 February it never had."""
    days = int(value)
    seconds = int(((value - days) * 86400).to_integral_value(ROUND_HALF_UP))
    if not 0 <= days <= 2_958_465 or value < 0:
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30) if days >= 60 else date(1899, 12, 31)
    return datetime(first.year, first.month, first.day) + timedelta(days=days, seconds=seconds)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None
