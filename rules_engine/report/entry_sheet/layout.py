"""What stands where in the sheet: its tables, their columns, the words to choose from, the keys of its rows."""

import hashlib
from collections.abc import Iterable, Mapping

from rules_engine.messages import Language, Message
from rules_engine.records import frozen

FORMAT = "rules-engine-entries/1"
HIDDEN = "_"
KEY = "#"
LANGUAGES = ("zh", "en")
LONGEST = 32_000
_CHECKED = 4


@frozen
class Column:
    """A column: its head, its width, and whether it is the inspector's to fill in."""

    id: str
    head: Message
    width: int
    own: bool = False


@frozen(eq=False, repr=False)
class Table:
    """A table of the workbook: its name, its columns behind the one with the keys."""

    id: str
    name: Message
    columns: tuple[Column, ...]

    @property
    def machine(self) -> tuple[Column, ...]:
        """The columns that the program fills in."""
        return tuple(column for column in self.columns if not column.own)


_SOURCE = Column("source", Message("Source"), 24, own=True)
_SIGNED = (
    Column("author", Message("Entered by (if not as on the first sheet)"), 14, own=True),
    Column("date", Message("Date (if not as on the first sheet)"), 14, own=True),
)

CRITERIA = Table(
    "criterion",
    Message("Score sheet"),
    (
        Column("id", Message("Id"), 30),
        Column("title", Message("Criterion"), 36),
        Column("status", Message("Outcome by the program"), 14),
        Column("points", Message("Points by the program"), 14),
        Column("cited", Message("Facts and sentences"), 70),
        Column("decision", Message("Decision"), 14, own=True),
        _SOURCE,
        Column("reason", Message("Reason"), 30, own=True),
        *_SIGNED,
    ),
)
FIGURES = Table(
    "figure",
    Message("Figures read"),
    (
        Column("document", Message("File"), 20),
        Column("place", Message("Place"), 12),
        Column("clause", Message("Sentence"), 50),
        Column("quote", Message("Figure as printed"), 16),
        Column("value", Message("Value read"), 14),
        Column("unit", Message("Unit"), 10),
        Column("period", Message("Period of the figure"), 10),
        Column("kind", Message("Kind"), 10),
        Column("level", Message("Evidence level read"), 10),
        Column("fact", Message("Fact id"), 28),
        Column("title", Message("Fact"), 30),
        Column("decision", Message("Decision"), 16, own=True),
        Column("verified", Message("Verified value"), 14, own=True),
        Column("evidence", Message("Evidence level"), 12, own=True),
        _SOURCE,
        Column("instead", Message("This indicator instead"), 32, own=True),
        Column("reason", Message("Remark (reason)"), 30, own=True),
        *_SIGNED,
    ),
)
FACTS = Table(
    "fact",
    Message("Facts still open"),
    (
        Column("id", Message("Fact id"), 32),
        Column("title", Message("Fact"), 34),
        Column("unit", Message("Unit"), 12),
        Column("asked", Message("Asked by"), 50),
        Column("verified", Message("Verified value"), 16, own=True),
        Column("period", Message("Year of the value"), 12, own=True),
        Column("evidence", Message("Evidence level"), 12, own=True),
        _SOURCE,
        Column("reason", Message("Remark (reason)"), 30, own=True),
        *_SIGNED,
    ),
)
PROVED = Table(
    "proved",
    Message("Facts from tables"),
    (
        Column("id", Message("Fact id"), 28),
        Column("title", Message("Fact"), 34),
        Column("value", Message("Value computed"), 16),
        Column("unit", Message("Unit"), 10),
        Column("period", Message("Period of the figure"), 10),
        Column("level", Message("Evidence level read"), 10),
        Column("cells", Message("Cells"), 44),
        Column("decision", Message("Decision"), 16, own=True),
        Column("verified", Message("Verified value"), 16, own=True),
        Column("evidence", Message("Evidence level"), 12, own=True),
        _SOURCE,
        Column("reason", Message("Remark (reason)"), 30, own=True),
        *_SIGNED,
    ),
)
GUIDE = Message("How to fill in")
TABLES = (CRITERIA, FIGURES, PROVED, FACTS)
WHOLE: Mapping[str, Message] = {
    "author": Message("Entered by"),
    "date": Message("Date"),
    "reason": Message("Reason, where a row gives none"),
}

DECISIONS: Mapping[str, Message] = {
    "confirmed": Message("confirmed as read"),
    "corrected": Message("corrected"),
    "unbound": Message("not this indicator"),
    "rebound": Message("this indicator instead"),
}
OUTCOMES: Mapping[str, Message] = {
    "met": Message("met"),
    "not_met": Message("not met"),
    "not_applicable": Message("not applicable"),
}


def said(words: Mapping[str, Message]) -> dict[str, str]:
    """The code of each word, in both languages."""
    return {Language(code).say(word): id for id, word in words.items() for code in LANGUAGES}


def instead_of(id: str, title: str) -> str:
    """How a fact is offered where another one can be chosen."""
    return f"{title} [{id}]"


def checks(cells: Iterable[str]) -> str:
    """A few digits for each cell, by which one that was changed is known; blanks do not count."""
    return ".".join(
        hashlib.sha256("".join(cell.split()).encode("utf-8", "surrogatepass")).hexdigest()[:_CHECKED] for cell in cells
    )
