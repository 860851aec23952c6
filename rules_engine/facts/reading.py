"""Documents read into facts: figures found and bound, claims, documents issued, and how the figures fit together."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section, outline
from rules_engine.facts.binding import bind
from rules_engine.facts.claims import find_claims
from rules_engine.facts.consistency import relations
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.issued import find_issued
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import Vocabulary

LONGEST_QUOTE = 80


@frozen(eq=False, repr=False)
class Contents:
    """What the documents of a submission say. `relations` index `mentions`; `sections` are by document name."""

    sections: Mapping[str, tuple[Section, ...]]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]


def read_contents(documents: Iterable[Document], vocabulary: Vocabulary) -> Contents:
    """Everything the documents say, in their order and that of their text."""
    sections: dict[str, tuple[Section, ...]] = {}
    mentions: list[Mention] = []
    claims: list[Claim] = []
    found: list[Relation] = []
    facts: list[Fact] = []
    for document in documents:
        parts = sections[document.name] = tuple(outline(document, vocabulary.words))
        bound = bind(document, find_mentions(document, parts, vocabulary.words), vocabulary)
        said = [*find_claims(document, parts, vocabulary, bound), *find_issued(document, parts, vocabulary)]
        before = len(mentions)
        for relation in relations(document, bound, vocabulary):
            found.append(evolve(relation, mentions=tuple(before + index for index in relation.mentions)))
        facts += _figures(document, bound)
        facts += _words(said)
        mentions += bound
        claims += said
    return Contents(sections, tuple(mentions), tuple(claims), tuple(found), tuple(facts))


def _figures(document: Document, mentions: Iterable[Mention]) -> Iterator[Fact]:
    for mention in mentions:
        if mention.fact:
            yield Fact(
                mention.fact,
                mention.value,
                Level.E1,
                mention.kind,
                "mention",
                (Citation(_quoted(document, mention), mention.anchor),),
                mention.period,
                mention.scope,
                mention.qualifier,
                mention.quote,
                mention.step,
            )


def _words(claims: Iterable[Claim]) -> Iterator[Fact]:
    for claim in claims:
        for id in claim.facts:
            yield Fact(
                id,
                claim.value,
                Level.E0 if claim.source == "claim" else Level.E1,
                "problem" if claim.part == "problems" else "achieved",
                claim.source,
                (Citation(claim.quote, claim.anchor),),
                claim.period,
                claim.scope,
            )


def _quoted(document: Document, mention: Mention) -> str:
    """The sentence of a figure, or its clause where the sentence is long."""
    start, end = mention.sentence
    if end - start > LONGEST_QUOTE:
        start, end = mention.clause
    return document.text[start:end].strip()
