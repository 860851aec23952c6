"""Sentences as reports write them, with an error and without: what is raised, and that nothing else is."""

from pathlib import Path

import pytest

from rules_engine.documents.text import read_text
from rules_engine.facts.reading import read_contents

ROWS = [
    [told.replace("\\n", "\n") for told in line.split("\t")]
    for line in Path(__file__).with_name("arithmetic.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def raised(vocabulary):
    return lambda text: read_contents([read_text("report.txt", text.encode())], vocabulary).relations


@pytest.mark.parametrize(("kind", "status", "wrong"), [row[:3] for row in ROWS if row[0] != "-"])
def test_what_does_not_fit_is_raised_with_its_kind_and_status(raised, kind, status, wrong):
    assert [(relation.kind, relation.status) for relation in raised(wrong)] == [(kind, status)]


@pytest.mark.parametrize("right", [row[3] for row in ROWS])
def test_what_fits_is_silent(raised, right):
    assert raised(right) == ()
