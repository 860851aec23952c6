"""P4 on whole processes: hash seed, locale, time zone, folder and the order of things on disk change no byte."""

import shutil
from pathlib import Path

import pytest

from tests.cli.commands import EXAMPLE, ROOT, run

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8"},
]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its files written in another order, in another folder."""
    folder = tmp_path_factory.mktemp("elsewhere") / EXAMPLE.name
    folder.mkdir()
    for file in sorted(EXAMPLE.iterdir(), reverse=True):
        shutil.copy(file, folder)
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_gives_the_same_bytes(moved: Path, language: str) -> None:
    told = [run("evaluate", EXAMPLE.name, "--lang", language, cwd=EXAMPLE.parent, env=env).out for env in SURROUNDINGS]
    # The report names the submission as the command line did, so it is named alike in the other folder.
    told.append(run("evaluate", moved.name, "--lang", language, cwd=moved.parent).out)
    assert len(set(told)) == 1


def test_json_is_the_same_too_and_knows_no_language(moved: Path) -> None:
    written = [run("evaluate", EXAMPLE, "--json", "-", env=env).out for env in SURROUNDINGS]
    written += [run("evaluate", moved, "--json", "-", "--lang", language).out for language in ("zh", "en")]
    assert len(set(written)) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_matches_its_golden(language: str, golden) -> None:  # type: ignore[no-untyped-def]
    golden(f"example.{language}.txt", run("evaluate", "examples/liangping-2023", "--lang", language, cwd=ROOT).out)
