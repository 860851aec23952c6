"""The areas of a ruleset with their indicators and criteria, from what its files say."""

from collections.abc import Sequence
from fractions import Fraction

from rules_engine.errors import Problem
from rules_engine.facts.fact import Level
from rules_engine.ruleset.forms import AreaForm, CriterionForm, IndicatorForm
from rules_engine.ruleset.gates import read_basis, read_request
from rules_engine.ruleset.model import Area, Criterion, Indicator
from rules_engine.ruleset.names import Names
from rules_engine.ruleset.rules import read_rule
from rules_engine.ruleset.vet import points_problems, reference_problems
from rules_engine.yaml_values import Id

ONE = Fraction(1)


def read_area(id: Id, form: AreaForm, names: Names | None, problems: list[Problem]) -> Area:
    """An area with its indicators and criteria; without names, rules are not read and only points are looked at."""
    return Area(
        str(id),
        form.title,
        tuple(_indicator(indicator, names, problems) for indicator in form.indicators),
        form.combine,
        form.points,
        _weight(form),
        tuple(str(word) for word in form.words),
    )


def _indicator(form: IndicatorForm, names: Names | None, problems: list[Problem]) -> Indicator:
    return Indicator(
        str(form.id),
        form.title,
        read_criteria(form.criteria, names, problems),
        form.combine,
        form.points,
        _weight(form),
    )


def read_criteria(
    forms: Sequence[CriterionForm], names: Names | None, problems: list[Problem]
) -> tuple[Criterion, ...]:
    """The criteria whose rules could be read."""
    found = []
    for form in forms:
        problems += points_problems(form)
        if names is None:
            continue
        criterion = _criterion(form, names, problems)
        if criterion is not None:
            problems += reference_problems(form, criterion, names)
            found.append(criterion)
    return tuple(found)


def _criterion(form: CriterionForm, names: Names, problems: list[Problem]) -> Criterion | None:
    rule = read_rule(form.check, form.points, form.minimum, names, problems)
    applies = None if form.applies is None else names.condition(form.applies, problems)
    request = read_request(form.request, names, problems)
    if rule is None or (applies is None and form.applies is not None):
        return None
    return Criterion(
        str(form.id),
        form.title,
        form.points,
        rule,
        read_basis(form.basis),
        form.place,
        form.minimum,
        _weight(form),
        Level[form.evidence],
        request,
        applies and applies[0],
        form.look_back,
        tuple(str(scope) for scope in form.scopes),
        str(form.stated or ""),
        tuple(str(id) for id in form.shown_parameters),
        form.note,
    )


def _weight(form: AreaForm | IndicatorForm | CriterionForm) -> Fraction:
    return ONE if form.weight is None else form.weight
