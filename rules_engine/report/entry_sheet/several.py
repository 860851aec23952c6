"""The sheets of several submissions: each is known by the report that it was made for."""

from collections.abc import Mapping
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.errors import Problem, RulesEngineError, UnreadableSubmission
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.report.entry_sheet.cells import open_workbook
from rules_engine.report.entry_sheet.reading import not_a_sheet


def sheets_at(path: Path) -> Mapping[str, Path]:
    """The sheet at a path, or those of a folder, each by the digest of its report.

    Raises UnreadableSubmission with every problem: files that are no sheets, two for one report, none at all.
    """
    files = sorted(path.glob("[!~.]*.xlsx")) if path.is_dir() else [path]
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    if not files:
        problems.append(Problem(Place(str(path)), Message("There is no .xlsx sheet in this folder."), code="no_sheet"))
    for file in files:
        try:
            book = open_workbook(file)
        except RulesEngineError as error:
            problems += error.problems
            continue
        report = book.known().get("report", "")
        if not report:
            problems.append(not_a_sheet(book))
        elif report in found:
            message = Message('"{other}" was made for the same submission.', other=found[report].name)
            advice = Message("Keep one of the two.")
            problems.append(Problem(Place(file.name), message, advice=advice, code="two_sheets"))
        else:
            found[report] = file
    if problems:
        raise UnreadableSubmission(*problems)
    return found


def sheet_for(report: Document, entries: Path | str | Mapping[str, Path]) -> Path | None:
    """The sheet made for a report: of a folder, or of sheets by their reports, where None tells that there is none.

    A single file is taken for it; whoever reads it tells whether it is. Raises UnreadableSubmission where none of a
    folder is.
    """
    if isinstance(entries, Mapping):
        return entries.get(report.digest)
    path = Path(entries)
    if not path.is_dir():
        return path
    sheets = sheets_at(path)
    if report.digest not in sheets:
        message = Message('None of these sheets was made for "{name}".', name=report.name)
        raise UnreadableSubmission(Problem(Place(str(path)), message, code="other_submission"))
    return sheets[report.digest]


def strange(sheet: Path) -> Problem:
    """That a sheet was made for none of the submissions."""
    return Problem(
        Place(sheet.name), Message("This sheet was made for none of the submissions."), code="other_submission"
    )
