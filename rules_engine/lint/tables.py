"""Whether the evidence tables of a vocabulary can be read, and their formulas fit the ruleset's parameters."""

from collections.abc import Sequence

from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.facts.tables.catalogue import tables_of
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.facts.tables.vetting import vet
from rules_engine.ruleset.model import Ruleset


def table_problems(ruleset: Ruleset) -> tuple[tuple[DeclaredTable, ...], list[Problem]]:
    """The tables, and every problem of them."""
    try:
        tables = tuple(tables_of(ruleset.vocabulary).values())
    except UnreadableRuleset as error:
        return (), list(error.problems)
    first = {id: parameter.editions[0] for id, parameter in ruleset.parameters.items()}
    units = {id: ruleset.parameters[id].unit for id, edition in first.items() if edition.value is not None}
    lists: dict[str, Sequence[str]] = {
        id: sorted({item for edition in parameter.editions for item in edition.items})
        for id, parameter in ruleset.parameters.items()
        if parameter.editions[0].items
    }
    facts = {id: entry.unit for id, entry in ruleset.vocabulary.facts.items()}
    return tables, [problem for table in tables for _, problem in vet(table, units, lists, facts)]
