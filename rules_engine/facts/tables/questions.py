"""What is asked about a file that looks like a table but cannot be read as one."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from rules_engine.facts.tables.cells import plain_choices
from rules_engine.facts.tables.declared import TableColumn
from rules_engine.facts.tables.headers import Fit, bare
from rules_engine.facts.tables.read_table import Question
from rules_engine.messages import LocalText, Message

# One sign of two amiss, as headers go; of long ones, which end alike, less than half.
ALIKE, LONG_ALIKE = 0.5, 0.6
_LONG = 4


def nearly(each: Fit) -> bool:
    """Whether a sheet lacks so little of a table that it is worth asking."""
    required = [column for column in each.table.columns.values() if column.required]
    return len(each.missing) * 2 <= len(required) and len(each.columns) > 2


def least_unlike(fits: Sequence[Fit]) -> Fit | None:
    """The table that a sheet lacks least of, where it holds two needed columns of it."""
    with_needed = [
        each for each in fits if sum(each.table.columns[id].required for id in each.columns if id not in each.twice) > 1
    ]
    return min(with_needed, key=lambda each: (len(each.missing), -len(each.columns)), default=None)


def none_of_ours(nearest: Fit | None, place: str) -> Message | None:
    """Where a sheet stands that is no declared table, with the nearest one and what it lacks; None where none is."""
    if nearest is None or not nearest.missing:
        return None
    return Message(
        "{place} (nearest: {table}, which needs {columns} too)",
        place=place,
        table=nearest.table.title,
        columns=titles(nearest, nearest.missing),
    )


def titles(each: Fit, ids: Sequence[str]) -> LocalText:
    """The titles of columns, in a row."""
    found = [each.table.columns[id].title for id in ids]
    return LocalText("、".join(title.zh for title in found), ", ".join(title.en for title in found))


def two_tables(best: Sequence[Fit], document: str, place: str) -> Question:
    """Which of the tables that fit a sheet equally it is."""
    titles = [each.table.title for each in best]
    both = LocalText("、".join(title.zh for title in titles), "; ".join(title.en for title in titles))
    return Question(
        document, "two_tables", Message("{place} fits equally: {tables}. Which is it?", place=place, tables=both)
    )


def lacking(each: Fit, document: str, place: str) -> Question:
    """What a sheet lacks that is a table as far as can be seen; with headers that may be misspelt."""

    spread = next((column for id in each.missing if (column := _spread(each, id))), None)
    if spread is not None:
        message = Message(
            "{place} looks like {table}, but lacks: {columns}. {column} stands in heads side by side: give each a "
            "row of its own, as in the empty table that `rules-engine template {id}` writes.",
            place=place,
            table=each.table.title,
            columns=titles(each, each.missing),
            column=spread.title,
            id=each.table.id,
        )
        return Question(document, "missing_columns", message)
    if each.missing and (guesses := list(_guesses(each))):
        message = Message(
            "{place} looks like {table}, but lacks: {columns}. Headers that come near: {headers}.",
            place=place,
            table=each.table.title,
            columns=titles(each, each.missing),
            headers=", ".join(f"{seen} ≈ {meant}" for seen, meant in guesses),
        )
        return Question(document, "missing_columns", message)
    if each.missing:
        message = Message(
            "{place} looks like {table}, but lacks: {columns}.",
            place=place,
            table=each.table.title,
            columns=titles(each, each.missing),
        )
        return Question(document, "missing_columns", message)
    if each.wrong_unit:
        message = Message(
            "{place} looks like {table}, but the unit in the header does not fit: {columns}.",
            place=place,
            table=each.table.title,
            columns=titles(each, each.wrong_unit),
        )
        return Question(document, "wrong_unit", message)
    message = Message(
        "{place} looks like {table}, but several columns may be: {columns}.",
        place=place,
        table=each.table.title,
        columns=titles(each, each.twice),
    )
    return Question(document, "two_columns", message)


def _spread(each: Fit, id: str) -> TableColumn | None:
    """The missing column whose words are heads of the sheet, as the parts of pay are where each has a column."""
    column = each.table.columns[id]
    words = {word for choice in plain_choices(column).values() for word in choice}
    return column if sum(bare(header) in words for header in each.extra.values()) > 1 else None


def cut_numbers(document: str, place: str, row: int) -> Question:
    """Why a text is not read whose rows have more cells than its header."""
    message = Message(
        "{place} row {row} has numbers behind its last column: a number with commas must stand in quotation marks "
        '("31,900"). Save it from the spreadsheet once more, as .xlsx or .csv; it was not used.',
        place=place,
        row=row,
    )
    return Question(document, "cut_numbers", message)


def _guesses(each: Fit) -> Iterator[tuple[str, str]]:
    """The headers of no column that come near to one of a missing column, each with what it may mean."""
    left = {bare(header): header for header in each.extra.values()}
    for id in each.missing:
        for alias in each.table.columns[id].headers:
            cutoff = LONG_ALIKE if len(bare(alias)) >= _LONG else ALIKE
            near = get_close_matches(bare(alias), left, n=1, cutoff=cutoff)
            if near:
                yield left.pop(near[0]), alias
                break
