"""The same fact printed twice for the same period, with values that rounding does not reconcile."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rules_engine.facts.consistency.declared import MOST_VALUES
from rules_engine.facts.consistency.interval import cut_off, rounding
from rules_engine.facts.consistency.labels import Label, Labels
from rules_engine.facts.consistency.likeness import time_of
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.fact import Citation
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.messages import Message
from rules_engine.values.periods import Period
from rules_engine.values.ranges import meet

_TOLD = ("achieved", "problem")


def repeated(
    mentions: Sequence[Mention],
    by_fact: Mapping[str, Sequence[int]],
    labels: Mapping[str, Labels],
    *,
    across: bool = False,
) -> Iterator[Relation]:
    """The figures of one fact, period and scope that differ; `labels` by document, `across` only between documents.

    `by_fact` has the first place in each document of every figure at least. Where both are printed without a period,
    two documents may speak of different times: that is only doubtful.
    """
    for figures in by_fact.values():
        told = [index for index in figures if mentions[index].kind in _TOLD] if len(figures) > 1 else ()
        if len(told) < 2 or len({mentions[index].quote for index in told}) < 2:
            continue
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index in told:
            mention = mentions[index]
            groups[time_of(mention.period), mention.scope, mention.unit].append(index)
        for indices in groups.values():
            if len({mentions[index].quote for index in indices}) > 1:
                yield from _differing(mentions, indices, labels, across)


def _differing(
    mentions: Sequence[Mention], indices: Sequence[int], labels: Mapping[str, Labels], across: bool
) -> Iterator[Relation]:
    """Each value that differs from one printed before it, with the first such place."""
    firsts: list[int] = []
    for index in sorted(indices, key=lambda i: (mentions[i].anchor.document, mentions[i].anchor.start)):
        one = mentions[index]
        if any(mentions[other].quote == one.quote for other in firsts):
            continue
        for other in firsts:
            relation = _weighed(mentions, other, index, labels, across)
            if relation is not None:
                yield relation
                break
        firsts.append(index)
        if len(firsts) == MOST_VALUES:
            return


def _weighed(
    mentions: Sequence[Mention], first: int, second: int, labels: Mapping[str, Labels], across: bool
) -> Relation | None:
    a, b = mentions[first], mentions[second]
    apart = a.anchor.document != b.anchor.document
    if apart != across or (not apart and a.sentence == b.sentence) or _agree(a, b):
        return None
    label = labels[a.anchor.document].of(a)
    other = labels[b.anchor.document].of(b) if label else None
    if label is None or other is None or not label.like(other):
        return None
    values = {"first": a.quote, "second": b.quote, "period": time_of(a.period)}
    facts = named_facts([a, b])
    if meet(cut_off(a), cut_off(b)):
        statement = Message(
            "The same fact is printed as {first} and as {second}; "
            "they agree only if further digits were cut off, not rounded.",
            **values,
        )
        return Relation("same", "doubtful", statement, (first, second), facts=facts, code="same_cut_off")
    if apart and a.period is None:
        statement = Message(
            "The same fact is printed as {first} in one document and as {second} in another, both without a period; "
            "they agree only if the documents speak of different times.",
            **values,
        )
        return Relation("same", "doubtful", statement, (first, second), facts=facts, code="same_undated")
    if a.period is None:
        statement = Message("The same fact is printed as {first} and as {second}, which differ.", **values)
    else:
        statement = Message("The same fact is printed for {period} as {first} and as {second}, which differ.", **values)
    return Relation("same", "contradictory", statement, (first, second), facts=facts, code="same_differs")


def _agree(a: Mention, b: Mention) -> bool:
    """Whether rounding lets both be one value."""
    if a.value.settled and b.value.settled:
        return 2 * abs(a.number - b.number) <= a.step + b.step
    return meet(rounding(a), rounding(b)) is not None


def claimed_otherwise(claims: Iterable[Claim], mentions: Sequence[Mention], labels: Labels) -> Iterator[Relation]:
    """全覆盖 where the report itself prints less of the same fact, among the achievements and not narrowed down."""
    settled = [
        claim
        for claim in claims
        if claim.source == "claim" and claim.part not in ("problems", "measures") and claim.value.settled
    ]
    told = _whole_values(mentions, labels, {fact for claim in settled for fact in claim.facts})
    for claim in settled:
        for index, label in (
            found for fact in claim.facts for found in told.get((fact, claim.period, claim.scope), ())
        ):
            mention = mentions[index]
            if set(label.residue) <= set(claim.quote) and not meet(claim.value, rounding(mention)):
                yield _otherwise(claim, mention, index)


def _whole_values(
    mentions: Sequence[Mention], labels: Labels, facts: Collection[str]
) -> Mapping[tuple[str, Period | None, str], Collection[tuple[int, Label]]]:
    """The achieved figures of each fact, period and scope that are not narrowed down, each value once."""
    found: dict[tuple[str, Period | None, str], dict[object, tuple[int, Label]]] = defaultdict(dict)
    for index, mention in enumerate(mentions):
        if mention.fact not in facts or mention.kind != "achieved":
            continue
        label = labels.of(mention)
        group = found[mention.fact, mention.period, mention.scope]
        if label and not (label.narrowed or label.head) and len(group) < MOST_VALUES:
            group.setdefault((mention.quote, mention.number, label.residue), (index, label))
    return {key: group.values() for key, group in found.items()}


def _otherwise(claim: Claim, mention: Mention, index: int) -> Relation:
    statement = Message("“{claim}” differs from the printed {quote}.", claim=claim.quote, quote=mention.quote)
    said = Citation(claim.quote, claim.anchor)
    facts = (mention.fact,)
    return Relation("claim", "contradictory", statement, (index,), facts=facts, code="claim_differs", citations=(said,))
