"""Pages of lines and tables put together into a document: the last step of .pdf, .ofd and scans alike."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown
from rules_engine.documents.formats.furniture import furniture
from rules_engine.documents.formats.lines import Glyph, Line, lines_of
from rules_engine.documents.formats.paragraphs import joined, paragraphs_of
from rules_engine.messages import Message


@frozen(eq=False, repr=False)
class Table:
    """A ruled table: its place on the page and its cells by row and column from 1."""

    left: float
    top: float
    right: float
    bottom: float
    cells: Mapping[tuple[int, int], str]

    def holds(self, line: Glyph | Line) -> bool:
        """Whether the middle of something lies in the table."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@frozen(eq=False, repr=False)
class Page:
    """A page: its number from 1, its height, the glyphs outside its tables as they were drawn, and its tables."""

    number: int
    height: float
    glyphs: Sequence[Glyph]
    tables: tuple[Table, ...] = ()
    recognised: bool = False


def compose(pages: Sequence[Page], name: str, data: bytes, format_name: str, notes: Sequence[Message]) -> Document:
    """The document of the pages: paragraphs `p3 ¶12`, counted on each page, and tables `p3 table 2`.

    Raises UnreadableDocument where they hold no text.
    """
    composition = Composition(name, data, format_name)
    composition.notes += notes
    lines = [lines_of(page.glyphs) for page in pages]
    dropped = furniture(lines, [page.height for page in pages])
    if dropped.repeated:
        wording = "; ".join(dropped.repeated)
        composition.notes.append(Message("Lines that stand on every page were left out: {lines}.", lines=wording))
    flow = [_flow(page, own, dropped.places, index) for index, (page, own) in enumerate(zip(pages, lines, strict=True))]
    starts = {
        paragraph[0]: paragraph for paragraph in paragraphs_of([[_line(item) for item in items] for items in flow])
    }
    tables = 0
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


def _line(item: Line | Table) -> Line | None:
    return item if isinstance(item, Line) else None


def _add(composition: Composition, name: str, table: Table) -> None:
    rows: dict[int, dict[int, Shown]] = {}
    for (row, column), text in table.cells.items():
        rows.setdefault(row, {})[column] = Shown(text)
    composition.grid(name, sorted(rows.items()))
