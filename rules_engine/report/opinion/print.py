"""The opinion as a PDF, set by typst."""

import json
from pathlib import Path

from rules_engine.errors import Problem, WrongUse
from rules_engine.messages import Language, Message
from rules_engine.report.masks import masked
from rules_engine.report.opinion.content import Grid, Part, opinion
from rules_engine.report.terminal.lines import visible
from rules_engine.scoring.verdict import Verdict


def opinion_pdf(verdict: Verdict, language: Language) -> bytes:
    """The PDF on A4. Raises WrongUse where typst is not installed.

    What counties wrote reaches typst as data, so that nothing of it is markup.
    """
    try:
        import typst
    except ImportError:
        message = Message("For a PDF, typst is needed, and it is not installed.")
        advice = Message("Install it: pip install typst. Or write --docx.")
        raise WrongUse(Problem(None, message, advice=advice, code="typst_missing")) from None
    content = opinion(verdict, language)
    data = {
        "language": language.code,
        "title": _shown(content.title),
        "addressee": _shown(content.addressee),
        "opening": [_shown(text) for text in content.opening],
        "parts": [_part(part) for part in content.parts],
        "signature": [_shown(line) for line in content.signature],
        "appendix": _part(content.appendix),
    }
    layout = Path(__file__).with_name("opinion.typ").read_bytes()
    made = typst.compile(layout, sys_inputs={"content": json.dumps(data, ensure_ascii=False)}, format="pdf")
    return bytes(made)


def _shown(text: str) -> str:
    return visible(masked(text)[0])


def _part(part: Part) -> dict[str, object]:
    return {"heading": _shown(part.heading), "body": [_item(item) for item in part.body]}


def _item(item: str | Grid) -> dict[str, object]:
    if isinstance(item, Grid):
        return {
            "heads": [_shown(text) for text in item.heads],
            "rows": [[_shown(text) for text in row] for row in item.rows],
            "widths": list(item.widths),
        }
    return {"text": _shown(item)}
