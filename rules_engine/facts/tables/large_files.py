"""Files too large to be documents, or no documents at all: Parquet, long CSV files, long workbooks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from rules_engine.documents.document import Cell
from rules_engine.documents.handed_in import HandedIn
from rules_engine.errors import UnreadableDocument
from rules_engine.facts.tables.headers import FIRST_ROWS, Fit, around
from rules_engine.facts.tables.long_workbook import read_long_workbook
from rules_engine.facts.tables.raw_columns import RawColumn, quoted, text_literal
from rules_engine.facts.tables.sources import FileSource, totals_sql
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.messages import Message

CHUNK = 20_000


@frozen(eq=False, repr=False)
class OpenFile:
    """A file, or sheet of one, that DuckDB can read: its first rows, and what stands behind FROM."""

    file: HandedIn
    grid: str
    head: Sequence[Sequence[Cell]]
    sql: str
    line: str
    columns: Sequence[tuple[str, str]]
    rows: int
    lettered: bool
    last: int = 0

    def source(self, fit: Fit) -> FileSource:
        """The rows under the header that a table fits."""
        table = fit.table
        columns = {
            id: RawColumn(table.columns[id], found, *self.columns[found.position - 1])
            for id, found in fit.columns.items()
        }
        above = [row for row in self.head if row and row[0].row < fit.row]
        surroundings = around(above, f"{self.file.name} {self.grid}")
        below = f"{self.line} > {fit.row} AND " if self.lettered else ""
        first = fit.row + 1 if self.lettered else 1
        return FileSource(
            self.file.name,
            self.file.digest,
            fit,
            self.sql,
            self.line,
            columns,
            surroundings.year,
            (self.last - fit.row) if self.lettered else self.rows,
            first,
            self.grid,
            self.lettered,
            surroundings.lines,
            below + totals_sql(columns) if self.lettered else "true",
            tuple(quoted(self.columns[position - 1][0]) for position in fit.extra),
        )


def open_file(file: HandedIn, shop: Workshop, name: str) -> Iterator[OpenFile | Message]:
    """The tables in a file, or why it cannot be opened."""
    try:
        if file.kind == "xlsx":
            data = file.data if file.path is None else file.path.read_bytes()
            yield from _workbook(file, data or b"", shop, name)
        elif file.kind in ("xls", "ods"):
            yield Message("{name}: it is too long; hand it in as .xlsx, .csv or .parquet.", name=file.name)
        elif file.path is None:
            yield Message("{name}: so long a file is not opened inside a zip; hand it in beside it.", name=file.name)
        else:
            yield from _opened(file, file.path, shop, name)
        return
    except UnreadableDocument as error:
        yield from (problem.message for problem in error.problems)
        return
    except shop.trouble as error:
        reason = type(error).__name__
    except (OSError, ValueError, MemoryError) as error:
        reason = type(error).__name__
    yield Message("{name}: it cannot be read as a table ({reason}).", name=file.name, reason=reason)


def _opened(file: HandedIn, path: Path, shop: Workshop, name: str) -> Iterator[OpenFile]:
    if file.kind == "parquet":
        yield _parquet(file, path, shop)
    elif file.kind == "csv":
        yield _csv(file, path, shop, name)


def _escaped(path: Path) -> str:
    """A path as DuckDB takes it: signs that it would match several files by stand for themselves."""
    text = str(path.resolve())
    return text_literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in text))


def _parquet(file: HandedIn, path: Path, shop: Workshop) -> OpenFile:
    called = shop.called(_escaped(path), text_literal(file.name))
    sql = f"read_parquet({called}, file_row_number = true)"
    described = shop.rows(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {sql}")
    columns = [(str(row[0]), str(row[1])) for row in described]
    (rows,) = shop.rows(f"SELECT count(*) FROM {sql}")[0]
    head = tuple(Cell(0, position, 0, 0, header) for position, (header, _) in enumerate(columns, 1))
    return OpenFile(file, "", (head,), sql, "(file_row_number + 1)", columns, int(rows), False)


def _csv(file: HandedIn, path: Path, shop: Workshop, name: str) -> OpenFile:
    shop.run(
        f"CREATE OR REPLACE TABLE {quoted(name)} AS SELECT * FROM read_csv({_escaped(path)}, header = false, "
        "all_varchar = true, null_padding = true)"
    )
    columns = [str(row[0]) for row in shop.rows(f"DESCRIBE {quoted(name)}")]
    return _loaded(file, "", shop, name, "(rowid + 1)", columns)


def _loaded(file: HandedIn, grid: str, shop: Workshop, table: str, line: str, columns: Sequence[str]) -> OpenFile:
    (rows, last) = shop.rows(f"SELECT count(*), max({line}) FROM {quoted(table)}")[0]
    listed = ", ".join([line, *map(quoted, columns)])
    first = shop.rows(f"SELECT {listed} FROM {quoted(table)} ORDER BY 1 LIMIT {FIRST_ROWS}")
    head = [
        tuple(Cell(int(row[0]), position, 0, 0, text) for position, text in enumerate(row[1:], 1) if text)
        for row in first
    ]
    kinds = [(column, "VARCHAR") for column in columns]
    return OpenFile(file, grid, head, quoted(table), line, kinds, int(rows), True, int(last or 0))


def _workbook(file: HandedIn, data: bytes, shop: Workshop, name: str) -> Iterator[OpenFile]:
    for number, sheet in enumerate(read_long_workbook(file.name, data)):
        table = f"{name}_{number}"
        columns = [f"c{position}" for position in range(1, len(sheet.columns) + 1)]
        listed = ", ".join(["line_ BIGINT", *(f"{column} VARCHAR" for column in columns)])
        shop.run(f"CREATE OR REPLACE TABLE {quoted(table)} ({listed})")
        for start in range(0, len(sheet.numbers), CHUNK):
            values = [cells[start : start + CHUNK] for cells in (sheet.numbers, *sheet.columns)]
            unnested = ", ".join(["unnest(CAST(? AS BIGINT[]))", *("unnest(CAST(? AS VARCHAR[]))" for _ in columns)])
            shop.run(f"INSERT INTO {quoted(table)} SELECT {unnested}", values)
        yield _loaded(file, sheet.title, shop, table, "line_", columns)
