"""The digest of a plugin's package, as verdicts record it."""

import os
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from rules_engine.hooks.host import PluginRecord
from rules_engine.records import evolve


def plugin_digest(record: PluginRecord) -> str:
    """The SHA-256 over the files of the plugin's top package, sorted by name; empty where there is no such package.

    Python's own byte code is left out, so that running a plugin does not change it.
    """
    package = record.target.partition(":")[0].partition(".")[0]
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return ""
    if spec is None:
        return ""
    if spec.submodule_search_locations is None:
        files = {Path(spec.origin).name: Path(spec.origin)} if spec.origin else {}
    else:
        files = dict(pair for root in spec.submodule_search_locations for pair in _files(Path(root)))
    total = sha256()
    for name in sorted(files):
        data = files[name].read_bytes()
        total.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.hexdigest() if files else ""


def with_digest(record: PluginRecord) -> PluginRecord:
    """The record with the digest of its package filled in."""
    return evolve(record, digest=plugin_digest(record))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name != "__pycache__"]
        for name in names:
            if not name.endswith((".pyc", ".pyo")):
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), path
