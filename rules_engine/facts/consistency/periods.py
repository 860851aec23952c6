"""Periods that do not fit: later than the report, compared with themselves, plans with other years than theirs."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from re import Match, Pattern

from attrs import frozen

from rules_engine.documents.document import Document
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.words import classes, either
from rules_engine.facts.fact import Citation
from rules_engine.facts.mention import Mention, Relation, RelationStatus
from rules_engine.messages import Message
from rules_engine.values.numerals import chinese_number, normalise
from rules_engine.values.period_text import period_patterns
from rules_engine.values.periods import Period

_YEAR = r"((?:19|20)\d\d)"
_DASH = r"\s*年?\s*[-—–~～至到]+\s*"
# Words that make another period of a year: its end may well be compared with its beginning.
_WHOLE = r"年(?!\s*(?:初|底|末|春|秋|上半|下半|第|[一二三四1-4]季|\d{1,2}月|学年))"
_NEAR = 4
_NUMERAL = "[二两三四五六七八九十2-9]"


@frozen(eq=False, repr=False)
class _PeriodWords:
    """Each pattern finds one way in which a text tells a period that may not fit."""

    behind: Pattern[str]
    versus: Pattern[str]
    before: Pattern[str]
    plan: Pattern[str]
    school_year: Pattern[str]
    lasting: Pattern[str]
    year_end: Pattern[str]
    done: Pattern[str]


@cache
def _words() -> _PeriodWords:
    of, named = classes(), period_patterns().words
    return _PeriodWords(
        behind=re.compile(rf"{either(named['versus'])}\s*$"),
        versus=re.compile(rf"{_YEAR}{_WHOLE}([^。！？\n]{{0,40}}?){either(named['versus'])}\s*{_YEAR}{_WHOLE}"),
        before=re.compile(
            rf"{_YEAR}年([^。！？\n]{{0,60}}?){either(word for word in named['ago'] if named['ago'][word] == '1')}"
            rf"(?:度|同期)?[（(]\s*{_YEAR}年?度?\s*[）)]"
        ),
        plan=re.compile(
            rf"({either(named['plan'])})[”\"’']?[^，。；\n（(]{{0,6}}[（(]\s*{_YEAR}{_DASH}{_YEAR}年?\s*[）)]"
        ),
        school_year=re.compile(rf"{_YEAR}{_DASH}{_YEAR}\s*学年(?!度?(?:间|内|来))"),
        lasting=re.compile(rf"[近这过连前]?({_NUMERAL})年(?:来|内|间)?[（(]\s*{_YEAR}{_DASH}{_YEAR}年?\s*[）)]"),
        year_end=re.compile(rf"{_YEAR}{either(of['year_ends'])}"),
        done=re.compile(either(of["done"])),
    )


def period_relations(document: Document, mentions: Sequence[Mention], day: date | None) -> Iterator[Relation]:
    """The periods of a document that do not fit each other or the day it was written (None where it tells none)."""
    text = normalise(document.text)
    yield from _compared(document, text, mentions)
    yield from _spans(document, text)
    if day is not None:
        yield from _ahead(document, text, mentions, day)


def _told(
    document: Document,
    found: Match[str],
    status: RelationStatus,
    statement: Message,
    code: str,
    mentions: tuple[int, ...] = (),
    facts: tuple[str, ...] = (),
) -> Relation:
    start, end = found.span()
    citation = Citation(document.text[start:end], document.anchor(start, end))
    return Relation("period", status, statement, mentions, facts=facts, code=code, citations=(citation,))


def _compared(document: Document, text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """2022年…比2022年增加: a year compared with itself, or with one that comes after it."""
    words = _words()
    starts = [mention.anchor.start for mention in mentions]
    for found in words.versus.finditer(text):
        newer, between, older = found.groups()
        itself_compared = words.behind.search(text, max(0, found.start() - _NEAR), found.start())
        if int(older) < int(newer) or itself_compared or re.search(_YEAR + "年", between):
            continue
        indices = tuple(i for i, start in enumerate(starts) if found.end() <= start < found.end() + 12)[:1]
        facts = named_facts([mentions[i] for i in indices])
        values = {"newer": newer, "older": older}
        if newer == older:
            statement = Message("The year {newer} is compared with itself.", **values)
            yield _told(document, found, "contradictory", statement, "year_compared_with_itself", indices, facts)
        else:
            statement = Message(
                "{newer} is compared with the later year {older}; this fits only if the comparison looks ahead.",
                **values,
            )
            yield _told(document, found, "doubtful", statement, "year_compared_with_later", indices, facts)
    for found in words.before.finditer(text):
        newer, between, older = found.groups()
        if int(older) != int(newer) - 1 and not re.search(_YEAR + "年", between):
            statement = Message("The year before {newer} is printed as {older}.", newer=newer, older=older)
            yield _told(document, found, "contradictory", statement, "year_before_differs")


def _spans(document: Document, text: str) -> Iterator[Relation]:
    """Five-year plans, school years and “三年” with years in brackets that are not theirs."""
    words = _words()
    for found in words.plan.finditer(text):
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
            yield _told(document, found, "contradictory", statement, "plan_years_differ")
    for found in words.school_year.finditer(text):
        first, last = found.groups()
        if int(last) - int(first) != 1:
            statement = Message(
                "A school year is printed as {first} to {last}; this fits only if several school years are meant.",
                first=first,
                last=last,
            )
            yield _told(document, found, "doubtful", statement, "school_year_differs")
    for found in words.lasting.finditer(text):
        count, first, last = found.groups()
        years = chinese_number(count) if not count.isdigit() else int(count)
        told = int(last) - int(first)
        if years is not None and years not in (told, told + 1):
            statement = Message(
                "{count} years are printed with the years {first} to {last}.", count=int(years), first=first, last=last
            )
            yield _told(document, found, "contradictory", statement, "years_differ")


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
        if period.year > day.year and period.other is None and words.done.search(said):
            statement = Message("{quote} is told as reached in {year}; the report is of {day}.", **values)
            yield Relation("period", "contradictory", statement, (index,), facts=facts, code="period_after_report")
        elif period.year == day.year and mention.kind == "achieved":
            ends = [found for found in words.year_end.finditer(said) if int(found[1]) == day.year]
            if ends and day < date(day.year, 12, 1):
                statement = Message(
                    "{quote} is told of the end of {year}; the report is of {day}: this fits only if it is a forecast.",
                    **values,
                )
                yield Relation("period", "doubtful", statement, (index,), facts=facts, code="year_end_after_report")
