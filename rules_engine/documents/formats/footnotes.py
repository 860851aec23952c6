"""Footnotes of pages: lines in small type below the text, which goes on above them from page to page."""

import re
from collections.abc import Sequence

from rules_engine.documents.formats.lines import Line

_MARK = re.compile(r"[⁰¹²³⁴-⁹①-⑳*＊†]|[\[〔【(（]?[0-9]{1,3}[\]〕】)）]|[0-9]{1,3}\s?[^\s0-9.．、年月%]")
_SMALL = 0.93


def footnotes(pages: Sequence[Sequence[Line | None]]) -> frozenset[tuple[int, int]]:
    """The lines of footnotes as (page, index): at the end of a column, smaller than the text, the first with a mark."""
    sizes = sorted(line.size for lines in pages for line in lines if line is not None)
    small = _SMALL * sizes[len(sizes) // 2] if sizes else 0.0
    found: set[tuple[int, int]] = set()
    for page, lines in enumerate(pages):
        for column in {line.column for line in lines if line is not None}:
            places = [index for index, line in enumerate(lines) if line is None or line.column == column]
            last: list[int] = []
            for index in reversed(places):
                line = lines[index]
                if line is None or line.size >= small:
                    break
                last.append(index)
            if len(last) < len(places):
                found |= {(page, index) for index in _from_mark(last[::-1], lines)}
    return frozenset(found)


def _from_mark(places: Sequence[int], lines: Sequence[Line | None]) -> Sequence[int]:
    """The places from the first one whose line begins with a mark."""
    for number, index in enumerate(places):
        line = lines[index]
        if line is not None and _MARK.match(line.text):
            return places[number:]
    return ()
