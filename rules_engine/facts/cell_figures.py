"""Bare numbers in the cells of tables: figures whose unit, period and label stand in the heads around them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from rules_engine.documents.document import Block, Cell, Document, Grid
from rules_engine.documents.outline import Section
from rules_engine.facts.bare_numbers import Worth, holds_figures, holds_numbers, quantities_of
from rules_engine.facts.cell_heads import Heads, HeadsOfGrid
from rules_engine.facts.fact import Kind
from rules_engine.facts.mention import Mention
from rules_engine.facts.parts import Parts
from rules_engine.records import evolve, frozen
from rules_engine.values.quantity import Quantity
from rules_engine.values.ranges import Range

# Labels of longer tables are those of rows, such as schools, and tell nothing of the county.
_MOST_LABELLED = 400

Binder = Callable[[Document], Sequence[Mention]]


@frozen(eq=False, repr=False)
class _Bare:
    """A bare number and what its heads tell."""

    cell: Cell
    heads: Heads
    mention: Mention


def cell_figures(
    document: Document,
    mentions: Sequence[Mention],
    sections: Sequence[Section],
    bound: Binder,
    is_topic: Callable[[str], bool],
) -> tuple[list[Mention], list[Mention]]:
    """The mentions whose unit their own words tell, then those of every other number of the tables.

    `bound` finds the figures of a text and binds them: where the head of a row tells what its number is of, the two are
    read as a sentence; so are that of the column, and both, where that of the row names a topic alone (`is_topic`). A
    figure with its unit that has a cell for itself is told by the heads as well, not by what stands in the next cell.
    """
    taken = sorted((mention.anchor.start, mention.anchor.end) for mention in mentions if mention.unit)
    tables = [(grid, HeadsOfGrid(document, grid, is_topic)) for grid in document.grids]
    found = list(_bare(document, tables, taken, Parts(sections)))
    read = {place for bare in found for place in range(bare.cell.start, bare.cell.end)}
    kept = [mention for mention in mentions if mention.unit or mention.anchor.start not in read]
    kinds = _kinds(tables, sorted(mention.anchor.start for mention in kept))
    kept = [evolve(one, kind=kinds[one.anchor.start]) if one.anchor.start in kinds else one for one in kept]
    alone = {figure.mention.anchor.start: figure for figure in _alone(tables, kept)}
    figures = _bound(document, [*found, *alone.values()], bound)
    told = {figure.anchor.start: figure for figure in figures[len(found) :]}
    return [told.get(one.anchor.start, one) for one in kept], figures[: len(found)]


def _kinds(tables: Sequence[tuple[Grid, HeadsOfGrid]], places: Sequence[int]) -> dict[int, Kind]:
    """The kinds of figures, by their places, that stand in columns of aims and of bounds."""
    found: dict[int, Kind] = {}
    for grid, heads in tables if places else ():
        for row in grid.rows:
            for cell in row:
                inside = places[bisect_left(places, cell.start) : bisect_left(places, cell.end)]
                around = heads.of(cell) if inside else None
                if around is not None and around.kind != "achieved":
                    found |= dict.fromkeys(inside, around.kind)
    return found


def _alone(tables: Sequence[tuple[Grid, HeadsOfGrid]], mentions: Sequence[Mention]) -> Iterator[_Bare]:
    """The figures with a unit whose cell holds nothing else and stands under heads."""
    places = [mention.anchor.start for mention in mentions]
    for grid, heads in tables:
        for row in grid.rows:
            for cell in row:
                inside = mentions[bisect_left(places, cell.start) : bisect_left(places, cell.end)]
                around = heads.of(cell) if len(inside) == 1 and holds_figures(cell.text) else None
                if around is not None and around.column:
                    (mention,) = inside
                    period = around.period or mention.period
                    figure = evolve(_signed(cell, mention), period=period, fact="", scope="", formerly="")
                    yield _Bare(cell, evolve(around, unit=""), figure)


def _signed(cell: Cell, mention: Mention) -> Mention:
    """The figure, below nought where the cell's number is: a format may show that by brackets or in red."""
    if not (cell.number or "").startswith("-") or mention.number < 0:
        return mention
    below = -mention.number
    return evolve(mention, number=below, value=Range(below, below))


def _bare(
    document: Document,
    tables: Sequence[tuple[Grid, HeadsOfGrid]],
    taken: Sequence[tuple[int, int]],
    parts: Parts,
) -> Iterator[_Bare]:
    for grid, heads in tables:
        for row in grid.rows:
            stretch = row[0].start, row[-1].end
            for cell in row:
                around = heads.of(cell) if holds_numbers(cell.text) else None
                if around is None:
                    continue
                own = taken[bisect_left(taken, (cell.start,)) : bisect_left(taken, (cell.end,))]
                for quantity in quantities_of(cell.text, Worth.of(around.unit)):
                    start, end = cell.start + quantity.start, cell.start + quantity.end
                    if all(end <= first or last <= start for first, last in own):
                        yield _Bare(cell, around, _mention(document, (start, end), quantity, around, stretch, parts))


def _mention(
    document: Document,
    place: tuple[int, int],
    quantity: Quantity,
    heads: Heads,
    row: tuple[int, int],
    parts: Parts,
) -> Mention:
    start, end = place
    section, part = parts.at(start)
    return Mention(
        document.anchor(start, end),
        document.text[start:end],
        quantity.number,
        quantity.value,
        quantity.unit,
        quantity.step,
        (row[0], end),
        row,
        heads.kind,
        heads.period,
        quantity.qualifier,
        part,
        section,
    )


def _bound(document: Document, found: Sequence[_Bare], bound: Binder) -> list[Mention]:
    """The figures, those bound that their heads label, where no other row of the column tells the same."""
    labelled = list(islice((bare for bare in found if bare.heads.label and bare.mention.unit), _MOST_LABELLED))
    facts: dict[int, Mention] = {}
    if labelled:
        lines = [f"{bare.heads.label}{bare.mention.quote}{bare.heads.unit}。" for bare in labelled]
        starts = [sum(map(len, lines[:index])) + index for index in range(len(lines))]
        blocks = tuple(Block(f"¶{n}", s, s + len(line)) for n, (s, line) in enumerate(zip(starts, lines, strict=True)))
        text = evolve(document, text="\n".join(lines), blocks=blocks, grids=())
        places = {start + len(bare.heads.label): bare for start, bare in zip(starts, labelled, strict=True)}
        for mention in bound(text):
            bare = places.get(mention.anchor.start)
            if bare is not None and mention.fact and mention.unit == bare.mention.unit:
                facts[bare.mention.anchor.start] = mention
    times = Counter(
        (_column_of(bare), bare.heads.period, facts[bare.mention.anchor.start].fact)
        for bare in labelled
        if bare.mention.anchor.start in facts
    )
    result = []
    for bare in found:
        one = facts.get(bare.mention.anchor.start)
        single = one is not None and times[_column_of(bare), bare.heads.period, one.fact] == 1
        result.append(bare.mention.bound(one.fact, one.scope) if one and single else bare.mention)
    return result


def _column_of(bare: _Bare) -> tuple[str, str]:
    """The table and the column of a number, as far as they tell rows apart that say the same."""
    name = bare.mention.anchor.block.rpartition("!")
    return name[0], name[2].rstrip("0123456789")
