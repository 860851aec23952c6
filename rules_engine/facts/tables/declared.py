"""What the vocabulary declares of evidence tables: columns, groups of rows, and the facts computed from them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from rules_engine.expr.nodes import Node
from rules_engine.facts.fact import Level
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.values.units import PLAIN, Unit

ColumnType = Literal["text", "number", "whole", "choice", "yes_no", "year", "month"]
AggregateName = Literal["count", "sum", "mean", "median", "stddev", "cv", "share_where", "all_rows", "distinct"]


@frozen(eq=False, repr=False)
class TableColumn:
    """A column: the headers it is known by, the most exact first, and what its cells may hold.

    `low` and `high` bound a sound cell in base units; `usual` is where the middle cell lies, or the unit is doubtful.
    `choices` are the words for each choice. Where no header tells the column, `told_by` is the column whose text
    tells the choice by the `words` it holds, and `otherwise` what the rest is. Cells of a `personal` column never
    leave the reader.
    """

    id: str
    title: LocalText
    type: ColumnType
    place: Place
    headers: tuple[str, ...] = ()
    unit: Unit = PLAIN
    required: bool = False
    personal: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    usual: tuple[Fraction, Fraction] | None = None
    choices: Mapping[str, tuple[str, ...]] = field(factory=dict)
    told_by: str = ""
    words: Mapping[str, tuple[str, ...]] = field(factory=dict)
    otherwise: str = ""
    example: str = ""

    @property
    def numeric(self) -> bool:
        """Whether cells are numbers that can be added."""
        return self.type in ("number", "whole")

    def code(self, choice: str) -> int:
        """The number by which a choice is known, from 1."""
        return list(self.choices).index(choice) + 1


@frozen
class Aggregate:
    """One aggregate of a formula over the rows of `table`: argument, condition, what it is weighted by or among.

    The rows' columns are facts of these trees, called `table.column`; `table.column is choice` is a condition.
    """

    name: AggregateName
    table: str
    argument: Node | None = None
    where: Node | None = None
    weight: Node | None = None
    among: Node | None = None


@frozen(eq=False, repr=False)
class Formula:
    """A formula as written, its tree, and the aggregates that stand in it as facts called `aggregate_0` and so on."""

    text: str
    tree: Node
    aggregates: tuple[Aggregate, ...]
    place: Place


@frozen(eq=False, repr=False)
class DerivedValue:
    """A number or condition that a derived table has for each of its rows."""

    id: str
    title: LocalText
    unit: Unit
    formula: Formula


@frozen(eq=False, repr=False)
class DerivedTable:
    """Rows computed from those of the table `of`: one for each group alike in `by`, or for each row where it is empty.

    `listed` names the columns and values that a reader is shown, row by row.
    """

    id: str
    of: str
    title: LocalText
    by: tuple[str, ...]
    values: tuple[DerivedValue, ...]
    place: Place
    listed: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class TableFact:
    """A fact that a table gives for each of its years.

    `people` counts those an average is of: below five, nothing is shown. `growth_of` is the fact whose growth over the
    year before this one is, in place of a formula.
    """

    id: str
    title: LocalText
    unit: Unit
    place: Place
    formula: Formula | None = None
    level: Level = Level.E2
    scope: str = ""
    people: Formula | None = None
    growth_of: str = ""


@frozen(eq=False, repr=False)
class Remark:
    """A count that a reader should know of when it is not zero, with what it counts."""

    id: str
    text: LocalText
    formula: Formula


@frozen(eq=False, repr=False)
class DeclaredTable:
    """An evidence table: who keeps it, its columns, the rows derived from it, and the facts it gives.

    Rows alike in `key` are duplicates. `years` are the columns that tell a row's year, the first that does wins.
    `sources` are words of a source line that make the table another authority's.
    """

    id: str
    title: LocalText
    bureau: LocalText
    columns: Mapping[str, TableColumn]
    place: Place
    key: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    derived: Mapping[str, DerivedTable] = field(factory=dict)
    facts: tuple[TableFact, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether any column holds what tells who somebody is."""
        return any(column.personal for column in self.columns.values())

    def lineage(self, id: str) -> tuple[DerivedTable, ...]:
        """The derived tables from this one down to `id`; none for the table itself."""
        found: list[DerivedTable] = []
        while id != self.id:
            found.insert(0, self.derived[id])
            id = self.derived[id].of
        return tuple(found)
