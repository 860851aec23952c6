"""Installed distributions and the plugins they offer, read from their files.

`importlib.metadata` knows the same, but drags in the whole of `email` and opens every distribution's metadata: a tenth
of the time that evaluating a report takes. It is asked where distributions may lie elsewhere than in folders.
"""

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

from rules_engine.records import frozen

_POINTS = "entry_points.txt"
# Wheels have the first, development installs of old the second.
_METADATA = ("METADATA", "PKG-INFO")


@frozen(eq=False, repr=False)
class Offer:
    """What one distribution offers in a group: entry points as (name, target); `failure` where they cannot be read."""

    distribution: str
    version: str
    points: tuple[tuple[str, str], ...] = ()
    failure: Exception | None = None


def offers(group: str) -> Iterator[Offer]:
    """The distributions with entry points in the group, in the order of `sys.path`; broken ones tell their failure."""
    return _in_folders(group) if _only_folders() else _anywhere(group)


def _only_folders() -> bool:
    """Whether nothing but the folders of `sys.path` can hold distributions: no archive, no finder that knows more."""
    foreign = any(finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path)
    return not foreign and not any(Path(entry).is_file() for entry in sys.path)


def _in_folders(group: str) -> Iterator[Offer]:
    for entry in dict.fromkeys(sys.path):
        for information in _information(entry):
            try:
                # A Path for each would take longer than opening it, and hardly any has the group.
                with open(f"{information}/{_POINTS}", encoding="utf-8") as file:  # noqa: PTH123
                    text = file.read()
                points = _points(text, group) if f"[{group}]" in text else ()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
                continue
            except (OSError, ValueError) as failure:
                yield Offer(*_named(information), failure=failure)
                continue
            if points:
                yield Offer(*_named(information), points)


def _information(entry: str) -> list[str]:
    """The folders of a path entry that tell of a distribution, sorted, so that the file system's order is no matter."""
    try:
        names = os.listdir(entry or ".")  # noqa: PTH208  a Path for each name would take longer than the rest
    except OSError:
        return []
    kinds = (".dist-info", ".egg-info")
    found = [name for name in names if name.lower().endswith(kinds)]
    if entry.lower().endswith(".egg"):
        found += [name for name in names if name.lower() == "egg-info"]
    return [os.path.join(entry, name) for name in sorted(found)]  # noqa: PTH118


def _points(text: str, group: str) -> tuple[tuple[str, str], ...]:
    """The entry points of a group; raises ValueError for a line that is none."""
    points = []
    section = ""
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section == group:
            name, found, target = line.partition("=")
            if not found:
                raise ValueError(line)
            points.append((name.strip(), target.strip()))
    return tuple(points)


def _named(information: str) -> tuple[str, str]:
    """The name and version that the metadata begins with; a question mark for what it does not say."""
    for file in _METADATA:
        try:
            lines = Path(information, file).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        head = lines[: lines.index("")] if "" in lines else lines
        pairs = (line.partition(":") for line in reversed(head))
        fields = {key.strip().lower(): value.strip() for key, _, value in pairs}
        return fields.get("name", "?"), fields.get("version", "?")
    return "?", "?"


def _anywhere(group: str) -> Iterator[Offer]:
    from importlib.metadata import distributions

    for distribution in distributions():
        metadata = distribution.metadata
        name, version = (str((metadata.get_all(key) or ["?"])[0]) for key in ("Name", "Version"))
        try:
            points = tuple((point.name, point.value) for point in distribution.entry_points.select(group=group))
        except Exception as failure:  # noqa: BLE001  one distribution's broken files must not hide the others
            yield Offer(name, version, failure=failure)
            continue
        if points:
            yield Offer(name, version, points)
