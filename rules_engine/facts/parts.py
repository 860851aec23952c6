"""Which chapter an offset lies in, and which part of the report that is."""

from collections.abc import Sequence

from rules_engine.documents.outline import Section
from rules_engine.facts.mention import ReportPart


def part_at(sections: Sequence[Section], offset: int) -> tuple[int, ReportPart]:
    """The number of the innermost section that holds the offset (-1: none), and its part."""
    found = -1
    for number, section in enumerate(sections):
        if section.start > offset:
            break
        if offset < section.end:
            found = number
    return (found, sections[found].part) if found >= 0 else (-1, "")
