"""Whether the formulas of evidence tables make sense: names, kinds and units, given a ruleset's parameters."""

from collections.abc import Container, Iterator, Mapping, Sequence

from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.expr import nodes as n
from rules_engine.expr.kinds import PERCENT
from rules_engine.expr.needs import needed_facts, needed_parameters
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.tables.declared import Aggregate, DeclaredTable, Formula, TableFact
from rules_engine.facts.tables.formula import IS, list_parameters
from rules_engine.messages import Message
from rules_engine.values.units import PLAIN, Unit, unit_table

YES_NO = unit_table().units["yes_no"]
Units = Mapping[str, Unit]
Lists = Mapping[str, Sequence[str]]


def formulas(table: DeclaredTable) -> Iterator[Formula]:
    """Every formula of a table."""
    for derived in table.derived.values():
        for value in derived.values:
            yield value.formula
    for fact in table.facts:
        yield from (each for each in (fact.formula, fact.people) if each is not None)
    for remark in table.remarks:
        yield remark.formula


def trees(formula: Formula) -> Iterator[n.Node]:
    """Every tree of a formula."""
    yield formula.tree
    for each in formula.aggregates:
        yield from (tree for tree in (each.argument, each.where, each.weight, each.among) if tree is not None)


def parameters_of(formula: Formula) -> tuple[str, ...]:
    """The parameters that a formula needs, lists included."""
    found = [id for tree in trees(formula) for id in (*needed_parameters(tree), *list_parameters(tree))]
    return tuple(dict.fromkeys(found))


def facts_of(formula: Formula, table: DeclaredTable) -> tuple[str, ...]:
    """The facts, not columns, that a formula needs."""
    given = {fact.id for fact in table.facts}
    return tuple(dict.fromkeys(id for tree in trees(formula) for id in needed_facts(tree) if id in given))


def lacking(formula: Formula, table: DeclaredTable, numbers: Container[str], lists: Container[str]) -> bool:
    """Whether a formula, or a derived table that it rests on, needs a parameter that is not there."""
    for own in _with_derived(formula, table):
        for tree in trees(own):
            if any(id not in numbers for id in needed_parameters(tree)):
                return True
            if any(id not in lists for id in list_parameters(tree)):
                return True
    return False


def _with_derived(formula: Formula, table: DeclaredTable) -> Iterator[Formula]:
    yield formula
    for aggregate in formula.aggregates:
        for derived in table.lineage(aggregate.table):
            for value in derived.values:
                yield value.formula


def vet(table: DeclaredTable, parameters: Units, lists: Lists, facts: Units) -> Iterator[tuple[Formula, Problem]]:
    """The problems of each formula over parameters of these units, and lists of choices."""
    units = dict(row_units(table))
    given = dict(facts) | {fact.id: fact.unit for fact in table.facts}
    for derived in table.derived.values():
        for value in derived.values:
            own = {id: unit for id, unit in units.items() if id.startswith(f"{derived.id}.") or not derived.by}
            yield from _vet(value.formula, value.unit, units, own, parameters, lists, table)
    for fact in table.facts:
        if fact.formula is not None:
            yield from _vet(fact.formula, _wanted(fact), units, given, parameters, lists, table)
        if fact.people is not None:
            yield from _vet(fact.people, None, units, given, parameters, lists, table)
    for remark in table.remarks:
        yield from _vet(remark.formula, None, units, given, parameters, lists, table)


def row_units(table: DeclaredTable) -> Iterator[tuple[str, Unit]]:
    """What a row holds, by `table.column`, with its unit; conditions are of the unit yes_no."""
    for column in table.columns.values():
        unit = {"yes_no": YES_NO, "number": column.unit, "whole": column.unit}.get(column.type, PLAIN)
        for id in (table.id, *(d.id for d in table.derived.values() if _keeps(table, d.id, column.id))):
            yield f"{id}.{column.id}", unit
            for choice in column.choices:
                yield f"{id}.{column.id}{IS}{choice}", YES_NO
    for derived in table.derived.values():
        for value in derived.values:
            yield f"{derived.id}.{value.id}", value.unit
            for below in table.derived.values():
                if below.of == derived.id and (not below.by or value.id in below.by):
                    yield f"{below.id}.{value.id}", value.unit


def _keeps(table: DeclaredTable, id: str, column: str) -> bool:
    return all(not derived.by or column in derived.by for derived in table.lineage(id))


def _wanted(fact: TableFact) -> Unit:
    return fact.unit


def _vet(
    formula: Formula,
    unit: Unit | None,
    units: Units,
    given: Units,
    parameters: Units,
    lists: Lists,
    table: DeclaredTable,
) -> Iterator[tuple[Formula, Problem]]:
    rows: dict[str, Unit] = dict(units) | dict(given)
    for tree in trees(formula):
        for id in needed_facts(tree):
            column, _, rest = id.partition(IS)
            if rest.startswith("param."):
                name = rest.removeprefix("param.")
                rows[id] = YES_NO
                choices = next(c.choices for c in table.columns.values() if c.id == column.rpartition(".")[2])
                wrong = [word for word in lists.get(name, ()) if word not in choices]
                if name not in lists:
                    message = Message('There is no list parameter "{id}".', id=name)
                    yield formula, Problem(formula.place, message, nearest(name, lists), code="unknown_parameter")
                for word in wrong:
                    message = Message('"{id}" is no choice of {column}.', id=word, column=column)
                    yield formula, Problem(formula.place, message, nearest(word, choices), code="formula")
    found: dict[str, Unit] = {}
    for index, each in enumerate(formula.aggregates):
        try:
            found[f"aggregate_{index}"] = _aggregate_unit(each, rows, parameters, formula)
        except UnreadableRuleset as error:
            yield from ((formula, problem) for problem in error.problems)
            return
    try:
        whole = typecheck(formula.tree, dict(given) | found, parameters, formula.place)
    except UnreadableRuleset as error:
        yield from ((formula, problem) for problem in error.problems)
        return
    if unit is None:
        return
    if (whole.kind == "truth") != (unit.dimension == "yes_no") and unit.dimension == "yes_no":
        yield formula, Problem(formula.place, Message("This fact is said to be so or not: the formula is none."))
    elif not _fits(whole.unit, unit):
        message = Message(
            "The formula gives {found}, the fact is in {unit}.", found=whole.unit.name or "-", unit=unit.name or "-"
        )
        yield formula, Problem(formula.place, message, code="unit")


def _fits(found: Unit, wanted: Unit) -> bool:
    """Whether a result may be a fact of the unit: a plain number may be a ratio told as 1:x or a count."""
    if found.dimension == wanted.dimension:
        return found.factor == wanted.factor
    return wanted.dimension == "pupils_each" or found.dimension == "plain" or "/" in found.dimension


def _aggregate_unit(each: Aggregate, rows: Units, parameters: Units, formula: Formula) -> Unit:
    for condition in (each.where, each.among):
        if condition is not None:
            typed = typecheck(condition, rows, parameters, formula.place)
            if typed.kind != "truth":
                message = Message("where= and among= are conditions of a row.")
                raise UnreadableRuleset(Problem(formula.place, message, code="formula"))
    argument = None
    if each.argument is not None and each.name != "distinct":
        argument = typecheck(each.argument, rows, parameters, formula.place).unit
    match each.name:
        case "sum" | "mean" | "median" | "stddev":
            return argument or PLAIN
        case "share_where":
            return PERCENT
        case "all_rows":
            return YES_NO
        case "count" | "distinct" | "cv":
            return PLAIN
