"""Columns of text on a page, by where its lines stand: what is read first to the end, before what stands beside it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules_engine.documents.formats.lines import Glyph
from rules_engine.records import define, frozen

# A gutter and the sides of it: in sizes of characters, and in parts of the width of the text.
_LEAST_GUTTER, _LEAST_SIDE = 0.5, 0.2
# The boxes of punctuation leave less beside them.
_ROOM = 0.95
# Prose fills its lines: rows of a table do not, and have gaps inside.
_FULL, _LEAST_FULL, _GAP = 0.85, 0.35, 1.5
_LEAST_CHARACTERS = 8
_NEXT_LINE, _NEXT_PARAGRAPH = 1.4, 2.6
_DEEPEST = 3

Run = list[Glyph]


@frozen(eq=False, repr=False)
class _Row:
    """Runs on one level of the page, from left to right."""

    top: float
    bottom: float
    runs: tuple[Run, ...]


@define(eq=False, repr=False)
class _Side:
    """The lines on one side of a gutter."""

    lines: list[list[Run]]

    @property
    def left(self) -> float:
        return min(run[0].left for line in self.lines for run in line)

    @property
    def right(self) -> float:
        return max(run[-1].right for line in self.lines for run in line)

    def is_prose(self, size: float, least: int) -> bool:
        """Whether its lines are long, without gaps, and many of them as long as the side is wide."""
        if len(self.lines) < least:
            return False
        width = self.right - self.left
        dense = [line for line in self.lines if not _has_gaps(line, size)]
        full = [line for line in dense if line[-1][-1].right - line[0][0].left >= _FULL * width]
        characters = sum(len(run) for line in self.lines for run in line)
        return (
            5 * len(dense) >= 4 * len(self.lines)
            and len(full) >= max(1, _LEAST_FULL * len(self.lines))
            and characters >= _LEAST_CHARACTERS * len(self.lines)
        )


@frozen(eq=False, repr=False)
class _Zone:
    """Rows from `first` up to `last` that a gutter at `x` parts."""

    first: int
    last: int
    x: float
    lines: int


def columns_by_place(runs: Sequence[Run], known: Sequence[float] = ()) -> list[tuple[int, list[Run]]]:
    """The runs in reading order, in groups with the number of their column: 0 over the whole width, else from 1 on.

    A single group where no gutter parts the page. Of `known` gutters one line on either side tells that they are here.
    """
    pieces = [piece for run in runs for piece in _pieces(run)]
    groups = [group for group in _parted(pieces, 0, 0, known) if group[1]]
    return groups if len(groups) > 1 else [(0, list(runs))]


def _pieces(run: Run) -> Iterator[Run]:
    """A run apart where it leaves room for a gutter: a page drawn row by row goes on beyond it."""
    start = 0
    for position, (before, behind) in enumerate(pairwise(run), 1):
        if behind.left - before.right >= _ROOM * (before.bottom - before.top):
            yield run[start:position]
            start = position
    yield run[start:]


def _parted(runs: list[Run], column: int, depth: int, known: Sequence[float]) -> Iterator[tuple[int, list[Run]]]:
    rows = _rows(runs)
    zone = _zone(rows, known) if depth < _DEEPEST else None
    if zone is None:
        yield column, runs
        return
    inside = [run for row in rows[zone.first : zone.last] for run in row.runs]
    yield column, [run for row in rows[: zone.first] for run in row.runs]
    left = [run for run in inside if run[-1].right <= zone.x]
    beside = list(_parted(left, column + 1, depth + 1, known))
    yield from beside
    last = max(number for number, _ in beside)
    yield from _parted([run for run in inside if run[0].left >= zone.x], last + 1, depth + 1, known)
    yield from _parted([run for row in rows[zone.last :] for run in row.runs], column, depth, known)


def _rows(runs: Sequence[Run]) -> list[_Row]:
    groups: list[tuple[float, float, list[Run]]] = []
    boxes = [(min(g.top for g in run), max(g.bottom for g in run), run) for run in runs]
    for top, bottom, run in sorted(boxes, key=lambda box: box[0] + box[1]):
        if groups:
            above, below, members = groups[-1]
            if min(bottom, below) - max(top, above) > 0.5 * min(bottom - top, below - above):
                groups[-1] = min(top, above), max(bottom, below), [*members, run]
                continue
        groups.append((top, bottom, [run]))
    return [_Row(top, below, tuple(sorted(found, key=lambda run: run[0].left))) for top, below, found in groups]


def _zone(rows: Sequence[_Row], known: Sequence[float]) -> _Zone | None:
    """The largest stretch of rows that a gutter parts into columns of prose."""
    sizes = sorted(row.bottom - row.top for row in rows)
    if not rows:
        return None
    size = sizes[len(sizes) // 2]
    width = max(run[-1].right for row in rows for run in row.runs) - min(row.runs[0][0].left for row in rows)
    # Each gap between runs tells two places where a gutter may be: behind the one, before the other.
    gutters = {
        place
        for row in rows
        for before, behind in pairwise(row.runs)
        if behind[0].left - before[-1].right >= _LEAST_GUTTER * size
        for place in (round(before[-1].right + 0.2 * size), round(behind[0].left - 0.2 * size))
    }
    best: _Zone | None = None
    for x in sorted({*gutters, *known}):
        for zone in _stretches(rows, x, size, width, least=1 if x in known else 2):
            if best is None or zone.lines > best.lines:
                best = zone
    return best


def _stretches(rows: Sequence[_Row], x: float, size: float, width: float, least: int) -> Iterator[_Zone]:
    """The stretches of rows without anything at a place of the page, where both sides of it are prose."""
    start = 0
    for end in range(len(rows) + 1):
        if end < len(rows) and not _crosses(rows[end], x, size):
            continue
        zone = _trimmed(rows, start, end, x, size, least)
        if zone is not None:
            found = _judged(rows, *zone, x, size, width, least)
            if found is not None:
                yield found
        start = end + 1


def _crosses(row: _Row, x: float, size: float) -> bool:
    return any(run[0].left < x - 0.3 * size and run[-1].right > x + 0.3 * size for run in row.runs)


def _trimmed(rows: Sequence[_Row], start: int, end: int, x: float, size: float, least: int) -> tuple[int, int] | None:
    """The rows from the first to the last that has text on both sides, and what goes on above and below them."""
    both = [n for n in range(start, end) if rows[n].runs[0][0].left < x < rows[n].runs[-1][0].left]
    if len(both) < least:
        return None
    first, last = both[0], both[-1] + 1
    while first > start and rows[first].top - rows[first - 1].top < _NEXT_LINE * size:
        first -= 1
    while last < end and rows[last].top - rows[last - 1].top < _NEXT_PARAGRAPH * size:
        last += 1
    return first, last


def _judged(
    rows: Sequence[_Row], first: int, last: int, x: float, size: float, width: float, least: int
) -> _Zone | None:
    left = _Side([side for row in rows[first:last] if (side := [run for run in row.runs if _middle(run) < x])])
    right = _Side([side for row in rows[first:last] if (side := [run for run in row.runs if _middle(run) >= x])])
    # Behind a gutter that is known, the last line of the text may stand alone.
    if not left.is_prose(size, least) or (least > 1 and not right.is_prose(size, least)):
        return None
    gutter = right.left - left.right
    wide = min(left.right - left.left, right.right - right.left) >= _LEAST_SIDE * width
    if gutter < _LEAST_GUTTER * size or (least > 1 and not wide):
        return None
    return _Zone(first, last, (left.right + right.left) / 2, len(left.lines) + len(right.lines))


def _middle(run: Run) -> float:
    return (run[0].left + run[-1].right) / 2


def _has_gaps(line: Sequence[Run], size: float) -> bool:
    glyphs = [glyph for run in line for glyph in run if not glyph.text.isspace()]
    return any(b.left - a.right > _GAP * size for a, b in pairwise(glyphs))
