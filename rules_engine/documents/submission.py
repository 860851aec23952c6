"""What a county hands in: one report, or a folder with a report, other files and perhaps a `submission.yaml`."""

import os
from collections.abc import Sequence
from pathlib import Path

from attrs import field, frozen

from rules_engine.documents.document import Document
from rules_engine.documents.limits import MOST_BYTES, MOST_FILES, MOST_SETTINGS_BYTES
from rules_engine.documents.text import read_text, too_large
from rules_engine.documents.titles import find_title
from rules_engine.errors import Problem, UnreadableDocument, UnreadableRuleset, UnreadableSubmission
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.structure import structure
from rules_engine.yaml_text import read_yaml

SETTINGS_FILE = "submission.yaml"
_READ_SUFFIXES = (".txt",)


@frozen(repr=False)
class NotApplicable:
    """A criterion that a named person declares not applicable, and on what basis."""

    criterion: str
    approver: str
    basis: str


@frozen(eq=False, repr=False)
class Settings:
    """What `submission.yaml` says; empty for what it leaves out. `files` are relative to the folder."""

    county: str = ""
    period: int | None = None
    ruleset: str = ""
    files: tuple[str, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    not_selected: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Submission:
    """What was handed in: `documents` are all files that could be read, the report among them.

    `notes` tell which files were not read, and why.
    """

    name: str
    report: Document
    documents: tuple[Document, ...]
    settings: Settings = field(factory=Settings)
    notes: tuple[Message, ...] = ()


def read_submission(path: Path, titles: Sequence[str]) -> Submission:
    """The submission at `path`: a report, or a folder in which the report is found by one of the `titles`.

    Raises UnreadableSubmission with all problems: nothing there, no report or several, a report that cannot be read,
    a `submission.yaml` that cannot, files named outside the folder.
    """
    if not path.exists():
        raise UnreadableSubmission(
            Problem(Place(str(path)), Message("There is no such file or folder."), code="missing")
        )
    if path.is_dir():
        return _Folder(path, tuple(titles)).read()
    try:
        report = _read(path, path.name)
    except UnreadableDocument as error:
        raise UnreadableSubmission(*error.problems) from error
    return Submission(path.name, report, (report,))


def _read(path: Path, name: str) -> Document:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableDocument(too_large(name, size))
        data = path.read_bytes()
    except OSError as error:
        message = Message("This file cannot be opened: {reason}.", reason=error.strerror or type(error).__name__)
        raise UnreadableDocument(Problem(Place(name), message, code="unreadable")) from error
    return read_text(name, data)


class _Folder:
    """One folder being read; collects the notes."""

    def __init__(self, path: Path, titles: tuple[str, ...]) -> None:
        self.path = path
        self.root = path.resolve()
        self.titles = titles
        self.notes: list[Message] = []

    def read(self) -> Submission:
        settings = self._settings()
        names = self._named(settings) if settings.files else self._found()
        documents = self._documents(names)
        report = self._report(documents, named=bool(settings.files))
        return Submission(self.root.name, report, tuple(documents), settings, tuple(self.notes))

    def _settings(self) -> Settings:
        file = self.path / SETTINGS_FILE
        if not file.is_file():
            return Settings()
        try:
            if file.stat().st_size > MOST_SETTINGS_BYTES:
                raise UnreadableSubmission(too_large(SETTINGS_FILE, file.stat().st_size))
            text = read_text(SETTINGS_FILE, file.read_bytes()).text
            return structure(Settings, read_yaml(SETTINGS_FILE, text))
        except (UnreadableRuleset, UnreadableDocument) as error:
            raise UnreadableSubmission(*error.problems) from error
        except OSError as error:
            message = Message("This file cannot be opened: {reason}.", reason=error.strerror or "")
            raise UnreadableSubmission(Problem(Place(SETTINGS_FILE), message, code="unreadable")) from error

    def _named(self, settings: Settings) -> list[str]:
        """The files that the settings name; refuses what leads outside the folder."""
        problems = []
        for name in settings.files:
            place = getattr(name, "place", Place(SETTINGS_FILE))
            parts = name.replace("\\", "/").split("/")
            if name.startswith(("/", "\\", "~")) or ".." in parts or "\0" in name or ":" in parts[0]:
                message = Message(
                    '"{name}" leads outside the submission; name files inside its folder.', name=str(name)
                )
                problems.append(Problem(place, message, code="outside"))
            elif self._outside(self.path.joinpath(*parts)):
                message = Message('"{name}" is a link that leads outside the submission.', name=str(name))
                problems.append(Problem(place, message, code="outside"))
            elif not self.path.joinpath(*parts).is_file():
                message = Message('There is no file "{name}" in the submission.', name=str(name))
                problems.append(Problem(place, message, code="missing"))
        if problems:
            raise UnreadableSubmission(*problems)
        return [str(name).replace("\\", "/") for name in settings.files]

    def _outside(self, file: Path) -> bool:
        try:
            return not file.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):
            return True

    def _found(self) -> list[str]:
        """All files of the folder, hidden ones left out, links that lead outside refused by name."""
        names = []
        for folder, subfolders, files in os.walk(self.path):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for file in sorted(files):
                name = Path(folder, file).relative_to(self.path).as_posix()
                if file.startswith(".") or name == SETTINGS_FILE:
                    continue
                if self._outside(Path(folder, file)):
                    self.notes.append(
                        Message('"{name}" is a link that leads outside the submission; not read.', name=name)
                    )
                    continue
                names.append(name)
                if len(names) > MOST_FILES:
                    message = Message("This folder holds more than {most} files.", most=MOST_FILES)
                    advice = Message('Name the files to read in "{file}", under "files".', file=SETTINGS_FILE)
                    raise UnreadableSubmission(Problem(Place(self.path.name), message, advice=advice, code="too_many"))
        return sorted(names)

    def _documents(self, names: list[str]) -> list[Document]:
        documents: list[Document] = []
        problems: list[Problem] = []
        for name in names:
            if not name.lower().endswith(_READ_SUFFIXES):
                self.notes.append(Message("{name}: not read; this version reads .txt only.", name=name))
                continue
            try:
                documents.append(_read(self.path / name, name))
            except UnreadableDocument as error:
                problems += error.problems
                self.notes += [
                    Message("{name}: not read. {reason}", name=name, reason=problem.message)
                    for problem in error.problems
                ]
        if not documents:
            looked = Message("No file here can be read as a report (.txt).")
            raise UnreadableSubmission(Problem(Place(self.path.name), looked, code="no_report"), *problems)
        return documents

    def _report(self, documents: list[Document], *, named: bool) -> Document:
        if named and len(documents) == 1:
            return documents[0]
        candidates = [document for document in documents if find_title(document, self.titles)]
        if len(candidates) == 1:
            return candidates[0]
        advice = Message(
            'Write "{file}" with the report\'s name under "files", or give the report\'s own path.',
            file=SETTINGS_FILE,
        )
        if candidates:
            names = ", ".join(document.name for document in candidates)
            message = Message("Which of these is the report? {names}", names=names)
            raise UnreadableSubmission(Problem(Place(self.path.name), message, advice=advice, code="two_reports"))
        message = Message(
            "None of the {count} texts here bears the title of a report; looked for: {titles}.",
            count=len(documents),
            titles="; ".join(self.titles),
        )
        raise UnreadableSubmission(Problem(Place(self.path.name), message, advice=advice, code="no_report"))
