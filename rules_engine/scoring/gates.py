"""Gates: demotions, caps and vetoes, applied to the open grades after the bands, in the ruleset's order."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from rules_engine.expr.evaluate import truth
from rules_engine.expr.needs import needed_facts
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.factset import FactSet, Terms
from rules_engine.ruleset.model import Gate, Ruleset
from rules_engine.scoring.verdict import GateResult, GateState


def apply_gates(
    ruleset: Ruleset, grades: Sequence[str], states: Mapping[str, GateState]
) -> tuple[tuple[str, ...], Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """The grades left open after all gates, and for each gate the grades before and after it.

    A fired gate maps a set of grades S to g(S), an open one to S ∪ g(S), in the declared order of kinds.
    """
    ids = [band.id for band in ruleset.bands]
    held = set(grades)
    steps: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for gates, state in _in_order(ruleset, states):
        before = _sorted(held, ids)
        if state != "closed":
            lowered = {_lowered(gates[0], grade, ids) for grade in held}
            held = lowered if state == "fired" else held | lowered
        for gate in gates:
            steps[gate.id] = (before, _sorted(held, ids))
    return _sorted(held, ids), steps


def _in_order(ruleset: Ruleset, states: Mapping[str, GateState]) -> Iterable[tuple[Sequence[Gate], GateState]]:
    for kind in ruleset.gate_order:
        gates = [gate for gate in ruleset.gates if gate.kind == kind]
        if kind == "demote" and gates and not ruleset.stack:
            held = {states[gate.id] for gate in gates}
            yield gates, "fired" if "fired" in held else "open" if "open" in held else "closed"
        else:
            for gate in gates:
                yield [gate], states[gate.id]


def _lowered(gate: Gate, grade: str, ids: Sequence[str]) -> str:
    """The grade a fired gate leaves of `grade`; never a better one, never below the lowest."""
    place = ids.index(grade)
    if gate.kind == "demote":
        return ids[min(place + 1, len(ids) - 1)]
    return ids[max(place, ids.index(gate.to) if gate.to else len(ids) - 1)]


def _sorted(held: Iterable[str], ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(held, key=ids.index))


GateFound = tuple[GateState, tuple[Fact, ...], tuple[str, ...]]


def gate_state(gate: Gate, facts: FactSet, parameters: Mapping[str, Fraction]) -> GateFound:
    """Whether a gate fired, is open or closed, the facts it rests on, and why it is open.

    A gate with a window looks at every year of it: one year is enough to fire it, all must be closed to close it.
    """
    if gate.window is None:
        return _state(gate, facts, parameters, look_back=1, back=0)
    years = [_state(gate, facts, parameters, look_back=0, back=back) for back in range(gate.window.years)]
    for state in ("fired", "open"):
        found = [year for year in years if year[0] == state]
        if found:
            break
    else:
        found = years
    used = dict.fromkeys(fact for _, year_facts, _ in found for fact in year_facts)
    return found[0][0], tuple(used), tuple(dict.fromkeys(reason for _, _, reasons in found for reason in reasons))


def _state(gate: Gate, facts: FactSet, parameters: Mapping[str, Fraction], *, look_back: int, back: int) -> GateFound:
    """The state over one stretch of years.

    What is stated (E1 and above) decides; words alone close it only where the ruleset says that an absence may be
    attested, and fire it as an admission. Where a human must decide, anything but an inspector's entry only opens it.
    """
    ids = needed_facts(gate.when)
    firm, words = Terms(Level.E1, look_back, back=back), Terms(Level.E0, look_back, back=back)
    held = truth(gate.when, facts.values(firm, parameters))
    readings = [facts.reading(id, firm if held is not None else words) for id in ids]
    used = tuple(dict.fromkeys(fact for reading in readings for fact in reading.facts))
    if held is None:
        said = truth(gate.when, facts.values(words, parameters))
        if said or (said is False and gate.absence_means == "false_if_attested"):
            held = said
        elif not used and gate.absence_means == "false":
            held = False
    reasons = tuple(dict.fromkeys(reason for reading in readings for reason in reading.reasons))
    if held is False:
        return "closed", used, ()
    if held is None:
        return "open", used, reasons
    if gate.requires_human and not all(fact.level is Level.E4 and fact.origin == "entry" for fact in used):
        return "open", used, ("needs_human",)
    return "fired", used, ()


def run_gates(
    ruleset: Ruleset, grades: Sequence[str], facts: FactSet, parameters: Mapping[str, Fraction]
) -> tuple[tuple[str, ...], tuple[GateResult, ...]]:
    """The grades left open, and what each gate did, in the ruleset's order of gates."""
    found = {gate.id: gate_state(gate, facts, parameters) for gate in ruleset.gates}
    left, steps = apply_gates(ruleset, grades, {id: state for id, (state, _, _) in found.items()})
    results = tuple(
        GateResult(gate.id, *found[gate.id], before=steps[gate.id][0], after=steps[gate.id][1])
        for gate in ruleset.gates
    )
    return left, results
