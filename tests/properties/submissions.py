"""Strategies: rulesets with nested areas, every check kind, items that may not apply, bonus, gates; and facts."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen
from hypothesis import event
from hypothesis import strategies as st

from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.checks.check import Arguments, Check
from rules_engine.expr import nodes as n
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.factset import FactSet
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.findings import Finding
from rules_engine.judge import Judge
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.ruleset.model import Area, Band, Bonus, Built, Criterion, Gate, Indicator, Ruleset
from rules_engine.scoring.bands import bands_between
from rules_engine.scoring.gates import run_gates
from rules_engine.scoring.sheet import score_sheet
from rules_engine.scoring.verdict import GateResult, ScoreLine
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import unit_table

YEAR = 2023
PLACE = Place("drawn.yaml", 1, 1)
TITLE = LocalText("题", "title")
CHECKS: Mapping[str, Check] = {check.id: check for check in BUILTIN_CHECKS}

SHARES = [f"share_{i}" for i in range(8)]
COUNTS = [f"count_{i}" for i in range(6)]
CONDITIONS = [f"holds_{i}" for i in range(6)]
RATINGS = [f"rating_{i}" for i in range(3)]
GATED = [f"accident_{i}" for i in range(4)]


def _entry(id: str, unit: str, low: int, high: int | None) -> FactEntry:
    absent = Range(Fraction(low), None if high is None else Fraction(high))
    return FactEntry(id, TITLE, unit_table().units[unit], absent, PLACE)


VOCABULARY = Vocabulary(
    {id: _entry(id, "%", 0, 100) for id in SHARES}
    | {id: _entry(id, "个", 0, None) for id in COUNTS}
    | {id: _entry(id, "yes_no", 0, 1) for id in CONDITIONS}
    | {id: _entry(id, "rating", 1, 3) for id in RATINGS}
    | {id: _entry(id, "起", 0, None) for id in GATED}
)
UNITS = {id: entry.unit for id, entry in VOCABULARY.facts.items()}


@frozen
class Outcome:
    """What the engine makes of a ruleset and facts."""

    findings: Mapping[str, Finding]
    sheet: tuple[ScoreLine, ...]
    gates: tuple[GateResult, ...]
    grades: tuple[str, ...]

    @property
    def total(self) -> ScoreLine:
        return self.sheet[-1]


def outcome(ruleset: Ruleset, facts: tuple[Fact, ...]) -> Outcome:
    """Criteria, sheet, bands and gates over the given facts."""
    held = FactSet(ruleset.vocabulary, YEAR, facts)
    judge = Judge(held, {}, ruleset.quantum)
    findings = {criterion.id: judge.finding(criterion) for criterion in ruleset.criteria}
    sheet = score_sheet(ruleset, findings)
    bands = bands_between(ruleset, sheet[-1].scores.confirmed, sheet[-1].scores.best)
    grades, gates = run_gates(ruleset, bands, held, {})
    return Outcome(findings, sheet, gates, grades)


def fact(id: str, value: Range | Fraction | int, level: Level = Level.E2, year: int | None = YEAR) -> Fact:
    """A fact as the engine would have read it."""
    known = value if isinstance(value, Range) else Range.of(value)
    origin = "claim" if level is Level.E0 else "mention"
    return Fact(id, known, level, "achieved", origin, (), None if year is None else Period(year))


_points = st.integers(1, 12).map(Fraction)
_tenths = st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10))


def _at_least(id: str, limit: Fraction) -> n.Node:
    return n.Comparison(n.FactRef(id), ((">=", n.Number(limit)),))


@st.composite
def arguments(draw: st.DrawFn, kind: str, ids: dict[str, list[str]], points: Fraction) -> Arguments:
    """Arguments for a built-in kind, taking fresh facts from `ids` so that criteria share none unless they must."""
    share = ids["share"].pop()
    limit = draw(_tenths)
    match kind:
        case "require":
            condition = _at_least(share, limit)
            if draw(st.booleans()):
                condition = n.AnyOf((condition, n.FactRef(ids["condition"].pop())))
            return Arguments({"that": condition}, points)
        case "ladder":
            thresholds = sorted(draw(st.sets(_tenths, min_size=1, max_size=3)))
            awards = sorted(draw(st.lists(st.integers(0, 4), min_size=len(thresholds), max_size=len(thresholds))))
            steps = [(n.Number(t), points * award / 4) for t, award in zip(thresholds, awards, strict=True)]
            steps[-1] = (steps[-1][0], points)
            return Arguments({"value": n.FactRef(share), "steps": tuple(steps), "base": Fraction(0)}, points)
        case "linear":
            other = draw(_tenths.filter(lambda end: end != limit))
            return Arguments({"value": n.FactRef(share), "from": n.Number(limit), "to": n.Number(other)}, points)
        case "at_least":
            more = [n.FactRef(ids["condition"].pop()) for _ in range(2)]
            return Arguments({"count": Fraction(2), "conditions": (_at_least(share, limit), *more)}, points)
        case "checklist":
            items = ((_at_least(share, limit), points / 2), (n.FactRef(ids["condition"].pop()), points / 2))
            return Arguments({"items": items}, points)
        case "deduct":
            return Arguments(
                {"value": n.FactRef(ids["count"].pop()), "each": Fraction(draw(st.integers(1, 4)), 2)}, points
            )
        case "rating":
            return Arguments({"fact": n.FactRef(ids["rating"].pop()), "b": points / 2}, points)
        case _:
            return Arguments({"fact": n.FactRef(ids["condition"].pop())}, points)


KINDS = ("require", "ladder", "linear", "at_least", "checklist", "deduct", "rating", "human")


@st.composite
def criteria(draw: st.DrawFn, id: str, ids: dict[str, list[str]]) -> Criterion:
    """A criterion of any built-in kind; some may turn out not to apply."""
    need = {"at_least": ("condition", 2), "deduct": ("count", 1), "rating": ("rating", 1)}
    kinds = [
        kind for kind in KINDS if len(ids[need.get(kind, ("condition", 1))[0]]) >= need.get(kind, ("condition", 1))[1]
    ]
    kind = draw(st.sampled_from(kinds or ["linear"]))
    event(f"check kind {kind}")
    points = draw(_points)
    check = CHECKS[kind]
    assert check.build is not None
    tree = check.build(draw(arguments(kind, ids, points)))
    typed = typecheck(tree, UNITS, {}, PLACE)
    applies = None
    if ids["count"] and draw(st.integers(0, 4)) == 0:
        applies = n.Comparison(n.FactRef(ids["count"].pop()), ((">", n.Number(Fraction(0))),))
        event("may not apply")
    rule = Built(kind, tree, typed.exact, typed.kind == "truth", needed_facts(tree), check.needs_human)
    weight = Fraction(draw(st.integers(1, 3)))
    level = draw(st.sampled_from([Level.E1, Level.E2]))
    return Criterion(id, TITLE, points, rule, (), PLACE, weight=weight, evidence=level, applies=applies)


@st.composite
def gates(draw: st.DrawFn, bands: int) -> tuple[Gate, ...]:
    """Up to three gates of every kind."""
    drawn = []
    for index in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["demote", "cap", "veto"]))
        event(f"gate {kind}")
        to = f"band_{draw(st.integers(1, bands - 1))}" if kind == "cap" else ""
        when = n.Comparison(n.FactRef(GATED[index]), ((">", n.Number(Fraction(0))),))
        drawn.append(Gate(f"gate_{index}", TITLE, kind, when, (), PLACE, to))
    return tuple(drawn)


@st.composite
def rulesets(draw: st.DrawFn, *, with_bonus: bool = True) -> Ruleset:
    """A small ruleset: up to two areas of up to two indicators of up to two criteria, sums and weighted means."""
    ids = {
        "share": [*SHARES, *SHARES, *SHARES][::-1],
        "count": COUNTS[::-1],
        "condition": CONDITIONS[::-1],
        "rating": RATINGS[::-1],
    }
    areas = []
    for a in range(draw(st.integers(1, 2))):
        indicators = []
        for i in range(draw(st.integers(1, 2))):
            drawn = tuple(draw(criteria(f"c_{a}_{i}_{c}", ids)) for c in range(draw(st.integers(1, 2))))
            mean = draw(st.booleans())
            event("indicator by mean" if mean else "indicator by sum")
            indicators.append(
                Indicator(f"i_{a}_{i}", TITLE, drawn, "mean" if mean else "sum", draw(_points) if mean else None)
            )
        areas.append(Area(f"a_{a}", TITLE, tuple(indicators)))
    bonus = None
    if with_bonus and draw(st.booleans()):
        event("bonus")
        bonus = Bonus(draw(_points), (draw(criteria("bonus_0", ids)),))
    count = draw(st.integers(2, 4))
    maximum = sum((_maximum(area) for area in areas), Fraction(0))
    lows = sorted(draw(st.sets(st.integers(1, 100), min_size=count - 1, max_size=count - 1)), reverse=True)
    bands = [Band(f"band_{i}", TITLE, maximum * low / 100, True) for i, low in enumerate(lows)]
    order = draw(st.permutations(["demote", "cap", "veto"]))
    return Ruleset(
        name="drawn",
        title=TITLE,
        reconstruction=True,
        schemes=(),
        language="zh",
        areas=tuple(areas),
        bands=(*bands, Band(f"band_{count - 1}", TITLE, None, False)),
        parameters={},
        vocabulary=VOCABULARY,
        digest="",
        bonus=bonus,
        gates=draw(gates(count)),
        gate_order=tuple(order),
        stack=draw(st.booleans()),
        reading=draw(st.sampled_from(["half_open", "round_first"])),
        not_applicable=draw(st.sampled_from(["renormalise", "full", "zero"])),
        total=maximum,
    )


def _maximum(area: Area) -> Fraction:
    return sum(
        (
            i.points if i.points is not None else sum((c.points for c in i.criteria), Fraction(0))
            for i in area.indicators
        ),
        Fraction(0),
    )


@st.composite
def values(draw: st.DrawFn, id: str) -> Fraction:
    """A value a fact may have, thresholds and ends included."""
    unit = VOCABULARY.facts[id].unit.name
    if unit == "%":
        return draw(_tenths)
    if unit == "yes_no":
        return Fraction(draw(st.integers(0, 1)))
    if unit == "rating":
        return Fraction(draw(st.integers(1, 3)))
    return Fraction(draw(st.integers(0, 6)))


@st.composite
def known(draw: st.DrawFn, ids: tuple[str, ...], levels: tuple[Level, ...] = (Level.E2, Level.E3)) -> tuple[Fact, ...]:
    """Facts for some of the ids, exact or as a range, at any of the levels."""
    facts = []
    for id in ids:
        state = draw(st.sampled_from(["silent", "exact", "exact", "range"]))
        event(f"fact {state}")
        if state == "silent":
            continue
        found = Range.of(draw(values(id)))
        if state == "range":
            other = draw(values(id))
            assert found.low is not None
            found = Range(min(found.low, other), max(found.low, other))
        facts.append(fact(id, found, draw(st.sampled_from(levels))))
    return tuple(facts)


def asked(ruleset: Ruleset) -> tuple[str, ...]:
    """Every fact id that a ruleset's criteria and gates need."""
    trees = [c.rule.tree for c in ruleset.criteria if isinstance(c.rule, Built)]
    trees += [c.applies for c in ruleset.criteria if c.applies is not None]
    trees += [gate.when for gate in ruleset.gates]
    return tuple(sorted({id for tree in trees for id in needed_facts(tree)}))


@st.composite
def completions(draw: st.DrawFn, ids: tuple[str, ...], facts: tuple[Fact, ...]) -> dict[str, Fraction]:
    """One value per id, inside what the facts say and the vocabulary allows."""
    told = {f.id: f.value for f in facts}
    found = {}
    for id in ids:
        allowed = told.get(id, VOCABULARY.facts[id].absent)
        if allowed.settled and allowed.low is not None:
            found[id] = allowed.low
            continue
        ends = [end for end in (allowed.low, allowed.high) if end is not None]
        inside = draw(values(id))
        found[id] = draw(st.sampled_from([*ends, inside])) if inside in allowed else draw(st.sampled_from(ends))
    return found


def without(ruleset: Ruleset, id: str) -> Ruleset:
    """The ruleset without one criterion; its declared total shrinks with it."""
    areas = tuple(
        evolve(
            area,
            indicators=tuple(evolve(i, criteria=tuple(c for c in i.criteria if c.id != id)) for i in area.indicators),
        )
        for area in ruleset.areas
    )
    return evolve(ruleset, areas=areas)
