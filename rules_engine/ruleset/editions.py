"""Reading dated parameters: editions that follow one another without hole or overlap."""

from collections.abc import Mapping as Forms
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from rules_engine.errors import Problem, nearest
from rules_engine.messages import LocalText, Message
from rules_engine.ruleset.forms import EditionForm, ParameterForm
from rules_engine.ruleset.parameters import DatedParameter, Edition
from rules_engine.ruleset.under import part, under
from rules_engine.structure import collect_value
from rules_engine.values.units import PLAIN, Unit, unit_named, unit_table
from rules_engine.yaml_text import Mapping, Node, Scalar
from rules_engine.yaml_values import Id


def read_parameters(forms: Forms[Id, ParameterForm], problems: list[Problem]) -> dict[str, DatedParameter]:
    """The parameters by id; what is wrong is added to `problems`, and what has no edition or unit is left out."""
    found: dict[str, DatedParameter] = {}
    for id, form in forms.items():
        unit = _unit(form, problems)
        editions = tuple(edition for each in form.editions if (edition := _edition(each, form, problems)) is not None)
        if not form.editions:
            problems.append(_problem(form, no_edition(str(id))))
        _tile(form.editions, problems)
        if editions and unit is not None:
            found[str(id)] = DatedParameter(str(id), form.title, unit, editions, form.place)
    return found


def no_edition(id: str) -> Message:
    """What is said of a parameter without any edition."""
    return Message('Parameter "{id}" has no edition.', id=id)


def read_unit(node: Node, problems: list[Problem]) -> Unit | None:
    """The unit of that name; an empty text is the plain number."""
    unit = unit_named(str(node)) if isinstance(node, Scalar) else None
    if unit is None:
        name = str(node) if isinstance(node, Scalar) else ""
        problems.append(
            Problem(
                node.place,
                Message('There is no unit "{unit}".', unit=name),
                nearest=nearest(name, filter(None, unit_table().units)) or _base_of(name),
                code="unit",
            )
        )
    return unit


def _base_of(name: str) -> str | None:
    """万元 is printed, 元 is the unit that values are kept in."""
    printed = unit_table().printed.get(name)
    return printed[0].name if printed else None


def _unit(form: ParameterForm, problems: list[Problem]) -> Unit | None:
    if form.text or form.list:
        if form.unit is not None:
            problems.append(Problem(form.unit.place, Message("A text parameter has no unit."), code="unit"))
        return PLAIN
    if form.unit is None:
        problems.append(_problem(form, Message('The key "{key}" is missing.', key="unit")))
        return None
    return read_unit(form.unit, problems)


def _edition(form: EditionForm, parameter: ParameterForm, problems: list[Problem]) -> Edition | None:
    found = _value(form.value, parameter.text, parameter.list, problems)
    if found is None:
        return None
    value, text, items = found
    if form.review_by is not None and form.review_by < form.start:
        message = Message(
            "The review is due on {review}, before the edition begins.", review=form.review_by.isoformat()
        )
        problems.append(Problem(form.place, message, code="editions"))
    return Edition(
        value,
        text,
        form.start,
        form.to,
        form.source,
        form.certainty,
        form.review_by,
        form.place,
        items,
    )


def _value(
    node: Node, text: bool, several: bool, problems: list[Problem]
) -> tuple[Fraction | None, LocalText | None, tuple[str, ...]] | None:
    """The number, the text or the ids that an edition gives; None where it is none of what the parameter holds."""
    if several:
        items = collect_value(tuple[Id, ...], node, problems)
        return None if items is None else (None, None, tuple(map(str, items)))
    if text:
        words = collect_value(LocalText, node, problems)
        return None if words is None else (None, words, ())
    number = collect_value(Fraction, node, problems)
    return None if number is None else (number, None, ())


def left_out_problems(parameter: Node, problems: list[Problem]) -> None:
    """What is wrong with the unit and the values of a parameter or of editions that other mistakes left out."""
    text, several = part(parameter, "text", bool) or False, part(parameter, "list", bool) or False
    whole = collect_value(ParameterForm, parameter, []) is not None
    unit = part(parameter, "unit", Scalar)
    if unit is not None and not whole and not text and not several:
        read_unit(unit, problems)
    for edition in under(parameter, "editions"):
        value = edition.find("value") if isinstance(edition, Mapping) else None
        if value is not None and not (whole and collect_value(EditionForm, edition, []) is not None):
            _value(value, text, several, problems)


def _tile(editions: tuple[EditionForm, ...], problems: list[Problem]) -> None:
    for earlier, later in pairwise(editions):
        if later.start <= earlier.start:
            message = Message(
                "This edition begins on {day}, not after the one above it ({above}); editions stand oldest first.",
                day=later.start.isoformat(),
                above=earlier.start.isoformat(),
            )
            problems.append(Problem(later.place, message, code="editions"))
        elif earlier.to is not None and earlier.to != later.start - timedelta(days=1):
            message = Message(
                "This edition ends on {end}, but the next begins on {start}: a day must have one value.",
                end=earlier.to.isoformat(),
                start=later.start.isoformat(),
            )
            problems.append(Problem(earlier.place, message, code="editions"))
        elif earlier.to is not None:
            message = Message('Only the last edition has "to"; an earlier one ends where the next begins.')
            problems.append(Problem(earlier.place, message, code="editions"))
    if editions and (last := editions[-1]).to is not None and last.to < last.start:
        message = Message("This edition ends on {end}, before it begins.", end=last.to.isoformat())
        problems.append(Problem(last.place, message, code="editions"))


def _problem(form: ParameterForm, message: Message) -> Problem:
    return Problem(form.place, message, code="parameter")
