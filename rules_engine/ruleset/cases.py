"""Worked cases: facts, and what the ruleset's author expects of them and why."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.facts.entries import read_entry
from rules_engine.facts.entry_values import EntryForm
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.vocabulary_load import without
from rules_engine.messages import LocalText, Message
from rules_engine.places import Place
from rules_engine.records import frozen
from rules_engine.ruleset.case_forms import CaseForm, CasesForm, ExpectedForm, ExpectForm
from rules_engine.ruleset.case_names import CaseNames
from rules_engine.ruleset.files import RulesetFiles
from rules_engine.ruleset.model import Ruleset
from rules_engine.ruleset.under import part, under
from rules_engine.structure import collect_value
from rules_engine.values.number import written
from rules_engine.values.periods import Period
from rules_engine.yaml_text import List, Node
from rules_engine.yaml_text import Mapping as YamlMapping

STATUSES = ("met", "partial", "not_met", "asserted", "unknown", "not_applicable", "not_selected", "error")


@frozen(eq=False, repr=False)
class Expected:
    """The status of a criterion and, where the author gave them, its points low...high."""

    status: str
    low: Fraction | None
    high: Fraction | None
    place: Place


@frozen(eq=False, repr=False)
class Case:
    """One worked case; empty or None for what its author expects nothing of."""

    title: LocalText
    why: LocalText
    period: int
    facts: tuple[Fact, ...]
    criteria: Mapping[str, Expected]
    place: Place
    grades: tuple[str, ...] = ()
    confirmed: Fraction | None = None
    best: Fraction | None = None


@frozen(eq=False, repr=False)
class Outcome:
    """What evaluating a case gave: status, lowest and highest points of each criterion, the open grades, the scores."""

    criteria: Mapping[str, tuple[str, Fraction, Fraction]]
    grades: tuple[str, ...]
    confirmed: Fraction
    best: Fraction


def read_cases(folder: Path, ruleset: Ruleset) -> tuple[Case, ...]:
    """All cases of a ruleset's folder, in the order of files and lines; raises UnreadableRuleset with every problem."""
    cases, problems = vet_cases(folder, CaseNames.of(ruleset))
    if problems:
        raise UnreadableRuleset(*problems)
    return cases


def vet_cases(folder: Path, names: CaseNames) -> tuple[tuple[Case, ...], Sequence[Problem]]:
    """The cases as far as they can be read, and every problem but those that follow from the ruleset's own."""
    problems: list[Problem] = []
    cases: list[Case] = []
    home = RulesetFiles(folder)
    for stem in home.stems("cases"):
        try:
            tree = home.read("cases", f"{stem}.yaml")
        except UnreadableRuleset as error:
            problems += error.problems
            continue
        form = collect_value(CasesForm, tree, problems)
        read = form.cases if form else ()
        cases += [_case(case, names, problems) for case in read]
        places = {case.place for case in read}
        for node in under(tree, "cases"):
            if names.criteria is not None:
                _unknown_criteria(node, names.criteria, problems)
            if node.place not in places:
                _left_out(node, names, problems)
    follow = without(names.broken)
    return tuple(cases), [problem for problem in in_order(problems) if problem.message not in follow]


def compare(case: Case, outcome: Outcome) -> list[Problem]:
    """Where an outcome is not what the case expects, each at its line."""
    return list(_differences(case, outcome))


def _case(form: CaseForm, names: CaseNames, problems: list[Problem]) -> Case:
    facts = _facts(form.facts, Period(form.period), names, problems)
    criteria, grades = _expectations(form.expect, names, problems)
    return Case(
        form.title,
        form.why,
        form.period,
        facts,
        criteria,
        form.place,
        grades,
        form.expect.confirmed,
        form.expect.best,
    )


