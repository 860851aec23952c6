"""Records do what classes of attrs do; each expectation is asked of both."""

import copy
import pickle
from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs
import pytest

from rules_engine import records

MAKERS = pytest.mark.parametrize("maker", [attrs, records], ids=["attrs", "records"])


def point(maker: Any) -> Any:
    class Point:
        x: int
        y: int = 2
        seen: list[int] = maker.field(factory=list, kw_only=True)
        note: str = maker.field(default="", eq=False, repr=False)

    return maker.frozen(Point)


@records.frozen
class Kept:
    x: int
    y: tuple[int, ...] = ()


@MAKERS
@pytest.mark.parametrize(
    "make",
    [
        lambda cls: cls(1),
        lambda cls: cls(1, 3, "said", seen=[4]),
        lambda cls: cls(y=5, x=4),
        lambda cls: cls(),
        lambda cls: cls(1, x=1),
        lambda cls: cls(1, 2, "", []),
        lambda cls: cls(1, z=2),
        lambda cls: cls(x=1, z=2),
        lambda cls: cls(y=1),
    ],
)
def test_values_are_taken_and_refused_alike_by_the_first_and_the_thousandth(
    maker: Any, make: Callable[[Any], Any]
) -> None:
    def told(cls: Any) -> object:
        try:
            return attrs.asdict(make(cls))
        except TypeError:
            return TypeError

    cls = point(maker)
    expected = told(point(attrs))
    assert {str(told(cls)) for _ in range(2 * records.MANY)} == {str(expected)}


@MAKERS
def test_equality_hash_and_text(maker: Any) -> None:
    @maker.frozen(order=True)
    class Pair:
        first: int
        second: str = ""

    cls = point(maker)
    assert cls(1, note="a") == cls(1, note="b") != cls(2)
    assert repr(cls(1)).endswith("Point(x=1, y=2, seen=[])")
    assert cls(1) != point(maker)(1)
    assert len({Pair(1), Pair(1), Pair(1, "b")}) == 2
    assert sorted([Pair(2), Pair(1, "b"), Pair(1)]) == [Pair(1), Pair(1, "b"), Pair(2)]
    assert Pair(2) > Pair(1) and Pair(1) >= Pair(1) and Pair(1) <= Pair(1)
    match Pair(1, "b"):
        case Pair(first, second):
            assert (first, second) == (1, "b")


@MAKERS
def test_frozen_ones_refuse_and_others_change(maker: Any) -> None:
    @maker.define(eq=False)
    class Open:
        x: int
        twice: int = maker.field(init=False)
        made: list[int] = maker.field(factory=list, init=False)

        def __attrs_post_init__(self) -> None:
            self.twice = 2 * self.x

        @cached_property
        def thrice(self) -> int:
            return 3 * self.x

    for _ in range(2 * records.MANY):
        found = Open(2)
        found.x += 1
        assert (found.x, found.twice, found.made, found.thrice, found != Open(2)) == (3, 4, [], 9, True)
    frozen = point(maker)(1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        frozen.x = 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del frozen.x
    with pytest.raises(AttributeError):
        frozen.other = 2


@MAKERS
def test_an_initialiser_of_the_classs_own(maker: Any) -> None:
    @maker.frozen(init=False)
    class Said:
        text: str
        values: dict[str, int] = maker.field(factory=dict, hash=False)

        def __init__(self, text: str, **values: int) -> None:
            self.__attrs_init__(text, values)

    assert all(Said("a", b=index).values == {"b": index} for index in range(2 * records.MANY))
    assert hash(Said("a", b=1)) == hash(Said("a", b=2))


@pytest.mark.parametrize("evolve", [attrs.evolve, records.evolve])
def test_evolve(evolve: Any) -> None:
    before = point(records)(1, seen=[7])
    after = evolve(before, y=9)
    assert (after.x, after.y, after.seen) == (1, 9, [7])
    with pytest.raises(TypeError):
        evolve(before, z=1)


def test_attrs_knows_the_fields() -> None:
    own, theirs = attrs.fields(point(records)), attrs.fields(point(attrs))
    told = ("name", "default", "init", "kw_only", "repr", "type")
    assert [[getattr(field, name) for name in told] for field in own] == [
        [getattr(field, name) for name in told] for field in theirs
    ]
    assert attrs.has(Kept) and attrs.asdict(Kept(1, (2,))) == {"x": 1, "y": (2,)}


def test_copies_and_pickles() -> None:
    kept = Kept(1, (2, 3))
    assert pickle.loads(pickle.dumps(kept)) == copy.deepcopy(kept) == copy.copy(kept) == kept
