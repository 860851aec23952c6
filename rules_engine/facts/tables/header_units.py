"""The units that the headers of a table print, and those of the row or the lines beside them."""

from collections.abc import Sequence
from fractions import Fraction

from rules_engine.documents.document import Cell
from rules_engine.facts.tables.declared import TableColumn
from rules_engine.facts.tables.words import plain
from rules_engine.values.units import Unit, unit_table


def unit_of(text: str) -> tuple[Unit, Fraction] | None:
    """The unit that a text prints, with the factor to it."""
    printed = unit_table().printed
    found = printed.get(text)
    if found is None and "/" in text:
        above, _, below = text.partition("/")
        if above in printed and f"{printed[above][0].name}/{below}" in printed:
            unit, times = printed[f"{printed[above][0].name}/{below}"]
            found = unit, times * printed[above][1]
    return found


def units_below(rows: Sequence[Sequence[Cell]], index: int) -> dict[int, str]:
    """The units by column, where the row below a header holds nothing but units."""
    below = rows[index + 1] if index + 1 < len(rows) else ()
    found = {cell.column: plain(cell.text).strip("()[]【】") for cell in below if cell.text.strip()}
    return found if all(unit_of(text) is not None for text in found.values()) else {}


def unit_of_column(column: TableColumn, told: str, lines: Sequence[str]) -> tuple[Fraction, str, bool]:
    """The factor to the base unit, the unit as printed, and whether it is one of the column's kind."""
    if not column.numeric:
        return Fraction(1), "", True
    if told:
        unit = unit_of(told)
        if unit is not None and unit[0].dimension == column.unit.dimension:
            return unit[0].factor * unit[1] / column.unit.factor, told, True
        if unit is not None and column.unit.dimension not in ("plain", "items"):
            return Fraction(1), told, _countable(unit[0], column.unit)
    for line in lines:
        unit = unit_of(line)
        if unit is not None and unit[0].dimension == column.unit.dimension:
            return unit[0].factor * unit[1] / column.unit.factor, line, True
    return Fraction(1), "", True


def _countable(one: Unit, other: Unit) -> bool:
    """Whether both count things of which a table has many words: 个, 所, 间, 人 stand for one another there."""
    counts = {"persons", "schools", "items", "classes", "pieces", "times"}
    return one.dimension in counts and other.dimension in counts
