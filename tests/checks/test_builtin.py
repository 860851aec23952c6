from collections.abc import Mapping
from fractions import Fraction

import pytest

from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.checks.check import Arguments, WrongParameters
from rules_engine.expr.evaluate import Values, amount, truth
from rules_engine.expr.nodes import Comparison, FactRef, Node, Number, ParameterRef
from rules_engine.hooks.descriptions import vetted
from rules_engine.values.kleene import Truth
from rules_engine.values.ranges import Range

CHECKS = {check.id: check for check in BUILTIN_CHECKS}
X, Y, Z = FactRef("f.x"), FactRef("f.y"), FactRef("f.z")


def number(value: int | str) -> Number:
    return Number(Fraction(value))


def built(kind: str, points: int = 4, minimum: int = 0, **values: object) -> Node:
    build = CHECKS[kind].build
    assert build is not None
    numbers = {name: Fraction(v) if isinstance(v, int) else v for name, v in values.items()}
    return build(Arguments(numbers, Fraction(points), Fraction(minimum)))


def over(**facts: int | tuple[int | None, int | None]) -> Values:
    def range_of(id: str) -> Range:
        value = facts[id.removeprefix("f.")]
        if isinstance(value, int):
            return Range.of(value)
        low, high = value
        return Range(None if low is None else Fraction(low), None if high is None else Fraction(high))

    parameters: Mapping[str, Fraction] = {"p.limit": Fraction(50)}
    return Values(range_of, range_of, parameters)


def points(tree: Node, **facts: int | tuple[int | None, int | None]) -> tuple[Fraction | None, Fraction | None]:
    found = amount(tree, over(**facts))
    return found.low, found.high


def test_the_kinds_are_sorted_and_sound() -> None:
    assert list(CHECKS) == sorted(CHECKS)
    found = vetted({"rules_engine_checks": BUILTIN_CHECKS})
    assert found.problems == ()


def test_require_is_its_condition() -> None:
    condition = Comparison(X, ((">=", number(85)),))
    assert built("require", that=condition) == condition


@pytest.mark.parametrize(
    ("x", "expected"), [(80, (0, 0)), (90, (1, 1)), (95, (4, 4)), (99, (4, 4)), ((80, 92), (0, 1)), ((0, 100), (0, 4))]
)
def test_ladder(x: int | tuple[int, int], expected: tuple[int, int]) -> None:
    steps = ((number(90), Fraction(1)), (number(95), Fraction(4)))
    assert points(built("ladder", value=X, steps=steps), x=x) == expected


def test_a_falling_ladder_has_its_best_points_at_the_base() -> None:
    tree = built("ladder", value=X, steps=((ParameterRef("p.limit"), Fraction(0)),), base=4)
    assert points(tree, x=49) == (4, 4)
    assert points(tree, x=50) == (0, 0)


def test_a_ladder_starts_from_the_minimum() -> None:
    tree = built("ladder", minimum=-2, value=X, steps=((number(1), Fraction(4)),))
    assert points(tree, x=0) == (-2, -2)


@pytest.mark.parametrize(
    "steps",
    [
        ((number(95), Fraction(1)), (number(90), Fraction(4))),
        ((number(90), Fraction(1)), (number(90), Fraction(4))),
        ((number(90), Fraction(3)),),
        ((number(90), Fraction(5)),),
        ((number(90), Fraction(-1)), (number(95), Fraction(4))),
    ],
)
def test_ladders_that_do_not_fit(steps: object) -> None:
    with pytest.raises(WrongParameters):
        built("ladder", value=X, steps=steps)


@pytest.mark.parametrize(
    ("x", "expected"), [(70, (0, 0)), (80, (0, 0)), (85, (2, 2)), (95, (4, 4)), ((80, 85), (0, 2))]
)
def test_linear(x: int | tuple[int, int], expected: tuple[int, int]) -> None:
    tree = built("linear", value=X, **{"from": number(80), "to": number(90)})
    assert points(tree, x=x) == expected


def test_linear_where_less_is_better() -> None:
    tree = built("linear", value=X, low=1, high=3, **{"from": number(60), "to": ParameterRef("p.limit")})
    assert points(tree, x=60) == (1, 1)
    assert points(tree, x=55) == (2, 2)
    assert points(tree, x=40) == (3, 3)


