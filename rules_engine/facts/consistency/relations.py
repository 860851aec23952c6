"""Whether the figures that a report prints fit one another (semantics.md, 7)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rules_engine.documents.document import Document
from rules_engine.facts.consistency.across import placed
from rules_engine.facts.consistency.admissions import gaps_against_plans
from rules_engine.facts.consistency.claimed import claims_against_figures
from rules_engine.facts.consistency.declared import declarations
from rules_engine.facts.consistency.differences import difference_relations
from rules_engine.facts.consistency.distributions import distribution_relations
from rules_engine.facts.consistency.growth import growth_relations
from rules_engine.facts.consistency.in_turn import shares_in_turn
from rules_engine.facts.consistency.labels import Labels
from rules_engine.facts.consistency.passage import passages
from rules_engine.facts.consistency.periods import period_relations
from rules_engine.facts.consistency.rates import rate_relations
from rules_engine.facts.consistency.ratios import ratio_relations
from rules_engine.facts.consistency.repeats import claimed_otherwise, repeated
from rules_engine.facts.consistency.shares import declared_parts, declared_rates
from rules_engine.facts.consistency.sums import sum_relations
from rules_engine.facts.consistency.targets import kept_targets
from rules_engine.facts.consistency.totals import declared_sums
from rules_engine.facts.full_stops import with_full_stops
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.facts.vocabulary import Vocabulary


def relations(
    document: Document,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    claims: Sequence[Claim] = (),
    day: date | None = None,
) -> list[Relation]:
    """The relations within a document that are not plainly right, in the order of the text.

    Each cites its figures as indices into `mentions`. Figures belong together where the words say so, or where the
    vocabulary declares it and the report prints them for one period; what fits within rounding is not returned.
    `day` is that of the report: what it tells as reached cannot lie behind it.
    """
    figures = figure_relations(document, mentions, vocabulary, day)
    return settled([*figures, *claim_relations(document, mentions, vocabulary, claims)], mentions)


def settled(found: Iterable[Relation], mentions: Sequence[Mention]) -> list[Relation]:
    """Of relations that cite the same the first, with its places, in the order of the text."""
    kept: dict[object, Relation] = {}
    for relation in found:
        key = frozenset(relation.mentions) if relation.mentions and not relation.citations else relation.citations
        kept.setdefault((relation.kind in ("period", "claim", "target"), key), relation)
    told = [placed(relation, mentions) for relation in kept.values()]
    return sorted(told, key=lambda relation: (_place(relation), relation.code))


def figure_relations(
    document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary, day: date | None = None
) -> list[Relation]:
    """What does not fit among the figures of a document, several relations of the same figures among it."""
    return list(_of_figures(document, mentions, vocabulary, day))


def _of_figures(
    document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary, day: date | None
) -> Iterator[Relation]:
    declared = declarations(mentions, vocabulary)
    text = with_full_stops(document.text)
    rows = list(passages(text, mentions))
    accounted: set[int] = set()
    for passage in rows:
        yield from sum_relations(passage, declared, accounted)
        yield from rate_relations(passage)
        yield from shares_in_turn(passage)
        yield from ratio_relations(passage)
        yield from difference_relations(passage)
        yield from distribution_relations(passage)
    yield from growth_relations(rows, declared)
    yield from declared_sums(declared, accounted)
    yield from declared_parts(declared)
    yield from declared_rates(declared)
    yield from repeated(mentions, declared.by_fact, {document.name: Labels(text, mentions, vocabulary)})
    yield from kept_targets(text, mentions)
    yield from gaps_against_plans(document, mentions, vocabulary)
    yield from period_relations(document, mentions, day)


def claim_relations(
    document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary, claims: Sequence[Claim]
) -> list[Relation]:
    """What does not fit between claims of a document and its figures."""
    if not claims:
        return []
    otherwise = claimed_otherwise(claims, mentions, Labels(with_full_stops(document.text), mentions, vocabulary))
    return [*otherwise, *claims_against_figures(claims, declarations(mentions, vocabulary))]


def _place(relation: Relation) -> tuple[int, ...]:
    cited = (citation.anchor for citation in relation.citations if citation.anchor)
    return tuple(anchor.start for anchor in (*relation.anchors, *cited))
