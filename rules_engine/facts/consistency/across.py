"""Relations between documents, and between documents and the tables that are to prove them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.facts.consistency.admissions import claims_against_admissions
from rules_engine.facts.consistency.declared import declarations
from rules_engine.facts.consistency.growth import growth_relations
from rules_engine.facts.consistency.labels import Labels
from rules_engine.facts.consistency.likeness import time_of
from rules_engine.facts.consistency.repeats import repeated
from rules_engine.facts.consistency.shares import declared_parts, declared_rates
from rules_engine.facts.consistency.totals import declared_sums
from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import evolve
from rules_engine.values.number import is_decimal, written
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range, meet
from rules_engine.values.units import unit_table

_TOLD = ("achieved", "problem")


def relations_across(texts: Mapping[str, str], mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Relation]:
    """What does not fit between figures of different documents; `texts` are theirs by name."""
    if len({mention.anchor.document for mention in mentions if mention.fact}) < 2:
        return []
    by_document: dict[str, list[Mention]] = defaultdict(list)
    by_fact: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_document[mention.anchor.document].append(mention)
        if mention.fact:
            by_fact[mention.fact].append(index)
    labels = {name: Labels(texts[name], own, vocabulary) for name, own in by_document.items()}
    found: dict[frozenset[int], Relation] = {}
    for relation in [*repeated(mentions, by_fact, labels, across=True), *_declared(mentions, vocabulary)]:
        if len({mentions[index].anchor.document for index in relation.mentions}) > 1:
            found.setdefault(frozenset(relation.mentions), placed(relation, mentions))
    return list(found.values())


def _declared(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[Relation]:
    declared = declarations(mentions, vocabulary)
    yield from growth_relations((), declared)
    yield from declared_sums(declared)
    yield from declared_parts(declared)
    yield from declared_rates(declared)


def placed(relation: Relation, mentions: Sequence[Mention]) -> Relation:
    """The relation with the places of the figures that its doubt concerns."""
    return relation.placed(tuple([mentions[index].anchor for index in relation.mentions]))


def relations_between(
    facts: Sequence[Fact], vocabulary: Vocabulary, mentions: Sequence[Mention] = ()
) -> list[Relation]:
    """What does not fit between facts: table facts against printed figures and claims, claims against admissions.

    Figures are cited as indices into `mentions`, cells and words as citations. Table facts also meet printed figures
    where the vocabulary declares that they belong together (parts, rates, growth).
    """
    places = {mention.anchor: index for index, mention in enumerate(mentions)}
    found = [*_tables(facts, vocabulary, mentions, places)]
    found += [_cited(relation, places, mentions) for relation in claims_against_admissions(facts)]
    return found


def _cited(relation: Relation, places: Mapping[Anchor, int], mentions: Sequence[Mention]) -> Relation:
    """The relation with the citations of figures turned into mentions."""
    figures = [places[c.anchor] for c in relation.citations if c.anchor is not None and c.anchor in places]
    words = tuple(c for c in relation.citations if c.anchor is None or c.anchor not in places)
    return placed(evolve(relation, mentions=(*relation.mentions, *figures), citations=words), mentions)


def _tables(
    facts: Sequence[Fact], vocabulary: Vocabulary, mentions: Sequence[Mention], places: Mapping[Anchor, int]
) -> Iterator[Relation]:
    tables = [fact for fact in facts if fact.origin == "table"]
    if not tables:
        return
    newest: dict[tuple[str, str], Period] = {}
    for fact in tables:
        if fact.period is not None:
            key = fact.id, fact.scope
            newest[key] = max(newest.get(key, fact.period), fact.period, key=lambda period: period.year)
    told = [fact for fact in facts if fact.origin in ("mention", "claim") and fact.kind in _TOLD]
    for table in tables:
        latest = table.period is None or newest.get((table.id, table.scope)) == table.period
        for fact in told:
            one_scope = fact.scope == table.scope or not (fact.scope and table.scope)
            alike = fact.id == table.id and one_scope and _one_time(fact, table, latest)
            if alike and meet(_printed(fact), _printed(table)) is None:
                entry = vocabulary.facts.get(table.id)
                yield _cited(_differing(fact, table, entry), places, mentions)
    yield from _belonging(tables, vocabulary, mentions)


def _one_time(told: Fact, table: Fact, latest: bool) -> bool:
    """Whether both speak of one period; what a report tells without a period is held against the newest table."""
    if told.period is None or table.period is None:
        return latest
    return time_of(told.period) == time_of(table.period)


def _printed(fact: Fact) -> Range:
    half = fact.step / 2
    value = fact.value
    if not half:
        return value
    return Range(
        None if value.low is None else value.low - half,
        None if value.high is None else value.high + half,
        value.low_open,
        value.high_open,
    )


def _differing(told: Fact, table: Fact, entry: FactEntry | None) -> Relation:
    values = {
        "title": entry.title if entry else table.id,
        "told": told.printed or told.citations[0].quote,
        "table": table.printed or _made(table.value, told.printed, entry),
        "where": _where(table.citations[:2]),
    }
    statement = Message("{title}: the report tells {told}; the table ({where}) makes {table}, which differs.", **values)
    return Relation(
        "same",
        "contradictory",
        statement,
        (),
        facts=(told.id,),
        code="table_differs",
        citations=(*told.citations, *table.citations),
    )


def _where(citations: Sequence[Citation]) -> str:
    """The cells, each document and sheet named once."""
    cells: dict[str, list[str]] = {}
    for citation in citations:
        sheet, mark, cell = (citation.anchor.block if citation.anchor else citation.quote).rpartition("!")
        document = citation.anchor.document if citation.anchor else ""
        cells.setdefault(f"{document} {sheet}{mark}".lstrip(), []).append(cell)
    return " ".join(f"{sheet}{', '.join(found)}".strip() for sheet, found in cells.items())


def _made(value: Range, told: str, entry: FactEntry | None) -> str:
    """What a table makes, in the unit that the report prints where it comes out even in that."""
    if entry is None or entry.unit.dimension == "yes_no":
        return _number(value)
    form = next(
        (form for form in unit_table().printed if told.endswith(form) and told[: -len(form)][-1:].isdigit()), ""
    )
    unit, times = unit_table().printed.get(form, (entry.unit, Fraction(1)))
    if unit != entry.unit or value.low is None or not value.settled or not is_decimal(value.low / times):
        return f"{_number(value)}{entry.unit.name}"
    return f"{_written(value.low / times)}{form or unit.name}"


def _number(value: Range) -> str:
    ends = (value.low,) if value.settled else (value.low, value.high)
    return "…".join("" if end is None else _written(end) for end in ends)


def _written(value: Fraction) -> str:
    return written(value) if is_decimal(value) else written(Fraction(round(value * 10**6), 10**6))


def _belonging(tables: Sequence[Fact], vocabulary: Vocabulary, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Printed figures against table facts that the vocabulary declares to belong to them."""
    made = [figure for fact in tables if (figure := _figure(fact, vocabulary)) is not None]
    if not made:
        return
    cited = {len(mentions) + number: fact.citations for number, (fact, _) in enumerate(made)}
    figures = [*mentions, *(mention for _, mention in made)]
    # What the report tells by an amount and by its rate is one difference.
    seen: set[str] = set()
    for relation in _declared(figures, vocabulary):
        printed = tuple(index for index in relation.mentions if index < len(mentions))
        cells = tuple(c for index in relation.mentions for c in cited.get(index, ()))
        if printed and cells and str(relation.statement) not in seen:
            seen.add(str(relation.statement))
            yield placed(evolve(relation, mentions=printed, citations=cells), mentions)


def _figure(fact: Fact, vocabulary: Vocabulary) -> tuple[Fact, Mention] | None:
    """A table fact as a figure among figures, where it is one number."""
    entry = vocabulary.facts.get(fact.id)
    anchor = next((citation.anchor for citation in fact.citations if citation.anchor), None)
    if entry is None or anchor is None or not fact.value.settled or fact.value.low is None:
        return None
    number = fact.value.low
    quote = fact.printed or f"{_written(number)}{entry.unit.name}"
    stretch = (anchor.start, anchor.end)
    return fact, Mention(
        anchor,
        quote,
        number,
        fact.value,
        entry.unit.name,
        fact.step,
        stretch,
        stretch,
        "achieved",
        fact.period,
        fact=fact.id,
        scope=fact.scope,
    )
