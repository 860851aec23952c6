"""Which chapter an offset lies in, and which part of the report that is."""

from bisect import bisect_right
from collections.abc import Sequence

from rules_engine.documents.outline import Section
from rules_engine.facts.mention import ReportPart


def part_at(sections: Sequence[Section], offset: int) -> tuple[int, ReportPart]:
    """The number of the innermost section that holds the offset (-1: none), and its part."""
    number = bisect_right(sections, offset, key=_start) - 1
    while number >= 0 and sections[number].end <= offset:
        number -= 1
    return (number, sections[number].part) if number >= 0 else (-1, "")


def _start(section: Section) -> int:
    return section.start
