"""Documents read into facts: figures found and bound, claims, documents issued, and how the figures fit together."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from rules_engine.documents.document import Document
from rules_engine.documents.legible import legible
from rules_engine.documents.outline import Section, outline
from rules_engine.documents.wrapped import unwrapped
from rules_engine.facts.at_once import at_once
from rules_engine.facts.binding import bind
from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.claims import find_claims
from rules_engine.facts.consistency import (
    claim_relations,
    figure_relations,
    relations_across,
    relations_between,
    settled,
    table_relations,
)
from rules_engine.facts.enclosures import Enclosure, find_enclosures, raised
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.head import Head
from rules_engine.facts.issued import find_issued
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import evolve, frozen

if TYPE_CHECKING:
    from rules_engine.facts.entry import Spot

LONGEST_QUOTE = 80


@frozen(eq=False, repr=False)
class Contents:
    """What the documents of a submission say, and its tables prove.

    `relations` index `mentions`; `sections` are by document name; `enclosures` are the documents that the report names.
    """

    sections: Mapping[str, tuple[Section, ...]]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    enclosures: tuple[Enclosure, ...] = ()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, as it was before afterwards.

    Reading makes no cycles; looking for them takes up to a seventh of the time, the more the longer the text.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def read_contents(
    documents: Sequence[Document],
    vocabulary: Vocabulary,
    report: Document | None = None,
    head: Head | None = None,
    tables: Sequence[Fact] = (),
    bindings: "Mapping[Spot, str] | None" = None,
) -> Contents:
    """Everything the documents say, in their order and that of their text, then the facts that `tables` prove.

    With the `report` and its `head` the documents that it names are looked for among the others. `bindings` tell of
    single figures which fact they are a value of, empty for none, whatever their words say.
    """
    sections: dict[str, tuple[Section, ...]] = {}
    mentions: list[Mention] = []
    claims: list[Claim] = []
    found: list[Relation] = []
    facts: list[Fact] = []
    texts: dict[str, str] = {}
    for original in documents:
        document = unwrapped(legible(original))
        texts[document.name] = document.text
        parts = sections[document.name] = tuple(outline(document, vocabulary.words))
        bound = bind(document, find_mentions(document, parts, vocabulary.words), vocabulary)
        bound, cells = _with_cells(document, parts, bound, vocabulary)
        if bindings:
            bound = [_told(mention, bindings) for mention in bound]
            cells = [_told(mention, bindings) for mention in cells]
        placed = bound
        if document is not original:
            placed = [evolve(mention, **_original(original, mention.anchor)) for mention in bound]
            cells = [evolve(mention, **_original(original, mention.anchor)) for mention in cells]
        day = head.date if head and report and document.name == report.name else None
        said, unlike = at_once(
            len(bound),
            partial(_said, document, parts, vocabulary, bound),
            partial(figure_relations, document, placed, vocabulary, day),
        )
        if document is not original:
            said = [evolve(claim, **_original(original, claim.anchor)) for claim in said]
        read = sorted([*placed, *cells], key=lambda mention: mention.anchor.start) if cells else placed
        places = {mention.anchor.start: number for number, mention in enumerate(read, len(mentions))}
        unlike += claim_relations(document, placed, vocabulary, said)
        for relation in settled(unlike, placed):
            found.append(evolve(relation, mentions=tuple(places[placed[i].anchor.start] for i in relation.mentions)))
        for relation in table_relations(document, read) if document.grids else ():
            found.append(evolve(relation, mentions=tuple(len(mentions) + index for index in relation.mentions)))
        facts += _figures(original, read)
        facts += _words(document, said)
        mentions += read
        claims += said
    enclosures = find_enclosures(report, head, documents) if report and head else ()
    if report and head and len(documents) > 1:
        from rules_engine.facts.attachments import attested

        raised_facts = tuple(raised(facts, enclosures))
        facts = list(attested(raised_facts, documents, report, head, enclosures))
    facts += tables
    found += relations_across(texts, mentions, vocabulary)
    found += relations_between(facts, vocabulary, mentions)
    if any(document.uncertain or document.recognised for document in documents):
        found = list(_weighed(found, mentions, documents))
    return Contents(sections, tuple(mentions), tuple(claims), tuple(found), tuple(facts), enclosures)


def _with_cells(
    document: Document, parts: Sequence[Section], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[list[Mention], list[Mention]]:
    """The figures of the text, and the bare numbers of its tables."""
    if not document.grids:
        return list(mentions), []
    from rules_engine.facts.cell_figures import cell_figures

    def bound(text: Document) -> Sequence[Mention]:
        return bind(text, find_mentions(text, (), vocabulary.words), vocabulary)

    topics = BindingIndex.of(vocabulary).topics
    return cell_figures(document, mentions, parts, bound, lambda word: bool(topics.rows.get(word)))


def _said(
    document: Document, parts: Sequence[Section], vocabulary: Vocabulary, mentions: Sequence[Mention]
) -> list[Claim]:
    """What a document says without figures."""
    return [*find_claims(document, parts, vocabulary, mentions), *find_issued(document, parts, vocabulary)]


def _told(mention: Mention, bindings: "Mapping[Spot, str]") -> Mention:
    anchor = mention.anchor
    fact = bindings.get((anchor.digest, anchor.start, anchor.end))
    return mention if fact is None else mention.bound(fact, "")


def _original(document: Document, anchor: Anchor) -> dict[str, Any]:
    """The place and the quotation as they stand in a text whose lines were broken."""
    start, end = anchor.start, anchor.end
    return {"anchor": document.anchor(start, end), "quote": document.text[start:end]}


def _weighed(
    found: Iterable[Relation], mentions: Sequence[Mention], documents: Iterable[Document]
) -> Iterator[Relation]:
    """The relations; a contradiction that rests on a figure recognised from an image is only doubtful."""
    by_name = {document.name: document for document in documents}
    for relation in found:
        anchors = [mentions[index].anchor for index in relation.mentions]
        if relation.status == "contradictory" and any(by_name[a.document].uncertain_at(a.start) for a in anchors):
            question = Message("Was a figure misread that was recognised from an image?")
            yield evolve(relation, status="doubtful", doubt={}, slip=question)
        else:
            yield relation


def _figures(document: Document, mentions: Iterable[Mention]) -> Iterator[Fact]:
    for mention in mentions:
        if mention.fact:
            uncertain = document.uncertain_at(mention.anchor.start)
            yield Fact(
                mention.fact,
                mention.value,
                Level.E0 if uncertain else Level.E1,
                mention.kind,
                "mention",
                (Citation(quoted(document, mention), mention.anchor),),
                mention.period,
                mention.scope,
                mention.qualifier,
                mention.quote,
                mention.step,
                uncertain,
            )


def _words(document: Document, claims: Iterable[Claim]) -> Iterator[Fact]:
    for claim in claims:
        uncertain = document.uncertain_at(claim.anchor.start)
        for id in claim.facts:
            yield Fact(
                id,
                claim.value,
                Level.E0 if claim.source == "claim" or uncertain else Level.E1,
                "problem" if claim.part == "problems" else "achieved",
                claim.source,
                (Citation(claim.quote, claim.anchor),),
                claim.period,
                claim.scope,
                uncertain=uncertain,
            )


def quoted(document: Document, mention: Mention) -> str:
    """The sentence of a figure, or its clause where the sentence is long."""
    start, end = mention.sentence
    if end - start > LONGEST_QUOTE:
        start, end = mention.clause
    return document.text[start:end].strip()
