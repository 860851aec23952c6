from pathlib import Path

import pytest

from rules_engine.documents.handed_in import HandedIn
from rules_engine.documents.read import read_document
from rules_engine.facts.tables.evidence import Evidence
from rules_engine.facts.tables.reading import read_tables
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset
from rules_engine.scoring.decide import law_of
from tests.tables.generator import Made

RULESET = Path("rulesets/rules_engine_rulesets/chongqing-county-2023")


@pytest.fixture(scope="session")
def rules():
    root = Path(__file__).parents[3]
    return load_ruleset(root / RULESET, load_plugins().checks)


@pytest.fixture
def read(rules, tmp_path):
    """Reads made tables, or files, as the evidence of a submission."""

    def read_them(*tables: Made | Path, suffix: str = ".xlsx", as_file: bool = False) -> Evidence:
        documents, files = [], []
        for number, made in enumerate(tables):
            path = made if isinstance(made, Path) else made.write(tmp_path / f"{made.name}{number}{suffix}")
            if path.suffix == ".parquet" or as_file:
                files.append(HandedIn(path.name, path, None, path.suffix[1:], "0" * 64))
            else:
                documents.append(read_document(path.name, path.read_bytes(), {}))
        return read_tables(documents, "report.txt", files, rules.vocabulary, law_of(rules, 2022))

    return read_them


def value(evidence: Evidence, id: str, year: int | None = 2022):
    """The settled value of a fact of one year, or its range."""
    (fact,) = [f for f in evidence.facts if f.id == id and (f.period.year if f.period else None) == year]
    return fact.value.low if fact.value.settled else fact.value
