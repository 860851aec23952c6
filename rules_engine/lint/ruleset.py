"""Linting a ruleset: strict loading, its vocabulary's examples, its worked cases, and what nothing uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rules_engine.checks.check import Check
from rules_engine.errors import Problem, UnreadableRuleset, in_order
from rules_engine.expr.needs import needed_parameters
from rules_engine.expr.nodes import Node
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.facts.tables.vetting import formulas, parameters_of
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_test import try_vocabulary
from rules_engine.lint.coverage import coverage_problems
from rules_engine.lint.tables import table_problems
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.ruleset.cases import vet_cases
from rules_engine.ruleset.files import RulesetFiles
from rules_engine.ruleset.load import try_ruleset
from rules_engine.ruleset.model import Built, Decided, Ruleset
from rules_engine.ruleset.names import RefusedPlugin


def lint_ruleset(folder: Path, checks: Mapping[str, Check], refused: Sequence[RefusedPlugin] = ()) -> list[Problem]:
    """Every problem of the ruleset in a folder, in the order of files and lines; none where it is clean."""
    try:
        attempt = try_ruleset(folder, checks, refused)
    except UnreadableRuleset as error:
        return list(error.problems)
    cases, of_cases = vet_cases(folder, attempt.names)
    problems = [*attempt.problems, *of_cases, *RulesetFiles(folder).forgotten(attempt.areas)]
    ruleset = attempt.ruleset
    if ruleset is not None:
        problems += try_vocabulary(ruleset.vocabulary)
        problems += _kinds_untold(ruleset.vocabulary)
        problems += () if of_cases else coverage_problems(ruleset, cases)
        tables, of_tables = table_problems(ruleset)
        problems += of_tables
        problems += _unused(ruleset, tables)
    return list(in_order(problems))


def _kinds_untold(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Words of the report's own that are lacking: without them what is planned or admitted counts as achieved."""
    words = vocabulary.words
    rows = {"problems": words.problems, "measures": words.measures, "targets": words.targets}
    lacking = [row for row, told in rows.items() if not told]
    if lacking and any(entry.phrases or entry.patterns for entry in vocabulary.facts.values()):
        message = Message(
            "No words tell of {rows}: figures that a report plans or admits would count as achieved.",
            rows=", ".join(lacking),
        )
        advice = Message("Write them under {key}, or copy the file from another ruleset.", key="report:")
        yield Problem(Place("vocabulary/report.yaml"), message, advice=advice, code="report_words")


def _unused(ruleset: Ruleset, tables: Iterable[DeclaredTable]) -> Iterator[Problem]:
    used = {id for table in tables for formula in formulas(table) for id in parameters_of(formula)}
    for criterion in ruleset.criteria:
        used.update(criterion.shown_parameters)
        if criterion.applies is not None:
            used.update(needed_parameters(criterion.applies))
        if isinstance(criterion.rule, Built):
            used.update(needed_parameters(criterion.rule.tree))
        elif isinstance(criterion.rule, Decided):
            used.update(_given(criterion.rule.arguments.values.values()))
    for gate in ruleset.gates:
        used.update(needed_parameters(gate.when))
    for id, parameter in ruleset.parameters.items():
        if id not in used:
            yield Problem(parameter.place, Message('Nothing uses the parameter "{id}".', id=id), code="unused")


def _given(values: Iterable[object]) -> Iterator[str]:
    """The parameters among the arguments of a check, however deep they stand."""
    for value in values:
        if isinstance(value, Node):
            yield from needed_parameters(value)
        elif isinstance(value, tuple):
            yield from _given(value)