def _unknown_criteria(node: Node, known: Sequence[str], problems: list[Problem]) -> None:
    """Expected criteria that the ruleset does not have, also those of which the outcome cannot be read."""
    for expected in under(node, "expect", "criteria"):
        for id in expected if isinstance(expected, YamlMapping) else ():
            if id not in known:
                message = Message('There is no criterion "{id}".', id=str(id))
                problems.append(
                    Problem(id.place, message, nearest=nearest(id, sorted(known)), code="unknown_criterion")
                )


def _left_out(node: Node, names: CaseNames, problems: list[Problem]) -> None:
    """What else is wrong with a case that lacks a key."""
    entries = [form for item in under(node, "facts") if (form := collect_value(EntryForm, item, [])) is not None]
    _facts(entries, None, names, problems)
    expect = part(node, "expect", ExpectForm)
    if expect is not None:
        _expectations(expect, names, problems)


def _facts(
    entries: Sequence[EntryForm], period: Period | None, names: CaseNames, problems: list[Problem]
) -> tuple[Fact, ...]:
    if (vocabulary := names.vocabulary) is None:
        return ()
    found = [read_entry(entry, vocabulary, problems, level=Level.E2, period=period) for entry in entries]
    return tuple(fact for fact in found if fact is not None)


def _expectations(
    form: ExpectForm, names: CaseNames, problems: list[Problem]
) -> tuple[dict[str, Expected], tuple[str, ...]]:
    """What is expected of the criteria, and the grades."""
    criteria = {str(id): _expected(expected, problems) for id, expected in form.criteria.items()}
    grades = form.grades or (() if form.grade is None else (form.grade,))
    for grade in grades:
        if names.bands is not None and grade not in names.bands:
            message = Message('There is no band "{band}".', band=str(grade))
            problems.append(Problem(grade.place, message, nearest=nearest(grade, names.bands), code="unknown_band"))
    return criteria, tuple(map(str, grades))


def _expected(form: ExpectedForm, problems: list[Problem]) -> Expected:
    if form.status not in STATUSES:
        message = Message('"{status}" is no outcome of a criterion.', status=str(form.status))
        problems.append(Problem(form.status.place, message, nearest=nearest(form.status, STATUSES), code="status"))
    low = high = None
    if isinstance(form.points, List):
        ends = collect_value(tuple[Fraction, ...], form.points, problems) or ()
        if len(ends) == 2 and ends[0] < ends[1]:
            low, high = ends
        else:
            message = Message("Open points are written [low, high].")
            problems.append(Problem(form.points.place, message, code="points"))
    elif form.points is not None:
        low = high = collect_value(Fraction, form.points, problems)
    return Expected(str(form.status), low, high, form.place)


def _differences(case: Case, outcome: Outcome) -> Iterator[Problem]:
    for id, expected in case.criteria.items():
        status, low, high = outcome.criteria[id]
        if status != expected.status:
            message = Message(
                '"{id}" is {status}; the case expects {expected}.', id=id, status=status, expected=expected.status
            )
            yield Problem(expected.place, message, code="case")
        if expected.low is not None and expected.high is not None and (low, high) != (expected.low, expected.high):
            message = Message(
                '"{id}" gets {points} points; the case expects {expected}.',
                id=id,
                points=_points(low, high),
                expected=_points(expected.low, expected.high),
            )
            yield Problem(expected.place, message, code="case")
    if case.grades and set(case.grades) != set(outcome.grades):
        message = Message(
            "The grade is {grades}; the case expects {expected}.",
            grades=_grades(outcome.grades),
            expected=_grades(case.grades),
        )
        yield Problem(case.place, message, code="case")
    for name, found, wanted in (
        (Message("confirmed"), outcome.confirmed, case.confirmed),
        (Message("best"), outcome.best, case.best),
    ):
        if wanted is not None and found != wanted:
            message = Message(
                "The {score} score is {found}; the case expects {expected}.",
                score=name,
                found=written(found),
                expected=written(wanted),
            )
            yield Problem(case.place, message, code="case")


def _points(low: Fraction, high: Fraction) -> str:
    return written(low) if low == high else f"{written(low)}…{written(high)}"


def _grades(ids: Sequence[str]) -> str:
    return " / ".join(ids)
