"""What was read, as plain values for JSON: facts, figures, claims, ranges and places; numbers are exact text."""

from fractions import Fraction
from typing import Any

from rules_engine.documents.document import Document
from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.messages import LocalText, Message
from rules_engine.places import Anchor
from rules_engine.scoring.verdict import Chapter, Verdict
from rules_engine.values.number import is_decimal, written
from rules_engine.values.ranges import Range

FORMAT = "rules-engine-facts/1"

Plain = dict[str, Any]


def facts_json(verdict: Verdict) -> Plain:
    """Only what was read: figures bound or not, claims, entries; with the documents they stand in."""
    return {
        "format": FORMAT,
        "documents": [{"name": d.name, "digest": d.digest} for d in verdict.documents],
        "mentions": [mention_json(mention) for mention in verdict.mentions],
        "claims": [claim_json(claim) for claim in verdict.claims],
        "entries": [fact_json(fact) for fact in verdict.entries],
    }


def number(value: Fraction) -> str:
    """Exact: a decimal, or where no decimal is exact a fraction such as `2000/3`."""
    return written(value) if is_decimal(value) else f"{value.numerator}/{value.denominator}"


def fact_json(fact: Fact) -> Plain:
    """A fact with its citations."""
    return {
        "id": fact.id,
        "value": range_json(fact.value),
        "level": fact.level.name,
        "kind": fact.kind,
        "origin": fact.origin,
        "period": _text(fact.period),
        "scope": fact.scope,
        "qualifier": fact.qualifier,
        "printed": fact.printed,
        "step": number(fact.step),
        "citations": [_citation(citation) for citation in fact.citations],
    }


def mention_json(mention: Mention) -> Plain:
    """A figure as printed, bound to a fact or not."""
    return {
        "fact": mention.fact or None,
        "quote": mention.quote,
        "anchor": _anchor(mention.anchor),
        "number": number(mention.number),
        "value": range_json(mention.value),
        "unit": mention.unit,
        "step": number(mention.step),
        "kind": mention.kind,
        "period": _text(mention.period),
        "qualifier": mention.qualifier,
        "scope": mention.scope,
        "part": mention.part,
        "section": mention.section,
        "clause": list(mention.clause),
        "sentence": list(mention.sentence),
    }


def claim_json(claim: Claim) -> Plain:
    """Words without a figure, or a document named."""
    return {
        "facts": list(claim.facts),
        "quote": claim.quote,
        "anchor": _anchor(claim.anchor),
        "value": range_json(claim.value),
        "source": claim.source,
        "period": _text(claim.period),
        "scope": claim.scope,
        "part": claim.part,
        "section": claim.section,
    }


def document_json(document: Document) -> Plain:
    """A file with its decoded text."""
    return {
        "name": document.name,
        "digest": document.digest,
        "encoding": document.encoding,
        "text": document.text,
        "blocks": [
            {"name": block.name, "start": block.start, "end": block.end, "kind": block.kind}
            for block in document.blocks
        ],
    }


def chapter_json(chapter: Chapter) -> Plain:
    """A section of a document."""
    return {
        "document": chapter.document,
        "heading": chapter.heading,
        "level": chapter.level,
        "start": chapter.start,
        "end": chapter.end,
        "part": chapter.part,
        "area": chapter.area,
    }


def relation_json(relation: Relation) -> Plain:
    """How figures fit together, without the sentence that tells it."""
    return {
        "kind": relation.kind,
        "status": relation.status,
        "code": relation.code,
        "mentions": list(relation.mentions),
        "facts": list(relation.facts),
        "doubt": {id: range_json(value) for id, value in sorted(relation.doubt.items())},
        "values": sentence_values(relation.statement),
        "slip": None if relation.slip is None else sentence_values(relation.slip),
    }


def sentence_values(message: Message) -> Plain:
    """The numbers and names of a sentence; its words stay out of a language-free record."""
    return {
        name: number(value) if isinstance(value, Fraction) else str(value)
        for name, value in sorted(message.values.items())
        if isinstance(value, Fraction | int | str)
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def both(text: LocalText) -> Plain:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def range_json(value: Range) -> Plain:
    """A range; null is unbounded."""
    return {
        "low": None if value.low is None else number(value.low),
        "high": None if value.high is None else number(value.high),
        "low_open": value.low_open,
        "high_open": value.high_open,
    }


def _anchor(anchor: Anchor) -> Plain:
    return {
        "document": anchor.document,
        "digest": anchor.digest,
        "block": anchor.block,
        "start": anchor.start,
        "end": anchor.end,
    }


def _citation(citation: Citation) -> Plain:
    return {
        "quote": citation.quote,
        "author": citation.author,
        "anchor": None if citation.anchor is None else _anchor(citation.anchor),
    }
