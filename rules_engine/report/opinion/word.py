"""The opinion for Word, laid out as offices file it, to be edited."""

from typing import Any

from rules_engine.messages import Language
from rules_engine.report.office_document import document, heading, paragraph, saved, table, title
from rules_engine.report.opinion.content import Grid, Part, opinion
from rules_engine.scoring.verdict import Verdict

# Between the margins of A4 (GB/T 9704), in centimetres.
WIDTH = 15.6


def opinion_docx(verdict: Verdict, language: Language) -> bytes:
    """The `.docx`, with the fonts that offices use for Chinese."""
    content = opinion(verdict, language)
    made = document(content.title)
    title(made, content.title)
    paragraph(made, content.addressee, indent=False)
    for text in content.opening:
        paragraph(made, text)
    for part in content.parts:
        _write(made, part)
    for line in content.signature:
        paragraph(made, line, right=True)
    _write(made, content.appendix)
    return saved(made)


def _write(made: Any, part: Part) -> None:
    heading(made, part.heading)
    for item in part.body:
        if isinstance(item, Grid):
            table(made, item.heads, item.rows, [WIDTH * share for share in item.widths])
        else:
            paragraph(made, item)
