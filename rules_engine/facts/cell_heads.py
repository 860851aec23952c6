"""What the heads of a table tell of its bare numbers: their label, their unit, their period; and what is no figure."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from rules_engine.documents.document import Cell, Document, Grid
from rules_engine.facts.bare_numbers import holds_numbers
from rules_engine.facts.tables.headers import Surroundings, around, bare, unit_of
from rules_engine.facts.tables.sheet_rows import is_numbering
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import evolve, frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.period_text import find_periods
from rules_engine.values.periods import Period
from rules_engine.values.units import unit_table

_BRACKETS = regex(r"[(\[【（]([^()\[\]【】（）]*)[)\]】）]")
_YEAR = regex(r"(?:19|20)[0-9]{2}")
_YEAR_WORDS = regex(r"(?:19|20)[0-9]{2}年?度?|[12][0-9]?月|[上下]半年|全年|年末|年底")
_LEVELS = 3
_REMEMBERED = 4096
_LINES_ABOVE = 2
_FEW = 2
# In place of the words of a row that numbers the columns: 甲 乙 1 2 3.
_NUMBERS_OF_COLUMNS: Sequence[tuple[int, str]] = ((0, ""),)


@frozen(eq=False, repr=False)
class Heads:
    """Of a bare number: the heads of its column, the lowest first, and the words before it in its row."""

    column: tuple[str, ...]
    row: tuple[str, ...]
    unit: str
    period: Period | None

    @property
    def label(self) -> str:
        """The words that tell what the number is of, where the heads of its column leave that to its row."""
        general = all(_is_general(head) for head in self.column)
        words = [text for text in self.row if not _is_unit(text)]
        return bare(words[-1]) if words and general else ""

    @property
    def words(self) -> str:
        """What stands above and before the number, as people are told it: `初中 · 专任教师（人）`."""
        return " · ".join((*self.row, *reversed(self.column)))


class HeadsOfGrid:
    """The heads of one table; a table that begins anew further down has heads of its own."""

    def __init__(self, document: Document, grid: Grid) -> None:
        self._rows = {row[0].row: row for row in grid.rows if row}
        self._blocks = list(_head_blocks(grid))
        self._heads = {row for block in self._blocks for row in block}
        self._above = _above(document, grid, self._heads)
        self._serial = _serial_columns(grid, self._heads)
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
            self._periods[key] = _period((*column.texts, row.first)) or (Period(year) if year else None)
        return Heads(column.texts, row.texts, self._unit(cell, column, row), self._periods[key])

    def _row(self, cell: Cell) -> "_Told":
        """What the words before a cell in its row tell; asked row by row, so the last answer is kept."""
        first, words = self._words_of(cell.row)
        before = bisect_left(words, (cell.column, ""))
        if (cell.row, before) != self._before[0]:
            texts = tuple([text for _, text in words[:before]])
            beside = next((text for text in reversed(texts) if _is_unit(text)), "")
            unit = beside or next((unit for text in reversed(texts) if (unit := unit_told(text))), "")
            idle = words is _NUMBERS_OF_COLUMNS or any(map(_names_no_figure, texts[-1:]))
            self._before = (cell.row, before), _Told(texts, unit, _counts(texts[-1:]), idle, first)
        return self._before[1]

    def _words_of(self, number: int) -> tuple[str, Sequence[tuple[int, str]]]:
        """The first cell of a row, and its words by column; asked row by row, so the last answer is kept."""
        if number != self._asked[0]:
            cells = self._rows[number]
            words: Sequence[tuple[int, str]] = _NUMBERS_OF_COLUMNS
            if not is_numbering([plain(cell.text) for cell in cells]):
                blank = table_words().blank
                found = [cell for cell in cells if not holds_numbers(cell.text) and plain(cell.text) not in blank]
                words = tuple((cell.column, cell.text) for cell in found)
            first = cells[0].text
            # A number tells a year only under a head that says so.
            if holds_numbers(first) and not self._column(cells[0]).no_figure:
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
            self._columns[key] = _Told(texts, unit, _counts(texts[:1]), any(map(_names_no_figure, texts[:1])))
        return self._columns[key]

    def _unit(self, cell: Cell, column: "_Told", row: "_Told") -> str:
        """The unit as printed; "" where none is."""
        if not column.unit and not cell.text[:1].isdigit() and cell.text.lstrip().startswith(("¥", "￥")):
            return "元"
        told = column.unit or row.unit
        if told or column.counts or row.counts:
            return told
        return self._above.units[0] if len(self._above.units) == 1 else ""


@frozen(eq=False, repr=False)
class _Told:
    """What the heads on one side tell: a unit, that things are counted, that no figure stands there."""

    texts: tuple[str, ...] = ()
    unit: str = ""
    counts: bool = False
    no_figure: bool = False
    first: str = ""


_NOTHING = _Told()


def _counts(heads: Sequence[str]) -> bool:
    return any(bare(text).endswith(table_words().counted) for text in heads)


def words_of_cells(document: Document) -> dict[int, str]:
    """What people are told of every bare number in the document's tables, by where it begins."""
    found: dict[int, str] = {}
    for grid in document.grids:
        heads = HeadsOfGrid(document, grid)
        for row in grid.rows:
            for cell in row:
                around = heads.of(cell) if holds_numbers(cell.text) else None
                if around is not None:
                    found[cell.start] = around.words
    return found


