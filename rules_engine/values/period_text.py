"""Periods in running text: years, half-years, terms, five-year plans, and comparisons with an earlier year."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import chinese_number, normalise, numeral_table
from rules_engine.values.periods import Part, Period

_NEAR = 6


@frozen(eq=False, repr=False)
class PeriodPatterns:
    """The expressions of `period_words.tsv`: `rise` finds a word of change, one of `rises`, `reaches` one of the amount
    reached.

    `against` is a `versus` where `beside` finds its end behind the year (与上年的16.1%相比, 与上年持平).
    `now` finds a word that no earlier period holds for, `whole_year` one that means the year spoken of.
    A change begins with a period behind one of `starts` (由2020年的90%提高到93%).
    `first` finds where a period, an expression of `any`, can begin: it begins with characters, which is found fast.
    """

    first: re.Pattern[str]
    any: re.Pattern[str]
    versus: re.Pattern[str]
    against: re.Pattern[str]
    beside: re.Pattern[str]
    rates: tuple[str, ...]
    starts: tuple[str, ...]
    rises: tuple[str, ...]
    rise: re.Pattern[str]
    reaches: re.Pattern[str]
    now: re.Pattern[str]
    whole_year: re.Pattern[str]
    words: Mapping[str, Mapping[str, str]]


@cache
def period_patterns() -> PeriodPatterns:
    """The expressions, compiled once."""
    words: dict[str, dict[str, str]] = {}
    text = Path(__file__).with_name("period_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, word, meaning = line.split("\t")
            words.setdefault(kind, {})[word] = meaning

    def either(*kinds: str) -> str:
        found = [word for kind in kinds for word in words[kind]]
        return "|".join(sorted(map(re.escape, found), key=lambda word: (-len(word), word)))

    digits = "".join(numeral_table().digits)
    year = "(?:19|20)[0-9]{2}"
    mark = r"\s*(?:学年度?|年度?)"
    # 2021年春、秋两季 is the year.
    part = rf"(?P<part>{either('part')})(?![、和与及]?[春秋上下])"
    named = sorted({(word[0], word[1]) for kind in ("plan", "rate", "ago", "prior") for word in words[kind]})
    return PeriodPatterns(
        first=regex(
            f"1(?=9)|2(?=0)|一(?=[{digits}])|二(?=[{digits}])|" + "|".join(f"{one}(?={two})" for one, two in named)
        ),
        any=regex(
            rf"(?=[12])(?P<first>{year}(?<![0-9].{{4}}))"
            rf"(?:(?:{mark})?\s*[-—–~～至到]+\s*(?P<last>{year}){mark}"
            rf"|{mark}\s*(?:{part}|的?(?P<base>{either('base', 'same')}))?|(?=\s*[、和与及]\s*{year}{mark}))"
            rf"|(?P<chinese>[一二][{digits}]{{3}}(?<![{digits}].{{4}}))年"
            rf"|(?P<plan>{either('plan')})|(?P<rate>{either('rate')})"
            rf"|(?P<ago>{either('ago', 'prior')})(?:{either('same')})?"
        ),
        versus=regex(rf"(?:{either('versus')})\s*$"),
        against=regex(rf"(?:{either('with')})\s*$"),
        beside=regex(rf"[^，。；、\n]{{0,20}}?(?:{either('base')})|{either('alike')}"),
        rates=tuple(words["rate"]),
        starts=tuple(words["from"]),
        rises=tuple(words["rise"]),
        rise=regex(rf"(?:{either('rise')})(?!了?(?:{either('reached')}))"),
        reaches=regex(rf"(?:{either('rise')})了?(?:{either('reached')})|{either('reaching')}"),
        now=regex(either("now")),
        whole_year=regex(either("whole_year")),
        words=words,
    )


def find_periods(text: str, this_year: int | None = None, spoken: int | None = None) -> list[tuple[int, int, Period]]:
    """The periods named in the text, in order: start, end (half-open), period.

    `this_year` is the year that speaks (去年, 今年); a comparison (比2021年, 较上年, 同比) and 本年, 上年 belong to the
    last year named before them (at first `spoken`) that does not only begin a stretch of time, and to no later one than
    `this_year`. What cannot be placed is left out.
    """
    patterns = period_patterns()
    plain = normalise(text)
    found: list[tuple[int, int, Period]] = []
    for match in _named(plain, patterns):
        start, end = match.span()
        versus = patterns.versus.search(plain, max(0, start - _NEAR), start)
        if versus is None and patterns.beside.match(plain, end):
            # 与上年的16.1%相比 and 与上年持平 compare as 比上年 does.
            versus = patterns.against.search(plain, max(0, start - _NEAR), start)
        period = _absolute(match, patterns)
        if period is not None:
            compared = versus is not None or (match["base"] in patterns.words["base"])
            if not compared:
                past = this_year is None or period.year <= this_year
                if past and period.other is None and not _begins_stretch(plain, start, end, patterns):
                    spoken = period.year
                found.append((start, end, period))
                continue
            newer = spoken if spoken is not None and spoken > period.year else period.year + 1
            older = period.year
        else:
            kind = "rate" if match["rate"] else "prior" if match["ago"] in patterns.words["prior"] else "ago"
            ago = int(patterns.words[kind][match["rate"] or match["ago"]])
            if versus is None and kind != "rate":
                if kind == "prior" and spoken is not None:
                    found.append((start, end, Period(spoken - ago)))
                elif this_year is not None:
                    spoken = this_year - ago
                    found.append((start, end, Period(spoken)))
                continue
            if spoken is None or not ago:
                continue
            newer, older = spoken, spoken - ago
        found.append((versus.start() if versus else start, end, Period(newer, "", older, True)))
    return found


def _begins_stretch(text: str, start: int, end: int, patterns: PeriodPatterns) -> bool:
    """Whether a year only begins what is spoken of: 从2019年的87个减至3个, 2021年以来."""
    return text.endswith(patterns.starts, 0, start) or text.startswith(tuple(patterns.words["since"]), end)


def _named(text: str, patterns: PeriodPatterns) -> Iterator[re.Match[str]]:
    at = 0
    while first := patterns.first.search(text, at):
        match = patterns.any.match(text, first.start())
        at = match.end() if match else first.end()
        if match:
            yield match


def _absolute(match: re.Match[str], patterns: PeriodPatterns) -> Period | None:
    if match["plan"]:
        return Period.parse(patterns.words["plan"][match["plan"]])
    if match["chinese"]:
        year = chinese_number(match["chinese"])
        return Period(int(year)) if year is not None and 1900 <= year < 2100 else None
    if not match["first"]:
        return None
    first = int(match["first"])
    if match["last"]:
        last = int(match["last"])
        return Period(last, "", first) if last > first else Period(first)
    part: Part = ""
    if match["part"]:
        found = Period.parse(f"{first}-{patterns.words['part'][match['part']]}")
        assert found is not None
        part = found.part
    return Period(first, part)
