"""Strong Kleene logic: True, False, and None for undecided."""

from collections.abc import Iterable

Truth = bool | None


def negation(a: Truth) -> Truth:
    """Not a."""
    return None if a is None else not a


def at_least(k: int, items: Iterable[Truth]) -> Truth:
    """True once the sure ones reach `k`; False once sure and undecided together cannot; else None."""
    sure = open_ = 0
    for item in items:
        if item:
            sure += 1
        elif item is None:
            open_ += 1
    if sure >= k:
        return True
    return None if sure + open_ >= k else False


def conjunction(items: Iterable[Truth]) -> Truth:
    """All of them."""
    result: Truth = True
    for item in items:
        if item is False:
            return False
        if item is None:
            result = None
    return result


def disjunction(items: Iterable[Truth]) -> Truth:
    """Any of them."""
    result: Truth = False
    for item in items:
        if item:
            return True
        if item is None:
            result = None
    return result
