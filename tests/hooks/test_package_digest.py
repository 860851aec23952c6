import sys
from collections.abc import Callable
from pathlib import Path

from attrs import evolve

from rules_engine.hooks.host import PluginRecord, load_plugins
from rules_engine.hooks.package_digest import plugin_digest, with_digest

Install = Callable[..., Path]


def test_the_digest_follows_the_files_and_not_the_byte_code(tmp_path: Path) -> None:
    package = tmp_path / "site" / "plugin_packaged"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "rules.yaml").write_text("a: 1")
    record = PluginRecord("packaged", "d", "1", "", "loaded", target="plugin_packaged:plugin")
    assert plugin_digest(record) == ""
    sys.path.append(str(package.parent))
    try:
        first = plugin_digest(record)
        assert len(first) == 64
        (package / "__pycache__").mkdir()
        (package / "__pycache__" / "x.pyc").write_text("x")
        assert plugin_digest(record) == first
        (package / "rules.yaml").write_text("a: 2")
        second = plugin_digest(record)
        (package / "rules.yaml").rename(package / "sules.yaml")
        third = plugin_digest(record)
    finally:
        sys.path.remove(str(package.parent))
    assert len({first, second, third}) == 3


def test_every_plugin_found_has_a_digest_that_repeats(install: Install) -> None:
    install("faulty", "raise RuntimeError")
    records = load_plugins().records
    digests = [with_digest(record).digest for record in records]
    assert all(len(digest) == 64 for digest in digests)
    assert [plugin_digest(evolve(record, digest="")) for record in records] == digests


def test_a_target_without_a_package_has_none() -> None:
    for target in ("no_such_package_anywhere", "", "..x"):
        assert plugin_digest(PluginRecord("x", "d", "1", "", "refused", target=target)) == ""
