"""Running the rule of a criterion over the facts, and what an inspector decides beside it."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from rules_engine.checks.check import Decision, Known
from rules_engine.expr.evaluate import Values, amount, truth
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.nodes import FactRef
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.factset import FactSet, Terms
from rules_engine.findings import Finding, Overruled, Reason, Status, plain, settled_status
from rules_engine.records import define, evolve, field
from rules_engine.ruleset.model import Built, Criterion, Decided, Missing
from rules_engine.values.kleene import Truth
from rules_engine.values.number import round_half_up

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry


@define(eq=False, repr=False)
class Judge:
    """Applies criteria to the facts of one submission; `parameters` are those in force for the evaluated period."""

    facts: FactSet
    parameters: Mapping[str, Fraction]
    quantum: Fraction
    waived: Collection[str] = ()
    not_selected: Collection[str] = ()
    relations_of: Mapping[str, tuple[int, ...]] = field(factory=dict)
    decisions: "Mapping[str, Entry]" = field(factory=dict)

    def finding(self, criterion: Criterion) -> Finding:
        """The outcome of one criterion."""
        entry = self.decisions.get(criterion.id)
        found = self._by_rule(criterion)
        return found if entry is None else _decided(found, entry, self.quantum)

    def _by_rule(self, criterion: Criterion) -> Finding:
        if criterion.id in self.not_selected:
            return plain(criterion, "not_selected")
        if criterion.id in self.waived:
            return plain(criterion, "not_applicable")
        applies: Truth = True
        if criterion.applies is not None:
            applies = truth(criterion.applies, self._values(_terms(criterion)))
        if criterion.applies is not None and applies is False:
            return plain(criterion, "not_applicable", facts=self._facts(needed_facts(criterion.applies), criterion))
        match criterion.rule:
            case Missing():
                return plain(criterion, "unknown", reasons=("plugin_missing",))
            case Built():
                finding = self._built(criterion, criterion.rule)
            case Decided():
                finding = self._decided(criterion, criterion.rule)
        if applies is None:
            return self._doubtful(criterion, finding)
        return finding

    def _values(self, terms: Terms) -> Values:
        return self.facts.values(terms, self.parameters)

    def _facts(self, ids: Iterable[str], criterion: Criterion, level: Level | None = None) -> tuple[Fact, ...]:
        terms = _terms(criterion, level)
        return tuple(dict.fromkeys(fact for id in ids for fact in self.facts.reading(id, terms).facts))

    def _points(self, criterion: Criterion, rule: Built, terms: Terms) -> tuple[Fraction, Fraction]:
        """The lowest and highest points that the facts on these terms allow, at the quantum."""
        values = self._values(terms)
        if rule.truth:
            held = truth(rule.tree, values)
            return (
                criterion.points if held else criterion.minimum,
                criterion.minimum if held is False else criterion.points,
            )
        found = amount(rule.tree, values)
        low = criterion.minimum if found.low is None else max(criterion.minimum, min(found.low, criterion.points))
        if found.low is found.high is not None:
            awarded = round_half_up(low, self.quantum)
            return awarded, awarded
        high = criterion.points if found.high is None else min(criterion.points, max(found.high, criterion.minimum))
        return round_half_up(low, self.quantum), round_half_up(high, self.quantum)

    def _built(self, criterion: Criterion, rule: Built) -> Finding:
        terms = _terms(criterion)
        low, high = self._points(criterion, rule, terms)
        if low is high or low == high:
            return self._told(
                criterion, rule.facts, low, high, terms, settled_status(criterion.minimum, criterion.points, low)
            )
        words = _terms(criterion, Level.E0)
        every = _terms(criterion, Level.E0, uncertain=True)
        status = self._in_words(criterion, rule, every)
        ids = (*rule.facts, criterion.stated) if criterion.stated else rule.facts
        # What was read off an image admits nothing until an inspector confirms it.
        if status == "not_met" and self._in_words(criterion, rule, words) == "not_met":
            low = high = criterion.minimum
            return self._told(criterion, ids, low, high, words, status, admitted=True)
        if status == "not_met":
            status = "unknown"
        return self._told(criterion, ids, low, high, every, status, outer=not rule.exact, human=rule.needs_human)

    def _in_words(self, criterion: Criterion, rule: Built, terms: Terms) -> Status:
        """What everything that is said makes of a criterion: asserted, not met by admission, or unknown."""
        points = self._points(criterion, rule, terms)
        if points == (criterion.points, criterion.points):
            return "asserted"
        if points == (criterion.minimum, criterion.minimum):
            return "not_met"
        if not criterion.stated:
            return "unknown"
        stated = truth(FactRef(criterion.stated), self._values(terms))
        return "asserted" if stated else "not_met" if stated is False else "unknown"

    def _told(
        self,
        criterion: Criterion,
        ids: tuple[str, ...],
        low: Fraction,
        high: Fraction,
        terms: Terms,
        status: Status,
        *,
        admitted: bool = False,
        outer: bool = False,
        human: bool = False,
    ) -> Finding:
        """The finding with the facts it rests on and, while unsettled, what each missing fact lacks."""
        facts: list[Fact] = []
        losing: list[Fact] = []
        missing: list[str] = []
        is_open = low is not high and low != high
        reasons: list[Reason] = ["needs_human"] if human and is_open else []
        strict = _terms(criterion)
        loose = self.facts.on(terms)
        firm_of = self.facts.on(strict) if is_open and strict is not terms else loose
        for id in ids:
            reading = loose(id)
            facts += reading.facts
            losing += reading.losing
            reasons += reading.reasons if reading.facts else ()
            if not is_open or id == criterion.stated:
                continue
            firm = firm_of(id)
            if not firm.value.settled:
                missing.append(id)
                reasons += firm.reasons
        if is_open and not missing:
            missing = [id for id in ids if id != criterion.stated]
        if status == "asserted":
            reasons = ["below_level" if reason == "no_claim" else reason for reason in reasons]
        # What keeps a criterion open stands before what is only to be known of a figure.
        if len(reasons) > 1:
            reasons.sort(key=lambda reason: reason == "no_period")
        relations: dict[int, None] = {}
        if self.relations_of:
            relations = dict.fromkeys(index for id in ids for index in self.relations_of.get(id, ()))
        return Finding(
            criterion.id,
            status,
            low,
            high,
            criterion.minimum,
            criterion.points,
            tuple(dict.fromkeys(reasons)),
            tuple(facts),
            tuple(losing),
            tuple(missing),
            tuple(relations),
            admitted,
            outer,
        )

    def _decided(self, criterion: Criterion, rule: Decided) -> Finding:
        terms = _terms(criterion)
        known: dict[str, Known | None] = {}
        for id in rule.facts:
            reading = self.facts.reading(id, terms)
            settled = reading.value.low if reading.value.settled else None
            period = next((str(fact.period) for fact in reading.facts if fact.period), "")
            known[id] = None if settled is None else Known(settled, period)
        assert rule.check.decide is not None
        try:
            decision: object = rule.check.decide(known, rule.arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  a plugin's fault must not end the evaluation
            return plain(criterion, "error", reasons=("check_error",), detail=f"{type(error).__name__}: {error}")
        if not isinstance(decision, Decision):
            return plain(criterion, "error", reasons=("check_error",), detail=f"decide: {type(decision).__name__}")
        points: object = decision.points
        if points is None:
            low, high = criterion.minimum, criterion.points
            return self._told(criterion, rule.facts, low, high, terms, "unknown", human=rule.check.needs_human)
        if not isinstance(points, Fraction | int) or not criterion.minimum <= points <= criterion.points:
            return plain(criterion, "error", reasons=("check_error",), detail=f"points {points!r}")
        awarded = round_half_up(Fraction(points), self.quantum)
        return self._told(
            criterion, rule.facts, awarded, awarded, terms, settled_status(criterion.minimum, criterion.points, awarded)
        )

    def _doubtful(self, criterion: Criterion, finding: Finding) -> Finding:
        """While it is undecided whether a criterion applies, it counts with anything from minimum to maximum."""
        assert criterion.applies is not None
        terms = _terms(criterion)
        asked = [id for id in needed_facts(criterion.applies) if not self.facts.reading(id, terms).value.settled]
        return evolve(
            finding,
            status="unknown",
            low=criterion.minimum,
            high=criterion.points,
            outer=True,
            admitted=False,
            missing=tuple(dict.fromkeys((*asked, *finding.missing))),
            reasons=tuple(
                dict.fromkeys((*finding.reasons, *(r for id in asked for r in self.facts.reading(id, terms).reasons)))
            ),
        )


def _decided(found: Finding, entry: "Entry", quantum: Fraction) -> Finding:
    """The finding that an inspector's decision makes: seen by an inspector, it goes before any weaker evidence.

    Where the rule is settled by what inspectors saw as well and comes to something else, nothing decides between the
    two, as between two such facts.
    """
    overruled = Overruled(found.status, found.low, found.high, found.reasons, found.admitted)
    settled = evolve(
        found,
        reasons=(),
        facts=(),
        losing=(*found.facts, *found.losing),
        missing=(),
        admitted=False,
        outer=False,
        detail="",
        decided=entry,
        overruled=overruled,
    )
    if entry.outcome == "not_applicable":
        return evolve(settled, status="not_applicable", low=found.minimum, high=found.maximum)
    awards = {"met": found.maximum, "not_met": found.minimum, "points": entry.points}
    points = awards[entry.outcome or "points"]
    assert points is not None
    points = round_half_up(points, quantum)
    seen = found.settled and found.facts and all(fact.level is Level.E4 for fact in found.facts)
    if seen and found.low != points:
        low, high = sorted((found.low, points))
        return evolve(
            settled, status="unknown", low=low, high=high, reasons=("conflict",), facts=found.facts, losing=found.losing
        )
    return evolve(settled, status=settled_status(found.minimum, found.maximum, points), low=points, high=points)


def _terms(criterion: Criterion, level: Level | None = None, uncertain: bool = False) -> Terms:
    return _alike(criterion.evidence if level is None else level, criterion.look_back, criterion.scopes, uncertain)


@cache
def _alike(level: Level, look_back: int, scopes: tuple[str, ...], uncertain: bool) -> Terms:
    """The same object for the same terms, for what is read on them is looked up by it."""
    return Terms(level, look_back, scopes, 0, uncertain)
