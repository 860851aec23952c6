"""The process that collects holds next to nothing of each submission: what it shows of them waits on disk."""

import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from examples.made_up_counties import write
from rules_engine.batch import Outcome, Wish, outcome
from rules_engine.messages import Language
from rules_engine.records import evolve
from rules_engine.report.comparison.collected import Collected, Row
from rules_engine.report.comparison.overview import overview
from rules_engine.report.comparison.pages import Pages

FEW, MANY = 100, 300
MOST_BYTES_EACH = 2_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    (path,) = write(tmp_path_factory.mktemp("county"), range(1), kilobytes=10)
    return outcome(path, Wish(language="zh", points=True, pages=True))


def peak(made: Outcome, count: int, folder: Path) -> int:
    """The most bytes held while so many submissions are collected and everything on them is written."""
    assert made.page and made.summary
    tracemalloc.start()
    collected, pages = Collected(), Pages(folder, Language("zh"))
    for number in range(1, count + 1):
        # As a process sends them: each with texts of its own.
        summary = evolve(made.summary, county=f"县{number}")
        points = {id: (status, bytes(bytearray(data))) for id, (status, data) in made.points.items()}
        collected.add(Row(number, summary, made.page.href), points, made.scheme)
    pages.close(collected, 0)
    with (folder / "summary.xlsx").open("wb") as file:
        overview(collected, Language("zh"), file)
    collected.ledger.close()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_a_submission_more_adds_less_than_two_kilobytes_to_what_is_held(made: Outcome, tmp_path: Path) -> None:
    peak(made, FEW, tmp_path)
    grown = peak(made, MANY, tmp_path) - peak(made, FEW, tmp_path)
    assert grown < MOST_BYTES_EACH * (MANY - FEW)


def test_all_of_them_are_shown_nevertheless(made: Outcome, tmp_path: Path) -> None:
    peak(made, MANY, tmp_path)
    pages = [tmp_path / "index.html", *(tmp_path / "criteria").iterdir()]
    assert len(pages) > 40
    assert {file.read_text("utf-8").count('<th scope="row" data-order=') for file in pages} == {MANY}
    import openpyxl

    book = openpyxl.load_workbook(BytesIO((tmp_path / "summary.xlsx").read_bytes()))
    assert book.worksheets[0].max_row == 1 + MANY
