"""What the heads of a table tell of its bare numbers: their label, their unit, their period; and what is no figure."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from rules_engine.documents.document import Cell, Document, Grid
from rules_engine.documents.formats.composition import written_number
from rules_engine.facts.tables.headers import around, bare, unit_of
from rules_engine.facts.tables.sheet_rows import is_numbering
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.period_text import find_periods
from rules_engine.values.periods import Period
from rules_engine.values.units import unit_table

_BRACKETS = regex(r"[(\[【（]([^()\[\]【】（）]*)[)\]】）]")
_YEAR = regex(r"(?:19|20)[0-9]{2}")
_YEAR_WORDS = regex(r"(?:19|20)[0-9]{2}年?度?|[12][0-9]?月|[上下]半年|全年|年末|年底")
_MONEY = regex(r"^[¥￥]\s*(?=[-0-9])")
# How accounts print a number below nought; (1) is an item.
_ACCOUNT = regex(r"[(（]([0-9,]*(?:[0-9]{3}|\.[0-9]+))[)）]")
_LEVELS = 3
_LINES_ABOVE = 2


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


def number_of(cell: Cell) -> str | None:
    """The exact decimal text of a cell that shows a number and nothing else; None for codes, days and words."""
    text = _MONEY.sub("", normalise(cell.text).strip())
    account = _ACCOUNT.fullmatch(text)
    return written_number(f"-{account[1]}" if account else text.rstrip("%"))


class HeadsOfGrid:
    """The heads of one table; a table that begins anew further down has heads of its own."""

    def __init__(self, document: Document, grid: Grid) -> None:
        self._rows = {row[0].row: row for row in grid.rows if row}
        self._numbers = sorted(self._rows)
        self._blocks = list(_head_blocks(grid))
        self._heads = {row for block in self._blocks for row in block}
        self._above = _lines_above(document, grid)
        self._serial = _serial_columns(grid, self._heads)
        self._texts: dict[tuple[int, int], tuple[str, ...]] = {}

    def of(self, cell: Cell) -> Heads | None:
        """The heads of a bare number; None where it counts, dates or names and is no figure."""
        if cell.row in self._heads or cell.column in self._serial:
            return None
        column = self._column(cell)
        row = tuple(
            other.text
            for other in self._rows[cell.row]
            if other.column < cell.column and number_of(other) is None and plain(other.text) not in table_words().blank
        )
        if any(map(_names_no_figure, (*column[:1], *row[-1:]))) or is_numbering(
            [plain(each.text) for each in self._rows[cell.row]]
        ):
            return None
        label = next((other.text for other in self._rows[cell.row] if other.column < cell.column), "")
        return Heads(column, row, self._unit(cell, column, row), _period((*column, label)))

    def _column(self, cell: Cell) -> tuple[str, ...]:
        block = next((block for block in reversed(self._blocks) if block[-1] < cell.row), None)
        if block is None:
            return ()
        key = block[0], cell.column
        if key not in self._texts:
            self._texts[key] = tuple(_heads_of(cell.column, [self._rows[row] for row in block]))
        return self._texts[key]

    def _unit(self, cell: Cell, column: Sequence[str], row: Sequence[str]) -> str:
        """The unit as printed; "" where none is."""
        if normalise(cell.text).lstrip().startswith(("¥", "￥")) and not any(map(unit_told, column)):
            return "元"
        beside = [text for text in row if _is_unit(text)]
        told = [*(unit for head in column if (unit := unit_told(head))), *beside[-1:]]
        told += [unit for text in reversed(row) if (unit := unit_told(text))]
        if told:
            return told[0]
        counts = any(bare(text).endswith(table_words().counted) for text in (*column[:1], *row[-1:]))
        return self._above[0] if len(self._above) == 1 and not counts else ""


def words_of_cells(document: Document) -> dict[int, str]:
    """What people are told of every bare number in the document's tables, by where it begins."""
    found: dict[int, str] = {}
    for grid in document.grids:
        heads = HeadsOfGrid(document, grid)
        for row in grid.rows:
            for cell in row:
                around = heads.of(cell) if number_of(cell) is not None else None
                if around is not None:
                    found[cell.start] = around.words
    return found


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
    rows = [row[0].row for row in grid.rows if row and _is_head(row, widest)]
    block: list[int] = []
    for row, following in pairwise([*rows, None]):
        assert row is not None
        block.append(row)
        if following != row + 1:
            yield block[-_LEVELS:]
            block = []


def _is_head(row: Sequence[Cell], widest: int) -> bool:
    """Whether a row holds words and years only, for half of the columns at least."""
    words = [cell for cell in row if plain(cell.text) not in table_words().blank]
    numbers = [cell for cell in words if number_of(cell) is not None]
    if any(_YEAR.fullmatch(plain(cell.text)) is None for cell in numbers) or len(words) == len(numbers):
        return False
    figures = sum(any(sign.isdigit() for sign in _YEAR_WORDS.sub("", normalise(cell.text))) for cell in words)
    return len(words) >= 2 and 2 * len(words) >= min(widest, 8) and 3 * figures <= len(words)


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


def _lines_above(document: Document, grid: Grid) -> tuple[str, ...]:
    """The units of a line 单位：万元 in the first rows of a table, or right above it."""
    first = grid.rows[0][0].start
    heads = [row for row in grid.rows[:5] if len(row) <= 2]
    inside = around(heads, "").units
    if inside:
        return inside
    before = [block for block in document.blocks if block.end <= first][-_LINES_ABOVE:]
    lines = [Cell(1, 1, b.start, b.end, document.text[b.start : b.end]) for b in before if b.kind != "cell"]
    return around([lines], "").units


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


@cache
def _names_no_figure(head: str) -> bool:
    words = table_words()
    text = bare(head)
    return text in words.no_figure or text.endswith(words.names) or plain(head) in words.no_figure


@cache
def _is_general(head: str) -> bool:
    """Whether a head tells no more than a period, a unit, or that here are values: 2022年, 数值, 完成情况."""
    text = _YEAR_WORDS.sub("", bare(head))
    for word in table_words().general:
        text = text.replace(word, "")
    return not text or unit_of(text) is not None


def _period(heads: Sequence[str]) -> Period | None:
    """The period that the nearest of the heads tells; None where it tells several."""
    for head in heads:
        text = normalise(head)
        if _YEAR.fullmatch(text.strip()):
            return Period(int(text))
        found = [period for _, _, period in find_periods(text, None, None)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
