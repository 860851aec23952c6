"""The hypothesis vocabulary: expression trees of any shape, well-typed trees, ranges, and completions of ranges."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

from hypothesis import assume, settings
from hypothesis import strategies as st

from rules_engine.expr import nodes as n
from rules_engine.expr.evaluate import Values
from rules_engine.expr.needs import every_node
from rules_engine.values.ranges import Range
from rules_engine.values.units import Unit, unit_table

LAWS = settings(max_examples=100, deadline=None)

_UNITS = unit_table().units
FACTS: Mapping[str, Unit] = {
    "rate.a": _UNITS["%"],
    "rate.b": _UNITS["%"],
    "rate.c": _UNITS["%"],
    "money.a": _UNITS["元"],
    "money.b": _UNITS["元"],
    "money.c": _UNITS["元"],
    "heads.a": _UNITS["人"],
    "heads.b": _UNITS["人"],
    "holds.a": _UNITS["yes_no"],
    "holds.b": _UNITS["yes_no"],
    "holds.c": _UNITS["yes_no"],
}
PARAMETERS: Mapping[str, Unit] = {"rate": _UNITS["%"], "money": _UNITS["元"], "heads": _UNITS["人"]}
PARAMETER_VALUES: Mapping[str, Fraction] = {"rate": Fraction(85), "money": Fraction(4), "heads": Fraction(2)}

COMPARISONS: tuple[n.ComparisonSign, ...] = ("<", "<=", ">", ">=", "==", "!=")
small = st.integers(-4, 8).map(Fraction)
decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(-(10**7), 10**7), st.integers(0, 8)
)


# Ranges.


@st.composite
def ranges(draw: st.DrawFn, ends: st.SearchStrategy[Fraction] = small) -> Range:
    """Any range that holds a value: one value, bounded, half-bounded or the whole line, ends open or closed."""
    low, high = draw(st.none() | ends), draw(st.none() | ends)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Range.of(low)
    return Range(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


def inside(known: Range) -> list[Fraction]:
    """A few values of a range: its ends or what lies close to them, the middle, far out where it is unbounded, zero."""
    near, far = Fraction(1, 10**9), Fraction(10**6)
    low = -far if known.low is None else known.low + (near if known.low_open else 0)
    high = far if known.high is None else known.high - (near if known.high_open else 0)
    return sorted({value for value in (low, high, (low + high) / 2, Fraction(0)) if value in known})


def completions(known: Range) -> st.SearchStrategy[Fraction]:
    """One value of a range."""
    return st.sampled_from(inside(known))


# What facts are known to be.


@st.composite
def knowledge(draw: st.DrawFn) -> Mapping[str, Range]:
    """A range for every fact, and for the same facts one period earlier (`previous id`)."""
    conditions = st.sampled_from([Range.of(0), Range.of(1), Range(Fraction(0), Fraction(1))])
    known = {}
    for id, unit in FACTS.items():
        for key in (id, f"previous {id}"):
            known[key] = draw(conditions if unit.dimension == "yes_no" else ranges())
    return known


@st.composite
def completed(draw: st.DrawFn, known: Mapping[str, Range]) -> Mapping[str, Range]:
    """One value for every fact, allowed by what is known."""
    values = {}
    for key, range in known.items():
        condition = FACTS[key.removeprefix("previous ")].dimension == "yes_no"
        ends = st.sampled_from([value for value in (Fraction(0), Fraction(1)) if value in range])
        values[key] = Range.of(draw(ends if condition else completions(range)))
    return values


def values_of(known: Mapping[str, Range]) -> Values:
    """What an evaluator reads."""
    return Values(lambda id: known[id], lambda id: known[f"previous {id}"], PARAMETER_VALUES)


# Trees of any shape, well-typed or not.

ids = st.sampled_from(["x", "funding.input", "class_size.super_2", *FACTS])
limits = st.builds(n.Number, decimals) | st.builds(n.ParameterRef, ids)
_points = decimals | st.fractions(max_denominator=12)
_days = st.builds(n.Day, st.dates(date(1, 1, 1), date(9999, 12, 31)))
_leaves = (
    st.builds(n.Number, decimals)
    | _days
    | st.builds(n.FactRef, ids)
    | st.builds(n.ParameterRef, ids)
    | st.builds(n.Previous, ids)
)


def _above(trees: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
    items = st.lists(trees, min_size=1, max_size=3).map(tuple)
    steps = st.lists(st.tuples(limits, _points), min_size=1, max_size=3).map(tuple)
    rest = st.lists(st.tuples(st.sampled_from(COMPARISONS), trees), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(n.Negative, trees),
        st.builds(n.Arithmetic, st.sampled_from(["+", "-", "*", "/"]), trees, trees),
        st.builds(n.Growth, trees, trees),
        st.builds(n.Share, trees, trees),
        st.builds(n.Ratio, trees, trees),
        st.builds(n.Least, items),
        st.builds(n.Greatest, items),
        st.builds(n.Clamp, trees, trees, trees),
        st.builds(n.Absolute, trees),
        st.builds(n.Ladder, trees, _points, steps),
        st.builds(n.Linear, trees, limits, limits, _points, _points),
        st.builds(n.Choice, trees, trees, trees),
        st.builds(n.Comparison, trees, rest),
        st.builds(n.Not, trees),
        st.builds(n.AllOf, items),
        st.builds(n.AnyOf, items),
        st.builds(n.AtLeast, st.integers(0, 5), items),
    )


trees = st.recursive(_leaves, _above, max_leaves=12)


# Well-typed trees.


@st.composite
def numbers(draw: st.DrawFn, unit: str = "%", depth: int = 2) -> n.Node:
    """A number in `%`, `百分点`, `元`, `人` or plain ("") that passes the type check."""
    return draw(_numbers(unit, depth))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> n.Node:
    """A condition that passes the type check."""
    return draw(_conditions(depth))


@cache
def _numbers(unit: str, depth: int) -> st.SearchStrategy[n.Node]:
    if depth == 0:
        return _figures(unit)
    below = numbers(unit, depth - 1)
    items = st.lists(below, min_size=1, max_size=3).map(tuple)
    pairs = st.one_of([st.tuples(numbers(of, depth - 1), numbers(of, depth - 1)) for of in ("元", "人", "%")])
    shares = numbers("%", depth - 1)
    forms: list[st.SearchStrategy[n.Node]] = [
        _figures(unit),
        st.builds(n.Negative, below),
        st.builds(n.Absolute, below),
        st.builds(n.Arithmetic, st.just("+"), below, below),
        st.builds(n.Arithmetic, st.sampled_from(["*", "/"]), below, st.builds(n.Number, small)),
        st.builds(n.Least, items),
        st.builds(n.Greatest, items),
        st.builds(n.Clamp, below, below, below),
        st.builds(n.Choice, below, conditions(depth - 1), below),
    ]
    if unit == "%":
        forms += [pairs.map(lambda pair: n.Growth(*pair)), pairs.map(lambda pair: n.Share(*pair))]
    elif unit == "百分点":
        forms.append(st.builds(n.Arithmetic, st.just("-"), shares, shares))
    else:
        forms.append(st.builds(n.Arithmetic, st.just("-"), below, below))
    if unit == "":
        forms += [pairs.map(lambda pair: n.Ratio(*pair)), ladders(shares), linears(shares)]
    return st.one_of(forms)


def _figures(unit: str) -> st.SearchStrategy[n.Node]:
    facts = [id for id, of in FACTS.items() if of.name == unit]
    bare = st.builds(n.Number, small)
    if not facts:
        return bare
    named = st.sampled_from(facts)
    parameters = st.sampled_from([id for id, of in PARAMETERS.items() if of.name == unit])
    return st.builds(n.FactRef, named) | st.builds(n.Previous, named) | st.builds(n.ParameterRef, parameters) | bare


@st.composite
def ladders(draw: st.DrawFn, operands: st.SearchStrategy[n.Node], *, rising: bool = False) -> n.Ladder:
    """A ladder with rising thresholds; its points rise too where asked."""
    thresholds = sorted(draw(st.sets(small, min_size=1, max_size=3)))
    points = draw(st.lists(small, min_size=len(thresholds) + 1, max_size=len(thresholds) + 1))
    points = sorted(points) if rising else points
    steps = tuple((n.Number(t), p) for t, p in zip(thresholds, points[1:], strict=True))
    return n.Ladder(draw(operands), points[0], steps)


@st.composite
def linears(draw: st.DrawFn, operands: st.SearchStrategy[n.Node]) -> n.Linear:
    """A linear award between two different limits."""
    start, distance = draw(small), draw(st.sampled_from([-3, -1, 1, 4]))
    return n.Linear(draw(operands), n.Number(start), n.Number(start + distance), draw(small), draw(small))


@cache
def _conditions(depth: int) -> st.SearchStrategy[n.Node]:
    holds = st.sampled_from([id for id, unit in FACTS.items() if unit.dimension == "yes_no"])
    facts = st.builds(n.FactRef, holds) | st.builds(n.Previous, holds)
    if depth == 0:
        return facts
    below = conditions(depth - 1)
    items = st.lists(below, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        facts,
        *(_comparisons(unit, depth - 1) for unit in ("%", "百分点", "元", "人", "")),
        st.builds(n.Choice, below, below, below),
        st.builds(n.Not, below),
        st.builds(n.AllOf, items),
        st.builds(n.AnyOf, items),
        items.flatmap(lambda drawn: st.builds(n.AtLeast, st.integers(1, len(drawn)), st.just(drawn))),
    )


@st.composite
def _comparisons(draw: st.DrawFn, unit: str, depth: int) -> n.Node:
    operands = [draw(numbers(unit, depth)), draw(numbers(unit, depth))]
    if draw(st.booleans()):
        operands.append(draw(numbers(unit, depth)))
    assume(all(left != right for left, right in pairwise(operands)))
    signs = [draw(st.sampled_from(COMPARISONS)) for _ in operands[1:]]
    return n.Comparison(operands[0], tuple(zip(signs, operands[1:], strict=True)))


def facts_read(node: n.Node) -> list[str]:
    """The facts of a tree as keys of `knowledge`, with repetitions."""
    keys = []
    for found in every_node(node):
        if isinstance(found, n.FactRef):
            keys.append(found.id)
        elif isinstance(found, n.Previous):
            keys.append(f"previous {found.id}")
    return keys
