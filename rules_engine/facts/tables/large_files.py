"""Files too large to be documents, or no documents at all: Parquet, long CSV files, long workbooks."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from rules_engine.documents.document import Cell
from rules_engine.documents.formats.csv_text import delimiter_of
from rules_engine.documents.handed_in import HandedIn
from rules_engine.documents.text import decoded
from rules_engine.errors import UnreadableDocument
from rules_engine.facts.tables.headers import FIRST_ROWS, Fit
from rules_engine.facts.tables.long_workbook import read_long_workbook
from rules_engine.facts.tables.raw_columns import RawColumn, quoted, text_literal
from rules_engine.facts.tables.sheet_rows import last_head, row_kind
from rules_engine.facts.tables.sources import FileSource
from rules_engine.facts.tables.surroundings import around
from rules_engine.facts.tables.words import table_words
from rules_engine.facts.tables.workshop import Workshop
from rules_engine.messages import Message
from rules_engine.records import frozen

CHUNK = 20_000


@frozen(eq=False, repr=False)
class OpenFile:
    """A file, or sheet of one, that DuckDB can read: its first rows, and what stands behind FROM.

    `wider` is the first row that has more cells than any of those, 0 for none.
    """

    file: HandedIn
    grid: str
    head: Sequence[Sequence[Cell]]
    sql: str
    line: str
    columns: Sequence[tuple[str, str]]
    rows: int
    lettered: bool
    last: int
    layout: str = ""
    wider: int = 0

    def beyond_header(self, fit: Fit, shop: Workshop) -> int:
        """The first row of a long text whose numbers go on behind the last head, 0 for none."""
        if self.grid or not self.lettered:
            return 0
        names = [quoted(name) for name, _ in self.columns[last_head(fit) :]]
        if not names:
            return self.wider
        cut = " OR ".join(rf"regexp_matches({name}, '^\s*[0-9.]+\s*$')" for name in names)
        (first,) = shop.rows(f"SELECT min({self.line}) FROM {self.sql} WHERE {self.line} > {fit.row} AND ({cut})")[0]
        return int(first or self.wider)

    def source(self, fit: Fit, shop: Workshop) -> FileSource:
        """The rows under the header that a table fits."""
        columns = {
            id: RawColumn(fit.table.columns[id], found, *self.columns[found.position - 1])
            for id, found in fit.columns.items()
        }
        above = [row for row in self.head if row and row[0].row < fit.row]
        surroundings = around(above, f"{self.file.name} {self.grid}")
        others = self._others(fit, shop) if self.lettered else {}
        data, rows = "true", self.rows
        if self.lettered:
            data = f"{self.line} > {fit.row}" + (
                f" AND {self.line} NOT IN ({', '.join(map(str, others))})" if others else ""
            )
            ((rows,),) = shop.rows(f"SELECT count(*) FROM {self.sql} WHERE {data}")
        notes = [text for kind, texts in others.values() if kind == "note" for text in texts]
        return FileSource(
            self.file.name,
            self.file.digest,
            fit,
            self.sql,
            self.line,
            columns,
            surroundings.year,
            rows,
            self.last,
            fit.row + 1 if self.lettered else 1,
            self.grid,
            self.lettered,
            (*surroundings.lines, *notes),
            data,
            tuple(quoted(self.columns[position - 1][0]) for position in fit.extra),
            Counter(kind for kind, _ in others.values() if kind),
            self.layout,
        )

    def _others(self, fit: Fit, shop: Workshop) -> Mapping[int, tuple[str, Sequence[str]]]:
        """The rows below the header that are no data, each with what it is and its texts.

        Only rows that may be none are looked at: the first, those with two cells at the most, with a word of a total, a
        footer or an example, or with a cell that is its header once more.
        """
        words = table_words()
        told = sorted({*words.total, *words.everywhere, *words.extreme, *words.footer, *words.example})
        ends = (*words.summary, *words.group_total)
        pattern = rf"^\s*(?:{_spaced(told)})|(?:{_spaced(ends)})\s*$"
        names = [quoted(name) for name, _ in self.columns]
        filled = " + ".join(f"({name} IS NOT NULL)::INT" for name in names)
        asked = [f"{self.line} <= {fit.row + 1}"]
        asked += [f"regexp_matches({name}, {text_literal(pattern)})" for name in names]
        asked += [
            f"{names[found.position - 1]} = {text_literal(found.header)}"
            for found in fit.columns.values()
            if found.header
        ]
        rows = shop.rows(
            f"SELECT {', '.join([self.line, *names])} FROM {self.sql} "
            f"WHERE {self.line} > {fit.row} AND ({filled} <= 2 OR {' OR '.join(asked)}) ORDER BY 1"
        )
        found: dict[int, tuple[str, Sequence[str]]] = {}
        for number, *texts in rows:
            cells = {place: Cell(number, place, 0, 0, text) for place, text in enumerate(texts, 1) if text}
            kind = row_kind({place: cell for place, cell in cells.items() if cell.text.strip()}, fit)
            if kind != "row":
                found[number] = kind, [cell.text for cell in cells.values()]
        return found


def _spaced(words: Iterable[str]) -> str:
    """One of the words, with blanks within or without."""
    return "|".join(r"\s*".join(word) for word in words)


def open_file(file: HandedIn, shop: Workshop, name: str) -> Iterator[OpenFile | Message]:
    """The tables in a file, or why it cannot be opened."""
    try:
        if file.kind in ("xls", "ods"):
            yield Message("{name}: it is too long; hand it in as .xlsx, .csv or .parquet.", name=file.name)
        elif file.kind == "parquet":
            held = shop.hold(file.data or b"") if file.path is None else _escaped(file.path)
            if held is None:
                yield Message(
                    "{name}: a Parquet file inside a zip is not opened; hand it in beside it.", name=file.name
                )
            else:
                yield _parquet(file, text_literal(held) if file.path is None else held, shop)
        else:
            data = (file.data if file.path is None else file.path.read_bytes()) or b""
            yield from (_workbook if file.kind == "xlsx" else _csv)(file, data, shop, name)
        return
    except UnreadableDocument as error:
        yield from (problem.message for problem in error.problems)
        return
    except shop.trouble as error:
        reason = type(error).__name__
    except (OSError, ValueError, MemoryError, csv.Error) as error:
        reason = type(error).__name__
    yield Message("{name}: it cannot be read as a table ({reason}).", name=file.name, reason=reason)


def _escaped(path: Path) -> str:
    """A path as DuckDB takes it: signs that it would match several files by stand for themselves."""
    text = str(path.resolve())
    return text_literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in text))


def _parquet(file: HandedIn, path: str, shop: Workshop) -> OpenFile:
    called = shop.called(path, text_literal(file.name))
    sql = f"read_parquet({called}, file_row_number = true)"
    described = shop.rows(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {sql}")
    columns = [(str(row[0]), str(row[1])) for row in described]
    (rows,) = shop.rows(f"SELECT count(*) FROM {sql}")[0]
    head = tuple(Cell(0, position, 0, 0, header) for position, (header, _) in enumerate(columns, 1))
    return OpenFile(file, "", (head,), sql, "(file_row_number + 1)", columns, int(rows), False, int(rows))


def _csv(file: HandedIn, data: bytes, shop: Workshop, name: str) -> Iterator[OpenFile]:
    text, _ = decoded(file.name, data)
    rows = csv.reader(_lines(text), delimiter=delimiter_of(text))
    first = list(islice(rows, FIRST_ROWS))
    width = max(map(len, first), default=0)
    if width:
        numbered = ((number, row) for number, row in enumerate(chain(first, rows), 1) if any(row))
        yield _loaded(file, "", shop, name, width, numbered)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; a stream of so long a text would hold it twice."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _workbook(file: HandedIn, data: bytes, shop: Workshop, name: str) -> Iterator[OpenFile]:
    for number, sheet in enumerate(read_long_workbook(file.name, data)):
        yield _loaded(file, sheet.title, shop, f"{name}_{number}", sheet.width, sheet.rows)


def _loaded(
    file: HandedIn, grid: str, shop: Workshop, table: str, width: int, rows: Iterable[tuple[int, Sequence[str]]]
) -> OpenFile:
    """Rows of text put into DuckDB under their numbers; cells behind `width` are none of a column that has a header."""
    columns = [f"c{position}" for position in range(1, width + 1)]
    listed = ", ".join(["line_ BIGINT", *(f"{column} VARCHAR" for column in columns)])
    layout = f"CREATE OR REPLACE TABLE {quoted(table)} ({listed})"
    shop.run(layout)
    unnested = ", ".join(["unnest(CAST(? AS BIGINT[]))", *("unnest(CAST(? AS VARCHAR[]))" for _ in columns)])
    head: list[tuple[Cell, ...]] = []
    count = last = wider = 0
    left = iter(rows)
    while part := list(islice(left, CHUNK)):
        cells = [[(row[place] if place < len(row) else "") or None for _, row in part] for place in range(width)]
        shop.run(f"INSERT INTO {quoted(table)} SELECT {unnested}", [[number for number, _ in part], *cells])
        count, last = count + len(part), part[-1][0]
        wider = wider or next((number for number, row in part if len(row) > width and any(row[width:])), 0)
        head = head or [
            tuple(Cell(number, position, 0, 0, text) for position, text in enumerate(row, 1) if text)
            for number, row in part[:FIRST_ROWS]
        ]
    kinds = [(column, "VARCHAR") for column in columns]
    return OpenFile(file, grid, head, quoted(table), "line_", kinds, count, True, last, layout, wider)
