"""Ctrl-C among many submissions: what is finished is kept, alike in the lines, the pages and the table."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from examples.made_up_counties import write
from tests.cli.commands import ROOT
from tests.report.comparison.test_pages import CRITERION, Page

# Whoever runs these tests in the background has Ctrl-C ignored, by them and by what they start.
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
COMMAND = (sys.executable, "-c", f"{HEARS}; from rules_engine.cli import main; main()", "evaluate")


class Interrupted(NamedTuple):
    """How a command ended, the lines of the submissions that it finished, and what it complained of."""

    code: int
    lines: list[str]
    complaints: str


def interrupted(*arguments: str) -> Interrupted:
    """Evaluate, and interrupt it once three submissions are told."""
    # Unbuffered, for a buffer could hold lines back that are then missed in what is read at the end.
    started = subprocess.Popen(
        [*COMMAND, *arguments], cwd=ROOT, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    first = [started.stdout.readline() for _ in range(3)]
    started.send_signal(signal.SIGINT)
    rest, complaints = started.communicate(timeout=120)
    lines = (b"".join(first) + rest).decode().splitlines()
    return Interrupted(started.returncode, lines, complaints.decode())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """More submissions than anyone waits for."""
    return [str(folder) for folder in write(tmp_path_factory.mktemp("made"), range(20))] * 40


def test_the_table_holds_what_is_finished(many: Sequence[str], tmp_path: Path) -> None:
    out = tmp_path / "汇总表.xlsx"
    done = interrupted(*many, "--xlsx", str(out), "--lang", "zh")
    assert done.code == 130
    assert "已中止" in done.complaints
    assert "Traceback" not in done.complaints
    rows = list(openpyxl.load_workbook(out)["汇总表"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(done.lines) < len(many)


def test_the_pages_are_kept_and_the_index_is_written(many: Sequence[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = interrupted(*many, "--html", str(out), "--lang", "zh")
    assert done.code == 130
    index = Page(out / "index.html")
    assert len([id for id in index.ids if id.startswith("k-")]) == len(done.lines) < len(many)
    assert len(list((out / "counties").iterdir())) == len(done.lines)
    assert "已中止" in (out / "index.html").read_text("utf-8")
    assert (out / "criteria" / f"{CRITERION}.html").is_file()
