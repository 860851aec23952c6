"""The rows of a sheet under a found header, cell by cell; what cannot be read is noted and stays open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.documents.document import Cell, Grid, column_letters
from rules_engine.facts.tables.cells import Fault, Value, blank, expected, parse, plain_choices
from rules_engine.facts.tables.declared import DeclaredTable, TableColumn
from rules_engine.facts.tables.headers import Fit
from rules_engine.facts.tables.rejects import Rejected, shown
from rules_engine.facts.tables.surroundings import around
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import define, field, frozen

_AFTER = 200
_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸abcdefghij") | {"栏次", "列次", "栏目", "-"}
_NUMBERED = re.compile(r"\(?(\d{1,3})\)?(?:=.*)?", re.ASCII)
_LEAST_NUMBERED = 3
# What a line of its own between the rows begins with: 一, （二）, followed by the name of a group.
_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,2}[)）、.]?(?:[、.].{1,12})?")
_SHORT = 8
_PAGE = re.compile(r"第\d+页(?:[,，]?共\d+页)?", re.ASCII)
# A group of rows and how many there are of it: 小学(3所).
_COUNTED_GROUP = re.compile(r"(.{1,8})\(共?\d+.{0,2}\)", re.ASCII)


@frozen(eq=False, repr=False)
class Row:
    """A row of data: its number in the sheet and its values by column; None where a cell is blank or was rejected.

    `words` are the words that tell its choices.
    """

    number: int
    values: dict[str, Value | None]
    words: dict[str, str]


@define(eq=False, repr=False)
class SheetRows:
    """What a sheet holds under its header. `left_out` counts what is no data, by kind; `outside` are lines around."""

    document: str
    grid: str
    fit: Fit
    rows: list[Row] = field(factory=list)
    left_out: dict[str, int] = field(factory=dict)
    outside: list[str] = field(factory=list)
    year: int | None = None

    def address(self, number: int, column: str) -> str:
        """`Sheet1!C17`."""
        return cell_name(self.grid, self.fit.columns[column].position, number)


def cell_name(grid: str, column: int, row: int) -> str:
    """`Sheet1!C17`, or `C17` where a file has no sheets."""
    address = f"{column_letters(column)}{row}"
    return f"{grid}!{address}" if grid else address


def read_rows(document: str, grid: Grid, fit: Fit, rejected: Rejected) -> SheetRows:
    """Every row of the sheet below the header."""
    head = [row for row in grid.rows if row and row[0].row < fit.row]
    surroundings = around(head, f"{document} {grid.name}")
    found = SheetRows(document, grid.name, fit, outside=list(surroundings.lines), year=surroundings.year)
    body = [row for row in grid.rows if row and row[0].row > fit.row]
    # Names stand in personal columns and in columns that nobody asked for.
    hidden = {fit.columns[id].position for id in fit.columns if fit.table.columns[id].personal} | set(fit.extra)
    persons = {plain(cell.text) for row in body for cell in row if cell.column in hidden and cell.text.strip()}
    named = {fit.columns[id].position for id in fit.columns if fit.table.columns[id].personal}
    names = {plain(cell.text) for row in body for cell in row if cell.column in named and cell.text.strip()}
    merged = {id: _Merged(grid, place.position) for id, place in fit.columns.items() if _may_be_merged(fit, id)}
    for row in body:
        cells = {cell.column: cell for cell in row if cell.text.strip()}
        kind = row_kind(cells, fit)
        if kind == "row":
            above = {fit.columns[id].position: column.at(row[0].row) for id, column in merged.items()}
            cells |= {position: cell for position, cell in above.items() if cell is not None and position not in cells}
            found.rows.append(_row(found, cells, row[0].row, rejected, persons, names))
        elif kind:
            found.left_out[kind] = found.left_out.get(kind, 0) + 1
            if kind == "note":
                found.outside += [cell.text for cell in cells.values()]
    return found


def _may_be_merged(fit: Fit, id: str) -> bool:
    """Whether a cell merged over several rows holds for each: a name or a word does, an amount may be of them all."""
    return not fit.table.columns[id].numeric


class _Merged:
    """The cells of a column that are merged over several rows, asked row by row downwards."""

    def __init__(self, grid: Grid, position: int) -> None:
        spans = sorted((top, bottom) for top, column, bottom in grid.spans if column == position)
        first = {top for top, _ in spans}
        self._cells = {
            cell.row: cell for row in grid.rows for cell in row if cell.column == position and cell.row in first
        }
        self._left = spans[::-1]

    def at(self, number: int) -> Cell | None:
        """The cell merged over a row."""
        while self._left and self._left[-1][1] < number:
            self._left.pop()
        return self._cells.get(self._left[-1][0]) if self._left and self._left[-1][0] <= number else None


def beyond_header(grid: Grid, fit: Fit) -> int:
    """The first row of a text whose numbers go on behind the last head, 0 for none: 31,900 not in quotation marks."""
    if grid.name:
        return 0
    last = last_head(fit)
    cut = (cell.row for row in grid.rows for cell in row if cell.row > fit.row and cell.column > last)
    rows = {row[0].row: row for row in grid.rows if row}
    return next((number for number in cut if any(c.number and c.column > last for c in rows[number])), 0)


def last_head(fit: Fit) -> int:
    """The position of the last column that has a head."""
    return max([*(found.position for found in fit.columns.values()), *fit.extra])


def row_kind(cells: Mapping[int, Cell], fit: Fit) -> str:
    """row, total, note, example, header, numbering, or nothing for a row without cells of the table."""
    words = table_words()
    ours = [cells[each.position] for each in fit.columns.values() if each.position in cells]
    texts = [plain(cell.text) for cell in cells.values()]
    first = texts[0] if texts else ""
    if any(text.startswith(words.example) and len(text) > 1 and not text.startswith("例外") for text in texts):
        return "example"
    choices = [
        plain(cells[found.position].text)
        for id, found in fit.columns.items()
        if fit.table.columns[id].type == "choice" and found.position in cells
    ]
    if any(_is_total(text, fit) for text in texts[:3]) or any(text in words.everywhere for text in texts[:2]):
        return "total"
    if any(text in words.total for text in choices):
        return "total"
    if is_numbering(texts):
        return "numbering"
    label = first.partition(":")[0]
    if len(ours) <= 2 and (label in words.footer or first.startswith(tuple(f"{word}:" for word in words.footer))):
        return "note"
    if not ours or _PAGE.fullmatch(first):
        return "note" if texts else ""
    if len(ours) == 1 and len(fit.columns) > 2 and ((len(first) > 6 and len(texts) == 1) or _ORDINAL.fullmatch(first)):
        return "note"
    repeated = sum(
        plain(each.header).endswith(plain(cells[each.position].text))
        for each in fit.columns.values()
        if each.position in cells
    )
    # Of the upper line of a header only some are the heads themselves.
    return "header" if repeated >= 2 else "row"


def _is_total(text: str, fit: Fit) -> bool:
    """Whether a cell heads a row of totals: 合计, 全县平均, or 小学计 where 小学 is a word of one of the columns."""
    words = table_words()
    if text in words.total:
        return True
    if len(text) <= _SHORT and (text.endswith(words.summary) or text.startswith(words.extreme)):
        return True
    counted = _COUNTED_GROUP.fullmatch(text)
    group = counted[1] if counted else next((text.removesuffix(e) for e in words.group_total if text.endswith(e)), "")
    return bool(group) and any(group in choice for choice in _choices(fit))


def _choices(fit: Fit) -> Iterator[tuple[str, ...]]:
    for id in fit.columns:
        yield from plain_choices(fit.table.columns[id]).values()


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row counts the columns, as forms of statistics do below their heads: 甲 乙 1 2 3=1+2."""
    left = list(texts)
    while left and left[0] in _STEMS:
        left.pop(0)
    numbers = [_NUMBERED.fullmatch(text) for text in left]
    counted = [int(number[1]) for number in numbers if number]
    if len(texts) < _LEAST_NUMBERED or not counted or len(counted) < len(numbers):
        return False
    return counted == list(range(counted[0], counted[0] + len(counted))) and (left != texts or counted[0] == 1)


