"""Finding the header of a table among the rows of a sheet, and which column of the sheet is which of the table."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.documents.document import Cell, Grid
from rules_engine.facts.tables.declared import DeclaredTable, TableColumn
from rules_engine.facts.tables.header_units import unit_of_column, units_below
from rules_engine.facts.tables.meanings import meaning, weighty
from rules_engine.facts.tables.surroundings import around
from rules_engine.facts.tables.words import joined, plain, table_words
from rules_engine.records import evolve, field, frozen

FIRST_ROWS = 30
LEVELS = 3
_BRACKETS = re.compile(r"[(\[【（]([^()\[\]【】（）]*)[)\]】）]")
_MARKS = re.compile(r"[*＊:：]")
# Behind every place in a list of aliases.
_BY_MEANING = 1000


@frozen(eq=False, repr=False)
class FoundColumn:
    """A column of the sheet that is one of the table's: its number from 1, header as printed, factor to the base unit.

    `unit` is the unit as printed, "" where none is.
    """

    position: int
    header: str
    factor: Fraction = Fraction(1)
    unit: str = ""


@frozen(eq=False, repr=False)
class Fit:
    """How a table fits a sheet whose header ends in row `row`.

    `missing` are required columns that no header tells, `twice` those that several tell, `wrong_unit` those whose
    header prints a unit of another kind; `extra` the headers of no column of the table, by position.
    """

    table: DeclaredTable
    row: int
    columns: Mapping[str, FoundColumn]
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    wrong_unit: tuple[str, ...] = ()
    extra: Mapping[int, str] = field(factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the table can be read from the sheet."""
        return not (self.missing or self.twice or self.wrong_unit)


def header_rows(grid: Grid) -> Sequence[tuple[Cell, ...]]:
    """The rows among which a header is looked for."""
    return grid.rows[:FIRST_ROWS]


def fit(table: DeclaredTable, rows: Sequence[Sequence[Cell]], name: str = "") -> Fit | None:
    """The best fit of a table to the first rows of a sheet; None where not even two of its columns are there.

    `name` is that of the file and the sheet, which may tell the year of all rows.
    """
    best: Fit | None = None
    for index in range(min(len(rows), FIRST_ROWS)):
        found = _fit_row(table, rows, index)
        if found is None:
            continue
        found = _with_year_told(found, rows[:index], name)
        if best is None or _rank(found) > _rank(best) or (_rank(found) == _rank(best) and _parts(rows, index, best)):
            best = found
    return None if best is None else _with_lower_line(best, rows)


def _with_year_told(fit: Fit, above: Sequence[Sequence[Cell]], name: str) -> Fit:
    """The fit of a sheet whose title or name tells the year, so that no column need."""
    years = {id for id in fit.missing if id in fit.table.years and fit.table.columns[id].type == "year"}
    if not years or around(above, name).year is None:
        return fit
    return evolve(fit, missing=tuple(id for id in fit.missing if id not in years))


def _with_lower_line(fit: Fit, rows: Sequence[Sequence[Cell]]) -> Fit:
    """The fit below a further line of the header that parts some columns, such as 学生数 into 男 and 女.

    None of the parts is the whole, so a needed column that is parted is missing.
    """
    lower = next((row for row in rows if row and row[0].row == fit.row + 1), ())
    own = {cell.column: cell.text for cell in lower if cell.text.strip()}
    parted = {id: found for id, found in fit.columns.items() if found.position in own}
    spelt = any(sign.isdigit() for text in own.values() for sign in text)
    columns = fit.table.columns
    if not parted or spelt or any(columns[id].required and not columns[id].numeric for id in parted):
        return fit
    extra = {**fit.extra, **{found.position: found.header + own[found.position] for found in parted.values()}}
    left = {id: found for id, found in fit.columns.items() if id not in parted}
    missing = (*fit.missing, *(id for id in parted if columns[id].required))
    return evolve(fit, row=fit.row + 1, columns=left, missing=missing, extra=dict(sorted(extra.items())))


def _rank(fit: Fit) -> tuple[int, int]:
    return (fit.usable, len(fit.columns))


def _parts(rows: Sequence[Sequence[Cell]], index: int, above: Fit) -> bool:
    """Whether a row that fits no less than the one above it is the lower line of the same header: 合计, 其中女生."""
    texts = [cell.text for cell in rows[index] if cell.text.strip()]
    return rows[index][0].row == above.row + 1 and not any(sign.isdigit() for text in texts for sign in text)


