import importlib
import re
import runpy
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from rules_engine.expr.written import write
from rules_engine.hooks.descriptions import KINDS
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.model import Built

GUIDE = (Path(__file__).parents[2] / "docs" / "plugin-authors.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", GUIDE, re.M | re.S))
(LINE,) = re.findall(r"```yaml\n(.*?)^```$", GUIDE, re.M | re.S)
(WRITTEN,) = re.findall(r"```text\n(.*?)\n```", GUIDE)

FACTS = ("hygiene_passed", "residues_passed", "hygiene_taken", "residues_taken")
RULESET = {
    "meals/ruleset.yaml": """\
format: 1
engine: ">=0.1,<1"
title: {zh: 食品, en: Meals}
reconstruction: true
schemes: [教函〔2023〕1号]
vocabulary: [meals]
areas: [meals]
total: 4
bands:
  - {id: good, title: {zh: 合格, en: Good}, from: 3, passes: true}
  - {id: poor, title: {zh: 不合格, en: Poor}}
""",
    "meals/areas/meals.yaml": """\
title: {zh: 食品, en: Meals}
indicators:
  - id: meals.tests
    title: {zh: 抽检, en: Tests}
    criteria:
      - id: meals.passed
        title: {zh: 合格, en: Passed}
        points: 4
        basis: [{text: {zh: 某法, en: A law}, certainty: seen}]
"""
    + indent(LINE, 8 * " "),
    "meals/parameters.yaml": "parameters: {}\n",
    "vocabulary/meals.yaml": "facts:\n"
    + "".join(f"  meals.{fact}: {{title: {{zh: 份数, en: Samples}}, unit: 个}}\n" for fact in FACTS),
}


def written_to(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The guide's files, installed as pip would tell the interpreter of them."""
    site = written_to(tmp_path / "site", FILES)
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    points = project["entry-points"]["rules_engine"]
    information = f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    lines = "".join(f"{name} = {target}\n" for name, target in points.items())
    written_to(
        site / information,
        {
            "entry_points.txt": f"[rules_engine]\n{lines}",
            "METADATA": f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n",
        },
    )
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    yield site
    for name in [name for name in sys.modules if name.partition(".")[0] in points.values()]:
        del sys.modules[name]


def test_the_plugin_of_the_guide_is_collected(guide: Path) -> None:
    (record,) = [record for record in load_plugins().records if record.name == "school_meals"]
    assert (record.status, record.distribution, record.version, record.checks) == (
        "loaded",
        "rules-engine-school-meals",
        "1.0.0",
        ("school_meals.samples_pass",),
    )


def test_the_line_of_the_guide_is_the_tree_the_guide_shows(guide: Path, tmp_path: Path) -> None:
    folder = written_to(tmp_path, RULESET) / "meals"
    (criterion,) = load_ruleset(folder, load_plugins().checks).criteria
    assert isinstance(criterion.rule, Built)
    assert criterion.rule.exact
    assert write(criterion.rule.tree) == WRITTEN


def test_the_test_of_the_guide_passes(guide: Path) -> None:
    (name,) = (name for name in FILES if name.startswith("tests/"))
    tests = {n: value for n, value in runpy.run_path(str(guide / name)).items() if n.startswith("test_")}
    assert tests
    for test in tests.values():
        test()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_parameter_is_in_the_guide(kind: str) -> None:
    assert re.search(rf"^\| `{kind}` \|", GUIDE, re.M)
