"""Bare numbers in the cells of tables: figures whose unit, period and label stand in the heads around them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice

from rules_engine.documents.document import Block, Cell, Document
from rules_engine.documents.outline import Section
from rules_engine.facts.cell_heads import Heads, HeadsOfGrid, number_of
from rules_engine.facts.fact import Kind
from rules_engine.facts.mention import Mention
from rules_engine.facts.parts import Parts
from rules_engine.facts.tables.headers import unit_of
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import evolve, frozen
from rules_engine.values.ranges import Range
from rules_engine.values.units import MEASURED, PLAIN

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
    document: Document, mentions: Sequence[Mention], sections: Sequence[Section], bound: Binder
) -> list[Mention]:
    """Every bare number of the tables that is none of the mentions, in the order of the text.

    `bound` finds the figures of a text and binds them: where the head of a row tells what its number is of, the two are
    read as a sentence.
    """
    taken = sorted((mention.anchor.start, mention.anchor.end) for mention in mentions)
    found = list(_bare(document, taken, Parts(sections)))
    return list(_bound(document, found, bound))


def _bare(document: Document, taken: Sequence[tuple[int, int]], parts: Parts) -> Iterator[_Bare]:
    position = 0
    for grid in document.grids:
        heads = HeadsOfGrid(document, grid)
        for row in grid.rows:
            for cell in row:
                while position < len(taken) and taken[position][1] <= cell.start:
                    position += 1
                if position < len(taken) and taken[position][0] < cell.end:
                    continue
                number = number_of(cell)
                around = heads.of(cell) if number is not None else None
                if number is not None and around is not None:
                    mention = _mention(document, cell, number, around, (row[0].start, row[-1].end), parts)
                    yield _Bare(cell, around, mention)


def _mention(document: Document, cell: Cell, number: str, heads: Heads, row: tuple[int, int], parts: Parts) -> Mention:
    unit, worth = unit_of(heads.unit) or (PLAIN, Fraction(1)) if heads.unit else (PLAIN, Fraction(1))
    places = len(number.partition(".")[2])
    value = Fraction(number) * worth
    section, part = parts.at(cell.start)
    measured = unit.dimension in MEASURED and unit is not PLAIN
    return Mention(
        document.anchor(cell.start, cell.end),
        cell.text,
        value,
        Range(value, value),
        unit.name,
        worth / 10**places if measured else Fraction(0),
        (row[0], cell.end),
        row,
        _kind(heads),
        heads.period,
        part=part,
        section=section,
    )


def _kind(heads: Heads) -> Kind:
    words = table_words()
    for head in map(plain, heads.column):
        if any(word in head for word in words.aim):
            return "target"
        if any(word in head for word in words.bound):
            return "threshold"
    return "achieved"


def _bound(document: Document, found: Sequence[_Bare], bound: Binder) -> Iterator[Mention]:
    """The figures, those bound that the head of their row labels, where no other row of the column tells the same."""
    labelled = list(islice((bare for bare in found if bare.heads.label and bare.mention.unit), _MOST_LABELLED))
    facts: dict[int, Mention] = {}
    if labelled:
        lines = [f"{bare.heads.label}{bare.cell.text}{bare.heads.unit}。" for bare in labelled]
        starts = [sum(map(len, lines[:index])) + index for index in range(len(lines))]
        blocks = tuple(Block(f"¶{n}", s, s + len(line)) for n, (s, line) in enumerate(zip(starts, lines, strict=True)))
        text = evolve(document, text="\n".join(lines), blocks=blocks, grids=())
        places = {start + len(bare.heads.label): bare for start, bare in zip(starts, labelled, strict=True)}
        for mention in bound(text):
            bare = places.get(mention.anchor.start)
            if bare is not None and mention.fact and mention.unit == bare.mention.unit:
                facts[bare.cell.start] = mention
    times = Counter((_column_of(bare), facts[bare.cell.start].fact) for bare in labelled if bare.cell.start in facts)
    for bare in found:
        one = facts.get(bare.cell.start)
        if one is not None and times[_column_of(bare), one.fact] == 1:
            yield bare.mention.bound(one.fact, one.scope)
        else:
            yield bare.mention


def _column_of(bare: _Bare) -> tuple[str, str]:
    """The table and the column of a number, as far as they tell rows apart that say the same."""
    name = bare.mention.anchor.block.rpartition("!")
    return name[0], name[2].rstrip("0123456789")
