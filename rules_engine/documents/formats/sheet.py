"""`.xlsx`: the cells of every sheet as they show, formulas by the results stored with them.

Of a merged range the first cell is read, once. Hidden sheets are read too, and said to be hidden. What stands beside
the cells follows those of its sheet.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from rules_engine.documents.document import Document, column_letters, column_number
from rules_engine.documents.formats.composition import Composition, Shown, too_many_cells
from rules_engine.documents.formats.merged import Merged
from rules_engine.documents.formats.number_formats import BUILT_IN, is_date, shown_number
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.sheet_margins import add_margins, tell_hidden, tell_struck
from rules_engine.documents.formats.word_styles import is_on
from rules_engine.documents.formats.xml_parts import (
    Element,
    attribute,
    child,
    local,
    main_part,
    parse_part,
    refuse_document_types,
    relations,
)
from rules_engine.documents.limits import MOST_CELLS, MOST_PART_BYTES, MOST_UNPACKED_BYTES
from rules_engine.documents.refusals import damaged
from rules_engine.messages import Message
from rules_engine.records import frozen

_SUFFIX = ".xlsx"
_HEADS = tuple(f"{pages}{place}" for place in ("Header", "Footer") for pages in ("odd", "even", "first"))
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read(name: str, data: bytes) -> Document:
    """The document of an `.xlsx`; raises UnreadableDocument for what is none, is damaged, or passes a limit."""
    return _Workbook(name, data).document()


def read_filled(name: str, data: bytes) -> Document:
    """The document of a workbook that somebody filled in, its days shown as `2026-11-23`; raises as `read` does."""
    book = _Workbook(name, data)
    book.formats = ["yyyy-mm-dd" if is_date(code) else code for code in book.formats]
    return book.document()


def rows_of(name: str, data: bytes) -> Iterator[tuple[str, int, Mapping[int, Shown]]]:
    """The title of each sheet with its rows, one after the other: for what holds too many cells to be a document.

    Merged ranges show in their first cell. Raises UnreadableDocument as `read` does, but for the number of cells.
    """
    book = _Workbook(name, data)
    for title, part in book.worksheets():
        for number, cells in book.rows(part):
            yield title, number, cells


@frozen(eq=False, repr=False)
class _Sheet:
    rows: Mapping[int, Mapping[int, Shown]]
    merged: Merged
    hidden_lines: int
    unsolved: tuple[str, ...]
    heads: tuple[str, ...]


class _Workbook:
    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.package = Package(name, data, _SUFFIX)
        main = main_part(self.package, "xl/workbook.xml")
        self.root = parse_part(self.package, main)
        self.parts = relations(self.package, main)
        properties = child(self.root, "workbookPr")
        self.from_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
        self.strings = self._strings()
        self.formats, self.crossed = self._styles()
        self.cells = self.struck = 0
        self.made = Composition(name, data, _SUFFIX)

    def document(self) -> Document:
        sheets = child(self.root, "sheets")
        for item in sheets if sheets is not None else ():
            title = attribute(item, "name")
            kind, part = self.parts.get(_relation_id(item), ("", ""))
            if kind != "worksheet":
                self.made.notes.append(Message('The sheet "{sheet}" is no table and was not read.', sheet=title))
                continue
            sheet = self._sheet(part)
            self._tell(title, attribute(item, "state"), sheet)
            self.made.grid(title, sheet.merged.shown_once(sheet.rows), sheet.merged.down())
            add_margins(self.made, self.package, part, title, iter(sheet.heads))
        pictures = sum(part.startswith("xl/media/") for part in self.package)
        tell_struck(self.made, self.struck)
        if pictures:
            self.made.notes.append(Message("It holds {count} pictures; what they show was not read.", count=pictures))
        return self.made.document()

    def worksheets(self) -> Iterator[tuple[str, str]]:
        """The title and the part of every sheet that is a table."""
        sheets = child(self.root, "sheets")
        for item in sheets if sheets is not None else ():
            kind, part = self.parts.get(_relation_id(item), ("", ""))
            if kind == "worksheet":
                yield attribute(item, "name"), part

    def rows(self, part: str) -> Iterator[tuple[int, Mapping[int, Shown]]]:
        """The rows of a sheet that hold something, each as soon as it is read."""
        row, column = 0, 0
        cells: dict[int, Shown] = {}
        for item in self._stream(part, ("row", "c"), MOST_UNPACKED_BYTES):
            if local(item) == "row":
                if cells:
                    yield row, cells
                number = attribute(item, "r")
                row, column, cells = int(number) if number.isdigit() and len(number) < 8 else row + 1, 0, {}
                continue
            found = _ADDRESS.fullmatch(attribute(item, "r"))
            column = column_number(found[1]) if found else column + 1
            shown = self._shown(item)
            if shown.text:
                cells[column] = shown
        if cells:
            yield row, cells

    def _tell(self, title: str, state: str, sheet: _Sheet) -> None:
        notes = self.made.notes
        if state in ("hidden", "veryHidden") and sheet.rows:
            notes.append(Message('The sheet "{sheet}" is hidden; it was read all the same.', sheet=title))
        tell_hidden(self.made, title, sheet.hidden_lines)
        if sheet.unsolved:
            unsolved = Message(
                'The sheet "{sheet}" has {count} formulas without a stored result, the first in {cell}: not read.',
                sheet=title,
                count=len(sheet.unsolved),
                cell=sheet.unsolved[0],
            )
            notes.append(unsolved)

    def _sheet(self, part: str) -> _Sheet:
        rows: dict[int, dict[int, Shown]] = {}
        merged = Merged()
        unsolved: list[str] = []
        heads: list[str] = []
        row = column = hidden = 0
        if part in self.package and self.package.entries[part].file_size > MOST_PART_BYTES:
            raise too_many_cells(self.name)
        for item in self._stream(part, ("row", "c", "mergeCell", "col", *_HEADS)):
            name = local(item)
            if name == "row":
                number = attribute(item, "r")
                row, column = int(number) if number.isdigit() and len(number) < 8 else row + 1, 0
                hidden += attribute(item, "hidden") in ("1", "true")
            elif name == "c":
                found = _ADDRESS.fullmatch(attribute(item, "r"))
                column = column_number(found[1]) if found else column + 1
                row = int(found[2]) if found else row
                shown = self._shown(item)
                if shown.text:
                    rows.setdefault(row, {})[column] = shown
                    self._count()
                elif child(item, "f") is not None and not attribute(item, "t"):
                    unsolved.append(f"{column_letters(column)}{row}")
            elif name == "mergeCell":
                merged.add(attribute(item, "ref"))
            elif name in _HEADS:
                heads.append(item.text or "")
            elif attribute(item, "hidden") in ("1", "true"):
                hidden += 1
        return _Sheet(rows, merged, hidden, tuple(unsolved), tuple(heads))

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_many_cells(self.name)

    def _shown(self, cell: Element) -> Shown:
        kind = attribute(cell, "t", "n")
        style = attribute(cell, "s", "0")
        index = int(style) if style.isdigit() else 0
        if index in self.crossed:
            self.struck += len(cell) > 0
            return Shown("")
        if kind == "inlineStr":
            inline = child(cell, "is")
            return Shown(_string(inline) if inline is not None else "")
        value = child(cell, "v")
        text = value.text or "" if value is not None else ""
        if not text:
            return Shown("")
        if kind == "s":
            return Shown(self.strings[int(text)] if text.isdigit() and int(text) < len(self.strings) else "")
        if kind == "b":
            return Shown("TRUE" if text == "1" else "FALSE")
        if kind != "n":
            return Shown(_unescaped(text))
        code = self.formats[index] if index < len(self.formats) else "General"
        return shown_number(text, code, from_1904=self.from_1904)

    def _strings(self) -> list[str]:
        part = next((part for kind, part in self.parts.values() if kind == "sharedStrings"), "")
        return [_string(item) for item in self._stream(part, ("si",))] if part in self.package else []

    def _styles(self) -> tuple[list[str], frozenset[int]]:
        """The number format of every cell style, in the order in which cells name them; those that strike out."""
        part = next((part for kind, part in self.parts.values() if kind == "styles"), "")
        if part not in self.package:
            return [], frozenset()
        root = parse_part(self.package, part)
        formats, fonts, styles = child(root, "numFmts"), child(root, "fonts"), child(root, "cellXfs")
        listed = enumerate(fonts if fonts is not None else ())
        crossed = {str(place) for place, font in listed if is_on(child(font, "strike"))}
        own = {
            attribute(item, "numFmtId"): attribute(item, "formatCode")
            for item in (formats if formats is not None else ())
        }
        found, struck = [], []
        for place, item in enumerate(styles if styles is not None else ()):
            id = attribute(item, "numFmtId", "0")
            found.append(own.get(id) or BUILT_IN.get(int(id) if id.isdigit() else 0, "General"))
            if attribute(item, "fontId", "0") in crossed:
                struck.append(place)
        return found, frozenset(struck)

    def _stream(self, part: str, names: tuple[str, ...], most: int = MOST_PART_BYTES) -> Iterator[Element]:
        """The elements of those names, one after the other, rows where they begin; a row passed is forgotten."""
        if part not in self.package:
            raise damaged(self.name, _SUFFIX, part)
        data = self.package.read(part, most)
        refuse_document_types(self.name, _SUFFIX, part, data)
        events = etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, item in events:
                is_row = local(item) == "row"
                if is_row == (event == "start"):
                    yield item
                if is_row and event == "end":
                    item.clear()
                    while item.getprevious() is not None:
                        del item.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise damaged(self.name, _SUFFIX, part) from error


def _relation_id(item: Element) -> str:
    return next((str(v) for k, v in item.attrib.items() if k.endswith("}id")), "")


def _string(item: Element) -> str:
    """The text of a string with its runs, without the readings that stand above it."""
    parts = []
    for piece in item:
        if local(piece) == "t":
            parts.append(piece.text or "")
        elif local(piece) == "r":
            text = child(piece, "t")
            parts.append(text.text or "" if text is not None else "")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
