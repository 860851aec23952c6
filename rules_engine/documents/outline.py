"""The sections of a report: parts, chapters, items; also where list numbers were lost on the way."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, Protocol

from rules_engine.documents.document import Document
from rules_engine.records import frozen
from rules_engine.regex import regex

ReportPart = Literal["", "achievements", "problems", "measures"]

_NUMERAL = "[一二三四五六七八九十]"
# What ends a sentence; a mark stands behind it or begins a line.
_END = "。：:；;!！?？\\s"
# Ordered by level: 一、 … （一） … 1． … 一是. Led by the first character, which the rest looks back at: that is fast.
_MARKS = regex(
    rf"[一二三四五六七八九十第（(0-9０-９](?:"
    rf"(?<![^{_END}].)(?:(?<={_NUMERAL}){_NUMERAL}{{0,2}}(?P<part>、)|(?<=第){_NUMERAL}{{1,3}}部分[、:：\s]?)"
    rf"|(?<=[（(])(?P<chapter>{_NUMERAL}{{1,3}}|[-—－])[）)](?:、|\s)?"
    rf"|(?<=[0-9０-９])(?<![^{_END}].)[0-9０-９]?\s?(?P<item>[．、]|\.(?![0-9０-９]))"
    rf"|(?<={_NUMERAL})(?<![^{_END}，,].){_NUMERAL}{{0,2}}(?P<inline>是))"
)
_HEADING_END = regex(r"[。\n；;]|[：:]\s*$|\s(?=\S{12})")
# 存在的问题： behind a sentence of the same paragraph.
_WITHIN = regex(r"(?<=[。；;！!？?])[ \u3000]*([^，,。；;：:！!？?\s]{2,15})[：:]")
_DIGIT = regex(r"[0-9０-９]")
_LONGEST_HEADING = 40
# A paragraph led by a part's words holds items such as 一是.
_LED = 3
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


# Where a heading begins, its level and its words.
_Heading = tuple[int, int, str]


def outline(document: Document, words: PartWords) -> tuple[Section, ...]:
    """The sections in the order of the text, each ending where one of its level or above begins."""
    text, names = document.text, _Names(words)
    numbered = list(_numbered(text))
    levels = {start: level for start, level, _ in numbered}
    lost = _lost(document, levels, names)
    block_ends = [block.end for block in document.blocks]
    kept: list[_Heading] = []
    ends: list[int] = []
    parts: list[ReportPart] = []
    open_: list[int] = []
    within = _within(text, names)
    for start, level, heading in sorted([*numbered, *lost, *within], key=lambda found: found[:2]):
        if kept and start < kept[-1][0] + len(kept[-1][2]) and level > 3:
            continue
        while open_ and kept[open_[-1]][1] >= level:
            index = open_.pop()
            ends[index] = min(ends[index], start)
        parts.append(names.part(heading, level) or (parts[open_[-1]] if open_ else ""))
        # An inline item (一是) ends with its paragraph at the latest, and so does what leads a paragraph or its rest.
        inline = level > 3 or (level == _LED and start not in levels)
        ends.append(block_ends[min(bisect_right(block_ends, start), len(block_ends) - 1)] if inline else len(text))
        open_.append(len(kept))
        kept.append((start, level, heading))
    return tuple(
        Section(heading, level, start, end, part)
        for (start, level, heading), end, part in zip(kept, ends, parts, strict=True)
    )


def _numbered(text: str) -> Iterator[_Heading]:
    for match in _MARKS.finditer(text):
        level = 2 if match["chapter"] else 3 if match["item"] else 4 if match["inline"] else 1
        stop = min(len(text), match.end() + _LONGEST_HEADING)
        end = _HEADING_END.search(text, match.end(), stop)
        heading = text[match.end() : end.start() if end else stop].strip().rstrip("：:")
        yield match.start() if level == 2 else _with_indent(text, match.start()), level, heading


def _with_indent(text: str, start: int) -> int:
    """Where the line begins whose first printed character stands at `start`; else `start`."""
    begin = start
    while begin and text[begin - 1].isspace():
        begin -= 1
        if text[begin] == "\n":
            return begin + 1
    return start if begin else 0


def _lost(document: Document, numbered: Mapping[int, int], names: "_Names") -> Iterator[_Heading]:
    """Headings whose number was lost: a short line of its own, without a figure, above a longer or numbered one."""
    text, blocks = document.text, document.blocks
    started = False
    for block, following in pairwise(blocks):
        level = numbered.get(block.start)
        if level is not None:
            started = started or level < 4
            continue
        led = _led_by(text[block.start : min(block.end, block.start + _LONGEST_PART)], names)
        if led is not None:
            alone = block.end - block.start <= len(led) + 2
            yield block.start, 2 if alone else _LED, led
            continue
        if block.end - block.start > 4 * _LONGEST_LOST:
            continue
        line = text[block.start : block.end].strip()
        if len(line) > _LONGEST_LOST or _DIGIT.search(line) or line[-1] in "：:；;，,、）)》" or line[0] in "（(《":
            continue
        heading = line.rstrip("。.")
        if "。" in heading or len(heading) < 4:
            continue
        part = len(heading) <= _LONGEST_PART and names.part(heading, 2)
        longer = following.end - following.start > _LONGEST_LOST
        if part or (started and (longer or following.start in numbered)):
            started = started or bool(part)
            yield block.start, 1 if part else 2, heading


def _within(text: str, names: "_Names") -> Iterator[_Heading]:
    """The words of a part with which the rest of a paragraph begins: …校车8辆。存在问题：缺校医5人."""
    for match in _WITHIN.finditer(text):
        if names.part(match[1], _LED):
            yield match.start(1), _LED, match[1]


def _led_by(line: str, names: "_Names") -> str | None:
    """The words of a part with which a paragraph begins: 存在问题：一是…."""
    words, colon, _ = line.replace("：", ":").partition(":")
    return words if colon and names.part(words, 2) else None


class _Names:
    """The words by which headings open the parts of a report."""

    def __init__(self, words: PartWords) -> None:
        self._groups: tuple[tuple[Sequence[str], ReportPart], ...] = (
            (words.problems, "problems"),
            (words.measures, "measures"),
            (words.achievements, "achievements"),
        )
        self._all = (*words.problems, *words.measures, *words.achievements)
        self._whole = {word[1:]: part for group, part in self._groups for word in group if word.startswith("=")}

    def part(self, heading: str, level: int) -> ReportPart:
        """The part a heading opens; below level 1 only where the words begin it or are nearly all of it.

        A word written with = must be all of it.
        """
        if heading in self._whole:
            return self._whole[heading]
        if level > 1 and not heading.startswith(self._all) and not heading.endswith(self._all):
            return ""
        found: list[tuple[int, ReportPart]] = []
        for group, part in self._groups:
            for word in group:
                at = heading.find(word, 0, _LONGEST_PART + len(word))
                if at >= 0 and (
                    level == 1 or at + len(word) >= len(heading) or (at == 0 and len(heading) <= len(word) + 6)
                ):
                    found.append((at, part))
        return min(found, key=lambda item: item[0])[1] if found else ""
