"""What the evidence tables of a submission yield: which file is which table, its facts, and what could not be read."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from attrs import evolve, field, frozen

from rules_engine.documents.document import Document
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import LocalText, Message

RejectCode = Literal[
    "blank", "number", "whole", "range", "choice", "yes_no", "year", "month", "text", "duplicate", "other_year"
]


@frozen
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


@frozen
class TableFile:
    """A file, or sheet of one, that was read as a table: its columns by id with header, unit and cells; the rest."""

    document: str
    digest: str
    grid: str
    rows: int
    columns: Mapping[str, tuple[str, str, str]]
    extra: tuple[str, ...]
    left_out: Mapping[str, int]


@frozen
class Listing:
    """Rows of a derived table for a reader: the titles of the columns, and the cells, exact numbers among them."""

    title: LocalText
    year: int | None
    columns: tuple[LocalText, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
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


QuestionCode = Literal["two_tables", "missing_columns", "two_columns", "wrong_unit", "two_years", "unreadable"]


@frozen
class Question:
    """A file that looks like a table but is not read as one, and what to ask about it."""

    document: str
    code: str
    message: Message


@frozen(eq=False, repr=False)
class Evidence:
    """All evidence tables of a submission.

    `facts` are what they yield, at the level of their source; `documents` those of the submission, with what stood in
    the tables taken out of their texts; `entries` the facts that only tables give; `tables` what was read.
    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    questions: tuple[Question, ...] = ()
    entries: Mapping[str, FactEntry] = field(factory=dict)

    def joined(self, vocabulary: Vocabulary) -> Vocabulary:
        """The vocabulary with the facts that only these tables give."""
        if not self.entries:
            return vocabulary
        return evolve(vocabulary, facts={**vocabulary.facts, **self.entries})


@frozen(eq=False, repr=False)
class Law:
    """The parameters in force: numbers, and lists of choices."""

    numbers: Mapping[str, Fraction] = field(factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(factory=dict)
