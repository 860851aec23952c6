"""The runs of a `.docx` paragraph as the text that is seen: insertions in, deletions out, fields as they show."""

from collections.abc import Iterator, Mapping

from rules_engine.documents.formats.composition import SUPERSCRIPTS
from rules_engine.documents.formats.word_styles import Styles, is_on
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local
from rules_engine.records import define, field

_OUT = frozenset(
    {
        *("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "delText"),
        *("commentReference", "annotationRef", "rt", "rubyPr", "fldData", "smartTagPr", "customXmlPr"),
        *("tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "permStart", "permEnd", "ctrlPr"),
    }
)
_SIGNS: Mapping[str, str] = {
    **{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""},
}
_CONTENTS_FIELDS = ("TOC", "INDEX", "TOA")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
# Fonts of signs: what their code points show, by font.
_WINGDINGS = {
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0xA1: "○", 0xA8: "□", 0xD8: "➢", 0xE0: "→"},
    **{0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x50: "✓"},
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}
_SYMBOL = {
    **{0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB0: "°"},
    **{0xB7: "•", 0xD7: "·", 0xE5: "∑", 0xD6: "√", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x57: "Ω"},
    **{0xA2: "′", 0xB2: "″", 0xAE: "→", 0xAC: "←", 0xDE: "⇒", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ"},
}
_UNKNOWN_SIGN = "\ufffd"


@define(eq=False, repr=False)
class Left:
    """What a document holds beside its text, counted so that it can be told; and the notes that runs refer to."""

    pictures: int = 0
    drawings: int = 0
    embedded: int = 0
    hidden: int = 0
    struck: int = 0
    notes: list[tuple[str, str]] = field(factory=list)


class Runs:
    """The state of the fields while a story is walked: a field may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, left: Left, *, page_numbers: bool = True, fields: bool = True) -> None:
        self.styles = styles
        self.left = left
        self.boxes: list[Element] = []
        self.page_numbers = page_numbers
        self._follows_fields = fields
        # Of every open field: its instruction, and whether its result has begun.
        self._fields: list[list[str | bool]] = []

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is being walked."""
        return any(_code(str(field[0])) in _CONTENTS_FIELDS for field in self._fields)

    def text(self, element: Element) -> str:
        """The text of a paragraph or run; text boxes met on the way wait in `boxes`."""
        return "".join(self._texts(element))

    def _texts(self, element: Element) -> Iterator[str]:
        for item in element:
            name = local(item)
            if name in _OUT:
                if name == "instrText" and self._fields:
                    self._fields[-1][0] = f"{self._fields[-1][0]}{item.text or ''}"
            elif name == "r":
                yield from self._run(item)
            elif name == "fldChar":
                self._field(attribute(item, "fldCharType"))
            elif name == "fldSimple":
                if _code(attribute(item, "instr")) not in (() if self.page_numbers else _PAGE_FIELDS):
                    yield from self._texts(item)
            elif name == "t":
                if self._shows():
                    yield item.text or ""
            elif name in _SIGNS:
                if self._shows() and not (name == "br" and attribute(item, "type") in ("page", "column")):
                    yield _SIGNS[name]
            elif name == "sym":
                yield _sign(item) if self._shows() else ""
            elif name in ("footnoteReference", "endnoteReference"):
                self.left.notes.append((name, attribute(item, "id")))
            elif name == "AlternateContent":
                yield from self._texts(chosen(item))
            elif name in ("drawing", "pict", "object"):
                self._drawing(item)
            elif name == "sdt":
                if child(item, "sdtPr", "showingPlcHdr") is None:
                    yield from self._texts(item)
            elif name == "f" and child(item, "num") is not None:
                yield f"{self._part(item, 'num')}/{self._part(item, 'den')}"
            else:
                yield from self._texts(item)

    def _part(self, item: Element, name: str) -> str:
        found = child(item, name)
        return self.text(found) if found is not None else ""

    def _run(self, run: Element) -> Iterator[str]:
        hidden = is_on(child(run, "rPr", "vanish"))
        if hidden is None:
            style = child(run, "rPr", "rStyle")
            hidden = self.styles.is_hidden(attribute(style, "val")) if style is not None else False
        if hidden and any(local(item) == "t" and (item.text or "").strip() for item in run):
            self.left.hidden += 1
        struck = any(is_on(child(run, "rPr", name)) for name in ("strike", "dstrike"))
        if struck and not hidden and any(local(item) == "t" and (item.text or "").strip() for item in run):
            self.left.struck += 1
        if not hidden and not struck:
            raised = child(run, "rPr", "vertAlign")
            if raised is not None and attribute(raised, "val") == "superscript":
                yield self.text(run).translate(SUPERSCRIPTS)
            else:
                yield from self._texts(run)
        else:
            for item in run:
                if local(item) == "fldChar":
                    self._field(attribute(item, "fldCharType"))

    def _field(self, kind: str) -> None:
        if not self._follows_fields:
            return
        if kind == "begin":
            self._fields.append(["", False])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shows(self) -> bool:
        """Whether text here is seen: outside of fields, or in the result of each that is open."""
        for instruction, result in self._fields:
            if not result or (not self.page_numbers and _code(str(instruction)) in _PAGE_FIELDS):
                return False
        return True

    def _drawing(self, item: Element) -> None:
        boxes = list(text_boxes(item))
        self.boxes += boxes
        kinds = {local(part) for part in item.iter()}
        if "OLEObject" in kinds:
            self.left.embedded += 1
        elif kinds & {"chart", "relIds"}:
            self.left.drawings += 1
        elif kinds & {"blip", "imagedata"}:
            self.left.pictures += 1


def fields_are_closed(story: Element) -> bool:
    """Whether every field that begins in a story ends there; else following them could hide the rest of it."""
    depth = 0
    for item in story.iter("{*}fldChar"):
        if any(local(above) in ("del", "moveFrom") for above in item.iterancestors()):
            continue
        depth += {"begin": 1, "end": -1}.get(attribute(item, "fldCharType"), 0)
        if depth < 0:
            return False
    return depth == 0


def chosen(alternate: Element) -> Element:
    """The alternative of several that is read: the first choice that has something, else the fallback; never both."""
    for item in alternate:
        if local(item) == "Choice" and len(item):
            return item
    return next((item for item in alternate if local(item) == "Fallback"), [])


def text_boxes(item: Element) -> Iterator[Element]:
    """The outermost text boxes in a drawing, each once, however many alternatives are stored."""
    for part in item:
        if local(part) == "txbxContent":
            yield part
        elif local(part) == "AlternateContent":
            yield from text_boxes(chosen(part))
        else:
            yield from text_boxes(part)


def _code(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def _sign(item: Element) -> str:
    code = attribute(item, "char")
    try:
        value = int(code, 16)
    except ValueError:
        return _UNKNOWN_SIGN
    if not 0xF000 <= value <= 0xF0FF and value > 0xFF:
        return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else _UNKNOWN_SIGN
    value &= 0xFF
    font = attribute(item, "font").lower()
    table = _WINGDINGS if font.startswith("wingdings") else _SYMBOL if font == "symbol" else {}
    if value in table:
        return table[value]
    return chr(value) if font == "symbol" and 0x20 <= value < 0x41 else _UNKNOWN_SIGN
