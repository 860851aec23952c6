"""From the YAML of evidence tables to what they declare, with every problem at its place."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.facts.fact import Level
from rules_engine.facts.tables.declared import (
    ColumnType,
    DeclaredTable,
    DerivedTable,
    DerivedValue,
    Formula,
    Remark,
    TableColumn,
    TableFact,
)
from rules_engine.facts.tables.form import ColumnForm, DerivedForm, TableFactForm, TableForm
from rules_engine.facts.tables.formula import RowNames, read_formula
from rules_engine.facts.tables.words import plain
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.ids import is_id
from rules_engine.messages import LocalText, Message
from rules_engine.places import Place
from rules_engine.values.units import PLAIN, Unit, unit_named, unit_table
from rules_engine.yaml_text import Node, Scalar

T = TypeVar("T")
NO_TITLE = LocalText("", "")


def declare_table(
    id: str, form: TableForm, facts: Mapping[str, FactEntry], problems: list[Problem]
) -> DeclaredTable | None:
    """The table, or None where its problems leave none; `facts` are those that the vocabulary has elsewhere."""
    before = len(problems)
    builder = _Builder(id, form, facts, problems)
    table = builder.table()
    return table if len(problems) == before else None


class _Builder:
    def __init__(self, id: str, form: TableForm, facts: Mapping[str, FactEntry], problems: list[Problem]) -> None:
        self.id = str(id)
        self.form = form
        self.facts = facts
        self.problems = problems
        self.types: dict[str, ColumnType] = {}
        self.choices: dict[str, tuple[str, ...]] = {}

    def table(self) -> DeclaredTable:
        form = self.form
        if "." in self.id:
            self.problem(form.place, Message("The id of a table has no dot."))
        columns = {str(id): self.column(str(id), column) for id, column in form.columns.items()}
        for id in columns:
            if f"{self.id}.{id}" in self.facts:
                message = Message(
                    '"{id}" is a fact already; call the table or the column otherwise.', id=f"{self.id}.{id}"
                )
                self.problem(columns[id].place, message)
        for id, column in columns.items():
            self.types[f"{self.id}.{id}"] = column.type
            if column.type == "choice":
                self.choices[f"{self.id}.{id}"] = tuple(column.choices)
        headers: dict[str, str] = {}
        for id, known in columns.items():
            for header in map(plain, known.headers):
                if headers.setdefault(header, id) != id:
                    message = Message(
                        '"{header}" is a header of "{one}" and of "{other}".',
                        header=header,
                        one=headers[header],
                        other=id,
                    )
                    self.problem(known.place, message)
        for id in (*form.key, *form.year):
            self.known(id, columns, form.place)
        derived: dict[str, DerivedTable] = {}
        for own, each in form.derived.items():
            found = self.derived(str(own), each, columns, derived)
            if found is not None:
                derived[str(own)] = found
        tables = (self.id, *derived)
        remarks = tuple(
            Remark(str(id), remark.text, formula)
            for id, remark in form.remarks.items()
            if (formula := self.formula(remark.count, remark.place, tables)) is not None
        )
        facts = tuple(fact for id, each in form.facts.items() if (fact := self.fact(str(id), each, tables)) is not None)
        table = DeclaredTable(
            self.id,
            form.title,
            form.bureau,
            columns,
            form.place,
            tuple(map(str, form.key)),
            tuple(map(str, form.year)),
            tuple(map(str, form.sources)),
            derived,
            facts,
            remarks,
        )
        self.guarded(table)
        return table

    def problem(self, place: Place, message: Message, near: str | None = None) -> None:
        self.problems.append(Problem(place, message, near, code="table"))

    def known(self, id: str, valid: Mapping[Any, T], place: Place) -> T | None:
        if id not in valid:
            where = id.place if isinstance(id, Scalar) else place
            message = Message('"{table}" has no column "{id}".', table=self.id, id=str(id))
            self.problem(where, message, nearest(id, valid))
        return valid.get(id)

    def column(self, id: str, form: ColumnForm) -> TableColumn:
        numeric = form.type in ("number", "whole")
        if form.unit is not None and not numeric:
            self.problem(form.unit.place, Message("Only a column of numbers has a unit."))
        if (form.type == "choice") != bool(form.choices):
            self.problem(form.place, Message("A column has choices where its type is choice, and only there."))
        if not form.headers and form.told_by is None:
            self.problem(form.place, Message("A column needs headers by which it is known."))
        if form.usual and (len(form.usual) != 2 or not numeric):
            self.problem(
                form.place, Message("usual is the lowest and the highest middle value of a column of numbers.")
            )
        if form.told_by is not None:
            self.known(form.told_by, self.form.columns, form.place)
            for choice in (*form.words, *([form.otherwise] if form.otherwise else [])):
                if choice not in form.choices:
                    self.problem(form.place, Message('"{id}" is no choice of {column}.', id=str(choice), column=id))
        return TableColumn(
            id,
            form.title,
            form.type,
            form.place,
            tuple(map(str, form.headers)),
            self.unit(form.unit),
            form.required,
            form.personal,
            form.low,
            form.high,
            (form.usual[0], form.usual[1]) if len(form.usual) == 2 else None,
            {str(choice): tuple(map(str, words)) for choice, words in form.choices.items()},
            str(form.told_by or ""),
            {str(choice): tuple(map(str, words)) for choice, words in form.words.items()},
            str(form.otherwise or ""),
            str(form.example),
        )

    def unit(self, node: Node | None) -> Unit:
        if node is None:
            return PLAIN
        unit = unit_named(str(node)) if isinstance(node, Scalar) else None
        if unit is None:
            message = Message('There is no unit "{name}".', name=str(node))
            self.problem(node.place, message, nearest(str(node), unit_table().units))
        return unit or PLAIN

    def formula(self, text: str, place: Place, tables: Sequence[str]) -> Formula | None:
        if isinstance(text, Scalar):
            place = text.text_place
        try:
            return read_formula(str(text), place, RowNames(self.types, self.choices, tuple(tables)))
        except UnreadableRuleset as error:
            self.problems += error.problems
            return None

    def derived(
        self, id: str, form: DerivedForm, columns: Mapping[str, TableColumn], above: Mapping[str, DerivedTable]
    ) -> DerivedTable | None:
        of = str(form.of)
        if of != self.id and of not in above:
            near = nearest(of, [self.id, *above])
            self.problem(form.of.place, Message('There is no table "{id}" above this one.', id=of), near)
            return None
        passed = [id.partition(".")[2] for id in self.types if id.startswith(f"{of}.")]
        for own in (*form.by, *(name for name in form.listed if name not in form.values)):
            if own not in passed:
                self.problem(form.place, Message('"{table}" has no column "{id}".', table=of, id=str(own)))
        kept = [str(own) for own in form.by] if form.by else passed
        for name in kept:
            source = f"{of}.{name}"
            if source in self.types:
                self.types[f"{id}.{name}"] = self.types[source]
                if source in self.choices:
                    self.choices[f"{id}.{name}"] = self.choices[source]
        values = []
        for name, value in form.values.items():
            if not is_id(name) or "." in name:
                self.problem(value.place, Message("The id of a value has no dot."))
            formula = self.formula(value.formula, value.place, (self.id, *above, id))
            if formula is None:
                return None
            if bool(formula.aggregates) and not form.by:
                self.problem(value.place, Message("Only a table with by= has aggregates."))
            for aggregate in formula.aggregates:
                if aggregate.table != of or aggregate.name not in ("count", "sum", "distinct"):
                    self.problem(
                        value.place,
                        Message("A value here is a count, sum or distinct over {table}.", table=of),
                    )
            unit = self.unit(value.unit)
            self.types[f"{id}.{name}"] = "yes_no" if unit.dimension == "yes_no" else "number"
            values.append(DerivedValue(str(name), value.title, unit, formula))
        return DerivedTable(
            id, of, form.title, tuple(map(str, form.by)), tuple(values), form.place, tuple(map(str, form.listed))
        )

    def fact(self, id: str, form: TableFactForm, tables: Sequence[str]) -> TableFact | None:
        entry = self.facts.get(id)
        if entry is None and (form.title is None or (form.unit is None and form.growth_of is None)):
            message = Message(
                'The vocabulary has no fact "{id}"; give its title and unit, or correct the id.', id=str(id)
            )
            self.problem(form.place, message, nearest(id, self.facts))
            return None
        if bool(form.formula) == (form.growth_of is not None):
            self.problem(form.place, Message("A fact of a table has either a formula or growth_of."))
            return None
        if form.scope is not None and entry is not None and form.scope not in entry.scopes:
            message = Message('"{id}" has no scope "{scope}".', id=str(id), scope=str(form.scope))
            self.problem(form.scope.place, message, nearest(form.scope, entry.scopes))
        if form.growth_of is not None and form.growth_of not in self.form.facts:
            message = Message('This table gives no fact "{id}".', id=str(form.growth_of))
            self.problem(form.growth_of.place, message, nearest(form.growth_of, self.form.facts))
        formula = self.formula(form.formula, form.place, tables) if form.formula else None
        people = self.formula(form.people, form.place, tables) if form.people else None
        if (formula is None) == bool(form.formula) or (people is None) == bool(form.people):
            return None
        percent = unit_table().units["%"]
        unit = entry.unit if entry is not None else percent if form.growth_of else self.unit(form.unit)
        title = entry.title if entry is not None else form.title or NO_TITLE
        scope = str(form.scope or "")
        return TableFact(
            id, title, unit, form.place, formula, Level[form.level], scope, people, str(form.growth_of or "")
        )

    def guarded(self, table: DeclaredTable) -> None:
        """Every sum or mean over persons says how many persons it is of."""
        if not table.personal:
            return
        for fact in table.facts:
            formula = fact.formula
            if formula is None or fact.people is not None:
                continue
            if any(each.name not in ("count", "distinct", "share_where", "all_rows") for each in formula.aggregates):
                message = Message('"{id}" speaks of persons: count them under "people".', id=fact.id)
                self.problem(fact.place, message)
