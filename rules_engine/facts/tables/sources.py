"""Where the rows of a table come from: sheets read cell by cell, or files that DuckDB reads."""

from collections.abc import Mapping
from fractions import Fraction

from rules_engine.facts.tables.cells import Fault, Value, blank, expected, parse
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.facts.tables.headers import Fit
from rules_engine.facts.tables.raw_columns import WORD, RawColumn, family, quoted, told_sql
from rules_engine.facts.tables.rejects import Rejected, shown
from rules_engine.facts.tables.sheet_rows import SheetRows, cell_name, must_tell_year, row_year, stored, told_choice
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.records import evolve, field, frozen

MOST_FALLBACKS = 2000
CHUNK = 20_000


@frozen(eq=False, repr=False)
class SheetSource:
    """A sheet whose cells were read one by one."""

    rows: SheetRows
    digest: str

    @property
    def fit(self) -> Fit:
        """How the table fits the sheet."""
        return self.rows.fit

    @property
    def document(self) -> str:
        """The file."""
        return self.rows.document

    def address(self, row: int, column: str) -> str:
        """The cell of a row."""
        return self.rows.address(row, column)

    def stretch(self, column: str) -> str:
        """The cells of a column from the first row to the last."""
        rows = self.rows.rows
        first, last = (rows[0].number, rows[-1].number) if rows else (self.fit.row, self.fit.row)
        return f"{self.address(first, column)}:{self.address(last, column).rpartition('!')[2]}"

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands around the rows."""
        return tuple(self.rows.outside)

    def select(self, shop: Workshop, table: DeclaredTable, index: int) -> str:
        """Put the rows into DuckDB; the SELECT that yields them. Persons are numbered, their names stay outside."""
        name = f"{table.id}_{index}"
        present = [table.columns[id] for id in self.fit.columns]
        told = [column for column in table.columns.values() if column.told_by and column.id not in self.fit.columns]
        kinds = {"number": "DECIMAL(18,6)", "whole": "DECIMAL(18,6)", "choice": "UTINYINT", "yes_no": "BOOLEAN"}
        kinds |= {"month": "UTINYINT", "year": "SMALLINT"}
        columns = [
            (column.id, "BIGINT" if column.personal else kinds.get(column.type, "VARCHAR")) for column in present
        ]
        columns += [(column.id, "UTINYINT") for column in told]
        words = [(column.id + WORD, "VARCHAR") for column in present if column.type == "choice"]
        shop.make(
            f"CREATE OR REPLACE TABLE {quoted(name)} (line_ BIGINT, year_ SMALLINT, "
            + ", ".join(f"{quoted(id)} {kind}" for id, kind in [*columns, *words])
            + ")"
        )
        for start in range(0, len(self.rows.rows), CHUNK):
            part = self.rows.rows[start : start + CHUNK]
            data: list[list[object]] = [
                [row.number for row in part],
                [row_year(row, table, self.rows.year) for row in part],
            ]
            for column in present:
                values = (row.values.get(column.id) for row in part)
                if column.personal:
                    data.append([None if value in (None, "") else shop.person(str(value)) for value in values])
                else:
                    data.append([stored(column, value) for value in values])
            for column in told:
                texts = (row.words.get(column.told_by) or row.values.get(column.told_by) for row in part)
                data.append([told_choice(column, text) if isinstance(text, str) else None for text in texts])
            for column in present:
                if column.type == "choice":
                    data.append([row.words.get(column.id) for row in part])
            types = ["BIGINT", "SMALLINT", *(kind for _, kind in [*columns, *words])]
            lists = ", ".join(f"unnest(CAST(? AS {_given(kind)}[]))::{kind}" for kind in types)
            shop.run(f"INSERT INTO {quoted(name)} SELECT {lists}", data)
        columns += words
        missing = [column for column in table.columns.values() if column.id not in {id for id, _ in columns}]
        nothing = "".join(f", CAST(NULL AS {_null(column.type)}) AS {quoted(column.id)}" for column in missing)
        listed = ", ".join(["line_", "year_", *(quoted(id) for id, _ in columns)])
        return f"SELECT '' AS submission_, {index} AS source_, false AS bad_, {listed}{nothing} FROM {quoted(name)}"


def _given(kind: str) -> str:
    return "VARCHAR" if kind.startswith("DECIMAL") else kind


def _null(kind: str) -> str:
    return {
        "number": "DECIMAL(18,6)",
        "whole": "DECIMAL(18,6)",
        "choice": "UTINYINT",
        "yes_no": "BOOLEAN",
        "month": "UTINYINT",
        "year": "SMALLINT",
    }.get(kind, "VARCHAR")


@frozen(eq=False, repr=False)
class FileSource:
    """A file that DuckDB reads: `sql` is what stands behind FROM, `row` the number of a row, `grid` its sheet.

    `data` tells the `rows` of data from others, which lie between `first` and `last`; `left_out` counts the others;
    `unused` are the columns of the file that are none of the table's; `layout` makes the table it was put into, if any.
    """

    document: str
    digest: str
    fit: Fit
    sql: str
    row: str
    columns: Mapping[str, RawColumn]
    year: int | None
    rows: int
    last: int
    first: int = 1
    grid: str = ""
    lettered: bool = True
    lines: tuple[str, ...] = ()
    data: str = "true"
    unused: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(factory=dict)
    layout: str = ""

    def address(self, row: int, column: str) -> str:
        """The cell of a row: `C17`, or in a file without letters the header and the row."""
        if self.lettered:
            return cell_name(self.grid, self.fit.columns[column].position, row)
        return f"{self.fit.columns[column].header}:{row}"

    def stretch(self, column: str) -> str:
        """The cells of a column from the first row to the last."""
        end = self.address(self.last, column).rpartition("!" if self.lettered else ":")[2]
        return f"{self.address(self.first, column)}:{end}"

    def select(self, table: DeclaredTable, index: int) -> str:
        """The SELECT that yields the rows."""
        parts = [
            "'' AS submission_",
            f"{index} AS source_",
            f"{self.row} AS line_",
            f"{self._year(table)} AS year_",
        ]
        bad: list[str] = []
        for column in table.columns.values():
            name = quoted(column.id)
            raw = self.columns.get(column.id)
            if raw is not None:
                parts.append(f"{raw.typed()} AS {name}")
                if column.required:
                    bad.append(raw.blank(name) if column.type == "text" else f"{name} IS NULL")
                elif (unread := raw.unread()) != "false":
                    parts.append(f"{unread} AS {quoted(column.id + '_bad_')}")
                    bad.append(quoted(column.id + "_bad_"))
                if column.type == "choice":
                    parts.append(f"{raw.sql} AS {quoted(column.id + WORD)}")
            elif column.told_by and column.told_by in self.columns:
                by = self.columns[column.told_by]
                parts.append(f"{told_sql(column, by.sql if by.column.type == 'choice' else by.typed())} AS {name}")
            else:
                parts.append(f"CAST(NULL AS {_null(column.type)}) AS {name}")
        inner = f"SELECT {', '.join(parts)} FROM {self.sql} WHERE {self.data}"
        return f"SELECT *, {' OR '.join(bad) or 'false'} AS bad_ FROM ({inner})"

    def _year(self, table: DeclaredTable) -> str:
        told = [sql for id in table.years if id in self.columns and (sql := self.columns[id].year()) is not None]
        must = any(id in self.columns and must_tell_year(table.columns[id]) for id in table.years)
        constant = "NULL" if self.year is None or must else str(self.year)
        return (
            f"CAST(coalesce({', '.join([*told, constant])}) AS SMALLINT)" if told else f"CAST({constant} AS SMALLINT)"
        )

    def acquainted(self, shop: Workshop, numbers: bool) -> "FileSource":
        """The same, with the texts of choices, months and ticks read one by one; with those of `numbers` too.

        Of numbers only those texts are read so that are no plain ones.
        """
        columns = {}
        for id, raw in self.columns.items():
            skipped = raw.column.type == "text" or (raw.column.numeric and not numbers)
            if skipped or family(raw.type_name) != "text":
                columns[id] = raw
                continue
            asked = f" AND {raw.unread()}" if raw.column.numeric else ""
            texts = shop.rows(
                f"SELECT DISTINCT {raw.sql} AS text FROM {self.sql} WHERE {self.data} AND {raw.sql} IS NOT NULL{asked} "
                f"ORDER BY 1 LIMIT {MOST_FALLBACKS}"
            )
            read: dict[str, Value] = {}
            for (text,) in texts:
                value = None if blank(text) else parse(raw.column, text, None, raw.found.factor)
                if value is not None and not isinstance(value, Fault):
                    read[text] = value
            columns[id] = evolve(raw, read=read)
        return evolve(self, columns=columns)

    @property
    def wordy(self) -> bool:
        """Whether numbers stand in it as texts."""
        return any(raw.column.numeric and family(raw.type_name) == "text" for raw in self.columns.values())

    def reject(self, shop: Workshop, rejected: Rejected, most: int) -> None:
        """Note every cell that cannot be read, the first `most` of each column by its address."""
        for id, raw in self.columns.items():
            unread = raw.unread()
            if unread == "false":
                continue
            (count,) = shop.rows(f"SELECT count(*) FROM {self.sql} WHERE {self.data} AND {unread}")[0]
            if not count:
                continue
            cells = shop.rows(
                f"SELECT {self.row} AS line_, CAST({raw.sql} AS VARCHAR) FROM {self.sql} "
                f"WHERE {self.data} AND {unread} ORDER BY line_ LIMIT {most}"
            )
            for row, text in cells:
                fault = self._fault(raw, text)
                person = raw.column.personal or text is None or self._names_somebody(shop, text)
                rejected.add(self.document, self.address(row, id), id, fault, "" if person else shown(text))
            rejected.count(id, raw.column.type, count - len(cells))

    def _fault(self, raw: RawColumn, text: str | None) -> Fault:
        if text is None or blank(text):
            return Fault("blank", expected(raw.column, "blank"))
        found = parse(raw.column, text, None, raw.found.factor if family(raw.type_name) != "other" else Fraction(1))
        return found if isinstance(found, Fault) else Fault(raw.column.type, expected(raw.column, raw.column.type))

    def _names_somebody(self, shop: Workshop, text: str) -> bool:
        """Whether a text stands in a column of persons too or in one that nobody asked for, or holds a person's name.

        What stands in a column that nobody asked for may be any word, so holding it tells nothing.
        """
        personal = [raw.sql for raw in self.columns.values() if raw.column.personal]
        alike = [f"trim(CAST({name} AS VARCHAR)) = trim(?)" for name in (*self.unused, *personal)]
        alike += [
            f"length(trim(CAST({name} AS VARCHAR))) > 1 AND contains(?, trim(CAST({name} AS VARCHAR)))"
            for name in personal
        ]
        return any(shop.rows(f"SELECT 1 FROM {self.sql} WHERE {each} LIMIT 1", [text]) for each in alike)
