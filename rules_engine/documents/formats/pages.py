"""Pages of lines and tables put together into a document: the last step of .pdf, .ofd and scans alike."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown
from rules_engine.documents.formats.footnotes import footnotes
from rules_engine.documents.formats.furniture import furniture
from rules_engine.documents.formats.lines import Glyph, Line, gutters_of, lines_of
from rules_engine.documents.formats.paragraphs import joined, paragraphs_of
from rules_engine.messages import Message
from rules_engine.records import evolve, frozen

_SAME_EDGE = 3.0


@frozen(eq=False, repr=False)
class Table:
    """A ruled table: its place on the page, its cells by row and column from 1, where its rows and columns begin."""

    left: float
    top: float
    right: float
    bottom: float
    cells: Mapping[tuple[int, int], str]
    rows: Sequence[float] = ()
    columns: Sequence[float] = ()

    def holds(self, line: Glyph | Line) -> bool:
        """Whether the middle of something lies in the table."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@frozen(eq=False, repr=False)
class Page:
    """A page: its number from 1, its size, the glyphs outside its tables as they were drawn, and its tables.

    `asides` are texts that run in another direction than the page: side notes, watermarks.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    tables: tuple[Table, ...] = ()
    recognised: bool = False
    asides: tuple[str, ...] = ()


def compose(pages: Sequence[Page], name: str, data: bytes, format_name: str, notes: Sequence[Message]) -> Document:
    """The document of the pages: paragraphs `p3 ¶12`, counted on each page, and tables `p3 table 2`.

    Raises UnreadableDocument where they hold no text.
    """
    composition = Composition(name, data, format_name)
    composition.notes += notes
    lines = [lines_of(page.glyphs) for page in pages]
    gutters = sorted({round(x) for own in lines for x in gutters_of(own)})
    if gutters:
        lines = [
            own if gutters_of(own) else lines_of(page.glyphs, gutters) for own, page in zip(lines, pages, strict=True)
        ]
    dropped = furniture(lines, [page.height for page in pages])
    if dropped.repeated:
        wording = "; ".join(dropped.repeated)
        composition.notes.append(Message("Lines that stand on every page were left out: {lines}.", lines=wording))
    flow = _continued(
        [_flow(page, own, dropped.places, index) for index, (page, own) in enumerate(zip(pages, lines, strict=True))]
    )
    text_lines = [[item if isinstance(item, Line) else None for item in items] for items in flow]
    for own, (page, following) in zip(text_lines, pairwise(pages), strict=False):
        if page.recognised != following.recognised:
            own.append(None)
    # Sizes of recognised lines are rough, and tell no footnote.
    printed = [[] if page.recognised else own for page, own in zip(pages, text_lines, strict=True)]
    paragraphs = paragraphs_of(text_lines, [page.width for page in pages], footnotes(printed))
    starts = {paragraph[0]: paragraph for paragraph in paragraphs}
    tables = 0
    asides: set[str] = set()
    recognised: list[tuple[int, int]] = []
    for index, (page, items) in enumerate(zip(pages, flow, strict=True)):
        before = composition.length
        for position, item in enumerate(items):
            if isinstance(item, Table):
                tables += 1
                _add(composition, f"p{page.number} table {tables}", item)
            elif (index, position) in starts:
                places = starts[index, position]
                paragraph = [line for p, i in places if isinstance(line := flow[p][i], Line)]
                composition.paragraph(joined(paragraph), prefix=f"p{page.number} ")
        for aside in page.asides:
            if aside not in asides:
                asides.add(aside)
                composition.paragraph(aside, prefix=f"p{page.number} ")
        if page.recognised and composition.length > before:
            recognised.append((before, composition.length))
    document = composition.document(uncertain=bool(pages) and all(page.recognised for page in pages))
    return document if document.uncertain or not recognised else evolve(document, recognised=tuple(recognised))


def _flow(page: Page, lines: Sequence[Line], dropped: frozenset[tuple[int, int]], index: int) -> list[Line | Table]:
    """Lines and tables in reading order, furniture left out."""
    items: list[Line | Table] = [line for number, line in enumerate(lines) if (index, number) not in dropped]
    for table in page.tables:
        at = next((i for i, item in enumerate(items) if item.top >= table.top), len(items))
        items.insert(at, table)
    return items


def _continued(flow: Sequence[list[Line | Table]]) -> list[list[Line | Table]]:
    """The pages with every table whole that a page break split; a head that the next page repeats is there once."""
    pages = [list(items) for items in flow]
    holder: tuple[int, int] | None = None
    for index, items in enumerate(pages):
        head = items[0] if items else None
        if holder is not None and isinstance(head, Table):
            table = pages[holder[0]][holder[1]]
            if isinstance(table, Table) and _same_columns(table, head):
                pages[holder[0]][holder[1]] = _appended(table, head)
                items.pop(0)
        if items:
            holder = (index, len(items) - 1) if isinstance(items[-1], Table) else None
    return pages


def _same_columns(table: Table, other: Table) -> bool:
    edges = [*table.columns, table.right], [*other.columns, other.right]
    return len(edges[0]) == len(edges[1]) and all(abs(a - b) < _SAME_EDGE for a, b in zip(*edges, strict=True))


def _appended(table: Table, more: Table) -> Table:
    head = {column: text for (row, column), text in table.cells.items() if row == 1}
    again = {column: text for (row, column), text in more.cells.items() if row == 1}
    skipped = 1 if head == again else 0
    below = len(table.rows) - skipped
    cells = {(row + below, column): text for (row, column), text in more.cells.items() if row > skipped}
    return evolve(table, cells={**table.cells, **cells}, rows=[*table.rows, *more.rows[skipped:]])


def _add(composition: Composition, name: str, table: Table) -> None:
    rows: dict[int, dict[int, Shown]] = {}
    for (row, column), text in table.cells.items():
        rows.setdefault(row, {})[column] = Shown(text)
    composition.grid(name, sorted(rows.items()))
