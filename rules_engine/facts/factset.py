"""All facts of a submission, and how one id is read from them: by level, period, scope and agreement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from rules_engine.expr.evaluate import Values, amount
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.read import read
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.mention import Relation
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.places import Anchor
from rules_engine.records import define, evolve, field, frozen
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range, hull, meet, rounded

ReadingReason = Literal[
    "no_claim", "below_level", "no_period", "stale_period", "wrong_scope", "conflict", "unreadable_source"
]


@frozen(repr=False)
class Terms:
    """On what terms facts are read: from which level on, in which scopes, and of which years.

    The years end `back` years before the evaluated one and reach `look_back` years further. Facts that were read off
    an image count only with `uncertain`.
    """

    level: Level = Level.E0
    look_back: int = 1
    scopes: tuple[str, ...] = ()
    back: int = 0
    uncertain: bool = False


@frozen(eq=False, repr=False)
class Reading:
    """What is known of one fact id: its range, the facts it was taken from, those put aside, and why."""

    value: Range
    facts: tuple[Fact, ...] = ()
    losing: tuple[Fact, ...] = ()
    reasons: tuple[ReadingReason, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of the facts taken, None where they print none."""
        return next((fact.period.year for fact in self.facts if fact.period), None)


@define(eq=False, repr=False)
class FactSet:
    """The facts of one submission for one evaluated year. Readings are remembered; the set itself never changes."""

    vocabulary: Vocabulary
    year: int
    facts: tuple[Fact, ...]
    _by_id: Mapping[str, Sequence[Fact]] = field(init=False, repr=False)
    _aside: Mapping[str, Sequence[Fact]] = field(init=False, repr=False)
    _formulas: frozenset[str] = field(init=False, repr=False)
    _readings: dict[Terms, dict[str, Reading]] = field(init=False, factory=lambda: defaultdict(dict), repr=False)
    _earlier: dict[Terms, dict[str, Reading]] = field(init=False, factory=lambda: defaultdict(dict), repr=False)

    def __attrs_post_init__(self) -> None:
        by_id: dict[str, list[Fact]] = defaultdict(list)
        aside: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.kind in ("achieved", "problem"):
                (aside if fact.corrected else by_id)[fact.id].append(fact)
        self._by_id, self._aside = by_id, aside
        self._formulas = self.vocabulary.formulas

    def values(self, terms: Terms, parameters: Mapping[str, Fraction]) -> Values:
        """What an expression is evaluated over, with its facts read as `terms` wants."""
        reading = self.on(terms)
        return Values(lambda id: reading(id).value, lambda id: self.earlier(id, terms).value, parameters)

    def on(self, terms: Terms) -> Callable[[str], Reading]:
        """What `reading` gives on these terms, which are looked up once."""
        known = self._readings[terms]

        def reading(id: str) -> Reading:
            found = known.get(id)
            if found is None:
                last = self.year - terms.back
                found = self._read(id, terms, range(last - terms.look_back, last + 1))
                if id in self._aside:
                    found = evolve(found, losing=(*found.losing, *self._aside[id]))
                known[id] = found
            return found

        return reading

    def reading(self, id: str, terms: Terms) -> Reading:
        """The newest agreed value of the years that the terms ask for."""
        return self.on(terms)(id)

    def earlier(self, id: str, terms: Terms) -> Reading:
        """The same fact one period before the one that `reading` takes."""
        known = self._earlier[terms]
        found = known.get(id)
        if found is None:
            year = (self.reading(id, terms).year or self.year) - 1
            found = known[id] = self._read(id, terms, range(year, year + 1), dated=True)
        return found

    def _read(self, id: str, terms: Terms, years: range, dated: bool = False) -> Reading:
        held = self._by_id.get(id, [])
        if id in self._formulas:
            held = [*held, *self._derived(id, terms, years)]
            if not held and terms.level > Level.E0:
                # What only weaker evidence would give is too weak, and not unsaid.
                held = list(self._derived(id, evolve(terms, level=Level.E0, uncertain=True), years))
        if not held:
            return Reading(self.vocabulary.absent(id), reasons=("no_claim",))
        in_scope = [f for f in held if not f.scope or f.scope in terms.scopes] if terms.scopes else held
        strong = [f for f in in_scope if f.level >= terms.level and (terms.uncertain or not f.uncertain)]
        timely = [f for f in strong if (not dated if f.period is None else _year(f.period, years) is not None)]
        if len(in_scope) == len(timely) == 1:
            undated = timely[0].period is None and timely[0].origin != "entry"
            return Reading(timely[0].value, (timely[0],), (), ("no_period",) if undated else ())
        if not timely:
            reason: ReadingReason = "stale_period" if strong else "below_level" if in_scope else "wrong_scope"
            unread: tuple[ReadingReason, ...] = ("unreadable_source",) if any(f.uncertain for f in in_scope) else ()
            return Reading(self.vocabulary.absent(id), (), (), (reason, *unread))
        newest = max((_year(f.period, years) or 0 for f in timely if f.period), default=None)
        taken = [f for f in timely if f.period is None or _year(f.period, years) == newest]
        older = tuple(f for f in timely if f.period is not None and _year(f.period, years) != newest)
        value, kept, losing, conflict = _agreed(taken)
        years_taken = range(newest, newest + 1) if newest else years
        weak = tuple(f for f in in_scope if f.level < terms.level and _contradicts(f, value, years_taken))
        reasons: list[ReadingReason] = []
        if conflict:
            reasons.append("conflict")
        if all(f.period is None for f in kept) and not any(f.origin == "entry" for f in kept):
            reasons.append("no_period")
        return Reading(value, kept, (*losing, *older, *weak), tuple(reasons))

    def _derived(self, id: str, terms: Terms, years: range) -> Iterable[Fact]:
        entry = self.vocabulary.facts[id]
        tree = read(entry.formula, entry.place)
        wanted = evolve(terms, scopes=())
        for year in reversed(years):
            parts = [self._read(part, wanted, range(year, year + 1)) for part in needed_facts(tree)]
            if not all(part.facts for part in parts):
                continue
            ranges = dict(zip(needed_facts(tree), (part.value for part in parts), strict=True))
            # Seen as everything that is computed: else it would differ from the same value out of a table.
            value = rounded(amount(tree, Values(ranges.__getitem__, ranges.__getitem__, {})))
            facts = [fact for part in parts for fact in part.facts]
            yield Fact(
                id,
                value,
                min(fact.level for fact in facts),
                "achieved",
                "formula",
                tuple(dict.fromkeys(citation for fact in facts for citation in fact.citations)),
                next((fact.period for fact in facts if fact.period), None),
                _scope({fact.scope for fact in facts if fact.scope}, terms.scopes),
                uncertain=any(fact.uncertain for fact in facts),
            )
            return