@pytest.mark.parametrize("values", [{"to": 80}, {"low": 4}, {"low": -1}, {"high": 5}, {"low": 3, "high": 2}])
def test_linears_that_do_not_fit(values: dict[str, int]) -> None:
    limits = {"from": number(80), "to": number(values.pop("to", 90))}
    with pytest.raises(WrongParameters):
        built("linear", value=X, **limits, **values)


@pytest.mark.parametrize(
    ("facts", "held"),
    [
        ({"x": 1, "y": 1, "z": (0, 1)}, True),
        ({"x": 1, "y": 0, "z": (0, 1)}, None),
        ({"x": 0, "y": 0, "z": (0, 1)}, False),
    ],
)
def test_at_least(facts: dict[str, int | tuple[int, int]], held: Truth) -> None:
    tree = built("at_least", count=2, conditions=(X, Y, Z))
    assert truth(tree, over(**facts)) is held


@pytest.mark.parametrize("count", [0, 3, Fraction(3, 2)])
def test_at_least_of_a_number_that_cannot_be(count: object) -> None:
    with pytest.raises(WrongParameters):
        built("at_least", count=count, conditions=(X, Y))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"x": 1, "y": 1}, (4, 4)), ({"x": 1, "y": 0}, (1, 1)), ({"x": (0, 1), "y": 1}, (3, 4))],
)
def test_checklist(facts: dict[str, int | tuple[int, int]], expected: tuple[int, int]) -> None:
    tree = built("checklist", items=((X, Fraction(1)), (Y, Fraction(3))))
    assert points(tree, **facts) == expected


def test_a_checklist_stands_on_the_minimum() -> None:
    tree = built("checklist", minimum=1, items=((X, Fraction(3)),))
    assert (points(tree, x=0), points(tree, x=1)) == ((1, 1), (4, 4))


@pytest.mark.parametrize("items", [((X, 3),), ((X, 5),), ((X, 5), (Y, -1)), ((X, 4), (Y, 0))])
def test_checklists_that_do_not_add_up(items: tuple[tuple[Node, int], ...]) -> None:
    with pytest.raises(WrongParameters):
        built("checklist", items=tuple((condition, Fraction(points)) for condition, points in items))


@pytest.mark.parametrize(
    ("x", "expected"), [(0, (4, 4)), (1, ("2.5", "2.5")), (3, (0, 0)), ((1, None), (0, "2.5")), ((0, None), (0, 4))]
)
def test_deduct(x: int | tuple[int | None, int | None], expected: tuple[int | str, int | str]) -> None:
    tree = built("deduct", value=X, each=Fraction(3, 2))
    assert points(tree, x=x) == tuple(map(Fraction, expected))


@pytest.mark.parametrize("occurrences", range(6))
def test_deduct_is_the_subtraction_it_says(occurrences: int) -> None:
    expected = max(Fraction(-1), min(Fraction(4), 4 - Fraction(7, 4) * occurrences))
    tree = built("deduct", minimum=-1, value=X, each=Fraction(7, 4))
    assert points(tree, x=occurrences) == (expected, expected)


def test_deducting_nothing_is_refused() -> None:
    with pytest.raises(WrongParameters):
        built("deduct", value=X, each=0)


def test_rating() -> None:
    tree = built("rating", fact=X, b=2)
    assert [points(tree, x=x) for x in (3, 2, 1)] == [(4, 4), (2, 2), (0, 0)]
    assert points(tree, x=(1, 3)) == (0, 4)
    assert points(tree, x=(2, 3)) == (2, 4)
    assert points(built("rating", fact=X, a=4, b=3, c=1), x=1) == (1, 1)


@pytest.mark.parametrize("values", [{"b": 4}, {"b": 0}, {"a": 3, "b": 1}, {"b": 2, "c": 3}, {"b": 2, "c": -1}])
def test_ratings_that_do_not_fit(values: dict[str, int]) -> None:
    with pytest.raises(WrongParameters):
        built("rating", fact=X, **values)


def test_human_is_the_inspectors_word() -> None:
    assert built("human", fact=X) == X
    assert CHECKS["human"].needs_human
    assert CHECKS["human"].parameters[0].unit == "yes_no"
