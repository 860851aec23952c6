"""The sections of a report: parts, chapters, items; also where list numbers were lost on the way."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, Protocol

from attrs import evolve, frozen

from rules_engine.documents.document import Document

ReportPart = Literal["", "achievements", "problems", "measures"]

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# Ordered by level: 一、 … （一） … 1． … 一是. At the beginning of a line, or behind what ends a sentence.
_MARKS = re.compile(
    rf"(?:^[^\S\n]*|(?<=[。：:；;!！?？\s]))(?:(?P<part>{_NUMERAL})、|第{_NUMERAL}部分[、:：\s]?)"
    rf"|[（(](?P<chapter>{_NUMERAL}|[-—－])[）)](?:、|\s)?"
    r"|(?:^[^\S\n]*|(?<=[。：:；;!！?？\s]))(?P<item>[0-9０-９]{1,2})\s?(?:[．、]|\.(?![0-9０-９]))"
    rf"|(?:^[^\S\n]*|(?<=[。：:；;，,!！?？\s]))(?P<inline>{_NUMERAL}是)",
    re.MULTILINE,
)
_HEADING_END = re.compile(r"[。\n；;]|[：:]\s*$|\s(?=\S{12})")
_DIGIT = re.compile(r"[0-9０-９]")
_LONGEST_HEADING = 40
_LONGEST_LOST = 30
_LONGEST_PART = 15


@frozen(eq=False, repr=False)
class Section:
    """A stretch of the report, heading included, deeper levels inside: 1 part, 2 chapter, 3 item, 4 一是."""

    heading: str
    level: int
    start: int
    end: int
    part: ReportPart = ""


class PartWords(Protocol):
    """The words by which headings tell the parts of a report."""

    @property
    def achievements(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def problems(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def measures(self) -> Sequence[str]: ...  # noqa: D102


def outline(document: Document, words: PartWords) -> tuple[Section, ...]:
    """The sections in the order of the text, each ending where one of its level or above begins."""
    text = document.text
    starts = sorted([*_numbered(text), *_lost(document, words)], key=lambda section: (section.start, section.level))
    sections: list[Section] = []
    open_: list[int] = []
    for section in starts:
        if sections and section.start < sections[-1].start + len(sections[-1].heading) and section.level > 3:
            continue
        while open_ and sections[open_[-1]].level >= section.level:
            index = open_.pop()
            sections[index] = evolve(sections[index], end=section.start)
        above: ReportPart = sections[open_[-1]].part if open_ else ""
        part = _part(section.heading, section.level, words) or above
        open_.append(len(sections))
        sections.append(evolve(section, part=part, end=len(text)))
    return tuple(_closed_items(document, sections))


def _numbered(text: str) -> Iterator[Section]:
    for match in _MARKS.finditer(text):
        level = 2 if match["chapter"] else 3 if match["item"] else 4 if match["inline"] else 1
        stop = min(len(text), match.end() + _LONGEST_HEADING)
        end = _HEADING_END.search(text, match.end(), stop)
        heading = text[match.end() : end.start() if end else stop].strip().rstrip("：:")
        yield Section(heading, level, match.start(), len(text))


def _lost(document: Document, words: PartWords) -> Iterator[Section]:
    """Headings whose number was lost: a short line of its own, without a figure, above a longer or numbered one."""
    text, blocks = document.text, document.blocks
    started = False
    for block, following in pairwise(blocks):
        line = text[block.start : block.end].strip()
        numbered = _MARKS.match(text, block.start)
        if numbered:
            started = started or numbered.lastgroup != "inline"
            continue
        if len(line) > _LONGEST_LOST or _DIGIT.search(line) or line[-1] in "：:；;，,、）)》" or line[0] in "（(《":
            continue
        heading = line.rstrip("。.")
        if "。" in heading or len(heading) < 4:
            continue
        part = len(heading) <= _LONGEST_PART and _part(heading, 2, words)
        longer = following.end - following.start > _LONGEST_LOST
        if part or (started and (longer or _MARKS.match(text, following.start))):
            started = started or bool(part)
            yield Section(heading, 1 if part else 2, block.start, len(text))


def _part(heading: str, level: int, words: PartWords) -> ReportPart:
    """The part a heading opens; below level 1 only where the words begin it or are nearly all of it."""
    found: list[tuple[int, ReportPart]] = []
    parts: tuple[tuple[Sequence[str], ReportPart], ...] = (
        (words.problems, "problems"),
        (words.measures, "measures"),
        (words.achievements, "achievements"),
    )
    for group, part in parts:
        for word in group:
            at = heading[: _LONGEST_PART + len(word)].find(word)
            if at >= 0 and (
                level == 1 or at + len(word) >= len(heading) or (at == 0 and len(heading) <= len(word) + 6)
            ):
                found.append((at, part))
    return min(found, key=lambda item: item[0])[1] if found else ""


def _closed_items(document: Document, sections: list[Section]) -> Iterator[Section]:
    """An inline item (一是) ends with its paragraph at the latest."""
    ends = [block.end for block in document.blocks]
    for section in sections:
        if section.level < 4:
            yield section
        else:
            block_end = ends[min(bisect_right(ends, section.start), len(ends) - 1)]
            yield evolve(section, end=min(section.end, block_end))
