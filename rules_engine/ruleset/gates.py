"""Reading the gates: what overrides the band, in the declared order, on sure ground only."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from rules_engine.errors import Problem, nearest
from rules_engine.expr.needs import needed_parameters
from rules_engine.messages import Message
from rules_engine.ruleset.forms import BasisForm, GateForm, GatesForm, RequestForm
from rules_engine.ruleset.model import Band, Basis, Gate, GateKind, Request, Window
from rules_engine.ruleset.names import Names
from rules_engine.yaml_text import Scalar
from rules_engine.yaml_values import Id

KINDS: tuple[GateKind, ...] = ("demote", "cap", "veto")


def read_gates(
    form: GatesForm, bands: tuple[Band, ...], names: Names | None, problems: list[Problem]
) -> tuple[Gate, ...]:
    """The gates in the author's order; without `names` their conditions are left unread and none is returned."""
    if Counter(form.order) != Counter(KINDS):
        message = Message("The order of gates names {kinds}, each once.", kinds=", ".join(KINDS))
        problems.append(Problem(form.place, message, code="gates"))
    ids = tuple(band.id for band in bands)
    return tuple(gate for item in form.items if (gate := read_gate(item, ids, names, problems)) is not None)


def read_gate(
    item: GateForm, bands: Collection[str] | None, names: Names | None, problems: list[Problem]
) -> Gate | None:
    """The gate, or None where its condition cannot be read; `bands` is None where not all of them are known."""
    _target(item, bands, problems)
    _ground(item, problems)
    return None if names is None else _gate(item, names, problems)


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
    problems += bureau_problems(form.bureaus, names)
    known = names.bureaus or {}
    return Request(form.table, tuple(known[id] for id in dict.fromkeys(map(str, form.bureaus)) if id in known))


def bureau_problems(ids: Iterable[Id], names: Names) -> Iterator[Problem]:
    """The bureaus that the ruleset does not list; none where its list cannot be read."""
    for id in ids:
        if names.bureaus is not None and id not in names.bureaus:
            yield Problem(id.place, no_bureau(str(id)), nearest=nearest(id, names.bureaus), code="bureau")


def band_problems(to: Scalar, bands: Collection[str]) -> Iterator[Problem]:
    """A grade that the ruleset does not have."""
    if to not in bands:
        yield Problem(to.place, no_band(str(to)), nearest=nearest(to, bands), code="gates")


def no_bureau(id: str) -> Message:
    """What is said of a bureau that the ruleset does not list."""
    return Message('There is no bureau "{id}" under "bureaus" of ruleset.yaml.', id=id)


def no_band(id: str) -> Message:
    """What is said of a grade that the ruleset does not have."""
    return Message('There is no band "{band}".', band=id)


def _target(item: GateForm, bands: Collection[str] | None, problems: list[Problem]) -> None:
    if item.kind == "demote":
        if item.to is not None:
            message = Message('A demotion is by one grade and has no "to".')
            problems.append(Problem(item.to.place, message, code="gates"))
    elif item.to is None:
        message = Message('The gate "{id}" says to which grade: the key "to" is missing.', id=str(item.id))
        problems.append(Problem(item.place, message, code="gates"))
    elif bands is not None:
        problems += band_problems(item.to, bands)


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
