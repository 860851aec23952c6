"""For each open grade: a smallest set of unsettled facts, with values, that makes it sure (semantics.md, 10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations, combinations_with_replacement, islice, product
from typing import TYPE_CHECKING

from rules_engine.expr.needs import needed_facts
from rules_engine.expr.nodes import Node
from rules_engine.facts.fact import Fact
from rules_engine.facts.factset import FactSet
from rules_engine.facts.mention import Relation
from rules_engine.findings import Finding
from rules_engine.judge import Judge
from rules_engine.records import define, evolve, field, frozen
from rules_engine.ruleset.model import Built, Criterion, Gate, Ruleset
from rules_engine.scoring.bands import bands_between
from rules_engine.scoring.decide import Decision, judge_of
from rules_engine.scoring.gates import apply_gates, gate_state, run_gates
from rules_engine.scoring.sheet import score_sheet
from rules_engine.scoring.verdict import GateState, Settling, Verdict, Way
from rules_engine.scoring.witness import Settler

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry

EXACT_UP_TO = 15
# Above that, sets grow by one finding at a time; where a few of them cannot be proved, larger ones hardly can.
PROOFS = 3


@frozen(eq=False, repr=False)
class FoundWays:
    """A way to each open grade that has one; `exact` is False where they were found by width, not from all sets."""

    ways: tuple[Way, ...]
    exact: bool


def ways_to_grades(verdict: Verdict) -> FoundWays:
    """The ways of a verdict, best grade first; none where its grade is settled."""
    return find_ways(verdict.ruleset, verdict, verdict.facts, verdict.period.year, verdict.relations, verdict.entries)


def find_ways(
    ruleset: Ruleset,
    decision: Decision | Verdict,
    facts: Iterable[Fact],
    year: int,
    relations: Sequence[Relation] = (),
    entries: "Sequence[Entry]" = (),
) -> FoundWays:
    """The ways to the open grades of a decision on these facts, best grade first; none where one grade is left."""
    if len(decision.grades) < 2:
        return FoundWays((), True)
    search = _Search(ruleset, decision, judge_of(ruleset, facts, year, relations, entries))
    found = [search.to(grade) for grade in decision.grades]
    return FoundWays(tuple(way for way in found if way), search.exact)


@define(eq=False, repr=False)
class _Search:
    ruleset: Ruleset
    decision: Decision | Verdict
    judge: Judge
    criteria: Mapping[str, Criterion] = field(init=False)
    open: Sequence[Finding] = field(init=False)
    moves: Mapping[str, Fraction] = field(init=False)
    asking: defaultdict[str, list[Node]] = field(init=False)
    open_gates: Sequence[Gate] = field(init=False)
    _alone: dict[tuple[str, bool], tuple[Settling, ...] | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.criteria = {criterion.id: criterion for criterion in self.ruleset.criteria}
        asked = [
            finding
            for finding in self.decision.findings.values()
            if finding.missing and isinstance(self.criteria[finding.criterion].rule, Built)
        ]
        self.open = sorted(asked, key=lambda f: (-(f.high - f.low) / len(f.missing), f.criterion))
        self.asking = defaultdict(list)
        for finding in self.open:
            for id in finding.missing:
                self.asking[id] += self._trees(self.criteria[finding.criterion])
        self.moves = {finding.criterion: self._move(finding) for finding in self.open}
        states = {result.id: result.state for result in self.decision.gates}
        self.open_gates = [gate for gate in self.ruleset.gates if states[gate.id] == "open"]

    @property
    def exact(self) -> bool:
        """Whether all sets of open facts are tried."""
        return len({id for finding in self.open for id in finding.missing}) <= EXACT_UP_TO

    def to(self, grade: str) -> Way | None:
        """The way to one grade, or None where no set of missing facts is found that makes it sure."""
        found: Way | None = None
        for gates in self._gate_choices():
            candidates = self._point_choices(grade, gates)
            for chosen, highs in candidates if self.exact else islice(candidates, PROOFS):
                asked = {id for finding in chosen for id in finding.missing} | set(self._gate_facts(gates))
                if found is not None and len(asked) >= len(found.settling):
                    break
                way = self._proved(grade, chosen, highs, gates)
                if way is not None and (found is None or len(way.settling) < len(found.settling)):
                    found = way
                    break
        return found

    def _gate_choices(self) -> list[dict[str, GateState]]:
        """Every way to leave open, close or fire the open gates; those that touch fewest first."""
        every: tuple[GateState, ...] = ("open", "closed", "fired")
        ids = [gate.id for gate in self.open_gates]
        named = [dict(zip(ids, states, strict=True)) for states in product(every, repeat=len(ids))]
        return sorted(named, key=lambda states: sum(state != "open" for state in states.values()))

    def _gate_facts(self, states: Mapping[str, GateState]) -> list[str]:
        touched = [gate for gate in self.open_gates if states[gate.id] != "open"]
        return [id for gate in touched for id in needed_facts(gate.when)]

    def _point_choices(
        self, grade: str, gates: Mapping[str, GateState]
    ) -> Iterator[tuple[Sequence[Finding], frozenset[str]]]:
        """Sets of findings to settle, smallest first, and which of them high, so that `grade` is sure."""
        states: dict[str, GateState] = {result.id: result.state for result in self.decision.gates} | dict(gates)
        targets = list(self._targets(grade, states))
        for chosen in self._finding_sets():
            moved = sum((self.moves[f.criterion] for f in chosen), Fraction(0))
            for low, high in targets:
                least = None if low is None else low - self.decision.scores.confirmed
                beyond = None if high is None else high - self.decision.scores.best + moved
                if (least is not None and moved < least) or (beyond is not None and beyond <= 0):
                    continue
                highs = self._highs(chosen, least, beyond)
                if highs is not None:
                    yield chosen, highs
                    break

    def _targets(
        self, grade: str, states: Mapping[str, GateState]
    ) -> Iterator[tuple[Fraction | None, Fraction | None]]:
        """The stretches of totals (low included, high excluded) in which the gates leave just `grade`."""
        bands = self.ruleset.bands
        for best, worst in combinations_with_replacement(range(len(bands)), 2):
            ids = tuple(band.id for band in bands[best : worst + 1])
            if apply_gates(self.ruleset, ids, states)[0] == (grade,):
                yield bands[worst].low, bands[best - 1].low if best else None

    def _highs(
        self, chosen: Sequence[Finding], least: Fraction | None, beyond: Fraction | None
    ) -> frozenset[str] | None:
        """Which of the chosen to settle high so that the total rises by at least `least` and by less than `beyond`."""
        rise, highs = Fraction(0), set()
        for finding in chosen:
            if least is None or rise >= least:
                break
            move = self.moves[finding.criterion]
            if beyond is None or rise + move < beyond:
                rise += move
                highs.add(finding.criterion)
        return frozenset(highs) if least is None or rise >= least else None

    def _finding_sets(self) -> Iterator[Sequence[Finding]]:
        if not self.exact:
            yield from (self.open[:count] for count in range(len(self.open) + 1))
            return
        ids = sorted({id for finding in self.open for id in finding.missing})
        seen: set[tuple[str, ...]] = set()
        for count in range(len(ids) + 1):
            sets = [[f for f in self.open if set(f.missing) <= set(facts)] for facts in combinations(ids, count)]
            for chosen in sorted(sets, key=lambda s: -sum((f.high - f.low for f in s), Fraction(0))):
                key = tuple(f.criterion for f in chosen)
                if key not in seen:
                    seen.add(key)
                    yield chosen

    def _move(self, finding: Finding) -> Fraction:
        """By how much settling this finding high rather than low moves the total."""
        line = self.decision.sheet[-1]
        if self.ruleset.only_sums:
            rebased = self.ruleset.total / line.applicable if line.applicable < self.ruleset.total else 1
            return (finding.high - finding.low) * rebased
        settled = evolve(finding, status="met", low=finding.high)
        moved = score_sheet(self.ruleset, {**self.decision.findings, finding.criterion: settled})[-1]
        return moved.scores.confirmed - line.scores.confirmed

    def _proved(
        self, grade: str, chosen: Sequence[Finding], highs: frozenset[str], gates: Mapping[str, GateState]
    ) -> Way | None:
        """The way with values, once evaluating them shows that the grade is sure; else None."""
        settler = Settler(self.judge.facts, self.judge.parameters)
        settling: list[Settling] = []
        # Facts with thresholds of their own first: the others can take any value that is left.
        trees = {f.criterion: self._trees(self.criteria[f.criterion])[0] for f in chosen}
        for finding in sorted(chosen, key=lambda f: not settler.has_thresholds(f.missing, trees[f.criterion])):
            values = self._values(settler, finding, finding.criterion in highs, settling)
            if values is None:
                return None
            settling += values
        for gate in self.open_gates:
            if gates[gate.id] == "open":
                continue
            wanted = partial(self._leaves, gate, gates[gate.id])
            values = settler.settle(needed_facts(gate.when), [gate.when], wanted, settling)
            if values is None:
                return None
            settling += values
        facts = settler.with_values(settling)
        judge = evolve(self.judge, facts=facts)
        line = score_sheet(self.ruleset, {c.id: judge.finding(c) for c in self.ruleset.criteria})[-1]
        bands = bands_between(self.ruleset, line.scores.confirmed, line.scores.best)
        left, _ = run_gates(self.ruleset, bands, facts, self.judge.parameters)
        told = tuple(sorted(settling, key=lambda s: (s.fact, s.earlier)))
        return Way(grade, told) if left == (grade,) else None

    def _values(
        self, settler: Settler, finding: Finding, high: bool, given: Sequence[Settling]
    ) -> tuple[Settling, ...] | None:
        """Values that settle a finding at one end, looked for once where it shares no fact with those given."""
        criterion = self.criteria[finding.criterion]
        trees = self._trees(criterion)
        # The thresholds of others keep a value from spoiling what a shared fact decides elsewhere.
        others = tuple(dict.fromkeys(tree for id in finding.missing for tree in self.asking[id]))
        wanted = partial(self._awards, criterion, finding.high if high else finding.low)
        shared = [s for s in given if s.fact in finding.missing]
        if shared:
            return settler.settle(finding.missing, trees, wanted, shared, others)
        key = (finding.criterion, high)
        if key not in self._alone:
            self._alone[key] = settler.settle(finding.missing, trees, wanted, (), others)
        return self._alone[key]

    def _trees(self, criterion: Criterion) -> tuple[Node, ...]:
        assert isinstance(criterion.rule, Built)
        return (criterion.rule.tree,) if criterion.applies is None else (criterion.rule.tree, criterion.applies)

    def _awards(self, criterion: Criterion, points: Fraction, facts: FactSet) -> bool:
        finding = evolve(self.judge, facts=facts).finding(criterion)
        return finding.low == finding.high == points

    def _leaves(self, gate: Gate, state: GateState, facts: FactSet) -> bool:
        return gate_state(gate, facts, self.judge.parameters)[0] == state
