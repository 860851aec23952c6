"""What the tests of reading share: the words of reports, as the first-party rulesets bring them."""

from pathlib import Path

import pytest
import yaml

from rules_engine.facts.vocabulary import ReportWords

_WORDS = Path(__file__).resolve().parents[2] / "rulesets/rules_engine_rulesets/vocabulary/report.yaml"


@pytest.fixture(scope="session")
def words() -> ReportWords:
    """The words of `report.yaml`."""
    report = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))["report"]
    return ReportWords(**{name: tuple(items) for name, items in report.items()})
