"""Reading the gates: what overrides the band, in the declared order, on sure ground only."""

from collections import Counter

from rules_engine.errors import Problem, nearest
from rules_engine.expr.needs import needed_parameters
from rules_engine.messages import Message
from rules_engine.ruleset.forms import BasisForm, GateForm, GatesForm, RequestForm
from rules_engine.ruleset.model import Band, Basis, Gate, GateKind, Request, Window
from rules_engine.ruleset.names import Names

KINDS: tuple[GateKind, ...] = ("demote", "cap", "veto")


def read_gates(
    form: GatesForm, bands: tuple[Band, ...], names: Names | None, problems: list[Problem]
) -> tuple[Gate, ...]:
    """The gates in the author's order; without `names` their conditions are left unread and none is returned."""
    if Counter(form.order) != Counter(KINDS):
        message = Message("The order of gates names {kinds}, each once.", kinds=", ".join(KINDS))
        problems.append(Problem(form.place, message, code="gates"))
    found = []
    for item in form.items:
        _target(item, bands, problems)
        _ground(item, problems)
        if names is not None and (gate := _gate(item, names, problems)) is not None:
            found.append(gate)
    return tuple(found)


def read_basis(forms: tuple[BasisForm, ...]) -> tuple[Basis, ...]:
    """The laws and documents behind a rule."""
    return tuple(Basis(form.text, form.certainty) for form in forms)


def read_request(form: RequestForm | None, names: Names, problems: list[Problem]) -> Request | None:
    """What would settle it, and who keeps it; a bureau that the ruleset does not list is a problem."""
    if form is None:
        return None
    if not form.bureaus:
        message = Message("A request names the bureau that keeps what is asked for.")
        problems.append(Problem(form.place, message, code="bureau"))
    if (known := names.bureaus) is None:
        return Request(form.table, ())
    for id in form.bureaus:
        if id not in known:
            message = Message('There is no bureau "{id}" under "bureaus" of ruleset.yaml.', id=str(id))
            problems.append(Problem(id.place, message, nearest=nearest(id, known), code="bureau"))
    return Request(form.table, tuple(known[id] for id in dict.fromkeys(map(str, form.bureaus)) if id in known))


def _target(item: GateForm, bands: tuple[Band, ...], problems: list[Problem]) -> None:
    ids = [band.id for band in bands]
    if item.kind == "demote":
        if item.to is not None:
            message = Message('A demotion is by one grade and has no "to".')
            problems.append(Problem(item.to.place, message, code="gates"))
    elif item.to is None:
        message = Message('The gate "{id}" says to which grade: the key "to" is missing.', id=str(item.id))
        problems.append(Problem(item.place, message, code="gates"))
    elif item.to not in ids:
        message = Message('There is no band "{band}".', band=str(item.to))
        problems.append(Problem(item.to.place, message, nearest=nearest(item.to, ids), code="gates"))


def _ground(item: GateForm, problems: list[Problem]) -> None:
    if not item.basis:
        message = Message('The gate "{id}" names no basis.', id=str(item.id))
        problems.append(Problem(item.place, message, code="gates"))
    for basis in item.basis:
        if basis.certainty == "memory":
            message = Message("A basis known from memory only cannot decide a gate.")
            problems.append(Problem(basis.place, message, code="memory_gate"))
    if item.window is not None and item.window.years < 1:
        message = Message("A window has at least one year.")
        problems.append(Problem(item.window.place, message, code="gates"))


def _gate(item: GateForm, names: Names, problems: list[Problem]) -> Gate | None:
    condition = names.condition(item.when, problems)
    if condition is None:
        return None
    for id in needed_parameters(condition[0]):
        if any(edition.certainty == "memory" for edition in names.parameters[id].editions):
            message = Message('Parameter "{id}" is known from memory only and cannot decide a gate.', id=id)
            problems.append(Problem(item.when.place, message, code="memory_gate"))
    return Gate(
        str(item.id),
        item.title,
        item.kind,
        condition[0],
        read_basis(item.basis),
        item.place,
        "" if item.to is None else str(item.to),
        None if item.window is None else Window(item.window.years),
        item.absence_means,
        item.requires_human,
        read_request(item.request, names, problems),
    )
