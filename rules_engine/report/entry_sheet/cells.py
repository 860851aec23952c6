"""The cells of a filled-in workbook: found by the heads of their columns, each with its place for whoever mends it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from rules_engine.documents.child import read_in_child
from rules_engine.documents.document import Cell, Document, Grid, column_letters
from rules_engine.documents.kind import kind_of
from rules_engine.documents.limits import MOST_BYTES
from rules_engine.documents.refusals import too_large
from rules_engine.errors import Problem, RulesEngineError, UnreadableSubmission, system_reason
from rules_engine.messages import Language, Message
from rules_engine.places import Place
from rules_engine.records import define, frozen
from rules_engine.report.entry_sheet.layout import KEY, LANGUAGES, Table
from rules_engine.values.numerals import normalise

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]0{1,2}:00(?::00)?)?", re.ASCII)
_UNSOLVED = 'The sheet "{sheet}" has {count} formulas without a stored result, the first in {cell}: not read.'


@frozen(eq=False, repr=False)
class Written:
    """A row of a table: its number, the key of its first column, its cells by column, and where each stands."""

    sheet: str
    number: int
    key: str
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    file: str

    def text(self, column: str) -> str:
        """What a cell says, without blanks around it; empty where the cell or its column is not there."""
        cell = self.cells.get(column)
        return "" if cell is None else cell.text.strip()

    def place(self, column: str) -> Place:
        """Where a cell stands: `filled.xlsx Figures read!M5`; where its column is gone, the row."""
        letters = column_letters(self.columns[column]) if column in self.columns else ""
        return Place(f"{self.file} {self.sheet}!{letters or self.number}{self.number if letters else ''}")


@define(eq=False, repr=False)
class Workbook:
    """A workbook that was filled in; `file` is its name."""

    file: str
    document: Document

    def table(self, table: Table, problems: list[Problem]) -> tuple[Written, ...]:
        """The rows of a table that say anything; none where its sheet was deleted. What is merged is refused."""
        grid = self._grid(table.id)
        if grid is None:
            return ()
        heads = {Language(code).say(column.head): column.id for column in table.columns for code in LANGUAGES}
        columns = {heads[text]: cell.column for cell in grid.rows[0] if (text := cell.text.strip()) in heads}
        by_number = {number: id for id, number in columns.items()}
        for first, column, _ in grid.spans:
            place = Place(f"{self.file} {grid.name}!{column_letters(column)}{first}")
            message = Message("This cell is merged with those below it.")
            advice = Message("Undo the merging and fill in each row.")
            problems.append(Problem(place, message, advice=advice, code="merged"))
        rows = []
        for cells in grid.rows[1:]:
            key = next((cell.text.strip() for cell in cells if cell.column == 1), "")
            found = {by_number[cell.column]: cell for cell in cells if cell.column in by_number}
            if key or found:
                rows.append(Written(grid.name, cells[0].row, key, found, columns, self.file))
        return tuple(rows)

    def whole(self) -> Mapping[str, tuple[str, Place]]:
        """What the first sheet says for all rows, by the key before it."""
        found = {}
        for grid in self.document.grids:
            for cells in grid.rows:
                id = cells[0].text.strip()
                if cells[0].column == 1 and id.startswith(KEY):
                    text = next((cell.text.strip() for cell in cells if cell.column == 3), "")
                    found[id.removeprefix(KEY)] = text, Place(f"{self.file} {grid.name}!C{cells[0].row}")
        return found

    def known(self) -> Mapping[str, str]:
        """What the program knows the sheet by: each word of the hidden sheet with what follows it."""
        words = (cells[0].text.removeprefix(KEY).partition(" ") for cells in self._hidden() if cells[0].column == 1)
        return {word: rest for word, _, rest in words}

    def _hidden(self) -> Iterator[Sequence[Cell]]:
        for grid in self.document.grids:
            if grid.rows and grid.rows[0][0].text.startswith(f"{KEY}rules-engine-entries/"):
                yield from grid.rows

    def _grid(self, id: str) -> Grid | None:
        for grid in self.document.grids:
            if grid.rows and grid.rows[0][0].column == 1 and grid.rows[0][0].text.strip() == f"{KEY}{id}":
                return grid
        return None


def open_workbook(path: Path, name: str = "") -> Workbook:
    """The workbook at a path, read in a process of its own under the limits for files that counties hand in.

    `name` is what it is called in problems, else that of the file.
    Raises UnreadableSubmission for what is no workbook, cannot be opened, or has formulas without a result.
    """
    place = Place(name or path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableSubmission(too_large(path.name, path.stat().st_size))
        data = path.read_bytes()
    except OSError as error:
        message = Message("This file cannot be opened: {reason}.", reason=system_reason(error))
        raise UnreadableSubmission(Problem(Place(str(path)), message, code="unreadable")) from error
    try:
        if kind_of(path.name, data) != "xlsx":
            message = Message("This is no .xlsx workbook.")
            advice = Message("Give the file that rules-engine sheet wrote; save it as .xlsx.")
            raise UnreadableSubmission(Problem(place, message, advice=advice, code="not_xlsx"))
        document = read_in_child("rules_engine.documents.formats.sheet:read_filled", path.name, data)
    except UnreadableSubmission:
        raise
    except RulesEngineError as error:
        raise UnreadableSubmission(*error.problems) from error
    unsolved = [note for note in document.notes if note.template == _UNSOLVED]
    if unsolved:
        advice = Message("Write values instead of formulas, or open the file in a spreadsheet and save it.")
        raise UnreadableSubmission(*(Problem(place, note, advice=advice, code="formula") for note in unsolved))
    return Workbook(place.file, document)


def day_of(text: str) -> date | None:
    """The day that a text tells, in the ways that offices write it; None where it tells none."""
    found = _DAY.fullmatch(normalise(text).replace(" ", ""))
    if found is None:
        return None
    year, month, day, short_month, short_day = found.groups()
    try:
        return date(int(year), int(month or short_month), int(day or short_day))
    except ValueError:
        return None