def _row(
    found: SheetRows, cells: dict[int, Cell], number: int, rejected: Rejected, persons: set[str], names: set[str]
) -> Row:
    values: dict[str, Value | None] = {}
    words: dict[str, str] = {}
    for id, place in found.fit.columns.items():
        column, cell = found.fit.table.columns[id], cells.get(place.position)
        value: Value | Fault | None
        if cell is None or (blank(cell.text) and column.type != "text"):
            value = Fault("blank", expected(column, "blank")) if column.required else None
        else:
            value = parse(column, cell.text, cell.number, place.factor)
        if isinstance(value, Fault):
            text = "" if cell is None or column.personal else shown(cell.text, persons, names)
            rejected.add(found.document, found.address(number, id), id, value, text)
            value = None
        elif column.type == "choice" and cell is not None:
            words[id] = plain(cell.text)
        values[id] = value
    return Row(number, values, words)


def told_choice(column: TableColumn, text: str) -> int | None:
    """The choice that the words in another column's text tell."""
    found = plain(text)
    for choice, words in column.words.items():
        if any(plain(word) in found for word in words):
            return column.code(choice)
    return column.code(column.otherwise) if column.otherwise else None


def stored(column: TableColumn, value: Value | None) -> object:
    """How a value goes to DuckDB: numbers as exact decimal text, months as their number."""
    match value:
        case bool() | None | str():
            return value
        case Fraction():
            return _decimal(value)
        case tuple():
            return value[1]
        case _:
            return value


def _decimal(value: Fraction) -> str:
    units = value.numerator * 10**6 // value.denominator
    sign, units = ("-", -units) if units < 0 else ("", units)
    return f"{sign}{units // 10**6}.{units % 10**6:06d}"


def row_year(row: Row, table: DeclaredTable, otherwise: int | None) -> int | None:
    """The year of a row: the first of the columns that tells one, else that of the table.

    None where the cell that must tell it does not.
    """
    for id in table.years:
        match row.values.get(id):
            case (int(year), int()) if year:
                return year
            case int(year) if year > 12:
                return year
    return None if any(must_tell_year(table.columns[id]) and id in row.values for id in table.years) else otherwise


def must_tell_year(column: TableColumn) -> bool:
    """Whether a row without a year in this column has none: a year written once for a block of rows is not guessed."""
    return column.required and column.type == "year"


def source_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines that tell where a table comes from."""
    for line in lines:
        if any(word in plain(line)[:_AFTER] for word in table_words().source_line):
            yield plain(line)
