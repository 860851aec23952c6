"""Cells and rows that could not be read: where, what was found, what was expected."""

import re
from collections.abc import Container, Iterator

from rules_engine.facts.tables.cells import Fault
from rules_engine.facts.tables.read_table import Reject
from rules_engine.facts.tables.words import plain
from rules_engine.records import define, field

MOST_LISTED = 1000
LONGEST_FOUND = 24
_LONGEST_NAME = 20
# A telephone or identity number is never repeated, wherever it stands.
_NUMBERS_OF_PEOPLE = re.compile(r"\d{11,}|\d{6,}[xX]")


@define(eq=False, repr=False)
class Rejected:
    """The rejects of one table: the first thousand in full, and how many there are of each code and column."""

    listed: list[Reject] = field(factory=list)
    counts: dict[tuple[str, str], int] = field(factory=dict)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def add(self, document: str, cell: str, column: str, fault: Fault, found: str) -> None:
        """Note one."""
        self.count(column, fault.code, 1)
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Reject(document, cell, column, fault.code, found, fault.expected))

    def count(self, column: str, code: str, number: int) -> None:
        """Count some that are not listed one by one."""
        if number:
            self.counts[column, code] = self.counts.get((column, code), 0) + number


def shown(text: str, persons: Container[str] = (), names: Container[str] = ()) -> str:
    """What may be told of a cell: nothing that is a person's name or number, or holds a name, and no long text."""
    found = " ".join(text.split())
    if plain(found) in persons or _NUMBERS_OF_PEOPLE.search(found) or any(part in names for part in _parts(found)):
        return ""
    return found if len(found) <= LONGEST_FOUND else found[:LONGEST_FOUND] + "…"


def _parts(text: str) -> Iterator[str]:
    """All that may be a name in a text of which only its beginning is told."""
    whole = plain(text)[: LONGEST_FOUND + _LONGEST_NAME]
    for start in range(len(whole) - 1):
        for end in range(start + 2, min(start + _LONGEST_NAME, len(whole)) + 1):
            if whole[start:end].isalpha():
                yield whole[start:end]
