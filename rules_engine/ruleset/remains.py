"""What is wrong with criteria and gates whose form cannot be used: a missing key hides no other mistake."""

from collections.abc import Collection, Iterable
from fractions import Fraction

from rules_engine.errors import Problem
from rules_engine.places import Place
from rules_engine.ruleset.areas import read_criteria
from rules_engine.ruleset.forms import CriterionForm, GateForm, RequestForm
from rules_engine.ruleset.gates import band_problems, bureau_problems, read_gate, read_request
from rules_engine.ruleset.names import Names
from rules_engine.ruleset.rules import read_rule, rule_problems
from rules_engine.ruleset.under import part, under
from rules_engine.ruleset.vet import named_problems
from rules_engine.structure import collect_value
from rules_engine.yaml_text import Mapping, Node, Scalar
from rules_engine.yaml_values import Id


def criteria_problems(nodes: Iterable[Node], read: Collection[Place], names: Names, problems: list[Problem]) -> None:
    """The mistakes in the criteria that were not read, and in the requests that were left out of those that were."""
    for node in nodes:
        if not isinstance(node, Mapping):
            continue
        if node.place in read:
            _request(node, names, problems, whole=False)
        elif (form := collect_value(CriterionForm, node, [])) is not None:
            read_criteria((form,), names, problems)
            _request(node, names, problems, whole=False)
        else:
            _criterion(node, names, problems)
            _request(node, names, problems)


def gates_problems(
    nodes: Iterable[Node],
    read: Collection[Place],
    bands: Collection[str] | None,
    names: Names,
    problems: list[Problem],
) -> None:
    """The mistakes in the gates that were not read; `bands` is None where not all of them are known."""
    for node in nodes:
        if not isinstance(node, Mapping):
            continue
        if node.place in read:
            _request(node, names, problems, whole=False)
        elif (form := collect_value(GateForm, node, [])) is not None:
            read_gate(form, bands, names, problems)
            _request(node, names, problems, whole=False)
        else:
            _condition(node, "when", names, problems)
            to = part(node, "to", Scalar)
            if to is not None and bands is not None:
                problems += band_problems(to, bands)
            _request(node, names, problems)


def _criterion(node: Mapping, names: Names, problems: list[Problem]) -> None:
    check = node.find("check")
    points = part(node, "points", Fraction)
    if check is not None and points is not None:
        read_rule(check, points, part(node, "minimum", Fraction) or Fraction(0), names, problems)
    elif check is not None:
        rule_problems(check, names, problems)
    _condition(node, "applies", names, problems)
    problems += named_problems(part(node, "stated", Id), part(node, "shown_parameters", tuple[Id, ...]) or (), names)


def _condition(node: Mapping, key: str, names: Names, problems: list[Problem]) -> None:
    text = part(node, key, Scalar)
    if text is not None:
        names.condition(text, problems)


def _request(node: Mapping, names: Names, problems: list[Problem], *, whole: bool = True) -> None:
    """The bureaus of a request; those of one that can be used only where it is `whole` that nobody read it."""
    form = part(node, "request", RequestForm)
    if form is not None:
        if whole:
            read_request(form, names, problems)
        return
    for request in under(node, "request"):
        problems += bureau_problems(part(request, "bureaus", tuple[Id, ...]) or (), names)
