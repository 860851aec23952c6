"""What must be true of a ruleset as a whole: its points add up, its ids are unique, its facts can do what is asked."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rules_engine.errors import Problem, nearest
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.ruleset.forms import AreaForm, CriterionForm, IndicatorForm, RulesetForm
from rules_engine.ruleset.model import Combine, Criterion, Missing
from rules_engine.ruleset.names import Names, no_fact, no_parameter
from rules_engine.values.number import written
from rules_engine.yaml_values import Id

ZERO = Fraction(0)


def total_problems(form: RulesetForm, areas: Sequence[tuple[Id, AreaForm]], place: Place) -> Iterator[Problem]:
    """Maxima that do not add up, at every stage; both numbers are told. `place` is that of the declared total."""
    if form.quantum <= 0:
        yield Problem(form.place, Message("The quantum is more than zero."), code="quantum")
    if form.total <= 0:
        yield Problem(place, Message("The total is more than zero."), code="total")
    for id, area in areas:
        for indicator in area.indicators:
            criteria = [(criterion.points, criterion.weight, criterion.place) for criterion in indicator.criteria]
            yield from _stage(indicator, str(indicator.id), criteria)
        indicators = [(_maximum(indicator), indicator.weight, indicator.place) for indicator in area.indicators]
        yield from _stage(area, str(id), indicators)
    parts = [(_area_maximum(area), area.weight, area.place) for _, area in areas]
    yield from _weights(form.combine, parts)
    total = sum((points for points, _, _ in parts), ZERO)
    if form.combine == "sum" and total != form.total:
        message = Message(
            "The total is declared as {total} points, but the maxima of the areas add up to {sum}.",
            sum=written(total),
            total=written(form.total),
        )
        maxima = ", ".join(f"{id} {written(_area_maximum(area))}" for id, area in areas)
        yield Problem(place, message, advice=Message("They are: {areas}.", areas=maxima), code="total")


def _maximum(indicator: IndicatorForm) -> Fraction:
    if indicator.points is not None:
        return indicator.points
    return sum((criterion.points for criterion in indicator.criteria), ZERO)


def _area_maximum(area: AreaForm) -> Fraction:
    if area.points is not None:
        return area.points
    return sum((_maximum(indicator) for indicator in area.indicators), ZERO)


Part = tuple[Fraction, Fraction | None, Place]


def _stage(group: AreaForm | IndicatorForm, id: str, parts: Sequence[Part]) -> Iterator[Problem]:
    if not parts:
        yield Problem(group.place, Message('"{id}" holds nothing to score.', id=id), code="empty")
        return
    yield from _weights(group.combine, parts)
    total = sum((points for points, _, _ in parts), ZERO)
    if group.combine == "mean" and group.points is None:
        message = Message('"{id}" combines by mean and needs "points" of its own.', id=id)
        yield Problem(group.place, message, code="total")
    elif group.combine == "sum" and group.points is not None and group.points != total:
        message = Message(
            '"{id}" declares {points} points, but its parts add up to {sum}.',
            id=id,
            points=written(group.points),
            sum=written(total),
        )
        yield Problem(group.place, message, code="total")
    if group.points is not None and group.points <= 0:
        yield Problem(group.place, Message("Points are more than zero."), code="points")


def _weights(combine: Combine, parts: Sequence[Part]) -> Iterator[Problem]:
    for _, weight, place in parts:
        if weight is not None and combine == "sum":
            message = Message('A weight means something only where the parts are combined by "mean".')
            yield Problem(place, message, code="weight")
        elif weight is not None and weight < 0:
            yield Problem(place, Message("A weight is never negative."), code="weight")
    if combine == "mean" and parts and not any(weight is None or weight > 0 for _, weight, _ in parts):
        yield Problem(parts[0][2], Message("All weights are zero."), code="weight")


def id_problems(form: RulesetForm, areas: Sequence[tuple[Id, AreaForm]]) -> Iterator[Problem]:
    """Ids that stand twice among areas, indicators, criteria and gates."""
    first: dict[str, Place] = {}
    for id, place in _named(form, areas):
        if id in first:
            message = Message('The id "{id}" stands twice; first at {place}.', id=id, place=first[id])
            yield Problem(place, message, code="duplicate_id")
        first.setdefault(id, place)


def _named(form: RulesetForm, areas: Sequence[tuple[Id, AreaForm]]) -> Iterator[tuple[str, Place]]:
    for id in form.areas:
        yield str(id), id.place
    for _, area in areas:
        for indicator in area.indicators:
            yield str(indicator.id), indicator.id.place
            for criterion in indicator.criteria:
                yield str(criterion.id), criterion.id.place
    for gate in form.gates.items if form.gates else ():
        yield str(gate.id), gate.id.place
    for criterion in form.bonus.criteria if form.bonus else ():
        yield str(criterion.id), criterion.id.place


def points_problems(form: CriterionForm) -> Iterator[Problem]:
    """A criterion whose points leave nothing to decide, or that names no basis."""
    if form.points <= form.minimum:
        message = Message(
            "The criterion has {points} points and at least {minimum}: the points are more than the minimum.",
            points=written(form.points),
            minimum=written(form.minimum),
        )
        yield Problem(form.place, message, code="points")
    if not form.basis:
        message = Message('The criterion "{id}" names no basis.', id=str(form.id))
        yield Problem(form.place, message, code="basis")


def named_problems(stated: Id | None, shown: Iterable[Id], names: Names) -> Iterator[Problem]:
    """Names beside the check that mean nothing: `stated` and `shown_parameters`."""
    if stated is not None:
        entry = names.facts.get(stated)
        if entry is None:
            yield no_fact(stated, _claimable(names.facts.values()))
        elif entry.unit.dimension != "yes_no":
            message = Message('"{id}" is in {unit}; "stated" names a yes_no fact.', id=entry.id, unit=entry.unit.name)
            yield Problem(stated.place, message, code="stated")
    for id in shown:
        if id not in names.parameters:
            yield no_parameter(id, str(id), names.parameters)


def reference_problems(form: CriterionForm, criterion: Criterion, names: Names) -> Iterator[Problem]:
    """Names beside the check that mean nothing: `stated`, `scopes`, `shown_parameters`."""
    yield from named_problems(form.stated, form.shown_parameters, names)
    rule = criterion.rule
    if isinstance(rule, Missing):
        return
    valid = [scope for id in rule.facts for scope in names.facts[id].scopes]
    for scope in form.scopes:
        if scope not in valid:
            message = Message('No fact of this criterion states the scope "{scope}".', scope=str(scope))
            yield Problem(scope.place, message, nearest=nearest(scope, valid), code="scope")


def _claimable(entries: Iterable[FactEntry]) -> list[str]:
    return [entry.id for entry in entries if entry.unit.dimension == "yes_no"]
