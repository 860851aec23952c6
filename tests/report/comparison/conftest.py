"""Made-up counties in folders, and the pages on all of them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from examples.made_up_counties import county, write
from tests.cli.commands import EXAMPLE, run
from tests.report.page.conftest import HOSTILE, PERSON

COUNT = 8


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """Counties; two of one name; one whose name is hostile; one with numbers of people; a folder without a report."""
    folder = tmp_path_factory.mktemp("handed")
    found = write(folder, range(COUNT))
    found += [named(folder / "同名", county(0).name), named(folder / "CON..", HOSTILE), EXAMPLE]
    person = named(folder / "联系人", "")
    report = person / "自评报告.txt"
    report.write_text(report.read_text("utf-8").replace("巩固率为", f"（{PERSON}）巩固率为"), "utf-8")
    (folder / "无报告").mkdir()
    return [*found, person, folder / "无报告"]


def named(folder: Path, name: str) -> Path:
    """A county that submission.yaml names, if it names any."""
    folder.mkdir()
    (folder / "自评报告.txt").write_text(county(1, gaps=0).text, "utf-8")
    if name:
        (folder / "submission.yaml").write_text(json.dumps({"county": name}), "utf-8")
    return folder


@pytest.fixture(scope="session", params=["zh", "en"])
def pages(request: pytest.FixtureRequest, handed: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages, in a folder whose name is no plain one."""
    out = tmp_path_factory.mktemp("out") / f"页 #1 100% {request.param}"
    done = run("evaluate", *handed, "--html", out, "--lang", request.param)
    assert done.code == 2
    return out
