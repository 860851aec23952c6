"""The regular expressions that find figures, built once from the tables of units, numerals, vague words and stops."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import NumeralTable, numeral_table
from rules_engine.values.units import UnitTable, unit_table
from rules_engine.values.vague import VagueTable, vague_table

# A year with its unit is a period, never a figure.
_YEAR = "年"
# What may stand between a word of decrease and its figure.
_BEHIND_SIGN = "了约近达为"
# Blanks beyond which a word no longer belongs to a figure.
LOOK_BACK = 12
BLANKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000").union(
    map(chr, range(0x2000, 0x200B))
)
# What figures without a unit end their clause with, or go on with in a row.
_MARKS = "，。；、：,;:！？!?）)（(和与及比较同增减下上降升缩压提占"
# A unit may stand in the next line, but not beyond an empty one; `2、` before it there is left from a torn list.
_BLANK = r"[^\S\n]{0,8}(?:\n[^\S\n]{0,8}(?:[0-9]{1,2}、)?)?"


@frozen(eq=False, repr=False)
class FigurePatterns:
    """Expressions for digits (`arabic` to `compound`), for what stands around them, and the tables.

    `leads` are the characters with which what `before`, `sign` and `stop_before` find can end, `goes_on` those that can
    stand behind the digits of a figure: a look at one character spares most searches.
    """

    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    part: re.Pattern[str]
    ratio: re.Pattern[str]
    to_one: re.Pattern[str]
    compound: re.Pattern[str]
    tail: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    sign: re.Pattern[str]
    before_or_sign: re.Pattern[str]
    stop_before: re.Pattern[str]
    leads: frozenset[str]
    goes_on: frozenset[str]
    stop_after: re.Pattern[str]
    closing: frozenset[str]
    lone: frozenset[str]
    multiples: dict[str, Fraction]
    units: UnitTable
    vague: VagueTable
    numerals: NumeralTable


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _stops() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    text = Path(__file__).with_name("stops.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, expressions = line.split("\t")
            found.setdefault(kind, []).extend(expressions.split(" "))
    return found


def _multiples(numerals: NumeralTable) -> dict[str, Fraction]:
    """万, 亿, 百万, 千亿 … and what they multiply by."""
    single = {word: Fraction(value) for word, value in (*numerals.steps.items(), *numerals.myriads.items())}
    double = {small + great: single[small] * single[great] for small in numerals.steps for great in numerals.myriads}
    return single | double


@cache
def figure_patterns() -> FigurePatterns:
    """The expressions, compiled once."""
    stops, units, vague, numerals = _stops(), unit_table(), vague_table(), numeral_table()
    multiples = _multiples(numerals)
    forms = set(units.printed) - {_YEAR}
    led = (*vague.before, *vague.signs, *stops["before"])
    printed = _either(forms)
    digits = "".join(numerals.digits)
    characters = "".join((digits, *numerals.steps, *numerals.myriads))
    point = "".join(sorted(numerals.points))
    behind, ahead = _either(vague.number), _either(vague.before)
    behind_unit = rf"{_BLANK}(?:{_either(vague.unit)})"
    counters = _either(stops["counter"] + stops["closing"])
    steps = "".join((*numerals.steps, *numerals.myriads))
    unlike = "".join(f"(?<!{re.escape(word)}[{characters}])" for word in stops["unlike"])
    unlike += "".join(f"(?<!{re.escape(word)}[{steps}])" for word in stops["tens"])
    # Looking back from behind the first digit lets the search skip from digit to digit.
    first = r"[0-9](?<![0-9.A-Za-z/][0-9])"
    more = r"(?:[0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9,])(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)?)"
    # Digits that blanks or a line end tear, only behind words or marks: at a line's beginning they are a list number.
    letter, blank = r"[^\W\d_A-Za-z]", r"[^\S\n]"
    word = rf"(?:(?<={letter}[0-9])|(?<={letter}{blank}[0-9]))"
    # All of them have a blank or a line end behind their first digits, which few figures have.
    torn = (
        rf"(?=[0-9]*\.?\s)(?:(?:(?<=[^\s0-9.A-Za-z][0-9])|(?<=[^\s0-9.A-Za-z。；;]{blank}[0-9]))"
        rf"[0-9]{{0,2}}(?:{blank}[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?"
        rf"|{word}[0-9]*(?:\.{blank}|{blank}\.{blank}?)[0-9]+"
        rf"|{word}(?:{blank}[0-9])+(?![0-9])(?:{blank}?\.{blank}?[0-9]+)?"
        rf"|{word}(?<!年[0-9])[0-9]{{0,2}}\n{blank}*[0-9]+\.[0-9]+(?={blank}?(?:{_either(multiples)})?(?:{printed})))"
    )
    more = rf"(?:{torn}|{more})"
    before = rf"(?:{ahead})\s*$"
    sign = rf"(?:{_either(vague.signs)})[{_BEHIND_SIGN}]?\s*$|(?<=[^\W0-9_a-zA-Z])-$"
    numeral = rf"[{characters}]{{1,20}}(?:[{point}][{digits}]{{1,10}})?"
    return FigurePatterns(
        arabic=regex(rf"({first}{more})(?:%?[-~～—–至]+([0-9]{more}))?(?!\.?[0-9]|(?!m²)[A-Za-z])(?!\s*分之)"),
        chinese=regex(
            rf"([{characters}](?<![{characters}{point}0-9.][{characters}]){unlike}"
            rf"[{characters}]*(?:[{point}][{digits}]+)?)(?=(?:{behind})?\s?(?:{counters}))"
        ),
        part=regex(rf"(?<![{characters}])({numeral})分之({numeral}|[0-9]{{1,12}}(?:\.[0-9]{{1,12}})?)"),
        ratio=regex(r"1(?<![0-9.:：].)\s*[:：∶]\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9:：∶])"),
        compound=regex(
            rf"([0-9](?<![0-9.][0-9])[0-9]{{0,3}}{blank}?[亿万])({blank}?[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?)"
            rf"(?={blank}?(?:{_either(multiples)})?{blank}?(?:{printed}))"
        ),
        to_one=regex(r"([0-9](?<![0-9.:：∶][0-9])[0-9]{0,3}(?:\.[0-9]{1,6})?)\s*[:：∶]\s*1(?![0-9.:：∶])"),
        tail=regex(
            rf"(?P<early>{_BLANK}(?:{behind}))?(?P<times>{_BLANK}(?:{_either(multiples)}))?"
            rf"(?P<late>{_BLANK}(?:{behind}))?(?:{_BLANK}(?P<unit>{printed}))?(?P<after>{behind_unit})?"
        ),
        after=regex(behind_unit),
        before=regex(before),
        sign=regex(sign),
        before_or_sign=regex(f"{before}|{sign}"),
        stop_before=regex(rf"(?:{'|'.join(stops['before'])})$"),
        leads=BLANKS.union(_BEHIND_SIGN, "-", *(word.removesuffix(r"\s*")[-1] for word in led)),
        goes_on=BLANKS.union(_MARKS, *(word[0] for word in (*vague.number, *vague.unit, *multiples, *forms))),
        stop_after=regex(rf"\s*(?:{'|'.join(stops['after'])})"),
        closing=frozenset(stops["closing"]),
        lone=frozenset(stops["lone"]),
        multiples=multiples,
        units=units,
        vague=vague,
        numerals=numerals,
    )
