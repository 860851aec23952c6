"""Which duty area a chapter of a report is about, told by its words and not by its number, which may be lost."""

from collections.abc import Iterable, Mapping, Sequence

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section
from rules_engine.ruleset.model import Area
from rules_engine.scoring.verdict import Chapter


def chapters(
    documents: Iterable[Document], sections: Mapping[str, Sequence[Section]], areas: Sequence[Area]
) -> tuple[Chapter, ...]:
    """Every section of the documents, in the order of the text, with its area; "" where its words do not settle one."""
    return tuple(
        Chapter(document.name, s.heading, s.level, s.start, s.end, s.part, _area(document.text, s, headed, areas))
        for document in documents
        for headed in (sections[document.name],)
        for s in headed
    )


def _area(text: str, section: Section, sections: Sequence[Section], areas: Sequence[Area]) -> str:
    """The area whose words stand most often in the heading, else in the headings below it, else in the text.

    A part holds chapters of many areas, so only its own heading tells its area.
    """
    below = " ".join(s.heading for s in sections if section.start < s.start < section.end)
    body = text[section.start : section.end]
    for words in (section.heading,) if section.level == 1 else (section.heading, below, body):
        counts = {area.id: sum(words.count(word) for word in area.words) for area in areas}
        most = [id for id, count in counts.items() if count and count == max(counts.values())]
        if len(most) == 1:
            return most[0]
    return ""
