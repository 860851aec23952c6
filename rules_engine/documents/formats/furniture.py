"""Page furniture: page numbers, and lines that stand on every page at the same place."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rules_engine.documents.formats.lines import Line
from rules_engine.records import frozen

_NUMBER = re.compile(
    r"[-—–－―·•\s]*(?P<bare>[0-9]{1,4})[-—–－―·•\s]*"
    r"|第\s*[0-9]{1,4}\s*页[\s,，/／]*(?:共\s*[0-9]{1,4}\s*页)?|[0-9]{1,4}\s*[/／]\s*[0-9]{1,4}"
    r"|[Pp]age\s*[0-9]{1,4}(?:\s*of\s*[0-9]{1,4})?"
)
_DIGITS = re.compile(r"([0-9]+)")
_OUTER = 0.14
# Small pages have margins no smaller: two centimetres, in points.
_LEAST_OUTER = 57.0
_OUTERMOST = 3


@frozen(eq=False, repr=False)
class Furniture:
    """The lines that are no text, as (page, index); and the wording of those that are more than a page number."""

    places: frozenset[tuple[int, int]]
    repeated: tuple[str, ...]


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Furniture:
    """What of the lines near the upper and lower edges is furniture; `heights` are those of the pages."""
    edges = {(page, index): line for page, index, line in _edges(pages, heights)}
    numbers = _page_numbers(edges)
    alike = _repeated({place: line for place, line in edges.items() if place not in numbers}, len(pages))
    repeated = _outermost(pages, numbers | alike) - numbers
    numbers = _outermost(pages, numbers | repeated) - repeated
    wordings: dict[str, str] = {}
    for place in sorted(repeated):
        wordings.setdefault(_DIGITS.sub("0", edges[place].text), edges[place].text)
    return Furniture(frozenset(numbers | repeated), tuple(wordings.values()))


def _outermost(pages: Sequence[Sequence[Line]], places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the places with nothing but each other between them and the page's edge."""
    found: set[tuple[int, int]] = set()
    for page, lines in enumerate(pages):
        order = sorted(range(len(lines)), key=lambda index: lines[index].top)
        for inwards in (order, order[::-1]):
            for index in inwards:
                if (page, index) not in places:
                    break
                found.add((page, index))
    return found


def _edges(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[tuple[int, int, Line]]:
    found = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        order = sorted(range(len(lines)), key=lambda index: lines[index].top)
        for index in {*order[:_OUTERMOST], *order[-_OUTERMOST:]}:
            line, outer = lines[index], max(_OUTER * height, min(_LEAST_OUTER, height / 4))
            if line.bottom < outer or line.top > height - outer:
                found.append((page, index, line))
    return found


def _page_numbers(edges: Mapping[tuple[int, int], Line]) -> set[tuple[int, int]]:
    numbers: set[tuple[int, int]] = set()
    bare: dict[tuple[int, int], int] = {}
    for place, line in edges.items():
        match = _NUMBER.fullmatch(line.text)
        if match is None:
            continue
        if match["bare"] and line.text.strip().isdigit():
            bare[place] = int(match["bare"]) - place[0]
        else:
            numbers.add(place)
    shifts = Counter(bare.values())
    if shifts:
        shift, _ = max(shifts.items(), key=lambda item: (item[1], -abs(item[0] - 1)))
        numbers |= {place for place, value in bare.items() if value == shift and (shifts[shift] > 1 or shift == 1)}
    return numbers


def _repeated(edges: Mapping[tuple[int, int], Line], pages: int) -> set[tuple[int, int]]:
    """Lines that say the same at the same height on most pages, page numbers within them counting up."""
    groups: dict[str, list[tuple[tuple[int, int], Line]]] = {}
    for place, line in edges.items():
        groups.setdefault(_DIGITS.sub("0", line.text), []).append((place, line))
    found: set[tuple[int, int]] = set()
    for members in groups.values():
        for place, line in members:
            alike = {
                other[0]
                for other, candidate in members
                if abs(candidate.top - line.top) < 0.5 * line.size
                and _counts_up(line.text, candidate.text, other[0] - place[0])
            }
            if len(alike) >= 2 and 2 * len(alike) >= pages - 1:
                found.add(place)
    return found


def _counts_up(text: str, other: str, pages: int) -> bool:
    """Whether two lines differ at most in numbers that grow by one a page."""
    parts = zip(_DIGITS.split(text), _DIGITS.split(other), strict=True)
    return all(
        one == two or (index % 2 == 1 and int(two) - int(one) == pages) for index, (one, two) in enumerate(parts)
    )
