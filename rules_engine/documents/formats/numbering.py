"""Automatic list numbers of a `.docx`: what stands before a paragraph, though no letter of it is stored."""

import re
from collections.abc import Mapping

from rules_engine.documents.formats.counting import written_number
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local
from rules_engine.records import field, frozen

_LEVEL = re.compile("%([1-9])")
_MOST_LEVELS = 9
_MOST_COUNT = 1_000_000
# A label that ends so is followed by its text at once, as it is in print.
_CLOSED = re.compile(r"[^\x00-\x7f]$")


@frozen(eq=False, repr=False)
class Level:
    """One level of a list: how its number is written, from where it counts, and what stands around it."""

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    follows: str = "tab"
    paragraph_style: str = ""


@frozen(eq=False, repr=False)
class _List:
    """A numbered list (`w:num`): the definition it counts with, its own levels and first numbers."""

    abstract: str
    levels: Mapping[int, Level] = field(factory=dict)
    starts: Mapping[int, int] = field(factory=dict)


class Numbering:
    """The lists of a document; `label` counts on from call to call, in the order of the paragraphs."""

    def __init__(self, root: Element | None) -> None:
        self._definitions: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for item in root if root is not None else ():
            if local(item) == "abstractNum":
                self._define(item)
            elif local(item) == "num":
                self._lists[attribute(item, "numId")] = _list(item)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that its definition ties to a paragraph style."""
        levels = self._levels(number)
        return next((index for index, level in levels.items() if style and level.paragraph_style == style), None)

    def style_links(self) -> Mapping[str, str]:
        """Definitions that only name a list style: definition → style. Resolved by `resolve`."""
        return self._links

    def resolve(self, style: str, number: str) -> None:
        """Gives the definitions that name a list style the levels of the list which that style uses."""
        target = self._lists.get(number)
        for abstract, named in self._links.items():
            if named == style and target is not None and not self._definitions.get(abstract):
                self._definitions[abstract] = self._definitions.get(target.abstract, {})

    def label(self, number: str, index: int) -> str:
        """The next number of a list at a level, ready to stand before its paragraph; empty for bullets."""
        found = self._lists.get(number)
        if found is None or not 0 <= index < _MOST_LEVELS:
            return ""
        levels = self._levels(number)
        level = levels.get(index, Level())
        counts = self._counts.setdefault(found.abstract, {})
        if (number, index) not in self._begun:
            self._begun.add((number, index))
            if index in found.starts:
                counts[index] = found.starts[index] - 1
        counts[index] = min(counts.get(index, level.start - 1) + 1, _MOST_COUNT)
        for below in [other for other in counts if other > index]:
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and index < restart):
                del counts[below]
        return self._written(level, levels, counts)

    def _levels(self, number: str) -> Mapping[int, Level]:
        found = self._lists.get(number)
        return {**self._definitions.get(found.abstract, {}), **found.levels} if found is not None else {}

    def _define(self, item: Element) -> None:
        id = attribute(item, "abstractNumId")
        self._definitions[id] = {
            int(attribute(level, "ilvl", "0")): _level(level) for level in item if local(level) == "lvl"
        }
        link = child(item, "numStyleLink")
        if link is not None:
            self._links[id] = attribute(link, "val")

    def _written(self, level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
        if level.style == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            style = "decimal" if level.legal and other.style != "none" else other.style
            return written_number(counts.get(at, other.start), style)

        text = _LEVEL.sub(number, level.pattern).strip()
        if not text or level.follows == "nothing" or _CLOSED.search(text):
            return text
        return f"{text} "


def _list(item: Element) -> _List:
    abstract = child(item, "abstractNumId")
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in item:
        if local(override) != "lvlOverride":
            continue
        index = int(attribute(override, "ilvl", "0"))
        own, start = child(override, "lvl"), child(override, "startOverride")
        if own is not None:
            levels[index] = _level(own)
        if start is not None:
            starts[index] = _whole(attribute(start, "val"), 1)
    return _List(attribute(abstract, "val") if abstract is not None else "", levels, starts)


def _level(item: Element) -> Level:
    values = {local(part): attribute(part, "val") for part in item}
    legal = child(item, "isLgl")
    style = child(item, "numFmt")
    if style is None:
        style = child(item, "AlternateContent", "Choice", "numFmt")
    return Level(
        attribute(style, "val", "decimal") if style is not None else "decimal",
        values.get("lvlText", ""),
        _whole(values.get("start", "1"), 1),
        _whole(values["lvlRestart"], 0) if "lvlRestart" in values else None,
        legal is not None and attribute(legal, "val", "1") not in ("0", "false", "off"),
        values.get("suff", "tab"),
        values.get("pStyle", ""),
    )


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 8 else default
