from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.values.kleene import Truth, at_least, conjunction, disjunction, negation
from tests.strategies import LAWS

truths = st.lists(st.sampled_from([True, False, None]), max_size=5)


def completions(items: list[Truth]) -> list[tuple[bool, ...]]:
    return list(product(*([True, False] if item is None else [item] for item in items)))


def agreed(outcomes: set[bool]) -> Truth:
    return outcomes.pop() if len(outcomes) == 1 else None


@LAWS
@given(truths)
def test_the_connectives_are_decided_exactly_where_all_completions_agree(items: list[Truth]) -> None:
    every = completions(items)
    assert conjunction(items) is agreed({all(one) for one in every})
    assert disjunction(items) is agreed({any(one) for one in every})


@LAWS
@given(truths, st.integers(0, 6))
def test_at_least_is_decided_exactly_where_all_completions_agree(items: list[Truth], k: int) -> None:
    assert at_least(k, items) is agreed({sum(one) >= k for one in completions(items)})


@LAWS
@given(truths)
def test_not_all_is_any_not(items: list[Truth]) -> None:
    assert negation(conjunction(items)) is disjunction(map(negation, items))
    assert conjunction(items) is at_least(len(items), items)


def test_negation() -> None:
    assert [negation(truth) for truth in (True, False, None)] == [False, True, None]
