"""Sums that the vocabulary declares: the parts of a fact, wherever the report prints them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from math import prod

from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.interval import size
from rules_engine.facts.consistency.likeness import alike
from rules_engine.facts.consistency.sums import adds_up, differing, total_of, unaccounted
from rules_engine.facts.mention import Mention, Relation

_MOST_READINGS = 64


def declared_sums(declared: Declarations, accounted: Collection[int] = ()) -> Iterator[Relation]:
    """Wholes that differ from their declared parts, all of them printed in one sentence or for one period.

    What a list of its own words accounts for lacks nothing, whichever parts the vocabulary knows.
    """
    for id in filter(declared.by_fact.__contains__, declared.entries):
        entry = declared.entries[id]
        if len(entry.parts) > 1 and all(part in declared.by_fact for part in entry.parts):
            for whole in (index for index in declared.by_fact[id] if index not in accounted):
                relation = _weighed(declared, whole, entry.parts)
                if relation is not None:
                    yield relation


def _weighed(declared: Declarations, whole: int, parts: Sequence[str]) -> Relation | None:
    mentions = declared.mentions
    total = mentions[whole]
    choices = [[index for index in declared.beside(part, total) if together(total, mentions[index])] for part in parts]
    if not 0 < prod(map(len, choices)) <= _MOST_READINGS:
        return None
    # Where a part is printed twice, one reading that fits is enough.
    readings = list(product(*choices))
    sums = [[(mentions[index], 1) for index in reading] for reading in readings]
    if any(adds_up(total, reading) for reading in sums):
        return None
    indices, reached, high = (whole, *readings[0]), total_of(sums[0]), size(total).high
    if high is not None and reached.low is not None and reached.low > high:
        return differing(total, sums[0], indices, "sum_above_whole")
    if all(_in_one_sentence(total, part) for part, _ in sums[0]):
        return unaccounted(total, sums[0], indices)
    return None


def together(whole: Mention, part: Mention) -> bool:
    """Whether two figures can be whole and part: alike, of one period and scope, or of one sentence."""
    if not alike(whole, part) or whole.scope != part.scope or whole.period != part.period:
        return False
    if whole.period is not None:
        return True
    return _in_one_sentence(whole, part)


def _in_one_sentence(a: Mention, b: Mention) -> bool:
    return a.sentence == b.sentence and a.anchor.document == b.anchor.document
