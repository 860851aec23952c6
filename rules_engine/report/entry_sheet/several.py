"""The sheets that inspectors filled in: each is known by the report that it was made for, several may be for one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.errors import Problem, RulesEngineError, UnreadableSubmission
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.report.entry_sheet.cells import open_workbook
from rules_engine.report.entry_sheet.reading import not_a_sheet

Sheets = Mapping[str, Sequence[Path]]


def sheets_at(paths: Iterable[Path]) -> Sheets:
    """The sheets at these paths, and those of folders among them, by the digests of their reports.

    Raises UnreadableSubmission with every problem: files that are no sheets, a folder without any.
    """
    found: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for file in _files(paths, problems):
        try:
            book = open_workbook(file)
        except RulesEngineError as error:
            problems += error.problems
            continue
        report = book.known().get("report", "")
        if not report:
            problems.append(not_a_sheet(book))
        elif file not in found.setdefault(report, []):
            found[report].append(file)
    if problems:
        raise UnreadableSubmission(*problems)
    return found


def sheets_for(report: Document, entries: Sequence[Path] | Sheets) -> Sequence[Path]:
    """The sheets made for a report: of folders, or of sheets by their reports, where none tells that there is none.

    Files that are named are taken for such; whoever reads them tells whether they are. Raises UnreadableSubmission
    where none of a folder is.
    """
    if isinstance(entries, Mapping):
        return entries.get(report.digest, ())
    found: list[Path] = []
    for path in dict.fromkeys(entries):
        own = sheets_at([path]).get(report.digest, ()) if path.is_dir() else (path,)
        if not own:
            message = Message('None of these sheets was made for "{name}".', name=report.name)
            raise UnreadableSubmission(Problem(Place(str(path)), message, code="other_submission"))
        found += own
    return found


def names_of(sheets: Sequence[Path]) -> Mapping[Path, str]:
    """What each sheet is called in problems: by its name, or where several have one, by its path."""
    times = Counter(sheet.name for sheet in sheets)
    return {sheet: sheet.name if times[sheet.name] == 1 else str(sheet) for sheet in sheets}


def strange(sheet: Path) -> Problem:
    """That a sheet was made for none of the submissions."""
    return Problem(
        Place(sheet.name), Message("This sheet was made for none of the submissions."), code="other_submission"
    )


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterable[Path]:
    for path in paths:
        files = sorted(path.glob("[!~.]*.xlsx")) if path.is_dir() else [path]
        if not files:
            message = Message("There is no .xlsx sheet in this folder.")
            problems.append(Problem(Place(str(path)), message, code="no_sheet"))
        yield from files
