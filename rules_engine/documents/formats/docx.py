"""`.docx`: what is seen on its pages, in their order.

Tracked insertions are in, deletions out; automatic numbers stand before their paragraphs; a text box follows the
paragraph it hangs on; notes follow the text, then headers and footers, each once and without page numbers, then what
diagrams and charts say. Left out:
hidden text, comments, the table of contents, placeholders that nobody filled.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import Composition, Shown, written_number
from rules_engine.documents.formats.numbering import Numbering
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.word_drawings import add_drawings
from rules_engine.documents.formats.word_styles import Styles, is_on, list_place
from rules_engine.documents.formats.word_text import Left, Runs, chosen, fields_are_closed
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local, main_part, parse_part, relations
from rules_engine.documents.refusals import damaged
from rules_engine.messages import Message

_SUFFIX = ".docx"
_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent", "hyperlink"})
_MERGED_ON = ("", "continue")


def read(name: str, data: bytes) -> Document:
    """The document of a `.docx`; raises UnreadableDocument for what is none, is damaged, or passes a limit."""
    return _Word(name, data).document()


class _Word:
    def __init__(self, name: str, data: bytes) -> None:
        self.package = Package(name, data, _SUFFIX)
        self.main = main_part(self.package, "word/document.xml")
        self.parts = relations(self.package, self.main)
        self.numbering = Numbering(self._part("numbering"))
        self.styles = Styles(self._part("styles"), self.numbering)
        self.left = Left()
        self.tables = 0
        self.made = Composition(name, data, _SUFFIX)

    def document(self) -> Document:
        body = child(parse_part(self.package, self.main), "body")
        if body is None:
            raise damaged(self.package.name, _SUFFIX, self.main)
        _Story(self, self.runs(body)).walk(body)
        self._notes()
        self._margins()
        self.left.drawings = max(0, self.left.drawings - add_drawings(self.made, self.package, self.parts))
        self._tell()
        return self.made.document()

    def runs(self, story: Element, *, page_numbers: bool = True) -> Runs:
        """How the runs of a story are read."""
        return Runs(self.styles, self.left, page_numbers=page_numbers, fields=fields_are_closed(story))

    def _part(self, kind: str) -> Element | None:
        part = next((part for found, part in self.parts.values() if found == kind), "")
        return parse_part(self.package, part) if part in self.package else None

    def _notes(self) -> None:
        """Footnotes, then endnotes, in the order in which the text refers to them."""
        for reference, kind, label in (
            ("footnoteReference", "footnotes", "footnote "),
            ("endnoteReference", "endnotes", "endnote "),
        ):
            root = self._part(kind)
            notes = {attribute(note, "id"): note for note in root} if root is not None else {}
            wanted = dict.fromkeys(id for found, id in self.left.notes if found == reference)
            for id in wanted:
                if id in notes:
                    _Story(self, self.runs(notes[id]), label).walk(notes[id])

    def _margins(self) -> None:
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for found, part in sorted(self.parts.values()):
                if found != kind or part not in self.package:
                    continue
                root = parse_part(self.package, part)
                _Story(self, self.runs(root, page_numbers=False), f"{kind} ", seen).walk(root)

    def _tell(self) -> None:
        left = self.left
        embedded = left.embedded or sum(part.startswith("word/embeddings/") for part in self.package)
        remarks = self._part("comments")
        comments = sum(local(item) == "comment" for item in remarks) if remarks is not None else 0
        for count, message in (
            (comments, Message("It holds {count} comments; they were not read.", count=comments)),
            (left.pictures, Message("It holds {count} pictures; what they show was not read.", count=left.pictures)),
            (left.drawings, Message("It holds {count} charts or diagrams that were not read.", count=left.drawings)),
            (embedded, Message("It holds {count} embedded files that were not read.", count=embedded)),
            (left.hidden, Message("It holds {count} hidden stretches of text that were left out.", count=left.hidden)),
            (left.struck, Message("Struck-out passages left out: {count}.", count=left.struck)),
        ):
            if count:
                self.made.notes.append(message)
        if any(kind == "aFChunk" for kind, _ in self.parts.values()):
            self.made.notes.append(Message("It includes other files that were not read."))


class _Story:
    """One run of paragraphs and tables: the body, a note, a header, a text box."""

    def __init__(self, word: _Word, runs: Runs, label: str = "¶", seen: set[str] | None = None) -> None:
        self.word = word
        self.runs = runs
        self.label = label
        # Lines already told; None where repetitions are told too.
        self.seen = seen
        self._before = ""

    def walk(self, element: Element) -> None:
        """Adds all paragraphs and tables of an element."""
        for item in blocks(element):
            if local(item) == "p":
                self._paragraph(item)
            else:
                self._table(item)
        self._flush()

    def _flush(self) -> None:
        """Adds the paragraph whose end was deleted where none follows that it could go on in."""
        if self._before:
            self._add(self._before, "paragraph")
            self._before = ""

    def _paragraph(self, item: Element) -> None:
        text, heading = self.paragraph_text(item)
        if text is None:
            return
        self._add(text, "heading" if heading else "paragraph")
        self._boxes()

    def _boxes(self) -> None:
        boxes, self.runs.boxes = self.runs.boxes, []
        for box in boxes:
            runs = self.word.runs(box, page_numbers=self.runs.page_numbers)
            _Story(self.word, runs, self.label, self.seen).walk(box)

    def paragraph_text(self, item: Element) -> tuple[str | None, bool]:
        """The text with its number, and whether it is a heading; None where its end was deleted: the next goes on."""
        styles = self.word.styles
        properties = child(item, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = attribute(named, "val") if named is not None else styles.default
        contents = self.runs.in_contents or styles.is_contents(style)
        text = self.runs.text(item)
        if contents or self.runs.in_contents or styles.is_hidden(style):
            return "", False
        text = self._before + text
        self._before = ""
        mark = child(properties, "rPr") if properties is not None else None
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self._before = text
            return None, False
        outline = child(properties, "outlineLvl") if properties is not None else None
        heading = styles.is_heading(style) if outline is None else attribute(outline, "val") < "9"
        # An empty paragraph of a list takes its number too.
        label = self._label(properties, style)
        return label + text if text.strip() else text, heading

    def _label(self, properties: Element | None, style: str) -> str:
        number, level = list_place(properties)
        inherited, inherited_level = self.word.styles.list_of(style)
        if not number:
            number, level = inherited, inherited_level if level is None else level
        if not number or number == "0":
            return ""
        if level is None:
            linked = self.word.numbering.level_of_style(number, style)
            level = linked if linked is not None else 0
        return self.word.numbering.label(number, level)

    def _add(self, text: str, kind: Literal["paragraph", "heading"]) -> None:
        if self.seen is not None:
            if text.strip() in self.seen:
                return
            self.seen.add(text.strip())
        self.word.made.paragraph(text, kind, label=self.label)

    def _table(self, item: Element) -> None:
        rows = [row for row in blocks(item, "tr") if not _row_deleted(row)]
        cells = [[cell for cell in blocks(row, "tc") if child(cell, "tcPr", "cellDel") is None] for row in rows]
        if sum(map(len, cells)) == 1:
            # A frame around text, not a table.
            self.walk(cells[0][0] if cells[0] else next(c[0] for c in cells if c))
            return
        self._flush()
        self.word.tables += 1
        nested: list[Element] = []
        self.word.made.grid(f"table {self.word.tables}", self._rows(rows, cells, nested))
        self._boxes()
        for table in nested:
            self._table(table)

    def _rows(
        self, rows: list[Element], cells: list[list[Element]], nested: list[Element]
    ) -> Iterator[tuple[int, Mapping[int, Shown]]]:
        for index, (row, line) in enumerate(zip(rows, cells, strict=True), 1):
            column = 1 + _count(child(row, "trPr", "gridBefore"), 0)
            shown: dict[int, Shown] = {}
            for cell in line:
                properties = child(cell, "tcPr")
                if not _merged_on(properties):
                    text = self._cell(cell, nested)
                    shown[column] = Shown(text, written_number(text))
                column += _count(child(properties, "gridSpan") if properties is not None else None, 1)
            yield index, shown

    def _cell(self, cell: Element, nested: list[Element]) -> str:
        lines: list[str] = []
        for item in blocks(cell):
            if local(item) == "tbl":
                nested.append(item)
                continue
            text, _ = self.paragraph_text(item)
            if text and text.strip():
                lines.append(text.strip())
        if self._before:
            lines.append(self._before.strip())
            self._before = ""
        return " ".join(lines)


def blocks(element: Element, *names: str) -> Iterator[Element]:
    """The paragraphs and tables (or rows, or cells) of an element, also those wrapped in controls and insertions."""
    wanted = names or ("p", "tbl")
    for item in element:
        name = local(item)
        if name in wanted:
            yield item
        elif name == "sdt":
            content = child(item, "sdtContent")
            if content is not None and child(item, "sdtPr", "showingPlcHdr") is None and not _is_contents(item):
                yield from blocks(content, *wanted)
        elif name == "AlternateContent":
            yield from blocks(chosen(item), *wanted)
        elif name in _WRAPPERS:
            yield from blocks(item, *wanted)


def _is_contents(control: Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _row_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None or is_on(child(row, "trPr", "hidden")) is True


def _merged_on(properties: Element | None) -> bool:
    """Whether the cell only continues the one above or beside it."""
    if properties is None:
        return False
    for name in ("vMerge", "hMerge"):
        merge = child(properties, name)
        if merge is not None and attribute(merge, "val") in _MERGED_ON:
            return True
    return False


def _count(element: Element | None, default: int) -> int:
    text = attribute(element, "val") if element is not None else ""
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 8 else default
