from functools import cache
from pathlib import Path

import pytest

from rules_engine.pipeline import evaluate
from rules_engine.scoring.verdict import Verdict
from tests.formats.reports import write

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


def facts(verdict: Verdict) -> list[str]:
    return sorted(
        f"{fact.id} {fact.value.low}..{fact.value.high} {fact.period} {fact.kind} {fact.level}"
        for fact in verdict.facts
    )


def findings(verdict: Verdict) -> list[str]:
    return [
        f"{finding.criterion} {finding.status} {finding.low} {finding.high}" for finding in verdict.findings.values()
    ]


@pytest.mark.parametrize("format_name", FORMATS)
def test_same_report_gives_the_same_facts_and_the_same_verdict(format_name: str, tmp_path: Path) -> None:
    verdict = evaluate(write(paragraphs(), format_name, tmp_path))
    reference = of_the_text()
    for of in (facts, findings, _grades, _relations):
        assert of(verdict) == of(reference), of.__name__


def _grades(verdict: Verdict) -> list[str]:
    return [str(verdict.grades), str(verdict.scores)]


def _relations(verdict: Verdict) -> list[str]:
    return sorted(f"{relation.kind} {relation.status}" for relation in verdict.relations)