def _scope(scopes: set[str], accepted: tuple[str, ...]) -> str:
    """The scope of what is computed from parts of these scopes: one that is not accepted spoils the whole."""
    return min(scopes, key=lambda scope: (scope in accepted, scope), default="")


def _year(period: Period, years: range) -> int | None:
    """The year for which a fact of this period counts: a span counts for the last of its years asked for."""
    if period.other is not None and not period.change:
        return max((year for year in years if period.other <= year <= period.year), default=None)
    return period.year if period.year in years else None


def _agreed(facts: Sequence[Fact]) -> tuple[Range, tuple[Fact, ...], tuple[Fact, ...], bool]:
    """The value that the facts of one period agree on, those kept, those overruled by a better level, any conflict."""
    if len(facts) == 1:
        return facts[0].value, (facts[0],), (), False
    ranked = sorted(facts, key=lambda fact: -fact.level)
    value, step, level = ranked[0].value, ranked[0].step, ranked[0].level
    kept, losing, conflict = [ranked[0]], [], False
    for fact in ranked[1:]:
        both = meet(value, fact.value)
        if both == value and fact.origin == "formula" and any(other.origin == "table" for other in kept):
            # The table computed it from the same cells.
            continue
        if both is not None:
            value = both
        elif meet(_printed(value, step), _printed(fact.value, fact.step)):
            if fact.step < step:
                value, step = fact.value, fact.step
        elif fact.level == level:
            value, conflict = hull([value, fact.value]), True
        else:
            losing.append(fact)
            continue
        kept.append(fact)
    return value, tuple(kept), tuple(losing), conflict


def _contradicts(fact: Fact, value: Range, years: range) -> bool:
    """Whether a weaker fact of these years says something else; it is overruled, and stays in the record."""
    timely = fact.period is None or _year(fact.period, years) is not None
    return timely and meet(_printed(fact.value, fact.step), value) is None


def _printed(value: Range, step: Fraction) -> Range:
    """All values that round to the printed figure."""
    half = step / 2
    return Range(
        None if value.low is None else value.low - half,
        None if value.high is None else value.high + half,
    )


def doubted(facts: Iterable[Fact], relations: Iterable[Relation]) -> tuple[Fact, ...]:
    """The facts, each contradicted figure widened by what the other printed figures allow for it.

    Only the figures that a relation cites are in doubt, not others of the same fact.
    """
    doubts: dict[tuple[str, Anchor], list[Range]] = defaultdict(list)
    for relation in relations:
        if relation.status == "contradictory":
            for id, allowed in relation.doubt.items():
                for anchor in relation.anchors:
                    doubts[id, anchor].append(allowed)
    if not doubts:
        return tuple(facts)
    return tuple(_widened(fact, doubts) if fact.origin == "mention" and not fact.corrected else fact for fact in facts)


def _widened(fact: Fact, doubts: Mapping[tuple[str, Anchor], Sequence[Range]]) -> Fact:
    anchors = [citation.anchor for citation in fact.citations if citation.anchor]
    allowed = [doubt for anchor in anchors for doubt in doubts.get((fact.id, anchor), ())]
    return evolve(fact, value=hull([fact.value, *allowed])) if allowed else fact
