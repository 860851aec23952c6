"""Glyphs with their places on a page, gathered into lines of text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rules_engine.documents.formats.composition import SUPERSCRIPTS
from rules_engine.records import frozen

_LEAST_COLUMN = 5


class Glyph(NamedTuple):
    """A character and its box, in any unit of length, y downwards from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@frozen(eq=False, repr=False)
class Line:
    """Glyphs side by side, from left to right; `size` is the height of its characters, `column` counts from 0."""

    glyphs: tuple[Glyph, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    column: int = 0


def lines_of(glyphs: Sequence[Glyph], gutters: Sequence[float] = ()) -> list[Line]:
    """The lines of a page in reading order: from top to bottom, columns of text one after the other.

    `glyphs` stand in the order in which the page draws them. `gutters` are where those of other pages are: between
    columns that end early, fewer lines tell one.
    """
    runs = list(_runs(glyphs))
    groups = list(enumerate(_columns(runs)))
    if len(groups) == 1:
        from rules_engine.documents.formats.columns import columns_by_place

        groups = columns_by_place(runs, gutters)
    lines = [_line(group, number) for number, column in groups for group in _side_by_side(column)]
    return [line for line in lines if line.text]


def gutters_of(lines: Sequence[Line]) -> list[float]:
    """The middles of the gutters between columns that stand side by side."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.column, (line.left, line.right))
        edges[line.column] = min(left, line.left), max(right, line.right)
    sides = [edges[column] for column in sorted(edges)]
    return [(one[1] + other[0]) / 2 for one, other in pairwise(sides) if one[1] < other[0]]


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.bottom - before.top, glyph.bottom - glyph.top)
    level = abs((before.top + before.bottom) - (glyph.top + glyph.bottom)) < 0.8 * size
    return level and -0.5 * size < glyph.left - before.right < 1.5 * size


def _columns(runs: list[list[Glyph]]) -> list[list[list[Glyph]]]:
    """The runs apart by columns where the page was drawn column after column, else all together."""
    bands: list[list[list[Glyph]]] = []
    lowest = 0.0
    for run in runs:
        height = run[0].bottom - run[0].top
        if not bands or run[0].top < lowest - 5 * height:
            bands.append([])
            lowest = run[0].top
        bands[-1].append(run)
        lowest = max(lowest, run[0].top)
    width = max((run[-1].right for run in runs), default=0.0) - min((run[0].left for run in runs), default=0.0)
    if len(bands) < 2 or any(len(band) < _LEAST_COLUMN for band in bands):
        return [runs]
    edges = [_edges(band) for band in bands]
    beside = all(one[1] <= other[0] for one, other in pairwise(edges))
    wide = all(right - left > 0.3 * width for left, right in edges)
    return bands if beside and wide else [runs]


def _edges(band: list[list[Glyph]]) -> tuple[float, float]:
    """Where nearly all runs of a band begin and end."""
    lefts = sorted(run[0].left for run in band)
    rights = sorted(run[-1].right for run in band)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _side_by_side(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs that stand on one level, as one list of glyphs, from top to bottom."""
    groups: list[tuple[float, float, list[list[Glyph]]]] = []
    for run in sorted(runs, key=lambda run: min(g.top for g in run) + max(g.bottom for g in run)):
        top, bottom = min(g.top for g in run), max(g.bottom for g in run)
        if groups:
            above_top, above_bottom, members = groups[-1]
            shared = min(bottom, above_bottom) - max(top, above_top)
            if shared > 0.5 * min(bottom - top, above_bottom - above_top):
                groups[-1] = (min(top, above_top), max(bottom, above_bottom), [*members, run])
                continue
        groups.append((top, bottom, [run]))
    return [
        [glyph for run in sorted(members, key=lambda run: run[0].left) for glyph in run] for _, _, members in groups
    ]


def _line(glyphs: list[Glyph], column: int) -> Line:
    while glyphs and glyphs[0].text.isspace():
        glyphs = glyphs[1:]
    while glyphs and glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    if not glyphs:
        return Line((), "", 0.0, 0.0, 0.0, 0.0, 0.0)
    heights = sorted(glyph.bottom - glyph.top for glyph in glyphs)
    size = heights[len(heights) * 3 // 4]
    middles = sorted(glyph.top + glyph.bottom for glyph in glyphs)
    middle = middles[len(middles) // 2] / 2
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and _apart(before, glyph, size):
            pieces.append(" ")
        if glyph.text.isspace() and glyph.text != "\u3000":
            if pieces[-1] != " ":
                pieces.append(" ")
        elif _raised(glyph, size, middle):
            pieces.append(glyph.text.translate(SUPERSCRIPTS))
        else:
            pieces.append(glyph.text)
        before = glyph
    bottoms = sorted(glyph.bottom for glyph in glyphs)
    return Line(
        tuple(glyphs),
        "".join(pieces).strip(),
        glyphs[0].left,
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        bottoms[len(bottoms) // 2],
        size,
        column,
    )


def _apart(before: Glyph, glyph: Glyph, size: float) -> bool:
    """Whether white space stands between two glyphs that no blank of the file accounts for."""
    if before.text.isspace() or glyph.text.isspace():
        return False
    narrow = before.text.isascii() and glyph.text.isascii()
    return glyph.left - before.right > (0.2 if narrow else 0.9) * size


def _raised(glyph: Glyph, size: float, middle: float) -> bool:
    """Whether a digit is a small one above the line: a square metre, a footnote."""
    small = glyph.bottom - glyph.top < 0.87 * size
    return small and glyph.text in "0123456789" and middle - (glyph.top + glyph.bottom) / 2 > 0.15 * size
