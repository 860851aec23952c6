"""What the heads of a table tell of its bare numbers: their label, their unit, their period; and what is no figure."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence

from rules_engine.documents.document import Cell, Document, Grid
from rules_engine.facts.bare_numbers import holds_figures
from rules_engine.facts.fact import Kind
from rules_engine.facts.head_words import (
    YEAR,
    YEAR_WORDS,
    is_general,
    is_unit,
    kind_told,
    names_no_figure,
    period_told,
    unit_told,
)
from rules_engine.facts.tables.headers import bare
from rules_engine.facts.tables.sheet_rows import is_numbering
from rules_engine.facts.tables.surroundings import Surroundings, around
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import evolve, frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.periods import Period

_SENTENCE = regex("[。；]")
_LEVELS = 3
_LINES_ABOVE = 2
_FEW = 2
_PERCENT = "%"
# In place of the words of a row that numbers the columns: 甲 乙 1 2 3.
_NUMBERS_OF_COLUMNS: Sequence[tuple[int, str]] = ((0, ""),)


@frozen(eq=False, repr=False)
class Heads:
    """Of a number: the heads of its column, the lowest first, the words before it in its row, and its label.

    `label` are the words that tell what the number is of; "" where its row and its column both name something.
    """

    column: tuple[str, ...]
    row: tuple[str, ...]
    unit: str
    period: Period | None
    label: str

    @property
    def kind(self) -> Kind:
        """What a number is in such a column: an aim, a bound, or what was achieved."""
        return next((kind for head in self.column if (kind := kind_told(head)) != "achieved"), "achieved")

    @property
    def words(self) -> str:
        """What stands above and before the number, as people are told it: `初中 · 专任教师（人）`."""
        return " · ".join((*self.row, *reversed(self.column)))


class HeadsOfGrid:
    """The heads of one table; a table that begins anew further down has heads of its own."""

    def __init__(self, document: Document, grid: Grid, is_topic: Callable[[str], bool] = lambda word: False) -> None:
        self._is_topic = is_topic
        self._rows = {row[0].row: row for row in grid.rows if row}
        self._blocks = list(_head_blocks(grid))
        self._heads = {row for block in self._blocks for row in block}
        self._above = _above(document, grid, self._heads)
        self._serial = _serial_columns(grid, self._heads)
        heads = {bare(cell.text) for row in self._heads for cell in self._rows[row]}
        self._corner = next((unit_told(self._rows[block[-1]][0].text) for block in self._blocks), "")
        self._places = heads & table_words().everywhere
        self._columns: dict[tuple[int, int], _Told] = {}
        self._periods: dict[tuple[tuple[str, ...], str], Period | None] = {}
        self._before: tuple[tuple[int, int], _Told] = ((0, 0), _NOTHING)
        self._asked: tuple[int, tuple[str, Sequence[tuple[int, str]]]] = (0, ("", ()))

    def part_of(self, row: int) -> int:
        """Which part of a table that begins anew further down a row stands in: the first row of its heads."""
        return next((block[0] for block in reversed(self._blocks) if block[-1] < row), 0)

    def of(self, cell: Cell) -> Heads | None:
        """The heads of a bare number; None where it counts, dates or names and is no figure."""
        if cell.row in self._heads or cell.column in self._serial:
            return None
        column, row = self._column(cell), self._row(cell)
        if column.no_figure or row.no_figure:
            return None
        key = column.texts, row.first
        if key not in self._periods:
            year = self._above.year
            self._periods[key] = period_told((*column.texts, row.first), year) or (Period(year) if year else None)
        label = self._label(column.texts, row.texts)
        return Heads(column.texts, row.texts, self._unit(cell, column, row), self._periods[key], label)

    def _label(self, column: tuple[str, ...], row: tuple[str, ...]) -> str:
        words = [text for text in row if not is_unit(text)]
        beside = bare(words[-1]) if words else ""
        named = "".join(
            bare(head) for head in reversed(column) if not self._is_general(head) and kind_told(head) == "achieved"
        )
        if not named:
            return beside
        if not words or self._is_general(words[-1]):
            return named
        return beside + named if self._is_topic(beside) else ""

    def _is_general(self, head: str) -> bool:
        """Whether a head tells no more than a period, a unit, or that here are values: 2022年, 数值, 完成情况.

        In a table with a column of the county, 全市 is another place. The amount of a last year is told only where the
        year is.
        """
        name, words = bare(head), table_words()
        if (name in words.last_year and not self._above.year) or (name in words.wider and len(self._places) > 1):
            return False
        return is_general(head)

    def _row(self, cell: Cell) -> "_Told":
        """What the words before a cell in its row tell; asked row by row, so the last answer is kept."""
        first, words = self._words_of(cell.row)
        before = bisect_left(words, (cell.column, ""))
        if (cell.row, before) != self._before[0]:
            texts = tuple([text for _, text in words[:before]])
            beside = next((text for text in reversed(texts) if is_unit(text)), "")
            unit = beside or next((unit for text in reversed(texts) if (unit := unit_told(text))), "")
            idle = words is _NUMBERS_OF_COLUMNS or any(map(names_no_figure, texts[-1:]))
            self._before = (cell.row, before), _told(texts, texts[-1:], unit, idle, first)
        return self._before[1]

    def _words_of(self, number: int) -> tuple[str, Sequence[tuple[int, str]]]:
        """The first cell of a row, and its words by column; asked row by row, so the last answer is kept."""
        if number != self._asked[0]:
            cells = self._rows[number]
            words: Sequence[tuple[int, str]] = _NUMBERS_OF_COLUMNS
            if not is_numbering([plain(cell.text) for cell in cells]):
                blank = table_words().blank
                found = [cell for cell in cells if not holds_figures(cell.text) and plain(cell.text) not in blank]
                words = tuple((cell.column, cell.text) for cell in found)
            first = cells[0].text
            # A number tells a year only under a head that says so.
            if holds_figures(first) and not self._column(cells[0]).no_figure:
                first = ""
            self._asked = number, (first, words)
        return self._asked[1]

    def _column(self, cell: Cell) -> "_Told":
        block = next((block for block in reversed(self._blocks) if block[-1] < cell.row), None)
        if block is None:
            return _NOTHING
        key = block[0], cell.column
        if key not in self._columns:
            texts = tuple(_heads_of(cell.column, [self._rows[row] for row in block]))
            unit = next((unit for head in texts if (unit := unit_told(head))), "")
            self._columns[key] = _told(texts, texts[:1], unit, any(map(names_no_figure, texts[:1])))
        return self._columns[key]

    def _unit(self, cell: Cell, column: "_Told", row: "_Told") -> str:
        """The unit as printed; "" where none is."""
        if not column.unit and not cell.text[:1].isdigit() and cell.text.lstrip().startswith(("¥", "￥")):
            return "元"
        told = column.unit or row.unit
        if told:
            return told
        units = self._above.units
        if column.counts or row.counts:
            return _PERCENT if _PERCENT in (*units, self._corner) and (column.rates or row.rates) else ""
        return units[0] if len(units) == 1 else self._corner


@frozen(eq=False, repr=False)
class _Told:
    """What the heads on one side tell: a unit, that things are counted or shared, that no figure stands there."""

    texts: tuple[str, ...] = ()
    unit: str = ""
    counts: bool = False
    rates: bool = False
    no_figure: bool = False
    first: str = ""


_NOTHING = _Told()


def _told(texts: tuple[str, ...], heads: tuple[str, ...], unit: str, no_figure: bool, first: str = "") -> _Told:
    """What `texts` tell, of which `heads` are the nearest."""
    names, words = [bare(text) for text in heads], table_words()
    counts = any(name.endswith(words.counted) for name in names)
    return _Told(texts, unit, counts, any(name.endswith(words.rates) for name in names), no_figure, first)


def words_of_cells(document: Document) -> dict[int, str]:
    """What people are told of every bare number in the document's tables, by where it begins."""
    found: dict[int, str] = {}
    for grid in document.grids:
        heads = HeadsOfGrid(document, grid)
        for row in grid.rows:
            for cell in row:
                around = heads.of(cell) if holds_figures(cell.text) else None
                if around is not None:
                    found[cell.start] = around.words
    return found


