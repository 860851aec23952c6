"""`.ods`: the cells of every sheet as they show; the file stores what each shows beside its value."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown, too_many_cells
from rules_engine.documents.formats.number_formats import plain
from rules_engine.documents.formats.ole import locked
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.sheet_margins import tell_hidden, tell_struck
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local, parse_part
from rules_engine.documents.limits import MOST_CELLS
from rules_engine.documents.refusals import damaged
from rules_engine.messages import Message

_SUFFIX = ".ods"
_GROUPS = ("table-row-group", "table-header-rows", "table-rows")
_NUMERIC = ("float", "currency", "percentage")
_FIELDS = ("page-number", "page-count", "sheet-name", "title", "file-name", "date", "time")
_POWER = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]?\d+", re.ASCII)


def read(name: str, data: bytes) -> Document:
    """The document of an `.ods`; raises UnreadableDocument for what is none, is damaged, or passes a limit."""
    package = Package(name, data, _SUFFIX)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise locked(name)
    root = parse_part(package, "content.xml")
    sheets = child(root, "body", "spreadsheet")
    if sheets is None:
        raise damaged(name, _SUFFIX, "content.xml")
    hidden, masters, heads = _hidden_styles(root), _masters(root), _heads(package)
    crossed, struck = _crossed_styles(root), 0
    made = Composition(name, data, _SUFFIX)
    for table in sheets:
        if local(table) != "table":
            continue
        title = attribute(table, "name")
        if attribute(table, "style-name") in hidden:
            made.notes.append(Message('The sheet "{sheet}" is hidden; it was read all the same.', sheet=title))
        rows = _Rows(name, crossed)
        made.grid(title, rows.of(table), rows.spans)
        tell_hidden(made, title, rows.hidden_lines(table))
        for line in heads.get(masters.get(attribute(table, "style-name"), ""), ()):
            made.paragraph(line, prefix=f"{title} ", label="header ")
        _tell_beside(made, title, table)
        struck += rows.struck
    tell_struck(made, struck)
    return made.document()


def _masters(root: Element) -> dict[str, str]:
    """The page style of each style of a sheet."""
    styles = child(root, "automatic-styles")
    return {
        attribute(style, "name"): attribute(style, "master-page-name")
        for style in (styles if styles is not None else ())
    }


def _heads(package: Package) -> dict[str, list[str]]:
    """The head and foot lines of each page style; those that only number pages or name sheets are none."""
    if "styles.xml" not in package:
        return {}
    found: dict[str, list[str]] = {}
    for page in parse_part(package, "styles.xml").iter("{*}master-page"):
        lines = [
            _text(line).strip()
            for part in page
            if local(part).startswith(("header", "footer")) and attribute(part, "display", "true") != "false"
            for line in part.iter("{*}p")
            if not any(local(piece) in _FIELDS for piece in line.iter())
        ]
        found[attribute(page, "name")] = list(dict.fromkeys(line for line in lines if line))
    return found


def _tell_beside(made: Composition, title: str, table: Element) -> None:
    """Adds the text boxes of a sheet, and tells what of it is not read."""
    for box in table.iter("{*}text-box", "{*}custom-shape"):
        text = "\n".join(_text(item) for item in box if local(item) == "p")
        made.paragraph(text, prefix=f"{title} ", label="text box ")
    comments = sum(1 for _ in table.iter("{*}annotation"))
    objects = sum(1 for _ in table.iter("{*}object"))
    if comments:
        told = Message('The sheet "{sheet}" has {count} comments; they were not read.', sheet=title, count=comments)
        made.notes.append(told)
    if objects:
        told = Message(
            'The sheet "{sheet}" has {count} charts; what they show was not read.', sheet=title, count=objects
        )
        made.notes.append(told)


def _hidden_styles(root: Element) -> frozenset[str]:
    styles = child(root, "automatic-styles")
    return frozenset(
        attribute(style, "name")
        for style in (styles if styles is not None else ())
        if any(attribute(part, "display") == "false" for part in style if local(part) == "table-properties")
    )


def _crossed_styles(root: Element) -> frozenset[str]:
    """The styles of cells that strike out what stands in them."""
    styles = child(root, "automatic-styles")
    return frozenset(
        attribute(style, "name")
        for style in (styles if styles is not None else ())
        if any(local(part) == "text-properties" and _strikes(part) for part in style)
    )


def _strikes(properties: Element) -> bool:
    lines = [attribute(properties, f"text-line-through-{name}") for name in ("style", "type")]
    return any(lines) and "none" not in lines


class _Rows:
    """The rows of one sheet; repeated ones are written out only where they show something, struck-out cells never."""

    def __init__(self, name: str, crossed: frozenset[str]) -> None:
        self.name = name
        self.struck = 0
        self._crossed = crossed
        self.row = 0
        self.cells = 0
        self.spans: list[tuple[int, int, int]] = []
        self._columns: set[int] = set()
        self._hidden_rows = 0

    def of(self, table: Element) -> Iterator[tuple[int, Mapping[int, Shown]]]:
        for item in table:
            if local(item) in _GROUPS:
                yield from self.of(item)
            elif local(item) == "table-row":
                cells = self._line(item)
                times = _times(item, "number-rows-repeated")
                if not cells:
                    self.row += times
                    continue
                self._columns.update(cells)
                self._hidden_rows += times if _is_hidden(item) else 0
                for _ in range(times):
                    self.row += 1
                    self._count(len(cells))
                    yield self.row, cells

    def hidden_lines(self, table: Element) -> int:
        """How many rows and columns that hold something are hidden, once the rows are read."""
        column = columns = 0
        for item in table.iter("{*}table-column"):
            times = _times(item, "number-columns-repeated")
            if _is_hidden(item):
                columns += sum(column < place <= column + times for place in self._columns)
            column += times
        return self._hidden_rows + columns

    def _line(self, row: Element) -> dict[int, Shown]:
        cells: dict[int, Shown] = {}
        column = 0
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            times = _times(cell, "number-columns-repeated")
            shown = _shown(cell) if name == "table-cell" else Shown("")
            if shown.text and attribute(cell, "style-name") in self._crossed:
                self.struck += 1
                shown = Shown("")
            if shown.text:
                self._count(times, keep=False)
                down = _times(cell, "number-rows-spanned")
                if down > 1:
                    self.spans.append((self.row + 1, column + 1, self.row + down))
                cells.update({column + n: shown for n in range(1, times + 1)})
            column += times
        return cells

    def _count(self, more: int, *, keep: bool = True) -> None:
        if self.cells + more > MOST_CELLS:
            raise too_many_cells(self.name)
        if keep:
            self.cells += more


def _is_hidden(item: Element) -> bool:
    return attribute(item, "visibility") in ("collapse", "filter")


def _times(element: Element, name: str) -> int:
    text = attribute(element, name, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _shown(cell: Element) -> Shown:
    text = " ".join(part for item in cell if local(item) == "p" and (part := _text(item).strip()))
    kind = attribute(cell, "value-type")
    number = _number(attribute(cell, "value"), percent=kind == "percentage") if kind in _NUMERIC else None
    if number is not None and (not text or _POWER.fullmatch(text)):
        text = f"{number}%" if kind == "percentage" else number
    return Shown(text, number)


def _number(text: str, *, percent: bool) -> str | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 400:
        return None
    return plain(value.scaleb(2) if percent else value)


def _text(item: Element) -> str:
    parts = [item.text or ""]
    for piece in item:
        name = local(piece)
        if name == "s":
            parts.append(" " * min(_times(piece, "c"), 1000))
        elif name in ("tab", "line-break"):
            parts.append(" ")
        elif name not in ("annotation", "ruby-text"):
            parts.append(_text(piece))
        parts.append(piece.tail or "")
    return "".join(parts)
