"""Files too large to be documents, or no documents at all: Parquet, long CSV files, long workbooks."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from attrs import frozen

from rules_engine.documents.document import Cell
from rules_engine.documents.handed_in import HandedIn
from rules_engine.facts.tables.headers import FIRST_ROWS, Fit, around
from rules_engine.facts.tables.raw_columns import RawColumn, quoted, text_literal
from rules_engine.facts.tables.sources import FileSource, totals_sql
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.messages import Message

CHUNK = 20_000
MOST_WIDE = 200
SHEETS = ("xlsx", "xls", "ods")


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
            self.rows - (fit.row if self.lettered else 0),
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
        if file.path is not None:
            yield from _opened(file, file.path, shop, name)
        elif file.kind == "parquet":
            yield Message("{name}: a Parquet file inside a zip is not opened; hand it in beside it.", name=file.name)
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
    elif file.kind in SHEETS:
        yield from _workbook(file, path, shop, name)


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
    return _loaded(file, "", shop, name)


def _loaded(file: HandedIn, grid: str, shop: Workshop, name: str) -> OpenFile:
    columns = [(str(row[0]), "VARCHAR") for row in shop.rows(f"DESCRIBE {quoted(name)}")]
    (rows,) = shop.rows(f"SELECT count(*) FROM {quoted(name)}")[0]
    first = shop.rows(f"SELECT * FROM {quoted(name)} WHERE rowid < {FIRST_ROWS} ORDER BY rowid")
    head = [
        tuple(Cell(number, position, 0, 0, text) for position, text in enumerate(row, 1) if text)
        for number, row in enumerate(first, 1)
    ]
    return OpenFile(file, grid, head, quoted(name), "(rowid + 1)", columns, int(rows), True)


def _workbook(file: HandedIn, path: Path, shop: Workshop, name: str) -> Iterator[OpenFile]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        titles = list(book.sheet_names)
        for number, title in enumerate(titles):
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            width = min(max((len(row) for row in rows), default=0), MOST_WIDE)
            if not width:
                continue
            table = f"{name}_{number}"
            listed = ", ".join(f"c{position} VARCHAR" for position in range(1, width + 1))
            shop.run(f"CREATE OR REPLACE TABLE {quoted(table)} ({listed})")
            for start in range(0, len(rows), CHUNK):
                part = rows[start : start + CHUNK]
                data = [[_text(row[column]) if column < len(row) else None for row in part] for column in range(width)]
                unnested = ", ".join("unnest(CAST(? AS VARCHAR[]))" for _ in range(width))
                shop.run(f"INSERT INTO {quoted(table)} SELECT {unnested}", data)
            yield _loaded(file, title, shop, table)
    except CalamineError as error:
        raise ValueError(str(error)) from error


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, float):
        try:
            return format(Decimal(repr(value)).normalize(), "f")
        except InvalidOperation:
            return str(value)
    return str(value)
