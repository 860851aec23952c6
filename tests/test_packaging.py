"""The root wheel brings what the folders of `plugins/` and `rulesets/` bring; each of them builds alone."""

import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PLUGINS = sorted(file.parent for file in ROOT.glob("plugins/*/pyproject.toml"))
PARTS = [*PLUGINS, ROOT / "rulesets"]


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def entry_points(folder: Path) -> Mapping[str, str]:
    found: Mapping[str, str] = project(folder)["project"]["entry-points"]["rules_engine"]
    return found


def package(folder: Path) -> Path:
    (file,) = folder.glob("rules_engine_*/__init__.py")
    return file.parent


def wheel(folder: Path, target: Path) -> set[str]:
    builders = pytest.importorskip("hatchling.builders.wheel")
    (built,) = builders.WheelBuilder(str(folder)).build(directory=str(target))
    with ZipFile(built) as archive:
        names = set(archive.namelist())
        (points,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        text = archive.read(points).decode()
    for name, module in entry_points(folder).items():
        assert f"{name} = {module}" in text
    return names


def test_every_folder_of_plugins_is_a_plugin() -> None:
    folders = {path for path in (ROOT / "plugins").iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert folders == set(PLUGINS)


def test_the_root_repeats_every_entry_point() -> None:
    expected: dict[str, str] = {}
    for part in PARTS:
        expected |= entry_points(part)
    assert dict(entry_points(ROOT)) == expected


def test_the_root_bundles_every_package() -> None:
    bundled = project(ROOT)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    expected = ["rules_engine", *(package(part).relative_to(ROOT).as_posix() for part in PARTS)]
    assert sorted(bundled) == sorted(expected)


def test_types_and_imports_are_checked_in_every_package() -> None:
    tools = project(ROOT)["tool"]
    names = {package(part).name for part in PARTS}
    assert set(tools["mypy"]["packages"]) == names | {"rules_engine"}
    assert set(tools["importlinter"]["root_packages"]) == names | {"rules_engine"}
    forbidden = [c for c in tools["importlinter"]["contracts"] if c["type"] == "forbidden"]
    assert {source for contract in forbidden for source in contract["source_modules"]} == names


def test_a_plugin_may_import_the_api_and_nothing_else_of_the_engine() -> None:
    contracts = project(ROOT)["tool"]["importlinter"]["contracts"]
    (contract,) = (c for c in contracts if c["type"] == "forbidden")
    engine = ROOT / "rules_engine"
    modules = {path.stem for path in engine.glob("*.py")} | {
        path.name for path in engine.iterdir() if any(path.glob("*.py"))
    }
    reachable = {f"rules_engine.{module}" for module in modules - {"__init__", "api"}}
    assert reachable <= set(contract["forbidden_modules"])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_is_a_complete_distribution(part: Path) -> None:
    assert (part / "README.md").is_file()
    assert (package(part) / "py.typed").is_file()
    described = project(part)["project"]
    assert described["name"] == package(part).name.replace("_", "-")
    assert described["dependencies"][0].startswith("rules-engine>=")
    if part in PLUGINS:
        assert list((part / "tests").glob("test_*.py"))
        assert dict(entry_points(part)) == {part.name: package(part).name}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_builds_alone(part: Path, tmp_path: Path) -> None:
    names = wheel(part, tmp_path)
    home = package(part)
    sources = {
        path.relative_to(part).as_posix()
        for path in home.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == sources


def test_the_root_wheel_holds_everything(tmp_path: Path) -> None:
    names = wheel(ROOT, tmp_path)
    for home in (ROOT / "rules_engine", *(package(part) for part in PARTS)):
        for path in home.rglob("*"):
            if path.suffix in (".py", ".yaml", ".tsv", ".typed") and path.name != "hatch_build.py":
                assert path.relative_to(home.parent).as_posix() in names
    assert "rules_engine/locale/zh_CN/LC_MESSAGES/rules_engine.mo" in names
    assert {"rules_engine/regex.compiled", "rules_engine/yaml_text/rulesets.compiled"} <= names
    assert not [name for name in names if "test" in Path(name).parts[0]]


HOOK = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/rules_engine/locale"]
from hatch_build import compile_patterns, compile_rulesets
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[2:]:
            raise ImportError(name)
for name in [name for name in sys.modules if name.partition(".")[0] in sys.argv[2:]]:
    del sys.modules[name]
sys.meta_path.insert(0, Absent())
from pathlib import Path
root = Path(sys.argv[1])
print(compile_rulesets(root).stat().st_size, compile_patterns(root).stat().st_size)
"""


def test_the_build_hook_needs_only_what_the_build_system_has() -> None:
    pytest.importorskip("hatchling")
    pytest.importorskip("babel")
    absent = "attr attrs charset_normalizer click duckdb jinja2 lxml markupsafe pdfplumber pluggy re2 tabulate wcwidth"
    done = subprocess.run(
        [sys.executable, "-c", HOOK, str(ROOT), *absent.split()], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(int(size) > 100_000 for size in done.stdout.split())
