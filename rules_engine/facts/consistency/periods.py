"""Periods that do not fit: later than the report, compared with themselves, plans with other years than theirs."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from re import Match, Pattern

from rules_engine.documents.document import Document
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.words import classes, either
from rules_engine.facts.fact import Citation
from rules_engine.facts.mention import Mention, Relation, RelationStatus
from rules_engine.messages import Message
from rules_engine.regex import regex
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.period_text import period_patterns
from rules_engine.values.periods import Period

_PLAIN_YEAR = r"(?:19|20)\d\d"
_YEAR = f"({_PLAIN_YEAR})"
_DASH = r"\s*年?\s*[-—–~～至到]+\s*"
# Words that make another period of a year: its end may well be compared with its beginning.
_WHOLE = r"年(?!\s*(?:初|底|末|春|秋|上半|下半|第|[一二三四1-4]季|\d{1,2}月|学年))"
_WIDE = "０１２３４５６７８９"
_BRACKETED = regex(rf"[（(]\s*{_YEAR}")
_STOP = regex("[。！？\n]")
# How far back the year of a comparison may stand, how close the figure behind it.
_SPOKEN, _NEAR, _REACH = 60, 4, 12
# How many characters of a stretch of years stand before its bracket, and at most behind its first year.
_LED, _REACH_BEHIND = 4, 40
_YEARS = rf"\s*{_YEAR}{_DASH}{_YEAR}年?\s*"
_NUMERAL = "[二两三四五六七八九十2-9]"


class _PeriodWords:
    """Each pattern finds one way in which a text tells a period that may not fit; made when a text asks for it."""

    @cached_property
    def year(self) -> Pattern[str]:
        return regex(rf"{_YEAR}年")

    @cached_property
    def whole(self) -> Pattern[str]:
        return regex(_WHOLE)

    @cached_property
    def behind(self) -> Pattern[str]:
        return regex(rf"{either(_named('versus'))}\s*$")

    @cached_property
    def versus(self) -> Pattern[str]:
        beside = rf"(?=\s*{_PLAIN_YEAR}年(?:度|同期)?(?:相比|比较|相较))"
        words = [*_named("versus"), *(f"{word}{beside}" for word in _named("with"))]
        return regex(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})\s*{_YEAR}{_WHOLE}")

    @cached_property
    def before(self) -> Pattern[str]:
        ago = [word for word, years in {**_named("ago"), **_named("prior")}.items() if years == "1"]
        return regex(rf"{either(ago)}(?:度|同期)?[（(]\s*{_YEAR}年?度?\s*[）)]")

    @cached_property
    def plan(self) -> Pattern[str]:
        # “十四五”以来（2021—2023年） is a part of it, 《“十四五”公共服务规划（2022—2025年）》 a paper.
        return regex(
            rf"(?<![至到])(?<![至到][“\"‘'])({either(_named('plan'))})[”\"’']?(?:期间|时期|规划期|规划)?[（(]{_YEARS}[）)]"
        )

    @cached_property
    def school_year(self) -> Pattern[str]:
        return regex(rf"{_YEAR}{_DASH}{_YEAR}\s*学年(?!度?(?:间|内|来))")

    @cached_property
    def lasting(self) -> Pattern[str]:
        return regex(rf"[近这过连前]?({_NUMERAL})年(?:来|内|间)?[（(]{_YEARS}[）)]")

    @cached_property
    def since_plan(self) -> Pattern[str]:
        return regex(rf"({either(_named('plan'))})[”\"’']?以来[（(]{_YEARS}[）)]")

    @cached_property
    def lasted(self) -> Pattern[str]:
        return regex(rf"(?<!\d){_YEAR}{_DASH}{_YEAR}年[，,]?({_NUMERAL})年(?:来|间|累计|共|合计|总共)")

    @cached_property
    def year_end(self) -> Pattern[str]:
        return regex(rf"{_YEAR}{either(classes()['year_ends'])}")

    @cached_property
    def as_of(self) -> Pattern[str]:
        return regex(rf"{either(classes()['as_of'])}\s*{_YEAR}年\s*(\d{{1,2}})月")

    @cached_property
    def done(self) -> Pattern[str]:
        return regex(either(classes()["done"]))


@cache
def _words() -> _PeriodWords:
    return _PeriodWords()


def _named(kind: str) -> Mapping[str, str]:
    return period_patterns().words[kind]


def period_relations(document: Document, mentions: Sequence[Mention], day: date | None) -> Iterator[Relation]:
    """The periods of a document that do not fit each other or the day it was written (None where it tells none)."""
    text = normalise(document.text) if any(digit in document.text for digit in _WIDE) else document.text
    bracketed = _BRACKETED.search(text) is not None
    yield from _compared(document, text, mentions, bracketed)
    yield from _spans(document, text, bracketed)
    if day is not None:
        yield from _ahead(document, text, mentions, day)


def _told(
    document: Document,
    span: tuple[int, int],
    status: RelationStatus,
    statement: Message,
    code: str,
    mentions: tuple[int, ...] = (),
    facts: tuple[str, ...] = (),
) -> Relation:
    citation = Citation(document.text[slice(*span)], document.anchor(*span))
    return Relation("period", status, statement, mentions, facts=facts, code=code, citations=(citation,))


def _compared(document: Document, text: str, mentions: Sequence[Mention], bracketed: bool) -> Iterator[Relation]:
    """2022年…比2022年增加: a year compared with itself, or with one that comes after it; 上年（2020年） of another."""
    words = _words()
    starts = [mention.anchor.start for mention in mentions]
    for found in words.versus.finditer(text):
        spoken = _year_before(text, found.start())
        if spoken is None or int(found[1]) < int(spoken[1]):
            continue
        first = bisect_left(starts, found.end())
        indices = (first,) if first < len(starts) and starts[first] < found.end() + _REACH else ()
        facts = named_facts([mentions[i] for i in indices])
        span, values = (spoken.start(), found.end()), {"newer": spoken[1], "older": found[1]}
        if spoken[1] == found[1]:
            statement = Message("The year {newer} is compared with itself.", **values)
            yield _told(document, span, "contradictory", statement, "year_compared_with_itself", indices, facts)
        else:
            statement = Message(
                "{newer} is compared with the later year {older}; this fits only if the comparison looks ahead.",
                **values,
            )
            yield _told(document, span, "doubtful", statement, "year_compared_with_later", indices, facts)
    for found in words.before.finditer(text) if bracketed else ():
        spoken = _year_before(text, found.start())
        if spoken is not None and int(found[1]) != int(spoken[1]) - 1:
            statement = Message("The year before {newer} is printed as {older}.", newer=spoken[1], older=found[1])
            span = (spoken.start(), found.end())
            yield _told(document, span, "contradictory", statement, "year_before_differs")


def _year_before(text: str, end: int) -> Match[str] | None:
    """The last year told before an offset of its sentence; None where it is itself compared with, or only a part."""
    words = _words()
    begin = max(0, end - _SPOKEN)
    years = list(words.year.finditer(text, begin, end))
    if not years or _STOP.search(text, years[-1].end(), end):
        return None
    last = years[-1]
    compared = words.behind.search(text, max(0, last.start() - _NEAR), last.start())
    return None if compared or not words.whole.match(text, last.end() - 1) else last


def _spans(document: Document, text: str, bracketed: bool) -> Iterator[Relation]:
    """Five-year plans, school years and “三年” with years in brackets that are not theirs."""
    words = _words()
    for found in words.plan.finditer(text) if bracketed else ():
        name, first, last = found.groups()
        plan = Period.parse(period_patterns().words["plan"][name])
        if plan is not None and (plan.other, plan.year) != (int(first), int(last)):
            statement = Message(
                "{plan} is printed with the years {first} to {last}; it runs from {begin} to {end}.",
                plan=name,
                first=first,
                last=last,
                begin=plan.other or plan.year,
                end=plan.year,
            )
            yield _told(document, found.span(), "contradictory", statement, "plan_years_differ")
    for found in words.school_year.finditer(text) if "学年" in text else ():
        first, last = found.groups()
        if int(last) - int(first) != 1:
            statement = Message(
                "A school year is printed as {first} to {last}; this fits only if several school years are meant.",
                first=first,
                last=last,
            )
            yield _told(document, found.span(), "doubtful", statement, "school_year_differs")
    for found in words.since_plan.finditer(text) if bracketed else ():
        name, first, last = found.groups()
        plan = Period.parse(period_patterns().words["plan"][name])
        if plan is not None and plan.other is not None and plan.other != int(first):
            statement = Message(
                "{plan} is printed with the years {first} to {last}; it begins in {begin}.",
                plan=name,
                first=first,
                last=last,
                begin=plan.other,
            )
            yield _told(document, found.span(), "contradictory", statement, "plan_years_differ")
    for span, count, first, last in _lasting(text, bracketed):
        years = chinese_number(count) if not count.isdigit() else int(count)
        told = int(last) - int(first)
        if years is not None and years not in (told, told + 1):
            statement = Message(
                "{count} years are printed with the years {first} to {last}.", count=int(years), first=first, last=last
            )
            yield _told(document, span, "contradictory", statement, "years_differ")


def _lasting(text: str, bracketed: bool) -> Iterator[tuple[tuple[int, int], str, str, str]]:
    """三年（2020—2023年）, 2021—2023年三年累计: where it stands, how many years, the first and the last.

    What stands before brackets is looked for around them, for numerals and 年 are everywhere.
    """
    for years in _BRACKETED.finditer(text) if bracketed else ():
        found = _words().lasting.search(text, max(0, years.start() - _LED), years.end() + _REACH_BEHIND)
        if found:
            yield found.span(), found[1], found[2], found[3]
    for found in _words().lasted.finditer(text):
        yield found.span(), found[3], found[1], found[2]


def _ahead(document: Document, text: str, mentions: Sequence[Mention], day: date) -> Iterator[Relation]:
    """Figures told as achieved in a year, or at the end of one, that the report could not yet know."""
    words = _words()
    for index, mention in enumerate(mentions):
        period = mention.period
        if period is None or period.year < day.year or mention.part in ("problems", "measures"):
            continue
        said = text[mention.sentence[0] : mention.anchor.start]
        values = {"quote": mention.quote, "year": period.year, "day": day.isoformat()}
        facts = named_facts([mention])
        alone = period.other is None or period.change
        if period.year > day.year and alone and words.done.search(said):
            statement = Message("{quote} is told as reached in {year}; the report is of {day}.", **values)
            yield Relation("period", "contradictory", statement, (index,), facts=facts, code="period_after_report")
        elif mention.kind == "achieved" and (months := _later_months(said, day)):
            statement = Message(
                "{quote} is told as of {month}; the report is of {day}: this fits only if it is a forecast.",
                month=months[-1],
                **values,
            )
            yield Relation("period", "doubtful", statement, (index,), facts=facts, code="month_after_report")
        elif period.year == day.year and mention.kind == "achieved":
            ends = [found for found in words.year_end.finditer(said) if int(found[1]) == day.year]
            if ends and day < date(day.year, 12, 1):
                statement = Message(
                    "{quote} is told of the end of {year}; the report is of {day}: this fits only if it is a forecast.",
                    **values,
                )
                yield Relation("period", "doubtful", statement, (index,), facts=facts, code="year_end_after_report")


def _later_months(said: str, day: date) -> list[str]:
    """The months, behind that of the report, as of which something is told: 截至2024年12月."""
    found = ((int(told[1]), int(told[2])) for told in _words().as_of.finditer(said))
    return [f"{year}-{month:02}" for year, month in found if (year, month) > (day.year, day.month)]
