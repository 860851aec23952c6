"""What stands below the score sheet: figures that do not fit, figures bound to nothing, evidence tables by cells."""

from collections.abc import Iterable, Iterator, Mapping

from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.tables.read_table import ReadTable
from rules_engine.places import Anchor
from rules_engine.records import frozen
from rules_engine.report.page.marks import SIGNS, quoted_stretch
from rules_engine.report.page.scored import Quote, Sheet
from rules_engine.report.terminal.sheet import settling
from rules_engine.report.terminal.tables import LEFT_OUT, reject_sentences
from rules_engine.report.words import KIND, RELATION

MOST_REJECTS = 50


@frozen(repr=False)
class Difference:
    """Figures that do not fit together: status, what differs, the likeliest slip, the places, what would settle it."""

    id: str
    number: str
    status: str
    sign: str
    outcome: str
    statement: str
    slip: str
    quotes: tuple[Quote, ...]
    settling: str


@frozen(repr=False)
class Figure:
    """A figure that no fact was found for."""

    id: str
    quote: Quote
    around: str
    about: str


@frozen(repr=False)
class TableColumns:
    """A file, or sheet of one: its rows, its columns (header, unit, cells), what was left out of it.

    `hidden` says that it has columns about persons besides. `shown` are some of its rows as printed, the number of
    the row first, None where rows are left out; `cited` says of each column whether a fact rests on it.
    """

    name: str
    rows: int
    columns: tuple[tuple[str, str, str], ...]
    left_out: tuple[str, ...]
    unused: int
    hidden: bool
    shown: tuple[tuple[str, ...] | None, ...]
    cited: tuple[bool, ...]


@frozen(eq=False, repr=False)
class ShownTable:
    """An evidence table: its files, the facts it gives with the cells they come from, and who uses them."""

    id: str
    title: str
    level: str
    years: str
    rows: int
    files: tuple[TableColumns, ...]
    facts: tuple[tuple[str, tuple[tuple[str, str, int], ...], tuple[tuple[str, str], ...]], ...]
    listings: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    rejects: tuple[str, ...]
    rejected: int
    untold: int
    remarks: tuple[str, ...]


def differing(sheet: Sheet) -> list[Difference]:
    """The relations that do not fit, contradictions first."""
    telling = sheet.telling
    verdict, say = telling.verdict, telling.say
    order = ("contradictory", "unaccounted", "doubtful")
    found = [(i, relation) for i, relation in enumerate(verdict.relations) if relation.status != "ok"]
    return [
        Difference(
            f"r-{index}",
            sheet.texts.marks.numbers[f"r-{index}"],
            relation.status,
            SIGNS[relation.status],
            say(RELATION[relation.status]),
            say(relation.statement),
            say(relation.slip) if relation.slip else "",
            tuple(
                sheet.quote(citation)
                for citation in (
                    *(Citation(m.quote, m.anchor) for m in (verdict.mentions[number] for number in relation.mentions)),
                    *relation.citations,
                )
            ),
            say(settling(telling, relation)),
        )
        for index, relation in sorted(found, key=lambda item: order.index(item[1].status))
    ]


def unbound(sheet: Sheet) -> list[Figure]:
    """The figures that were read but are bound to no fact, in the order of the text."""
    telling = sheet.telling
    texts = {document.name: document.text for document in telling.verdict.documents}
    found = []
    for index, mention in enumerate(telling.verdict.mentions):
        if mention.fact or mention.formerly:
            continue
        around = texts[mention.anchor.document][slice(*_around(*quoted_stretch(mention), mention.anchor))]
        about = [telling.say(KIND[mention.kind])]
        if mention.period is not None:
            about.append(str(mention.period))
        quote = sheet.quote(Citation(mention.quote, mention.anchor))
        found.append(Figure(f"u-{index}", quote, telling.quoted(around), telling.listed(about)))
    return found


def _around(start: int, end: int, anchor: Anchor) -> tuple[int, int]:
    return min(start, anchor.start), max(end, anchor.end)


def shown_tables(sheet: Sheet) -> list[ShownTable]:
    """The evidence tables in the order they were read."""
    return [_table(sheet, index, table) for index, table in enumerate(sheet.telling.verdict.tables)]


def _table(sheet: Sheet, index: int, table: ReadTable) -> ShownTable:
    telling = sheet.telling
    say = telling.say
    rows = {file.document: file.rows for file in table.files}
    facts = [fact for fact in telling.verdict.facts if fact.origin == "table" and _cells(fact, rows)]
    cited = {cell[:2] for fact in facts for cell in _cells(fact, rows)}
    told, sentences = reject_sentences(telling, table.rejects, MOST_REJECTS)
    return ShownTable(
        f"e-{index}",
        say(table.title),
        table.level.name,
        telling.listed(map(str, table.years)),
        table.rows,
        tuple(
            TableColumns(
                f"{file.document} {file.grid}".strip(),
                file.rows,
                tuple(column for column in file.columns.values() if column[0]),
                tuple(f"{say(LEFT_OUT[kind])} {count}" for kind, count in sorted(file.left_out.items())),
                len(file.extra),
                any(not header for header, _, _ in file.columns.values()),
                tuple(_with_gaps(file.excerpt)),
                tuple((header, f"{file.document} {cells}") in cited for header, _, cells in file.columns.values()),
            )
            for file in table.files
        ),
        tuple((telling.held(fact), _cells(fact, rows), _users(sheet, fact)) for fact in facts),
        tuple(
            (
                f"{say(listing.title)} {listing.year or ''}".strip(),
                tuple(map(say, listing.columns)),
                listing.rows,
            )
            for listing in table.listings
        ),
        tuple(sentences),
        table.rejected,
        table.rejected - told,
        tuple(map(say, table.remarks)),
    )


def _with_gaps(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...] | None]:
    before = None
    for row in rows:
        if before is not None and int(row[0]) > before + 1:
            yield None
        yield row
        before = int(row[0])


def _cells(fact: Fact, rows: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """The columns that a fact was computed from, each with its cells and rows; none about persons."""
    return tuple(
        (citation.quote, f"{citation.anchor.document} {citation.anchor.block}", rows[citation.anchor.document])
        for citation in fact.citations
        if citation.anchor is not None and citation.anchor.document in rows and citation.quote
    )


def _users(sheet: Sheet, fact: Fact) -> tuple[tuple[str, str], ...]:
    """The criteria whose outcome rests on a fact: ids in the page and numbers."""
    findings = sheet.telling.verdict.findings.values()
    ids = [finding.criterion for finding in findings if fact in finding.facts]
    return tuple((f"c-{id}", sheet.texts.marks.numbers[id]) for id in ids)
