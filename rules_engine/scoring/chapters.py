"""Which duty area a chapter of a report is about, told by its words and not by its number, which may be lost."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, takewhile

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section
from rules_engine.ruleset.model import Area
from rules_engine.scoring.verdict import Chapter


def chapters(
    documents: Iterable[Document], sections: Mapping[str, Sequence[Section]], areas: Sequence[Area]
) -> tuple[Chapter, ...]:
    """Every section of the documents, in the order of the text, with its area; "" where its words do not settle one."""
    found: list[Chapter] = []
    for document in documents:
        headed = sections[document.name]
        for index, s in enumerate(headed):
            inside = takewhile(lambda other, end=s.end: other.start < end, islice(headed, index + 1, None))  # type: ignore[misc]
            area = _area(document.text, s, [other.heading for other in inside], areas)
            found.append(Chapter(document.name, s.heading, s.level, s.start, s.end, s.part, area))
    return tuple(found)


def _area(text: str, section: Section, below: Sequence[str], areas: Sequence[Area]) -> str:
    """The area whose words stand most often in the heading, else in the headings below it, else in the text.

    A part holds chapters of many areas, so only its own heading tells its area.
    """
    places = [section.heading]
    if section.level > 1:
        places += [" ".join(below), text[section.start : section.end]]
    for words in places:
        counts = {area.id: sum(words.count(word) for word in area.words) for area in areas}
        most = [id for id, count in counts.items() if count and count == max(counts.values())]
        if len(most) == 1:
            return most[0]
    return ""
