"""What is kept of many submissions: a line for each, how often each criterion came out how, the rest on disk."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rules_engine.errors import Problem
from rules_engine.records import frozen
from rules_engine.report.comparison.ledger import Ledger, Packed
from rules_engine.report.comparison.scheme import Head, Scheme
from rules_engine.report.comparison.summary import Summary


@frozen(eq=False, repr=False)
class Row:
    """A submission: its number in the order given, its summary, where the index leads to its page."""

    number: int
    summary: Summary
    href: str


class Collected:
    """Takes one submission after the other."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.rows: list[Row] = []
        self.failed: list[tuple[str, tuple[Problem, ...]]] = []
        self.schemes: dict[tuple[str, int], Scheme] = {}
        self._tally: dict[str, Counter[str]] = {}

    def add(self, row: Row, points: Mapping[str, Packed], scheme: Scheme | None) -> None:
        """A submission that was evaluated."""
        self.rows.append(row)
        self.ledger.add(row.number, points)
        if scheme is not None:
            self.schemes.setdefault((row.summary.ruleset, row.summary.year), scheme)
        for id, (status, _) in points.items():
            self._tally.setdefault(id, Counter())[status] += 1

    def ordered(self) -> list[Row]:
        """The rows by their scores, the highest first; equal ones in the order given."""
        return sorted(
            self.rows,
            key=lambda row: (
                -row.summary.scores.confirmed,
                -row.summary.scores.as_claimed,
                -row.summary.scores.best,
                row.number,
            ),
        )

    def heads(self) -> Mapping[str, Sequence[Head]]:
        """What the schemes say of each criterion, by id; several where schemes differ on it."""
        found: dict[str, list[Head]] = {}
        for scheme in self.schemes.values():
            for head in scheme.criteria:
                known = found.setdefault(head.id, [])
                if head not in known:
                    known.append(head)
        return found

    def tally(self, criterion: str) -> Mapping[str, int]:
        """How many submissions have which outcome."""
        return self._tally.get(criterion, {})
