from functools import cache
from pathlib import Path

import pytest

from rules_engine.pipeline import evaluate
from rules_engine.report.facts_json import fact_json, mention_json
from rules_engine.scoring.verdict import Verdict
from tests.formats.reports import write

# Where a figure stands differs from format to format.
_PLACES = ("anchor", "clause", "sentence", "section")
EXAMPLE = Path(__file__).parents[2] / "examples" / "liangping-2023" / "自评报告.txt"
FORMATS = (
    "docx",
    "doc",
    "wps",
    "rtf",
    "odt",
    "pdf by Chromium",
    "pdf by typst",
    "pdf by LibreOffice",
    "html in UTF-8",
    "html in GB",
    "html by LibreOffice",
    "xlsx",
    "xls",
    "ods",
    "csv",
    "zip",
    "ofd",
)


def paragraphs() -> list[str]:
    return [line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def of_the_text() -> Verdict:
    return evaluate(EXAMPLE)


def facts(verdict: Verdict) -> list[dict[str, object]]:
    """Every fact in the order of the text, all but where it stands; blanks are the format's own."""
    told = [fact_json(fact) for fact in verdict.facts]
    for fact in told:
        fact["citations"] = ["".join(citation["quote"].split()) for citation in fact["citations"]]
    return told


def figures(verdict: Verdict) -> list[dict[str, object]]:
    """Every figure in the order of the text, bound or not."""
    told = [mention_json(mention) for mention in verdict.mentions]
    for figure in told:
        figure["quote"] = "".join(figure["quote"].split())
    return [{key: value for key, value in figure.items() if key not in _PLACES} for figure in told]


def claims(verdict: Verdict) -> list[tuple[object, ...]]:
    return [("".join(claim.quote.split()), claim.facts, claim.value, claim.period) for claim in verdict.claims]


def findings(verdict: Verdict) -> list[str]:
    return [
        f"{finding.criterion} {finding.status} {finding.low} {finding.high} {finding.reasons}"
        for finding in verdict.findings.values()
    ]


@pytest.mark.parametrize("format_name", FORMATS)
def test_same_report_gives_the_same_facts_and_the_same_verdict(format_name: str, tmp_path: Path) -> None:
    verdict = evaluate(write(paragraphs(), format_name, tmp_path))
    reference = of_the_text()
    for of in (facts, figures, claims, findings, _grades, _relations):
        assert of(verdict) == of(reference), of.__name__


def _grades(verdict: Verdict) -> list[str]:
    return [str(verdict.grades), str(verdict.scores)]


def _relations(verdict: Verdict) -> list[str]:
    return sorted(f"{relation.kind} {relation.status}" for relation in verdict.relations)
