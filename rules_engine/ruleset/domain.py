"""What a tree can be at all: conditions never true, points out of reach, ladders that do not rise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from rules_engine.errors import Problem
from rules_engine.expr.evaluate import Values, amount, truth
from rules_engine.expr.needs import every_node, needed_parameters
from rules_engine.expr.nodes import Comparison, Ladder, Linear, Node, Number, ParameterRef
from rules_engine.expr.source import Sources, placed
from rules_engine.expr.written import write
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.ruleset.model import Built, Criterion, Gate
from rules_engine.ruleset.parameters import DatedParameter
from rules_engine.values.number import written

Parameters = Mapping[str, DatedParameter]


def criterion_problems(
    criterion: Criterion, vocabulary: Vocabulary, parameters: Parameters, sources: Sources
) -> Iterator[Problem]:
    """What is wrong with a criterion whatever a report says; conditions at the place where they are written."""
    if criterion.applies is not None:
        yield from _constant(criterion.applies, vocabulary, parameters, sources, criterion.place)
    rule = criterion.rule
    if not isinstance(rule, Built):
        return
    yield from _steps(rule.tree, parameters, criterion.place)
    if rule.truth:
        yield from _constant(rule.tree, vocabulary, parameters, sources, criterion.place)
        return
    for node, place in placed(rule.tree, sources, criterion.place):
        if isinstance(node, Comparison):
            yield from _constant(node, vocabulary, parameters, sources, place)
    yield from _points(criterion, rule, vocabulary, parameters)


def gate_problems(gate: Gate, vocabulary: Vocabulary, parameters: Parameters, sources: Sources) -> Iterator[Problem]:
    """What is wrong with a gate whatever a report says."""
    yield from _constant(gate.when, vocabulary, parameters, sources, gate.place)


def _days(node: Node, parameters: Parameters) -> list[tuple[date | None, Mapping[str, Fraction]]]:
    """Every set of parameter values that can be in force together, with the day it begins."""
    needed = [parameters[id] for id in needed_parameters(node)]
    if not needed:
        return [(None, {})]
    found: list[tuple[date | None, Mapping[str, Fraction]]] = []
    for day in sorted({edition.start for parameter in needed for edition in parameter.editions}):
        values: dict[str, Fraction] = {}
        for parameter in needed:
            edition = parameter.edition(day)
            if edition is not None and edition.value is not None:
                values[parameter.id] = edition.value
        if len(values) == len(needed):
            found.append((day, values))
    return found


def _values(vocabulary: Vocabulary, parameters: Mapping[str, Fraction]) -> Values:
    return Values(vocabulary.absent, vocabulary.absent, parameters)


def _constant(
    node: Node, vocabulary: Vocabulary, parameters: Parameters, sources: Sources, otherwise: Place
) -> Iterator[Problem]:
    source = sources.get(id(node))
    place = otherwise if source is None else source.place
    outcomes = [(day, truth(node, _values(vocabulary, values))) for day, values in _days(node, parameters)]
    never = [day for day, held in outcomes if held is False]
    if never:
        first = never[0]
        if first is None or len(never) == len(outcomes):
            message = Message('The condition "{condition}" can never be true.', condition=write(node))
        else:
            message = Message(
                'The condition "{condition}" can never be true from {day} on.',
                condition=write(node),
                day=first.isoformat(),
            )
        yield Problem(place, message, code="never_true")
    elif outcomes and all(held for _, held in outcomes):
        message = Message('The condition "{condition}" is always true.', condition=write(node))
        yield Problem(place, message, code="always_true")


def _points(criterion: Criterion, rule: Built, vocabulary: Vocabulary, parameters: Parameters) -> Iterator[Problem]:
    ends = [amount(rule.tree, _values(vocabulary, values)) for _, values in _days(rule.tree, parameters)]
    for found in ends:
        if found.settled:
            message = Message("The check always gives the same points, whatever is reported.")
        elif found.high is not None and found.high < criterion.points:
            message = Message(
                "The check gives {high} points at most; the criterion has {points}.",
                high=written(found.high),
                points=written(criterion.points),
            )
        elif rule.exact and found.high is not None and found.high > criterion.points:
            message = Message(
                "The check gives up to {high} points; the criterion has {points}.",
                high=written(found.high),
                points=written(criterion.points),
            )
        else:
            continue
        yield Problem(criterion.place, message, code="points")
        return


def _steps(tree: Node, parameters: Parameters, place: Place) -> Iterator[Problem]:
    for node in every_node(tree):
        if isinstance(node, Ladder):
            for day, values in _days(node, parameters):
                heights = [_height(threshold, values) for threshold, _ in node.steps]
                if any(lower >= upper for lower, upper in pairwise(heights)):
                    yield Problem(place, _falling(heights, day), code="ladder")
                    break
        elif isinstance(node, Linear) and any(
            _height(node.start, values) == _height(node.end, values) for _, values in _days(node, parameters)
        ):
            yield Problem(place, Message("A proportion needs two different ends."), code="linear")


def _falling(heights: Iterable[Fraction], day: date | None) -> Message:
    steps = ", ".join(written(height) for height in heights)
    if day is None:
        return Message("The steps of a ladder rise: {steps} do not.", steps=steps)
    return Message(
        "The steps of a ladder rise: {steps}, in force from {day}, do not.", steps=steps, day=day.isoformat()
    )


def _height(node: Number | ParameterRef, values: Mapping[str, Fraction]) -> Fraction:
    return node.value if isinstance(node, Number) else values[node.id]
