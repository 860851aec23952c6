import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from rules_engine.hooks.distributions import offers

Install = Callable[..., Path]


def told() -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return sorted((offer.distribution, offer.version, offer.points) for offer in offers("rules_engine"))


class Finder:
    """A finder of modules that knows distributions too, as importlib.metadata allows."""

    def find_spec(self, *arguments: object) -> None:
        return None

    def find_distributions(self, *arguments: object) -> list[object]:
        return []


def test_folders_are_read_as_importlib_metadata_reads_them(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("sound", "", version="2.3")
    read = told()
    assert ("dist-sound", "2.3", (("sound", "plugin_sound"),)) in read
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert told() == read


def test_an_archive_on_the_path_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "plugins.zip"
    with ZipFile(archive, "w") as file:
        file.writestr("zipped-1.0.dist-info/METADATA", "Name: zipped\nVersion: 1.0\n")
        file.writestr("zipped-1.0.dist-info/entry_points.txt", "[rules_engine]\nzipped = plugin_zipped\n")
    monkeypatch.syspath_prepend(str(archive))
    assert ("zipped", "1.0", (("zipped", "plugin_zipped"),)) in told()


def test_other_groups_comments_and_old_installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    information = tmp_path / "old.egg-info"
    information.mkdir()
    (information / "PKG-INFO").write_text(
        "Metadata-Version: 1.0\nName: Old_One\nVersion: 0.1\n\nVersion: of the text\n"
    )
    points = "[console_scripts]\nold = old:main\n\n[rules_engine]\n# ours\nold=plugin_old : plugin\n\n[other]\nx = y\n"
    (information / "entry_points.txt").write_text(points)
    (tmp_path / "a-file-1.0.egg-info").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert ("Old_One", "0.1", (("old", "plugin_old : plugin"),)) in told()


def test_a_line_that_is_no_entry_point_is_told(install: Install) -> None:
    site = install("faulty", "")
    (points,) = site.glob("*.dist-info/entry_points.txt")
    points.write_text("[rules_engine]\nfaulty\n")
    (broken,) = [offer for offer in offers("rules_engine") if offer.failure is not None]
    assert (broken.distribution, broken.points) == ("dist-faulty", ())


def test_looking_for_plugins_does_not_need_the_slow_way() -> None:
    code = "import sys; from rules_engine.hooks.host import load_plugins; load_plugins(); "
    code += "sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
