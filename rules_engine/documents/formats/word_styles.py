"""Paragraph styles of a word processor's file: headings, list numbers and hidden text that paragraphs inherit."""

from rules_engine.documents.formats.numbering import Numbering
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local
from rules_engine.records import frozen

_MOST_INHERITED = 50


@frozen(eq=False, repr=False)
class Style:
    """What a style says itself; empty or None where it leaves that to the one it is based on."""

    based_on: str = ""
    name: str = ""
    number: str = ""
    level: int | None = None
    outline: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None, numbering: Numbering) -> None:
        self._styles: dict[str, Style] = {}
        self._numbering = numbering
        self.default = ""
        for item in root if root is not None else ():
            if local(item) != "style":
                continue
            id, kind = attribute(item, "styleId"), attribute(item, "type")
            self._styles[id] = style = _style(item)
            if kind == "numbering" and style.number:
                numbering.resolve(id, style.number)
            if kind == "paragraph" and attribute(item, "default") in ("1", "true"):
                self.default = id

    def list_of(self, style: str) -> tuple[str, int]:
        """The list and level that a paragraph of this style counts in; no list is the empty text."""
        for id, found in self._line(style):
            if found.number:
                linked = self._numbering.level_of_style(found.number, id)
                return found.number, linked if linked is not None else found.level or 0
        return "", 0

    def is_heading(self, style: str) -> bool:
        """Whether the style gives its paragraphs a level in the outline."""
        outline = next((found.outline for _, found in self._line(style) if found.outline is not None), 9)
        return outline < 9

    def is_contents(self, style: str) -> bool:
        """Whether it is a line of the table of contents."""
        return any(found.name.lower().startswith("toc ") for _, found in self._line(style))

    def is_hidden(self, style: str) -> bool:
        """Whether its text is not shown."""
        return next((found.hidden for _, found in self._line(style) if found.hidden is not None), False)

    def _line(self, style: str) -> list[tuple[str, Style]]:
        line: list[tuple[str, Style]] = []
        while style in self._styles and len(line) < _MOST_INHERITED:
            line.append((style, self._styles[style]))
            style = self._styles[style].based_on
        return line


def is_on(element: Element | None) -> bool | None:
    """The state of a switch such as `w:vanish`; None where it is not there."""
    return None if element is None else attribute(element, "val", "1") not in ("0", "false", "off")


def list_place(properties: Element | None) -> tuple[str, int | None]:
    """The list and level that paragraph properties name: empty for none named, `0` for none wanted."""
    numbers = child(properties, "numPr") if properties is not None else None
    if numbers is None:
        return "", None
    number, level = child(numbers, "numId"), child(numbers, "ilvl")
    index = attribute(level, "val", "0") if level is not None else ""
    return attribute(number, "val") if number is not None else "", int(index) if index.isdigit() else None


def _style(item: Element) -> Style:
    properties = child(item, "pPr")
    number, level = list_place(properties)
    outline = child(properties, "outlineLvl") if properties is not None else None
    based_on, name = child(item, "basedOn"), child(item, "name")
    text = attribute(outline, "val") if outline is not None else ""
    return Style(
        attribute(based_on, "val") if based_on is not None else "",
        attribute(name, "val") if name is not None else "",
        number,
        level,
        int(text) if text.isdigit() else None,
        is_on(child(item, "rPr", "vanish")),
    )
