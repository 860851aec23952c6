"""Distributions that exist only for one test."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from rules_engine.hooks.host import PluginRecord, load_plugins

Install = Callable[..., Path]
CHECK = """
from rules_engine.api import Check, LocalText, Number, hookimpl

def check(id, **rest):
    return Check(id, LocalText("检查", "A check"), **({"build": lambda arguments: Number(arguments.points)} | rest))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """install(name, source): a distribution with one module `plugin_<name>`, offered under that name."""
    modules: list[str] = []

    def write(name: str, source: str, *, distribution: str = "", target: str = "", version: str = "1.0") -> Path:
        distribution = distribution or f"dist-{name}"
        module = (target or f"plugin_{name}").partition(":")[0]
        modules.append(module)
        site = tmp_path / distribution
        information = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
        information.mkdir(parents=True)
        (site / f"{module}.py").write_text(CHECK + dedent(source), encoding="utf-8")
        (information / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
        )
        (information / "entry_points.txt").write_text(
            f"[rules_engine]\n{name} = {target or module}\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(str(site))
        importlib.invalidate_caches()
        return site

    yield write
    for module in modules:
        sys.modules.pop(module, None)


@pytest.fixture
def record_of() -> Callable[[str], PluginRecord]:
    """The one record of a plugin's name, after loading everything; the plugins of the house must be there too."""

    def load(name: str) -> PluginRecord:
        host = load_plugins()
        house = {record.name: record.status for record in host.records if record.distribution == "rules-engine"}
        assert set(house) >= {"funding", "leadership", "pay_parity", "rulesets", "safety"}
        assert set(house.values()) == {"loaded"}
        (record,) = [record for record in host.records if record.name == name]
        if record.status == "loaded":
            assert set(record.checks) <= set(host.checks)
        return record

    return load