def _fit_row(table: DeclaredTable, rows: Sequence[Sequence[Cell]], index: int) -> Fit | None:
    names = _names(rows, index)
    units, below = around(rows[:index], "").units, units_below(rows, index)
    found: dict[str, list[tuple[int, FoundColumn]]] = {}
    extra: dict[int, str] = {}
    wrong: list[str] = []
    for position, texts in names.items():
        match = _match(table, texts)
        if match is None:
            extra[position] = texts[0]
            continue
        column, rank, header, told = match
        factor, unit, right = unit_of_column(column, told or below.get(position, ""), units)
        if not right:
            wrong.append(column.id)
        found.setdefault(column.id, []).append((rank, FoundColumn(position, header, factor, unit)))
    if len(found) < 2:
        return None
    columns, twice = {}, []
    for id, candidates in found.items():
        candidates.sort(key=lambda each: each[0])
        # What only means the same never contests a head that is listed.
        while candidates[0][0] < _BY_MEANING <= candidates[-1][0]:
            _, other = candidates.pop()
            extra[other.position] = other.header
        if len(candidates) > 1 and (candidates[0][0] == candidates[1][0] or not table.columns[id].personal):
            twice.append(id)
        columns[id] = candidates[0][1]
        for _, other in candidates[1:]:
            extra[other.position] = other.header
    missing = tuple(id for id, column in table.columns.items() if column.required and id not in columns)
    row = max((cell.row for cell in rows[index + 1 if below else index]), default=index + 1)
    return Fit(table, row, columns, missing, tuple(twice), tuple(wrong), dict(sorted(extra.items())))


def _names(rows: Sequence[Sequence[Cell]], index: int) -> dict[int, list[str]]:
    """For each column the texts that may be its header: its own cell, merged ones above, and both joined."""
    own = {cell.column: cell.text for cell in rows[index] if cell.text.strip()}
    above = [row for row in rows[max(0, index - LEVELS + 1) : index] if len([c for c in row if c.text.strip()]) > 1]
    # A heading merged over several columns stands in the first of them.
    spread: list[dict[int, str]] = []
    last = max((*own, *(cell.column for row in above for cell in row)), default=0)
    for row in above:
        upper_row = {cell.column: cell.text for cell in row if cell.text.strip()}
        filled: dict[int, str] = {}
        text = ""
        for position in range(1, last + 1):
            text = upper_row.get(position, text)
            filled[position] = text
        spread.append(filled)
    found: dict[int, list[str]] = {}
    for position in range(1, last + 1):
        texts = [own[position]] if position in own else []
        for filled in reversed(spread):
            upper = filled.get(position, "")
            if not upper:
                continue
            if position in own:
                texts.append(upper + own[position])
                if plain(own[position]) in table_words().whole:
                    texts.append(upper)
            elif upper not in texts and _starts(above, position):
                # Merged downwards: the heading stands in the row above, and nothing below it.
                texts.append(upper)
        if texts:
            found[position] = texts
    return found


def _starts(above: Sequence[Sequence[Cell]], position: int) -> bool:
    return any(cell.column == position and cell.text.strip() for row in above for cell in row)


def _match(table: DeclaredTable, texts: Sequence[str]) -> tuple[TableColumn, int, str, str] | None:
    """The column that a header tells, how far down its aliases, the header, and what stands in its brackets."""
    for same in (joined, weighty, meaning):
        for text in sorted(texts, key=len, reverse=True):
            for name, told in _readings(text):
                found = list(_told_by(table, same, same(name)))
                # Words that mean the same may stand in the heads of two columns: which is meant is for people to say.
                if found and (same is not meaning or len({column.id for column, _ in found}) == 1):
                    column, rank = found[0]
                    return column, rank + (_BY_MEANING if same is meaning else 0), text, told
    return None


def _told_by(table: DeclaredTable, same: Callable[[str], str], name: str) -> Iterator[tuple[TableColumn, int]]:
    """The columns with an alias that is the same as a name, each with the place of the alias."""
    for column in table.columns.values():
        for rank, alias in enumerate((*column.headers, column.id)):
            if same(alias) == name:
                yield column, rank


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """The header as printed, without its brackets, and without a unit behind a slash; with what was left out."""
    whole = _MARKS.sub("", plain(text))
    yield whole, ""
    inside = [found.group(1) for found in _BRACKETS.finditer(plain(text))]
    name = bare(text)
    if inside:
        told = inside[-1].partition(":")[2] or inside[-1]
        yield name, told
    upper, slash, unit = name.rpartition("/")
    if slash:
        yield upper, unit


def bare(text: str) -> str:
    """A header without blanks, marks, and what stands in brackets."""
    return _MARKS.sub("", _BRACKETS.sub("", plain(text)))
