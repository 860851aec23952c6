"""What the head of a report says of itself: county, document number, date, and the scheme it answers."""

import datetime
import re
from collections.abc import Iterator
from functools import cache

from rules_engine.documents.document import Document
from rules_engine.documents.titles import find_title
from rules_engine.facts.report_words import WordPatterns, word_patterns
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import chinese_number, normalise

_HEAD_BLOCKS = 40
_HEAD_CHARACTERS = 20_000
_LAST_BLOCKS = 3
# A line that is a date and little else: 成文日期 2018-06-25.
_LONGEST_DATE_LINE = 30
_DIGITS = "[〇零○一二三四五六七八九十]"
_DATE = regex(
    rf"(?<!\d)(20\d\d)\s*(?:年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日|([-./])(\d{{1,2}})\4(\d{{1,2}})(?!\d))"
    rf"|(二{_DIGITS}{{3}})年({_DIGITS}{{1,2}})月({_DIGITS}{{1,3}})日"
)
_NUMBER = regex(r"([^\W\d_]{2,16})\s*[〔﹝\[【(（]\s*(20\d\d)\s*[〕﹞\]】)）]\s*第?\s*(\d{1,4})\s*号")
_CITED = regex(r"[（(]\s*$")
# A document's own number is a line of its own; in a sentence, words go on behind it: …〔2023〕464号文件要求，….
_GOES_ON = regex(r"[^\W\d_]|[，、]")
_SENTENCE = regex("[。\n]")
_YEAR = regex(r"(20\d\d)\s*年")
# Python takes a millisecond to compile [一-龥]: a tenth of that for what is no digit and no Latin letter.
_MARK = r"[^\W\d_A-Za-z]"
_UPPER = f"(?:{_MARK}{{2,7}}?(?:自治区|省|市|自治州|州|盟|地区))"
_KINDS = "(?:自治县|自治旗|林区|特区|开发区|高新区|管理区|新区|园区|区|县|旗|市)"
# Words that never belong to a name keep 关于报送… and 对各区县… out of it.
_NAME = f"(?:(?!关于|报送|年度|各|对|的|和|及|在|全|我|人民|管理){_MARK}){{1,12}}?"


@frozen
class Head:
    """Empty or None for what the head does not say. `schemes` are document numbers such as 渝教函〔2023〕464号."""

    title: str = ""
    county: str = ""
    number: str = ""
    date: datetime.date | None = None
    schemes: tuple[str, ...] = ()
    scheme_year: int | None = None


def read_head(document: Document, words: ReportWords) -> Head:
    """What the head says; numbers are written with 〔〕 and without blanks, so that they can be compared."""
    patterns = word_patterns(words)
    title = find_title(document, words.titles)
    blocks = document.blocks[:_HEAD_BLOCKS]
    text = normalise(document.text[: min(blocks[-1].end, _HEAD_CHARACTERS)] if blocks else "")
    lines = [text[block.start : block.end].strip() for block in blocks]
    last = [normalise(document.text[block.start : block.end]).strip() for block in document.blocks[-_LAST_BLOCKS:]]
    number = ""
    schemes: dict[str, None] = {}
    scheme_year = None
    for match in _NUMBER.finditer(text):
        name, year, serial = match.groups()
        begin = max((name.rfind(word) + len(word) for word in words.citing if word in name), default=0)
        written = f"{name[begin:] or name}〔{year}〕{serial}号"
        in_words = begin > 0 or _GOES_ON.match(text, match.end())
        if not in_words and not _CITED.search(text, max(0, match.start() - 3), match.start()):
            number = number or written
            continue
        schemes[written] = None
        if scheme_year is None:
            scheme_year = _year_of_title(text, match.start(), patterns)
    return Head(
        title.text if title else "",
        _county(title.text if title else "", [*lines, *last], patterns),
        number,
        next(_dates([*lines, *last]), None),
        tuple(schemes),
        scheme_year,
    )


def _year_of_title(text: str, end: int, patterns: WordPatterns) -> int | None:
    """The year in the title 《…》 that stands before a cited number, if it is the title of a scheme."""
    breaks = [match.end() for match in _SENTENCE.finditer(text, 0, end)]
    cited = [match.end() for match in _NUMBER.finditer(text, 0, end)]
    start = text.find("《", max([0, *breaks[-1:], *cited[-1:]]), end)
    if start < 0 or not patterns.schemes.search(text, start, end):
        return None
    year = _YEAR.search(text, start, end)
    return int(year[1]) if year else None


def _dates(lines: list[str]) -> Iterator[datetime.date]:
    for line in lines:
        if len(line) > _LONGEST_DATE_LINE:
            continue
        for match in _DATE.finditer(line):
            year, month, day, _, month_2, day_2, chinese, month_3, day_3 = match.groups()
            printed = (chinese, month_3, day_3) if chinese else (year, month or month_2, day or day_2)
            numbers = [chinese_number(part) if chinese else int(part) for part in printed]
            try:
                yield datetime.date(*(int(number or 0) for number in numbers))
            except ValueError:
                continue


@cache
def _county_patterns(senders: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = f"({_UPPER}{{0,2}}{_NAME}{_KINDS})"
    return regex(f"(?:关于)?{name}(?:{senders or '(?!)'})"), regex(f"({_UPPER}{{1,2}}{_NAME}{_KINDS})")


def _county(title: str, lines: list[str], patterns: WordPatterns) -> str:
    """The name before a sender's word in the title or a line of its own, else a full name that begins the title."""
    sent, full = _county_patterns(patterns.senders)
    for line in (title, *lines):
        if len(line) <= 60 and not line.endswith(("：", ":")) and (found := sent.match(line)):
            return found[1]
    found = full.match(title)
    return found[1] if found else ""