def _head_blocks(grid: Grid) -> Iterator[list[int]]:
    """The rows of heads, those that follow one another together."""
    widest = max((len(row) for row in grid.rows), default=0)
    first = min((row[0].column for row in grid.rows if row), default=0)
    block: list[int] = []
    for row in grid.rows:
        follows = bool(block) and row[0].row == block[-1] + 1
        # The lower line of a head leaves the column of labels free.
        if _is_head(row, widest) or (follows and row[0].column > first and _holds_words(row)):
            if block and not follows:
                yield block[-_LEVELS:]
                block = []
            block.append(row[0].row)
    if block:
        yield block[-_LEVELS:]


def _is_head(row: Sequence[Cell], widest: int) -> bool:
    """Whether a row holds words and years only, for half of the columns at least."""
    if not _holds_words(row):
        return False
    words = [cell for cell in row if plain(cell.text) not in table_words().blank]
    figures = sum(any(sign.isdigit() for sign in YEAR_WORDS.sub("", normalise(cell.text))) for cell in words)
    return len(words) >= 2 and 2 * len(words) >= min(widest, 8) and 3 * figures <= len(words)


def _holds_words(row: Sequence[Cell]) -> bool:
    """Whether a row has words, and no numbers but years."""
    words = [cell for cell in row if plain(cell.text) not in table_words().blank]
    numbers = [cell for cell in words if holds_figures(cell.text)]
    return len(numbers) < len(words) and all(YEAR.fullmatch(plain(cell.text)) for cell in numbers)