@lru_cache(_REMEMBERED)
def unit_told(head: str) -> str:
    """The unit that a head prints: 金额（万元）, 金额/万元, 单位：万元; "" where it prints none."""
    text = plain(head)
    candidates = [inside.rpartition(":")[2] for inside in reversed(_BRACKETS.findall(text))]
    name = _BRACKETS.sub("", text)
    candidates += [name.rpartition("/")[2]] if "/" in name else []
    candidates += [name.rpartition(":")[2]] if ":" in name else []
    candidates += [name.rpartition(",")[2]] if "," in name else []
    return next((text for text in candidates if text and unit_of(text) is not None), "")


def _is_unit(text: str) -> bool:
    return plain(text) in unit_table().printed


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
    figures = sum(any(sign.isdigit() for sign in _YEAR_WORDS.sub("", normalise(cell.text))) for cell in words)
    return len(words) >= 2 and 2 * len(words) >= min(widest, 8) and 3 * figures <= len(words)


def _holds_words(row: Sequence[Cell]) -> bool:
    """Whether a row has words, and no numbers but years."""
    words = [cell for cell in row if plain(cell.text) not in table_words().blank]
    numbers = [cell for cell in words if holds_numbers(cell.text)]
    return len(numbers) < len(words) and all(_YEAR.fullmatch(plain(cell.text)) for cell in numbers)


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
    own = around(inside, grid.name)
    return own if own.units else evolve(own, units=around([lines], "").units)


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


@lru_cache(_REMEMBERED)
def _names_no_figure(head: str) -> bool:
    words = table_words()
    text = bare(head)
    return text in words.no_figure or text.endswith(words.names) or plain(head) in words.no_figure


@lru_cache(_REMEMBERED)
def _is_general(head: str) -> bool:
    """Whether a head tells no more than a period, a unit, or that here are values: 2022年, 数值, 完成情况."""
    text = _YEAR_WORDS.sub("", bare(head))
    for word in table_words().general:
        text = text.replace(word, "")
    return not text or unit_of(text) is not None


@lru_cache(_REMEMBERED)
def _period(heads: tuple[str, ...]) -> Period | None:
    """The period that the nearest of the heads tells; None where it tells several."""
    for head in heads:
        text = normalise(head)
        if _YEAR.fullmatch(text.strip()):
            return Period(int(text))
        found = [period for _, _, period in find_periods(text, None, None)]
        changes = [period for period in found if period.change]
        if found:
            return changes[0] if len(changes) == 1 else found[0] if len(found) == 1 else None
    return None
