"""Whether the figures that a report prints fit one another (semantics.md, 7)."""

from collections.abc import Iterator, Sequence

from rules_engine.documents.document import Document
from rules_engine.facts.consistency.declared import declarations
from rules_engine.facts.consistency.growth import growth_relations
from rules_engine.facts.consistency.passage import passages
from rules_engine.facts.consistency.rates import rate_relations
from rules_engine.facts.consistency.sums import sum_relations
from rules_engine.facts.consistency.totals import declared_sums
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.vocabulary import Vocabulary


def relations(document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Relation]:
    """The relations between printed figures that are not plainly right, in the order of the text.

    Each cites its figures as indices into `mentions`. Figures belong together where the words say so, or where the
    vocabulary declares it and the report prints them for one period; what fits within rounding is not returned.
    """
    found: dict[tuple[str, frozenset[int]], Relation] = {}
    for relation in _all(document, mentions, vocabulary):
        found.setdefault((relation.kind, frozenset(relation.mentions)), relation)
    return sorted(found.values(), key=lambda relation: (_place(relation, mentions), relation.code))


def _all(document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[Relation]:
    declared = declarations(mentions, vocabulary)
    rows = list(passages(document.text, mentions))
    for passage in rows:
        yield from sum_relations(passage, declared)
        yield from rate_relations(passage)
    yield from growth_relations(rows, declared)
    yield from declared_sums(declared)


def _place(relation: Relation, mentions: Sequence[Mention]) -> tuple[int, ...]:
    return tuple(mentions[index].anchor.start for index in relation.mentions)
