"""The rows of one table in DuckDB: all its sources together, their years, doubles and open cells."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rules_engine.facts.tables.cells import Fault, expected
from rules_engine.facts.tables.declared import DeclaredTable, DerivedTable
from rules_engine.facts.tables.derived_sql import Dialect, Given, derived_sql, doubles_sql
from rules_engine.facts.tables.raw_columns import WORD, quoted
from rules_engine.facts.tables.rejects import MOST_LISTED, Rejected
from rules_engine.facts.tables.sheet_rows import must_tell_year
from rules_engine.facts.tables.sources import FileSource, SheetSource
from rules_engine.facts.tables.vetting import lacking
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.messages import Message
from rules_engine.records import define, evolve, field
from rules_engine.values.number import written

LARGE = 1_000_000
# A year with fewer than a tenth of the rows of the fullest is a slip or a stray row, not a year of the table.
STRAY = 10
MOST_YEARS = 12
Source = SheetSource | FileSource


@define(eq=False, repr=False)
class Base:
    """A table whose rows stand in DuckDB. `exact` says that nothing is open in them; `made` are derived tables."""

    shop: Workshop
    table: DeclaredTable
    sources: Sequence[Source]
    rejected: Rejected
    given: Given
    exact: bool = True
    years: tuple[int | None, ...] = ()
    rows: int = 0
    made: set[str] = field(factory=set)

    @property
    def absent(self) -> frozenset[str]:
        """The columns that no source has or tells."""
        return frozenset(id for id in self.table.columns if not any(self._has(source, id) for source in self.sources))

    def _has(self, source: Source, id: str) -> bool:
        column = self.table.columns[id]
        return id in source.fit.columns or (bool(column.told_by) and column.told_by in source.fit.columns)

    def dialect(self) -> Dialect:
        """How columns are written for these rows."""
        return Dialect(self.table, self.given, self.exact, self.absent, self._told())

    def _told(self) -> frozenset[str]:
        """The columns that SQL tells by another in every source."""
        return frozenset(
            id
            for id, column in self.table.columns.items()
            if column.told_by
            and all(isinstance(source, FileSource) and id not in source.columns for source in self.sources)
        )

    def load(self) -> None:
        """Put the rows into DuckDB and find out what is open."""
        sheets = {
            index: source.select(self.shop, self.table, index)
            for index, source in enumerate(self.sources)
            if isinstance(source, SheetSource)
        }
        selects: list[str] = []
        # Numbers written as texts are plain ones as a rule; else what they say is read one by one.
        wordy = any(isinstance(source, FileSource) and source.wordy for source in self.sources)
        for source in self.sources:
            if isinstance(source, FileSource) and source.layout:
                self.shop.told(source.layout)
        before = len(self.shop.script)
        for numbers in (False, True) if wordy else (False,):
            self._acquaint(numbers)
            selects = [
                source.select(self.table, index) if isinstance(source, FileSource) else sheets[index]
                for index, source in enumerate(self.sources)
            ]
            self.shop.begin(before)
            self._view(selects)
            if self._all_at_once():
                return
            self.shop.begin(before + 1)
        for source in self.sources:
            if isinstance(source, FileSource):
                source.reject(self.shop, self.rejected, MOST_LISTED)
        counts = self.shop.rows(f"SELECT year_, count(*) FROM {self._name} GROUP BY 1 ORDER BY 1")
        self._take_years([(year, int(count)) for year, count in counts])
        self._stray()
        doubles = self._doubles()
        self.exact = not (doubles or self.rejected.total or self._blanks())
        if not self.exact:
            self._open_view(selects)

    def _acquaint(self, numbers: bool) -> None:
        self.sources = [
            source.acquainted(self.shop, numbers) if isinstance(source, FileSource) else source
            for source in self.sources
        ]

    def _words(self) -> dict[str, list[str]]:
        """The words that occur in columns of choices of files."""
        found: dict[str, dict[str, None]] = {}
        for source in self.sources:
            for id, raw in source.columns.items() if isinstance(source, FileSource) else ():
                if raw.column.type == "choice":
                    found.setdefault(id, {}).update(dict.fromkeys(raw.read))
        return {id: sorted(words) for id, words in found.items()}

    @property
    def _name(self) -> str:
        return quoted(self.table.id)

    def _view(self, selects: Sequence[str]) -> None:
        union = "\nUNION ALL BY NAME ".join(selects)
        self.shop.make(f"CREATE OR REPLACE VIEW {self._name} AS\n{union}")

    def _all_at_once(self) -> bool:
        """Make the first groups of a large file and look at its cells in one go; whether everything was sound."""
        large = [source for source in self.sources if isinstance(source, FileSource) and source.rows > LARGE]
        derived = next((each for each in self.table.derived.values() if each.of == self.table.id and each.by), None)
        if not large or len(large) < len(self.sources) or derived is None or self._lacks(derived):
            return False
        doubles = doubles_sql(self.table, derived.by, self._words())
        if doubles is None:
            return False
        checks = f", count(*) AS rows_, count(*) FILTER (bad_) AS bad_, {doubles} AS doubles_"
        sql = derived_sql(evolve(self.dialect(), exact=True), derived, checks)
        self.shop.make(f"CREATE OR REPLACE TABLE {quoted(derived.id)} AS\n{sql}")
        found = self.shop.rows(
            f"SELECT year_, sum(rows_), sum(bad_), sum(doubles_) FROM {quoted(derived.id)} GROUP BY 1 ORDER BY 1"
        )
        years = [(year, int(count)) for year, count, _, _ in found]
        if any(bad or twice for _, _, bad, twice in found) or len(_main_years(years)) < len(years):
            self.shop.run(f"DROP TABLE {quoted(derived.id)}")
            return False
        self._take_years(years)
        self.made.add(derived.id)
        return True

    def _lacks(self, derived: DerivedTable) -> bool:
        """Whether a parameter is not there that a derived table needs."""
        given = self.given
        return any(lacking(each.formula, self.table, given.parameters, given.lists) for each in derived.values)

    def _take_years(self, counts: Sequence[tuple[int | None, int]]) -> None:
        self.rows = sum(count for _, count in counts)
        known = _main_years(counts)
        # Where a column must tell the years and no cell of it does, nothing is told of a year.
        untold = (None,) if counts and not any(map(self._must_tell_years, self.sources)) else ()
        self.years = tuple(known) if known else untold

    def _must_tell_years(self, source: Source) -> bool:
        return any(must_tell_year(self.table.columns[id]) and id in source.fit.columns for id in self.table.years)

    def _stray(self) -> None:
        """Note the rows of other years than the table's."""
        if self.years == (None,) or not self.years:
            return
        listed = ", ".join(str(year) for year in self.years)
        other = f"year_ IS NOT NULL AND year_ NOT IN ({listed})"
        fault = Fault("other_year", expected(next(iter(self.table.columns.values())), "other_year"))
        self._note(other, fault, self.table.years, "CAST(year_ AS VARCHAR)")

    def _note(self, where: str, fault: Fault, columns: Iterable[str], found: str) -> None:
        rows = self.shop.rows(
            f"SELECT source_, line_, {found} FROM {self._name} WHERE {where} ORDER BY 1, 2 LIMIT {MOST_LISTED}"
        )
        for index, line, text in rows:
            source = self.sources[index]
            column = next((id for id in (*columns, *source.fit.columns) if id in source.fit.columns), "")
            self.rejected.add(source.document, source.address(line, column), column, fault, text or "")
        if len(rows) == MOST_LISTED:
            (count,) = self.shop.rows(f"SELECT count(*) FROM {self._name} WHERE {where}")[0]
            self.rejected.count("", fault.code, count - len(rows))

    def _doubles(self) -> bool:
        """Note the rows that repeat the key of an earlier one; whether there are any."""
        self.shop.make("CREATE OR REPLACE TABLE doubles_ (source_ INTEGER, line_ BIGINT)")
        key = [quoted(self._told_apart(id)) for id in self.table.key if id not in self.absent]
        if not key:
            return False
        whole = " AND ".join(f"{id} IS NOT NULL" for id in key)
        rows = self._suspected(key, whole)
        self.shop.make(
            f"INSERT INTO doubles_ SELECT source_, line_ FROM (SELECT source_, line_, row_number() OVER "
            f"(PARTITION BY year_, {', '.join(key)} ORDER BY source_, line_) AS place "
            f"FROM {rows} WHERE {whole}) WHERE place > 1"
        )
        found = self.shop.rows("SELECT source_, line_ FROM doubles_ ORDER BY 1, 2")
        for index, line in found[:MOST_LISTED]:
            source = self.sources[index]
            column = next(id for id in source.fit.columns)
            fault = Fault("duplicate", expected(self.table.columns[column], "duplicate"))
            self.rejected.add(source.document, source.address(line, column), column, fault, "")
        self.rejected.count("", "duplicate", max(0, len(found) - MOST_LISTED))
        return bool(found)

    def _told_apart(self, id: str) -> str:
        """The column that tells rows apart: of choices the words, for two words may mean one choice."""
        everywhere = all(id in source.fit.columns for source in self.sources)
        return id + WORD if self.table.columns[id].type == "choice" and everywhere else id

    def _suspected(self, key: Sequence[str], whole: str) -> str:
        """The rows among which doubles are looked for: of a large table only those of groups that have some."""
        if self.rows <= LARGE:
            return self._name
        by = next((each.by for each in self.table.derived.values() if each.of == self.table.id and each.by), ())
        doubles = doubles_sql(self.table, by, self._words())
        if doubles is None:
            return self._name
        listed = ", ".join(["year_", *map(quoted, by)])
        self.shop.make(
            f"CREATE OR REPLACE TABLE suspected_ AS SELECT {listed} FROM {self._name} WHERE {whole} "
            f"GROUP BY {listed} HAVING {doubles} > 0"
        )
        return f"(SELECT * FROM {self._name} SEMI JOIN suspected_ USING ({listed}))"

    def _blanks(self) -> bool:
        """Whether a cell is open that a formula may need."""
        present = [
            quoted(id) for id, column in self.table.columns.items() if id not in self.absent and not column.personal
        ]
        nulls = " OR ".join(f"{id} IS NULL" for id in [*present, *(["year_"] if self.years != (None,) else [])])
        return bool(self.shop.rows(f"SELECT 1 FROM {self._name} WHERE {nulls} LIMIT 1")) if nulls else False

    def _open_view(self, selects: Sequence[str]) -> None:
        """The rows again, doubles marked as open and stray years taken off.

        What tells rows apart and cannot be read may tell of no row at all: 义务教育 among 小学 and 初中 is their total.
        """
        union = "\nUNION ALL BY NAME ".join(selects)
        year = "year_"
        if self.years and self.years != (None,):
            year = f"CASE WHEN year_ IN ({', '.join(map(str, self.years))}) THEN year_ END"
        choices = [id for id in self.table.key if id not in self.absent and self.table.columns[id].type == "choice"]
        unread = "".join(f"{quoted(id)} IS NULL OR " for id in choices)
        self.shop.make(
            f"CREATE OR REPLACE VIEW {self._name} AS\n"
            f"SELECT * REPLACE ({year} AS year_), "
            f"({unread}(source_, line_) IN (SELECT (source_, line_) FROM doubles_)) AS doubt_\n"
            f"FROM ({union})"
        )

    def ensure(self, id: str) -> None:
        """Make a derived table, and those it is of, if they are not there yet."""
        for derived in self.table.lineage(id):
            if derived.id not in self.made:
                self.shop.make(
                    f"CREATE OR REPLACE TABLE {quoted(derived.id)} AS\n{derived_sql(self.dialect(), derived)}"
                )
                self.made.add(derived.id)

    def open_keys(self, id: str) -> bool:
        """Whether rows that no group can be told for may belong to any group of a derived table."""
        if self.exact:
            return False
        return any(
            derived.by and self.shop.rows(f"SELECT 1 FROM {quoted(derived.id)} WHERE open_key_ LIMIT 1")
            for derived in self.table.lineage(id)
        )


def usual_problem(base: Base, id: str) -> Message | None:
    """What to ask where the middle cell of a column lies where no such number does: the unit is doubtful."""
    column = base.table.columns[id]
    if column.usual is None or id in base.absent:
        return None
    (middle,) = base.shop.rows(
        f"SELECT quantile_disc({quoted(id)}, 0.5) FROM (SELECT {quoted(id)} FROM {quoted(base.table.id)} LIMIT 100000)"
    )[0]
    if middle is None or column.usual[0] <= middle <= column.usual[1]:
        return None
    return Message(
        "In which unit is {column}? Half of its cells are below {value} {unit}, which is not usual; it was not used.",
        column=column.title,
        value=written(Fraction(str(middle))),
        unit=column.unit.name,
    )


def _main_years(counts: Sequence[tuple[int | None, int]]) -> list[int]:
    most = max((count for year, count in counts if year is not None), default=0)
    return sorted(year for year, count in counts if year is not None and count * STRAY >= most)[:MOST_YEARS]
