"""A row with who filled it in, when and why."""

from datetime import date

from rules_engine.errors import Problem
from rules_engine.facts.fact import Citation
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.report.entry_sheet.cells import Written


@frozen(eq=False, repr=False)
class Signed:
    """The row, and the name, day, reason and source of what is entered in it."""

    row: Written
    author: str
    day: date | None
    reason: str
    source: str

    @property
    def citation(self) -> Citation:
        """What the entry rests on, with the name of the inspector."""
        return Citation(self.source or self.reason, None, self.author)

    def problem(
        self, column: str, message: Message, code: str, *, advice: Message | None = None, nearest: str | None = None
    ) -> Problem:
        """A problem with one cell of the row."""
        return Problem(self.row.place(column), message, nearest, advice, code)
