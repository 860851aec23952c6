"""The YAML form of evidence tables, under `tables:` of a vocabulary file."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Literal

from rules_engine.facts.tables.declared import ColumnType
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.yaml_text import Node
from rules_engine.yaml_values import Id


class ColumnForm:
    """What stands below the id of a column."""

    title: LocalText
    type: ColumnType
    place: Place
    headers: tuple[str, ...] = ()
    unit: Node | None = None
    required: bool = False
    personal: bool = False
    low: Annotated[Fraction | None, "from"] = None
    high: Annotated[Fraction | None, "to"] = None
    usual: tuple[Fraction, ...] = ()
    choices: Mapping[Id, tuple[str, ...]] = MappingProxyType({})
    told_by: Id | None = None
    words: Mapping[Id, tuple[str, ...]] = MappingProxyType({})
    otherwise: Id | None = None
    example: str = ""


class ValueForm:
    """A value of a derived table."""

    title: LocalText
    formula: str
    place: Place
    unit: Node | None = None


class DerivedForm:
    """What stands below the id of a derived table."""

    of: Id
    title: LocalText
    values: Mapping[Id, ValueForm]
    place: Place
    by: tuple[Id, ...] = ()
    listed: tuple[Id, ...] = ()


class TableFactForm:
    """What stands below the id of a fact of a table; `title` and `unit` where the vocabulary has it nowhere else."""

    place: Place
    formula: str = ""
    level: Literal["E2", "E3"] = "E2"
    scope: Id | None = None
    people: str = ""
    growth_of: Id | None = None
    title: LocalText | None = None
    unit: Node | None = None


class RemarkForm:
    """A count to be told when it is not zero."""

    text: LocalText
    count: str
    place: Place


class TableForm:
    """What stands below the id of a table."""

    title: LocalText
    bureau: LocalText
    columns: Mapping[Id, ColumnForm]
    place: Place
    key: tuple[Id, ...] = ()
    year: tuple[Id, ...] = ()
    sources: tuple[str, ...] = ()
    derived: Mapping[Id, DerivedForm] = MappingProxyType({})
    facts: Mapping[Id, TableFactForm] = MappingProxyType({})
    remarks: Mapping[Id, RemarkForm] = MappingProxyType({})


class TablesForm:
    """The tables of a vocabulary file."""

    tables: Mapping[Id, TableForm]
