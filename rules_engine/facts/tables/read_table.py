"""A table that was read: its files, what could not be read of them, and what a reader is shown."""

from collections.abc import Mapping
from typing import Literal

from rules_engine.facts.fact import Level
from rules_engine.messages import LocalText, Message
from rules_engine.records import frozen

RejectCode = Literal[
    "blank", "number", "whole", "range", "choice", "yes_no", "year", "month", "text", "duplicate", "other_year"
]


@frozen(eq=False, repr=False)
class Reject:
    """A cell, or for a whole row its first cell, with what was found there and what was expected.

    `found` is empty where it might tell who somebody is.
    """

    document: str
    cell: str
    column: str
    code: str
    found: str
    expected: Message


@frozen(eq=False, repr=False)
class TableFile:
    """A file, or sheet of one, that was read as a table: its columns by id with header, unit and cells; the rest.

    `excerpt` are a few of its rows as printed, each the number of the row and a cell for every column.
    """

    document: str
    digest: str
    grid: str
    rows: int
    columns: Mapping[str, tuple[str, str, str]]
    extra: tuple[str, ...]
    left_out: Mapping[str, int]
    excerpt: tuple[tuple[str, ...], ...] = ()


@frozen(eq=False, repr=False)
class Listing:
    """Rows of a derived table for a reader: the titles of the columns, and the cells, exact numbers among them."""

    title: LocalText
    year: int | None
    columns: tuple[LocalText, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen(eq=False, repr=False)
class ReadTable:
    """One table of the vocabulary with all files that are it. `script` is the SQL that was run, in order."""

    id: str
    title: LocalText
    files: tuple[TableFile, ...]
    level: Level
    years: tuple[int, ...]
    rows: int
    rejects: tuple[Reject, ...]
    reject_counts: Mapping[tuple[str, str], int]
    remarks: tuple[Message, ...] = ()
    script: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()

    @property
    def rejected(self) -> int:
        """How many cells and rows could not be read."""
        return sum(self.reject_counts.values())


@frozen(eq=False, repr=False)
class OtherSheet:
    """A sheet that is none of the declared tables; its place with the nearest of them, where one is near."""

    place: str
    nearest: Message | None


QuestionCode = Literal[
    "two_tables", "missing_columns", "two_columns", "wrong_unit", "two_years", "unreadable", "cut_numbers"
]


@frozen(eq=False, repr=False)
class Question:
    """A file that looks like a table but is not read as one, and what to ask about it."""

    document: str
    code: str
    message: Message
