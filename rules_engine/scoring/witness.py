"""Values of missing facts that would settle a condition or a criterion in a wanted way."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from rules_engine.expr import nodes as n
from rules_engine.expr.needs import needed_facts
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.factset import FactSet, Terms
from rules_engine.records import evolve, frozen
from rules_engine.scoring.verdict import Settling
from rules_engine.values.periods import Period
from rules_engine.values.ranges import WHOLE, Range
from rules_engine.values.units import MEASURED

TRIES = 600
STEP = Fraction(1, 100)
_TURNED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@frozen(eq=False, repr=False)
class Settler:
    """Finds values: knows the facts and the parameters in force."""

    facts: FactSet
    parameters: Mapping[str, Fraction]

    def with_values(self, settling: Iterable[Settling]) -> FactSet:
        """The facts as they would be if an inspector entered these values."""
        settling = tuple(settling)
        changing = {s.fact for s in settling if s.earlier}
        entered = [
            Fact(s.fact, Range.of(s.tried), Level.E4, "achieved", "entry", (), self._period(s, s.fact in changing))
            for s in settling
        ]
        told = {fact.id for fact in entered}
        kept = tuple(fact for fact in self.facts.facts if fact.id not in told)
        return FactSet(self.facts.vocabulary, self.facts.year, (*kept, *entered))

    def _period(self, settling: Settling, dated: bool) -> Period | None:
        """None, which stands for every year asked for, unless two years of the fact are told apart."""
        return Period(self.facts.year - settling.earlier) if dated else None

    def has_thresholds(self, ids: Iterable[str], tree: n.Node) -> bool:
        """Whether the tree compares each of these facts with a number."""
        return all(any(self._thresholds(id, tree)) for id in ids)

    def settle(
        self,
        ids: Sequence[str],
        trees: Sequence[n.Node],
        wanted: Callable[[FactSet], bool],
        given: Sequence[Settling] = (),
        others: Sequence[n.Node] = (),
    ) -> tuple[Settling, ...] | None:
        """Values for `ids`, from the thresholds in `trees`, under which `wanted` holds beside those given already.

        None where none is found. Thresholds of `others` are tried too, after those of `trees`.
        """
        fixed = {(s.fact, s.earlier) for s in given}
        asked_earlier = {id for tree in trees for id in _earlier(tree)}
        choices = [list(self._candidates(id, (*trees, *others))) for id in ids if (id, False) not in fixed]
        choices += [
            [evolve(s, earlier=True) for s in _plain(id, WHOLE)]
            for id in ids
            if id in asked_earlier and (id, True) not in fixed
        ]
        for settling in islice(product(*choices), TRIES):
            if wanted(self.with_values((*given, *settling))):
                return settling
        return None

    def _candidates(self, id: str, trees: Iterable[n.Node]) -> Iterator[Settling]:
        absent = self.facts.vocabulary.absent(id)
        seen: set[Fraction] = set()
        limits = (settling for tree in trees for settling in self._thresholds(id, tree))
        for settling in (*limits, *self._known(id, trees), *_plain(id, absent)):
            if settling.tried in absent and settling.tried not in seen:
                seen.add(settling.tried)
                yield (
                    evolve(settling, sign="=", value=settling.tried)
                    if absent == Range(Fraction(0), Fraction(1))
                    else settling
                )

    def _known(self, id: str, trees: Iterable[n.Node]) -> Iterator[Settling]:
        """The settled values of the facts that stand beside it: a whole is hardly less than its printed part."""
        for beside in dict.fromkeys(other for tree in trees for other in needed_facts(tree)):
            value = self.facts.reading(beside, Terms()).value
            if beside != id and value.settled and value.low is not None:
                yield _at(id, "=", value.low)

    def _thresholds(self, id: str, tree: n.Node) -> Iterator[Settling]:
        """Values on both sides of every threshold that the fact itself is compared with."""
        match tree:
            case n.Comparison():
                left = tree.first
                for sign, right in tree.rest:
                    yield from self._beside(id, left, sign, right)
                    yield from self._beside(id, right, _TURNED[sign], left)
                    left = right
            case n.Ladder(operand=n.FactRef(id=found)) if found == id:
                for threshold, _ in reversed(tree.steps):
                    yield _at(id, ">=", self._constant(threshold))
                first = self._constant(tree.steps[0][0])
                yield Settling(id, "<", first, first - self._step(id))
            case n.Linear(operand=n.FactRef(id=found)) if found == id:
                start, end = self._constant(tree.start), self._constant(tree.end)
                rising = start < end
                yield _at(id, ">=" if rising else "<=", end)
                yield _at(id, "<=" if rising else ">=", start)
            case _:
                pass
        for child in n.children(tree):
            yield from self._thresholds(id, child)

    def _beside(self, id: str, fact: n.Node, sign: str, other: n.Node) -> Iterator[Settling]:
        if not (isinstance(fact, n.FactRef) and fact.id == id and isinstance(other, n.Number | n.ParameterRef)):
            return
        limit, step = self._constant(other), self._step(id)
        match sign:
            case ">=":
                yield _at(id, sign, limit)
                yield Settling(id, "<", limit, limit - step)
            case "<=":
                yield _at(id, sign, limit)
                yield Settling(id, ">", limit, limit + step)
            case ">":
                yield Settling(id, sign, limit, limit + step)
                yield _at(id, "<=", limit)
            case "<":
                yield Settling(id, sign, limit, limit - step)
                yield _at(id, ">=", limit)
            case _:
                yield _at(id, "=", limit)
                yield Settling(id, "!=", limit, limit + step)

    def _step(self, id: str) -> Fraction:
        """How far beyond a threshold a value of the fact lies next."""
        entry = self.facts.vocabulary.facts.get(id)
        return STEP if entry is None or entry.unit.dimension in MEASURED else Fraction(1)

    def _constant(self, node: n.Node) -> Fraction:
        return (
            node.value
            if isinstance(node, n.Number)
            else self.parameters[node.id]
            if isinstance(node, n.ParameterRef)
            else Fraction(0)
        )


def _earlier(tree: n.Node) -> Iterator[str]:
    """The facts that the tree asks of the period before."""
    if isinstance(tree, n.Previous):
        yield tree.id
    for child in n.children(tree):
        yield from _earlier(child)


def _at(id: str, sign: str, value: Fraction) -> Settling:
    return Settling(id, sign, value, value)


def _plain(id: str, absent: Range) -> Iterator[Settling]:
    """Values to try where no threshold is compared with the fact itself."""
    for value in (100, 0, 1, 2, 3, 1000):
        yield _at(id, "=", Fraction(value))
    for end in (absent.low, absent.high):
        if end is not None:
            yield _at(id, "=", end)
