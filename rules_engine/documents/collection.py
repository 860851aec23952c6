"""Several submissions handed in as one folder or one zip: a folder or zip in it for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.documents.handed_in import found_at
from rules_engine.documents.kind import SUFFIXES, suffix_of
from rules_engine.documents.names import from_disk, is_hidden, on_disk
from rules_engine.documents.reader import Reader
from rules_engine.documents.refusals import unreadable
from rules_engine.documents.settings import SETTINGS_FILE
from rules_engine.documents.submission import read_submission
from rules_engine.documents.titles import find_title
from rules_engine.errors import Problem, UnreadableSubmission, system_reason
from rules_engine.messages import Message
from rules_engine.records import frozen

MOST_DEPTH = 3


@frozen(repr=False)
class Handed:
    """A submission: where it is, and what the user knows it by."""

    path: Path
    name: str


def may_hold_several(path: Path) -> bool:
    """Whether a path is a zip, or a folder without a file of its own: what may hold several submissions."""
    if not path.is_dir():
        return suffix_of(path.name) in SUFFIXES["zip"]
    return _members(path) != ()


class Unpacking:
    """Finds the submissions in what was handed in; zips of folders are unpacked into a folder that the caller clears.

    `problems` are the files of such zips that could not be unpacked, by the name of the zip.
    """

    def __init__(self, into: Path, titles: Sequence[str], readers: Mapping[str, Reader]) -> None:
        self._into = into
        self._titles, self._readers = tuple(titles), readers
        self.problems: list[tuple[str, tuple[Problem, ...]]] = []

    def submissions(self, path: Path) -> list[Handed]:
        """The submission at a path, or those that it holds."""
        return self._found(Handed(path, str(path)), MOST_DEPTH)

    def loose(self, path: Path, county: Callable[[Document], str]) -> list[Handed]:
        """The files of a folder or zip as a submission each; none unless all that can be read are reports.

        `county` tells of which one a report is: two of one county, or one that names none, leave it open what is what.
        """
        handed = Handed(path, str(path))
        folder = path if path.is_dir() else self._unpacked(handed, folders=False)
        files = sorted(folder.iterdir()) if folder else []
        files = [file for file in files if not is_hidden(from_disk(file.name))]
        if any(file.is_dir() or file.name == SETTINGS_FILE for file in files):
            return []
        counties: set[str] = set()
        for file in files:
            try:
                report = read_submission(file, self._titles, readers=self._readers).report
            except UnreadableSubmission:
                continue
            name = county(report) if find_title(report, self._titles) else ""
            if not name or name in counties:
                return []
            counties.add(name)
        return [Handed(file, f"{handed.name}/{from_disk(file.name)}") for file in files] if len(counties) > 1 else []

    def _found(self, handed: Handed, depth: int) -> list[Handed]:
        if not depth:
            return [handed]
        place = handed.path if handed.path.is_dir() else self._unpacked(handed)
        members = _members(place) if place else ()
        if len(members) == 1 and members[0].is_dir():
            inside = self._found(Handed(members[0], f"{handed.name}/{from_disk(members[0].name)}"), depth - 1)
            return inside if len(inside) > 1 else [handed]
        if len(members) < 2 or not _at_least_two(members, self._is_submission):
            return [handed]
        named = [Handed(member, f"{handed.name}/{from_disk(member.name)}") for member in members]
        return [found for member in named for found in self._found(member, depth - 1)]

    def _is_submission(self, path: Path) -> bool:
        if (path / SETTINGS_FILE).is_file():
            return True
        try:
            read_submission(path, self._titles, readers=self._readers)
        except UnreadableSubmission as error:
            return any(problem.code == "two_reports" for problem in error.problems)
        return True

    def _unpacked(self, handed: Handed, *, folders: bool = True) -> Path | None:
        """The folder that a zip of folders was unpacked into, or any zip; None for any other file."""
        if suffix_of(handed.path.name) not in SUFFIXES["zip"] or not handed.path.is_file():
            return None
        name = from_disk(handed.path.name)
        found = {item.file.name.removeprefix(f"{name}/"): item for item in found_at(handed.path, name)}
        if folders and not _only_folders(list(found)):
            return None
        folder = self._into / str(len(list(self._into.iterdir())))
        folder.mkdir()
        lost: list[Problem] = []
        for inside, item in found.items():
            if item.data is None and item.file.data is None:
                lost += item.refusal.problems if item.refusal else ()
                continue
            target = folder.joinpath(*map(on_disk, inside.split("/")))
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(item.data or item.file.data or b"")
            except OSError as error:
                message = Message("This file cannot be opened: {reason}.", reason=system_reason(error))
                lost += unreadable(f"{handed.name}/{inside}", message, "unreadable", _unpacked()).problems
        if lost:
            self.problems.append((handed.name, tuple(lost)))
        return folder


def _only_folders(names: Sequence[str]) -> bool:
    """Whether nothing but folders and zips stands at the top, or in the only folder that does."""
    first = {name.partition("/")[0] for name in names}
    if len(first) == 1:
        names = [name.partition("/")[2] for name in names]
    return len(names) > 1 and all("/" in name or suffix_of(name) in SUFFIXES["zip"] for name in names)


def _members(folder: Path) -> tuple[Path, ...]:
    """The folders and zips in a folder, where nothing else but system files stands beside them."""
    found = []
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return ()
    for entry in entries:
        if is_hidden(from_disk(entry.name)):
            continue
        if not entry.is_dir() and suffix_of(entry.name) not in SUFFIXES["zip"]:
            return ()
        found.append(entry)
    return tuple(found)


def _at_least_two(members: Sequence[Path], holds: Callable[[Path], bool]) -> bool:
    """Whether two of them are submissions; no more are looked at than that takes."""
    found: Iterator[bool] = (True for member in members if holds(member))
    return next(found, False) and next(found, False)


def _unpacked() -> Message:
    return Message("Unpack the .zip and hand in the folder.")