def _heads_of(column: int, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The heads of a column from the lowest up; one that is merged over columns stands in the first of them."""
    lowest = True
    for row in reversed(rows):
        own = next((cell.text for cell in row if cell.column == column), None)
        if own is None and not lowest:
            own = next((cell.text for cell in reversed(row) if cell.column < column), None)
        if own is not None:
            yield own
        lowest = False


def _above(document: Document, grid: Grid, heads: Collection[int]) -> Surroundings:
    """What the lines above the first head tell, in the table or right above it: 2022年…统计表, 单位：万元."""
    first = min(heads, default=grid.rows[0][0].row + 1)
    inside = [row for row in grid.rows if row[0].row < first and len(row) <= _FEW]
    start = grid.rows[0][0].start
    before = list(document.blocks[: _before(document, start)])[-_LINES_ABOVE:]
    lines = [Cell(1, 1, b.start, b.end, document.text[b.start : b.end]) for b in before if b.kind != "cell"]
    own, above = around(inside, grid.name), around([lines], "")
    # A sentence before a table is none of its heads.
    caption = around([[line for line in lines if not _SENTENCE.search(line.text)]], "")
    return evolve(own, units=own.units or above.units, year=own.year or caption.year)


def _before(document: Document, position: int) -> int:
    """How many blocks end before a position."""
    return bisect_left([block.start for block in document.blocks], position)


def _serial_columns(grid: Grid, heads: set[int]) -> frozenset[int]:
    """The columns that only count the rows: the first one, from 1 on, whatever its head."""
    first = min((row[0].column for row in grid.rows if row), default=0)
    shown = [row[0].text for row in grid.rows if row and row[0].row not in heads and row[0].column == first]
    counted = [text for text in shown if text.isdecimal()]
    return (
        frozenset({first})
        if len(counted) > 1 and counted == [str(n) for n in range(1, len(counted) + 1)]
        else frozenset()
    )
