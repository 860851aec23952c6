"""Planted faults: for each property of semantics.md, one plausible mistake that it must notice."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from rules_engine import judge
from rules_engine.digest import digest_json
from rules_engine.documents import submission
from rules_engine.expr import written
from rules_engine.facts import factset
from rules_engine.facts.fact import Fact
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.hooks import host
from rules_engine.scoring import bands, gates, sheet
from rules_engine.values import ranges
from rules_engine.values.ranges import Range


@frozen
class Fault:
    """A mistake: what it is, which function it replaces, and with what."""

    told: str
    owner: Any
    name: str
    replacement: Any


def silence_is_zero(self: Vocabulary, id: str) -> Range:
    return Range.of(0)


def open_gates_are_closed(ruleset: Any, grades: Sequence[str], states: Any) -> Any:
    return _apply_gates(ruleset, grades, {id: "closed" if s == "open" else s for id, s in states.items()})


def undecided_is_anything(node: Any, values: Any) -> Range:
    found = _amount(node, values)
    return found if found.settled else ranges.WHOLE


def two_facts_say_nothing(facts: Sequence[Fact]) -> Any:
    value, kept, losing, conflict = _agreed(facts)
    return (Range(Fraction(0), Fraction(10**6)) if len(facts) > 1 else value), kept, losing, conflict


def the_last_fact_wins(facts: Sequence[Fact]) -> Any:
    return facts[-1].value, (facts[-1],), tuple(facts[:-1]), False


def not_applicable_is_zero(criterion: Any, finding: Any, policy: str) -> Any:
    return _criterion_item(criterion, finding, "zero")


def weights_are_integers(points: Fraction, quantum: Fraction) -> Any:
    add_up = _mean(points, quantum)
    return lambda items, kind: add_up([evolve(i, weight=Fraction(int(i.weight) or 1)) for i in items], kind)


def ladders_stop_at_the_first_step(node: Any, values: Any) -> Range:
    from rules_engine.expr import nodes as n

    if isinstance(node, n.Ladder) and len(node.steps) > 1:
        steps = ((node.steps[0][0], node.steps[-1][1]), (node.steps[-1][0], node.steps[0][1]))
        return _amount(evolve(node, steps=steps), values)
    return _amount(node, values)


def a_veto_is_a_demotion(gate: Any, grade: str, ids: Sequence[str]) -> str:
    return _lowered(evolve(gate, kind="demote") if gate.kind == "veto" else gate, grade, ids)


def the_limit_itself_is_below(ruleset: Any, score: Fraction, reading: str | None = None) -> str:
    return next(band.id for band in ruleset.bands if band.low is None or score > band.low)


def brackets_are_left_out(node: Any, least: int) -> str:
    return written.write(node)


def a_missing_plugin_passes(criterion: Any, status: Any, **more: Any) -> Any:
    finding = _plain(criterion, status, **more)
    return evolve(finding, status="met", low=finding.maximum) if "plugin_missing" in finding.reasons else finding


def digest_with_the_clock(value: Any) -> str:
    return digest_json([value, str(time.monotonic_ns())])


def silence_gets_half(criterion: Any, finding: Any, policy: Any) -> Any:
    unsettled = finding.status in ("unknown", "asserted")
    half = evolve(finding, low=(finding.low + finding.high) / 2) if unsettled else finding
    return _criterion_item(criterion, half, policy)


def the_last_one_is_left_out(items: Sequence[Any], kind: Any) -> Any:
    return _sum(items[:-1], kind)


def as_they_come(items: Iterable[Any], key: Any = None) -> list[Any]:
    return list(items)


def keys_as_they_come(value: Any, **how: Any) -> str:
    return _dumps(value, **how | {"sort_keys": False})


_apply_gates = gates.apply_gates
_amount = judge.amount
_agreed = factset._agreed
_criterion_item = sheet._criterion
_dumps = json.dumps
_mean = sheet._mean
_lowered = gates._lowered
_plain = judge.plain
_sum = sheet._sum

FAULTS: dict[str, tuple[Fault, ...]] = {
    "P1": (
        Fault("a fact nobody reported counts as zero", Vocabulary, "absent", silence_is_zero),
        Fault("open gates are taken for closed", gates, "apply_gates", open_gates_are_closed),
    ),
    "P2": (Fault("an undecided amount may be anything", judge, "amount", undecided_is_anything),),
    "P3": (Fault("two facts of one id say nothing", factset, "_agreed", two_facts_say_nothing),),
    "P3 contrary": (Fault("the last fact wins without a word", factset, "_agreed", the_last_fact_wins),),
    "P4 facts": (Fault("the last fact wins", factset, "_agreed", the_last_fact_wins),),
    "P4 criteria": (Fault("the last area is left out", sheet, "_sum", the_last_one_is_left_out),),
    "P4 files": (Fault("files stay as the disk lists them", submission, "sorted", as_they_come),),
    "P4 plugins": (Fault("plugins stay as they are found", host, "sorted", as_they_come),),
    "P4 keys": (Fault("keys stay as they were set", json, "dumps", keys_as_they_come),),
    "P5": (Fault("what does not apply counts as zero", sheet, "_criterion", not_applicable_is_zero),),
    "P6": (Fault("weights are cut to integers", sheet, "_mean", weights_are_integers),),
    "P7": (Fault("a ladder mixes up its steps", judge, "amount", ladders_stop_at_the_first_step),),
    "P8": (Fault("a veto only demotes", gates, "_lowered", a_veto_is_a_demotion),),
    "P9": (Fault("a score at the limit falls below it", bands, "band_of", the_limit_itself_is_below),),
    "P10": (Fault("brackets are left out", written, "_inside", brackets_are_left_out),),
    "P12": (Fault("a criterion without its plugin passes", judge, "plain", a_missing_plugin_passes),),
    "P14": (Fault("silence gets half the points", sheet, "_criterion", silence_gets_half),),
}

Property = Callable[..., None]
