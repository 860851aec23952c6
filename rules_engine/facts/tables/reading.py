"""From the files of a submission to the facts of their evidence tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.documents.document import Document, Grid
from rules_engine.documents.handed_in import HandedIn
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.tables.base import Base, Source, usual_problem
from rules_engine.facts.tables.catalogue import Tables, table_entries, tables_of
from rules_engine.facts.tables.computed import Computation, Result
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.facts.tables.derived_sql import Given
from rules_engine.facts.tables.evidence import Evidence, Law
from rules_engine.facts.tables.excerpt import excerpt
from rules_engine.facts.tables.files import is_sheets, no_documents, sheets
from rules_engine.facts.tables.headers import Fit, fit, header_rows
from rules_engine.facts.tables.large_files import open_file
from rules_engine.facts.tables.masking import masked
from rules_engine.facts.tables.questions import cut_numbers, lacking, least_unlike, nearly, none_of_ours, two_tables
from rules_engine.facts.tables.read_table import Listing, OtherSheet, Question, ReadTable, TableFile
from rules_engine.facts.tables.rejects import Rejected
from rules_engine.facts.tables.sheet_rows import beyond_header, read_rows, source_lines
from rules_engine.facts.tables.sources import SheetSource
from rules_engine.facts.tables.words import plain
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import define, field
from rules_engine.values.number import written
from rules_engine.values.periods import Period
from rules_engine.values.ranges import WHOLE

MOST_LISTED_ROWS = 500
MOST_CITED_COLUMNS = 3


def read_tables(
    documents: Sequence[Document], report: str, files: Sequence[HandedIn], vocabulary: Vocabulary, law: Law
) -> Evidence:
    """The evidence tables among the workbooks and CSV documents, and among `files` too large to be documents.

    Nothing is read where no file can be a table.
    """
    found, large = list(sheets(documents, report)), list(no_documents(documents, files))
    return _Reading(tuple(documents), vocabulary, law, tables_of(vocabulary)).read(found, large)


@define(eq=False, repr=False)
class _Reading:
    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    law: Law
    tables: Tables
    sources: dict[str, list[Source]] = field(factory=lambda: defaultdict(list))
    rejected: dict[str, Rejected] = field(factory=lambda: defaultdict(Rejected))
    questions: list[Question] = field(factory=list)
    others: list[OtherSheet] = field(factory=list)
    taken: dict[str, set[str]] = field(factory=lambda: defaultdict(set))

    def read(self, sheets: Sequence[Document], large: Sequence[HandedIn]) -> Evidence:
        shop = Workshop() if large else None
        try:
            for document in sheets:
                for grid in document.grids:
                    self._sheet(document, grid)
            for file in large:
                assert shop is not None
                self._file(file, shop)
            if self.sources and shop is None:
                shop = Workshop()
            made = [self._table(self.tables[id], shop) for id in sorted(self.sources) if shop is not None]
        finally:
            if shop is not None:
                shop.close()
        return Evidence(
            self._masked(),
            tuple(fact for _, facts in made for fact in facts),
            tuple(table for table, _ in made),
            tuple(self.questions),
            table_entries({id: self.tables[id] for id in self.sources}, self.vocabulary),
            tuple(self.others),
        )

    def _sheet(self, document: Document, grid: Grid) -> None:
        rows, name = header_rows(grid), f"{document.name} {grid.name}"
        found = self._fit([fit(table, rows, name) for table in self.tables.values()], document.name, grid.name)
        if found is None:
            return
        self.taken[document.name].add(grid.name)
        if cut := beyond_header(grid, found):
            self.questions.append(cut_numbers(document.name, f"{document.name} {grid.name}".strip(), cut))
            return
        read = read_rows(document.name, grid, found, self.rejected[found.table.id])
        self.sources[found.table.id].append(SheetSource(read, document.digest))

    def _file(self, file: HandedIn, shop: Workshop) -> None:
        name = f"file_{sum(map(len, self.sources.values()))}"
        for opened in open_file(file, shop, name):
            if isinstance(opened, Message):
                self.questions.append(Question(file.name, "unreadable", opened))
                continue
            told = f"{file.name} {opened.grid}"
            found = self._fit([fit(table, opened.head, told) for table in self.tables.values()], file.name, opened.grid)
            if found is None:
                continue
            if cut := opened.beyond_header(found, shop):
                self.questions.append(cut_numbers(file.name, file.name, cut))
                continue
            self.sources[found.table.id].append(opened.source(found, shop))

    def _fit(self, fits: Sequence[Fit | None], document: str, grid: str) -> Fit | None:
        """The one table that fits best, or a question."""
        found = [each for each in fits if each is not None]
        usable = [each for each in found if each.usable]
        most = max((len(each.columns) for each in usable), default=0)
        best = [each for each in usable if len(each.columns) == most]
        if len(best) == 1:
            return best[0]
        place = f"{document} {grid}".strip()
        if best:
            self.questions.append(two_tables(best, document, place))
        else:
            near = [each for each in found if nearly(each)]
            if near:
                self.questions.append(lacking(max(near, key=lambda each: len(each.columns)), document, place))
            else:
                self.others.append(OtherSheet(place, none_of_ours(least_unlike(found), place)))
        return None

    def _table(self, table: DeclaredTable, shop: Workshop) -> tuple[ReadTable, tuple[Fact, ...]]:
        sources, rejected = self.sources[table.id], self.rejected[table.id]
        shop.begin()
        given = Given(self.law.numbers, self.law.lists, lambda _: WHOLE)
        base = Base(shop, table, sources, rejected, given)
        remarks: list[Message] = []
        results: list[Result] = []
        listings: tuple[Listing, ...] = ()
        try:
            base.load()
            problems = {id: problem for id in table.columns if (problem := usual_problem(base, id)) is not None}
            remarks += problems.values()
            computation = Computation(base, frozenset(problems), remarks)
            results = computation.run()
            listings = tuple(_listings(table, base, computation))
        except shop.trouble as error:
            remarks.append(
                Message(
                    "{title}: it cannot be computed here ({reason}).", title=table.title, reason=type(error).__name__
                )
            )
        level = _level(table, sources)
        read = ReadTable(
            table.id,
            table.title,
            tuple(_told(source, self.documents) for source in sources),
            level,
            tuple(year for year in base.years if year is not None),
            base.rows,
            tuple(rejected.listed),
            dict(sorted(rejected.counts.items())),
            tuple(dict.fromkeys((*self._noted(sources), *_told_by(table, sources), *remarks))),
            tuple(shop.script),
            listings,
        )
        return read, tuple(_fact(result, sources, level, bool(rejected.total)) for result in results)

    def _noted(self, sources: Sequence[Source]) -> Iterator[Message]:
        """What was noted of the sheets when they were read: hidden ones, formulas without a result."""
        sheets = {(source.document, source.rows.grid) for source in sources if isinstance(source, SheetSource)}
        for document in self.documents:
            for note in document.notes:
                if (document.name, note.values.get("sheet")) in sheets:
                    yield Message("{name}: {note}", name=document.name, note=note)

    def _masked(self) -> tuple[Document, ...]:
        personal = [
            header
            for table in self.tables.values()
            for column in table.columns.values()
            if column.personal
            for header in column.headers
        ]
        return tuple(
            masked(document, self.taken.get(document.name, ()), personal) if is_sheets(document) else document
            for document in self.documents
        )


def _told(source: Source, documents: Sequence[Document]) -> TableFile:
    columns = {
        id: ("" if source.fit.table.columns[id].personal else found.header, found.unit, source.stretch(id))
        for id, found in source.fit.columns.items()
    }
    left_out: Mapping[str, int]
    if isinstance(source, SheetSource):
        grid, rows, left_out = source.rows.grid, len(source.rows.rows), source.rows.left_out
    else:
        grid, rows, left_out = source.grid, source.rows, source.left_out
    extra = tuple(source.fit.extra.values())
    skipped = dict(sorted(left_out.items()))
    some = excerpt(source, documents)
    return TableFile(source.document, source.digest, grid, rows, columns, extra, skipped, some)


def _told_by(table: DeclaredTable, sources: Sequence[Source]) -> Iterator[Message]:
    for column in table.columns.values():
        if column.told_by and any(column.id not in source.fit.columns for source in sources):
            yield Message(
                "No header tells {column}; it was told by the words in {other}.",
                column=column.title,
                other=table.columns[column.told_by].title,
            )


def _level(table: DeclaredTable, sources: Sequence[Source]) -> Level:
    """E3 where every file says that it comes from another authority."""
    words = [plain(word) for word in table.sources]
    outside = all(any(word in line for line in source_lines(source.lines) for word in words) for source in sources)
    return Level.E3 if words and outside else Level.E2


def _fact(result: Result, sources: Sequence[Source], level: Level, rejects: bool) -> Fact:
    citations = []
    for source in sources[:MOST_CITED_COLUMNS]:
        present = [
            id for id in result.columns if id in source.fit.columns and not source.fit.table.columns[id].personal
        ]
        for id in _cited(source, present):
            anchor = Anchor(source.document, source.digest, source.stretch(id), 0, 0)
            citations.append(Citation(source.fit.columns[id].header, anchor))
    return Fact(
        result.fact.id,
        result.value,
        max(result.fact.level, level),
        "achieved",
        "table",
        tuple(citations),
        None if result.year is None else Period(result.year),
        result.fact.scope,
        "rejects" if rejects and not result.value.settled else "",
        result.printed,
    )


def _cited(source: Source, columns: Sequence[str]) -> list[str]:
    """The columns worth citing: the numbers first."""
    kinds = source.fit.table.columns
    return sorted(columns, key=lambda id: (not kinds[id].numeric, id))[:MOST_CITED_COLUMNS]


def _listings(table: DeclaredTable, base: Base, computation: Computation) -> Iterator[Listing]:
    for derived in table.derived.values():
        if not derived.listed or not base.exact:
            continue
        columns = set(derived.listed) & table.columns.keys()
        if columns & base.absent:
            continue
        titles = {value.id: value.title for value in derived.values}
        for year in base.years if computation.can_list(derived) else ():
            rows = computation.listed(derived.id, derived.listed, year)[:MOST_LISTED_ROWS]
            cells = tuple(
                tuple(_shown(table, id, value) for id, value in zip(derived.listed, row, strict=True)) for row in rows
            )
            heads = tuple(titles.get(id) or table.columns[id].title for id in derived.listed)
            if cells:
                yield Listing(derived.title, year, heads, cells)


def _shown(table: DeclaredTable, id: str, value: object) -> str:
    column = table.columns.get(id)
    if value is None:
        return "-"
    if column is not None and column.type == "choice" and isinstance(value, int):
        return list(column.choices.values())[value - 1][0]
    if isinstance(value, str | bool):
        return str(value)
    return written(Fraction(str(value)))
