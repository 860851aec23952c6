"""Parts and rates that the vocabulary declares, wherever a report prints their figures."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.interval import cut_off, ends, measure, notation, rounding, size
from rules_engine.facts.consistency.likeness import addable, dimension
from rules_engine.facts.consistency.slips import likeliest_slip
from rules_engine.facts.consistency.sums import differing, doubts, named_facts
from rules_engine.facts.consistency.totals import together
from rules_engine.facts.fact import Kind
from rules_engine.facts.mention import Mention, Relation, RelationKind
from rules_engine.messages import Message
from rules_engine.records import evolve
from rules_engine.values.ranges import Range, divide, meet, multiply

_TIMES = {"percent": 100, "permille": 1000}
_TOLD: tuple[Kind, ...] = ("achieved", "problem")


def declared_parts(declared: Declarations) -> Iterator[Relation]:
    """Parts that are more than the whole of the same period that they are declared to be of."""
    for id, indices in declared.by_fact.items():
        for part in indices:
            one = declared.mentions[part]
            for whole in (index for of in declared.wholes.get(id, ()) for index in declared.beside(of, one)):
                relation = _above(declared.mentions, whole, part)
                if relation is not None:
                    yield relation


def _above(mentions: Sequence[Mention], whole: int, part: int) -> Relation | None:
    total, one = mentions[whole], mentions[part]
    plain = total.value.settled and one.value.settled
    if (plain and abs(one.number) <= abs(total.number)) or not addable(one) or not together(total, one):
        return None
    high, low = size(total).high, size(one).low
    if high is None or low is None or low <= high:
        return None
    return differing(total, [(one, 1)], (whole, part), "sum_above_whole")


def declared_rates(declared: Declarations) -> Iterator[Relation]:
    """Rates that differ from what the two figures make of which they are declared to be the rate."""
    for id in filter(declared.by_fact.__contains__, declared.entries):
        entry = declared.entries[id]
        if len(entry.rate_of) == 2 and all(told in declared.by_fact for told in entry.rate_of):
            for rate in declared.by_fact[id]:
                relation = _weighed(declared, rate, *entry.rate_of)
                if relation is not None:
                    yield relation


def _weighed(declared: Declarations, rate: int, part: str, whole: str) -> Relation | None:
    mentions = declared.mentions
    above, below = (_beside(declared, rate, id) for id in (part, whole))
    if above is None or below is None:
        return None
    told, one, other = mentions[rate], mentions[above], mentions[below]
    return ratio_relation(told, one, other, (rate, above, below))


def _beside(declared: Declarations, rate: int, id: str) -> int | None:
    """The one figure printed for a fact beside a rate: in its sentence, else for its period and in its document."""
    mentions = declared.mentions
    if mentions[rate].kind not in _TOLD:
        return None
    found: list[int] = []
    for figures in (declared.in_sentence(id, mentions[rate]), declared.in_document(id, mentions[rate])):
        found = found or [index for index in figures if mentions[index].kind in _TOLD]
    return found[0] if found and len({mentions[index].number for index in found}) == 1 else None


def _plainly_fits(rate: Mention, part: Mention, whole: Mention, times: int) -> bool:
    """Whether the rate is so many times the quotient of two plain numbers; most need no more."""
    if rate.number < 0 or not (rate.value.settled and part.value.settled and whole.value.settled):
        return False
    (least, most), (low, high) = ends(part, whole)
    ((at_least, at_most),) = ends(rate)
    factor = times * measure(rate)
    return low > 0 and factor * least <= at_most * high and factor * most >= at_least * low


def ratio_relation(rate: Mention, part: Mention, whole: Mention, indices: tuple[int, int, int]) -> Relation | None:
    """What is printed as the rate of two figures against what they make; silent where any rounding lets it be."""
    times = _TIMES.get(dimension(rate), 1)
    if not rate.step:
        # 平均每校498人: what counts persons is exact, their average is rounded.
        rate = evolve(rate, step=notation(rate).last_digit)
    if _plainly_fits(rate, part, whole, times) or not size(whole).low:
        return None
    factor = Fraction(times)
    made = multiply(divide(size(part), size(whole)), Range.of(factor))
    if meet(rounding(rate), made):
        return None
    share = abs(part.number) / abs(whole.number) * factor
    how = notation(rate)
    values = {
        "rate": rate.quote,
        "part": part.quote,
        "whole": whole.quote,
        "share": how.write(share, max(2, how.places)),
    }
    facts = named_facts([rate, part, whole])
    kind: RelationKind = "rate" if factor != 1 else "ratio"
    if meet(cut_off(rate), made):
        statement = Message(
            "{part} to {whole} makes {share}; "
            "the printed {rate} fits only if further digits were cut off, not rounded.",
            **values,
        )
        return Relation(kind, "doubtful", statement, indices, facts=facts, code=f"{kind}_cut_off")
    told = multiply(rounding(rate), Range.of(1 / factor))
    room = [(rate, made), (part, multiply(size(whole), told)), (whole, divide(size(part), told))]
    return Relation(
        kind,
        "contradictory",
        Message("{part} to {whole} makes {share}, which differs from the printed {rate}.", **values),
        indices,
        facts=facts,
        doubt=doubts(room),
        slip=likeliest_slip(room),
        code=f"{kind}_differs",
    )
