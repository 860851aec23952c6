"""What was read, as plain values for JSON: facts, figures, claims, ranges and places; numbers are exact text."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rules_engine.documents.document import Document
from rules_engine.facts.enclosures import Enclosure
from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.messages import Language, LocalText, Message
from rules_engine.places import Anchor
from rules_engine.scoring.verdict import Chapter, Read
from rules_engine.values.number import is_decimal, written
from rules_engine.values.ranges import Range

Plain = dict[str, Any]
Levels = Mapping[tuple[str, Anchor | None], Level]


def facts_json(read: Read, language: Language) -> Plain:
    """Only what was read: every figure, bound or not, every claim, every relation, with the texts they stand in.

    Statements of relations are in `language`; places are code points of the documents' texts.
    """
    documents = {document.name: document for document in read.documents}
    levels: dict[tuple[str, Anchor | None], Level] = {}
    for fact in (*read.facts, *read.proved):
        # A table that bears a sentence out cites it too.
        for citation in fact.citations if fact.origin == "table" else fact.citations[:1]:
            place = fact.id, citation.anchor
            levels[place] = max(fact.level, levels.get(place, fact.level))
    record: Plain = {
        "documents": [{"name": d.name, "digest": d.digest, "text": d.text} for d in read.documents],
        "mentions": [_told(mention, documents[mention.anchor.document], levels) for mention in read.mentions],
        "claims": [_said(claim, documents[claim.anchor.document], levels) for claim in read.claims],
        "relations": [_relation(relation, read, language) for relation in read.relations],
    }
    if read.notes:
        record["notes"] = [language.say(note) for note in read.notes]
    if read.tables:
        record["proved"] = [fact_json(fact) for fact in read.proved]
    return record | ({"entries": [entry_json(entry) for entry in read.entries]} if read.entries else {})


def _told(mention: Mention, document: Document, levels: Levels) -> Plain:
    plain = Level.E0 if document.uncertain_at(mention.anchor.start) else Level.E1
    return {
        **_place(mention.anchor),
        "quote": mention.quote,
        "value": written(mention.number),
        "low": _end(mention.value.low),
        "high": _end(mention.value.high),
        "unit": mention.unit,
        "period": _text(mention.period),
        "kind": mention.kind,
        "qualifier": mention.qualifier,
        "level": levels.get((mention.fact, mention.anchor), plain).name,
        "fact": mention.fact or mention.formerly or None,
    }


def _said(claim: Claim, document: Document, levels: Levels) -> Plain:
    weak = claim.source == "claim" or document.uncertain_at(claim.anchor.start)
    plain = Level.E0 if weak else Level.E1
    return {
        **_place(claim.anchor),
        "quote": claim.quote,
        "low": _end(claim.value.low),
        "high": _end(claim.value.high),
        "period": _text(claim.period),
        "source": claim.source,
        "level": max((levels.get((id, claim.anchor), plain) for id in claim.facts), default=plain).name,
        "facts": list(claim.facts),
    }


def _relation(relation: Relation, read: Read, language: Language) -> Plain:
    texts = {document.name: document.text for document in read.documents}
    clauses = ((texts[m.anchor.document], m) for m in (read.mentions[index] for index in relation.mentions))
    quotes = [text[slice(*_beside(mention))].strip() for text, mention in clauses]
    quotes += [citation.quote for citation in relation.citations]
    return {
        "kind": relation.kind,
        "status": relation.status,
        "statement": language.say(relation.statement),
        "quotes": quotes,
    }


def _beside(mention: Mention) -> tuple[int, int]:
    """The clause of a figure, which always holds the figure itself."""
    return min(mention.clause[0], mention.anchor.start), max(mention.clause[1], mention.anchor.end)


def _place(anchor: Anchor) -> Plain:
    return {"document": anchor.document, "anchor": anchor.block, "start": anchor.start, "end": anchor.end}


def _end(value: Fraction | None) -> str | None:
    return None if value is None else written(value)


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
        "uncertain": fact.uncertain,
        "corrected": fact.corrected,
        "citations": [_citation(citation) for citation in fact.citations],
    }


def entry_json(entry: Entry) -> Plain:
    """What an inspector entered, with the figure or the fact of a table that it is about as it was read."""
    return {
        "kind": entry.kind,
        "author": entry.author,
        "date": None if entry.date is None else entry.date.isoformat(),
        "reason": entry.reason,
        "source": entry.source,
        "fact": None if entry.fact is None else fact_json(entry.fact),
        "figure": None if entry.figure is None else mention_json(entry.figure),
        "proved": None if entry.proved is None else fact_json(entry.proved),
        "criterion": entry.criterion or None,
        "outcome": entry.outcome,
        "points": None if entry.points is None else number(entry.points),
    }


def mention_json(mention: Mention) -> Plain:
    """A figure as printed, bound to a fact or not."""
    return {
        "fact": mention.fact or None,
        "formerly": mention.formerly or None,
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
        "uncertain": document.uncertain,
        "recognised": [list(stretch) for stretch in document.recognised],
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
        "citations": [_citation(citation) for citation in relation.citations],
        "facts": list(relation.facts),
        "doubt": {id: range_json(value) for id, value in sorted(relation.doubt.items())},
        "values": sentence_values(relation.statement),
        "slip": None if relation.slip is None else sentence_values(relation.slip),
    }


def enclosure_json(enclosure: Enclosure) -> Plain:
    """A document that the report names, and the file that it was found in, null where there is none."""
    return {
        "name": enclosure.name,
        "number": enclosure.number,
        "anchors": [_anchor(anchor) for anchor in enclosure.anchors],
        "found_in": enclosure.found_in or None,
        "found_at": None if enclosure.found_at is None else _citation(enclosure.found_at),
    }


def sentence_values(message: Message) -> Plain:
    """The numbers and names of a sentence, sentences within it in the same form; words stay out of the record."""
    return {
        name: {"message": value.template, "values": sentence_values(value)}
        if isinstance(value, Message)
        else number(value)
        if isinstance(value, Fraction)
        else str(value)
        for name, value in sorted(message.values.items())
        if isinstance(value, Fraction | int | str | Message)
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
