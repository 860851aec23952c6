"""What a county hands in: one report, or a folder with a report, other files and perhaps a `submission.yaml`."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.documents.handed_in import Found, HandedIn, found_at
from rules_engine.documents.kind import SUFFIXES, suffix_of
from rules_engine.documents.limits import MOST_FILES, MOST_SETTINGS_BYTES
from rules_engine.documents.names import from_disk, is_hidden, on_disk
from rules_engine.documents.read import read_document
from rules_engine.documents.reader import Reader
from rules_engine.documents.refusals import too_large
from rules_engine.documents.settings import (
    SETTINGS_FILE,
    NotApplicable,
    Settings,
    missing_file,
    named_files,
    read_settings,
)
from rules_engine.errors import Problem, UnreadableDocument, UnreadableSubmission, system_reason
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve, field, frozen

__all__ = ["SETTINGS_FILE", "NotApplicable", "Settings", "Submission", "read_submission"]

_MOST_AT_ONCE = 4


@frozen(eq=False, repr=False)
class Submission:
    """What was handed in: `documents` are all files that could be read, the report among them.

    `notes` tell which files were not read, why, and what to do. `files` are all files, read or not, those inside a
    zip among them; evidence tables of any size are found there.
    """

    name: str
    report: Document
    documents: tuple[Document, ...]
    settings: Settings = field(factory=Settings)
    notes: tuple[Message, ...] = ()
    files: tuple[HandedIn, ...] = ()


NO_REPORT = Document("", "", "", ())


def read_submission(
    path: Path, titles: Sequence[str], *, readers: Mapping[str, Reader] | None = None, report_needed: bool = True
) -> Submission:
    """The submission at `path`: a report, or a folder or zip in which the report is found by one of the `titles`.

    `readers` are the formats that plugins bring, by name. Raises UnreadableSubmission with all problems: nothing
    there, no report or several, a report that cannot be read, a `submission.yaml` that cannot, files named outside
    the folder. Where no report is needed and none is found, the submission's is an empty text without a name.
    """
    if not path.exists():
        raise UnreadableSubmission(
            Problem(Place(str(path)), Message("There is no such file or folder."), code="missing")
        )
    reading = _Reading(tuple(titles), readers or {}, report_needed)
    if path.is_dir():
        return _Folder(path, reading).read()
    found = list(found_at(path, from_disk(path.name)))
    if len(found) != 1 or found[0].file.path is None:
        return _Zip(path, reading, found).read()
    return _report_alone(path, found[0], reading)


def _report_alone(path: Path, found: Found, reading: "_Reading") -> Submission:
    outcome = reading.outcome(found)
    if isinstance(outcome, UnreadableDocument):
        raise UnreadableSubmission(*outcome.problems)
    return Submission(from_disk(path.name), outcome, (outcome,), notes=tuple(_notes_of(outcome)), files=(found.file,))


def _notes_of(document: Document) -> Iterable[Message]:
    return (Message("{name}: {note}", name=document.name, note=note) for note in document.notes)


class _Reading:
    """Files being read into documents; what was not read is collected in `notes` and `problems`."""

    def __init__(self, titles: tuple[str, ...], readers: Mapping[str, Reader], report_needed: bool) -> None:
        self.titles = titles
        self.report_needed = report_needed
        self.readers = readers
        self.notes: list[Message] = []
        self.problems: list[Problem] = []

    def outcome(self, found: Found) -> Document | UnreadableDocument:
        """The document of a file, or why there is none."""
        if found.data is None:
            return found.refusal or UnreadableDocument()
        try:
            return read_document(found.file.name, found.data, self.readers)
        except UnreadableDocument as error:
            return error

    def documents(self, files: Sequence[Found]) -> list[Document]:
        """The documents of all files that can be read, in the same order."""
        documents: list[Document] = []
        for found, outcome in zip(files, self._outcomes(files), strict=True):
            if isinstance(outcome, Document):
                documents.append(outcome)
                self.notes += _notes_of(outcome)
                continue
            self.problems += outcome.problems
            self.notes += [_not_read(found.file.name, problem) for problem in outcome.problems]
        return documents

    def _outcomes(self, files: Sequence[Found]) -> list[Document | UnreadableDocument]:
        if sum(suffix_of(found.file.name) not in SUFFIXES["text"] for found in files) < 2:
            return [self.outcome(found) for found in files]
        from concurrent.futures import ThreadPoolExecutor

        # Parsers run in processes of their own, which a thread each waits for.
        with ThreadPoolExecutor(min(_MOST_AT_ONCE, os.cpu_count() or 1)) as pool:
            return list(pool.map(self.outcome, files))

    def chosen(
        self, place: str, documents: Sequence[Document], *, named: bool
    ) -> tuple[Document, tuple[Document, ...]]:
        """The report among the documents, and those that are no copies of it.

        Raises UnreadableSubmission where the report is none or several.
        """
        if not documents and not self.report_needed:
            return NO_REPORT, ()
        if not documents:
            looked = Message("No file here can be read as a report.")
            raise UnreadableSubmission(Problem(Place(place), looked, code="no_report"), *self.problems)
        if named and len(documents) == 1:
            return documents[0], tuple(documents)
        from rules_engine.documents.report_choice import choose_report

        choice = choose_report(documents, self.titles)
        if choice.report is not None:
            self.notes += choice.notes
            return choice.report, choice.documents
        advice = Message(
            'Write "{file}" with the report\'s name under "files", or give the report\'s own path.',
            file=SETTINGS_FILE,
        )
        if choice.candidates:
            names = ", ".join(document.name for document in choice.candidates)
            message = Message("Which of these is the report: {names}?", names=names)
            advice = Message(
                "{advice} Where they are of several counties, give each county's report as a file or a folder by "
                "itself: rules-engine evaluate A.docx B.docx.",
                advice=advice,
            )
            raise UnreadableSubmission(Problem(Place(place), message, advice=advice, code="two_reports"))
        if not self.report_needed:
            return NO_REPORT, tuple(documents)
        message = Message(
            "None of the {count} texts here bears the title of a report; looked for: {titles}.",
            count=len(documents),
            titles="; ".join(self.titles),
        )
        if not self.titles:
            message = Message(
                "No ruleset says how a report is titled, so that none of the {count} texts here is known to be it.",
                count=len(documents),
            )
        problem = Problem(Place(place), message, advice=advice, code="no_report")
        raise UnreadableSubmission(problem, *self.problems)


def _not_read(name: str, problem: Problem) -> Message:
    if problem.advice is None:
        return Message("{name}: not read. {reason}", name=name, reason=problem.message)
    return Message("{name}: not read. {reason} {advice}", name=name, reason=problem.message, advice=problem.advice)


class _Folder:
    """A folder being read."""

    def __init__(self, path: Path, reading: _Reading) -> None:
        self.path = path
        self.root = path.resolve()
        self.reading = reading

    def read(self) -> Submission:
        """The submission in the folder."""
        settings = self._settings()
        names = named_files(settings, self._problem) if settings.files else self._found()
        files = [found for name in names for found in found_at(self.path / on_disk(name), name)]
        _refuse_too_many(self.path.name, len(files))
        found = self.reading.documents(files)
        report, documents = self.reading.chosen(self.path.name, found, named=bool(settings.files))
        return Submission(
            from_disk(self.root.name),
            report,
            documents,
            settings,
            tuple(self.reading.notes),
            tuple(found.file for found in files),
        )

    def _settings(self) -> Settings:
        file = self.path / SETTINGS_FILE
        if not file.is_file():
            return Settings()
        try:
            if file.stat().st_size > MOST_SETTINGS_BYTES:
                raise UnreadableSubmission(too_large(SETTINGS_FILE, file.stat().st_size, MOST_SETTINGS_BYTES))
            return read_settings(file.read_bytes())
        except OSError as error:
            message = Message("This file cannot be opened: {reason}.", reason=system_reason(error))
            raise UnreadableSubmission(Problem(Place(SETTINGS_FILE), message, code="unreadable")) from error

    def _problem(self, name: str, parts: Sequence[str]) -> Problem | None:
        file = self.path.joinpath(*map(on_disk, parts))
        if self._outside(file):
            message = Message('"{name}" is a link that leads outside the submission.', name=name)
            return Problem(None, message, code="outside")
        return None if file.is_file() else missing_file(name)

    def _outside(self, file: Path) -> bool:
        try:
            return not file.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):
            return True

    def _found(self) -> list[str]:
        """All files of the folder, hidden ones left out, links that lead outside refused by name."""
        names = []
        for folder, subfolders, files in os.walk(self.path):
            subfolders[:] = sorted(name for name in subfolders if not is_hidden(name))
            for file in sorted(files):
                name = from_disk(Path(folder, file).relative_to(self.path).as_posix())
                if is_hidden(file) or name == SETTINGS_FILE:
                    continue
                if self._outside(Path(folder, file)):
                    self.reading.notes.append(
                        Message('"{name}" is a link that leads outside the submission; not read.', name=name)
                    )
                    continue
                names.append(name)
                _refuse_too_many(self.path.name, len(names))
        return sorted(names)


class _Zip:
    """A zip handed in as the submission; its only folder, if it has just one, is where names begin."""

    def __init__(self, path: Path, reading: _Reading, files: Sequence[Found]) -> None:
        self.path = path
        self.reading = reading
        prefix = f"{path.name}/"
        self.files = {found.file.name.removeprefix(prefix): found for found in files}

    def read(self) -> Submission:
        """The submission in the zip."""
        home = self._home()
        settings_file = self.files.pop(home + SETTINGS_FILE, None)
        data = settings_file.data if settings_file is not None else None
        settings = read_settings(data) if data is not None else Settings()
        names = list(self.files)
        if settings.files:
            named = named_files(settings, lambda name, parts: self._problem(name, home + "/".join(parts)))
            names = [home + name for name in named]
        _refuse_too_many(self.path.name, len(names))
        files = [_renamed(self.files[name], name) for name in names]
        found = self.reading.documents(files)
        report, documents = self.reading.chosen(self.path.name, found, named=bool(settings.files))
        return Submission(
            self.path.name,
            report,
            documents,
            settings,
            tuple(self.reading.notes),
            tuple(found.file for found in files),
        )

    def _home(self) -> str:
        tops = {name.split("/")[0] for name in self.files}
        top = f"{min(tops)}/" if len(tops) == 1 else ""
        return top if all(name.startswith(top) for name in self.files) else ""

    def _problem(self, name: str, inside: str) -> Problem | None:
        return None if inside in self.files else missing_file(name)


def _renamed(found: Found, name: str) -> Found:
    return evolve(found, file=evolve(found.file, name=name))


def _refuse_too_many(place: str, count: int) -> None:
    if count > MOST_FILES:
        message = Message("This folder holds more than {most} files.", most=MOST_FILES)
        advice = Message('Name the files to read in "{file}", under "files".', file=SETTINGS_FILE)
        raise UnreadableSubmission(Problem(Place(place), message, advice=advice, code="too_many"))
