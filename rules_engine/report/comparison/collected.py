"""What is kept of many submissions: their order, and how often each criterion came out how; the rest is on disk."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.errors import Problem
from rules_engine.records import frozen
from rules_engine.report.comparison.ledger import Ledger, Packed
from rules_engine.report.comparison.scheme import Head, Scheme
from rules_engine.report.comparison.summary import Summary, scores_of


@frozen(eq=False, repr=False)
class Row:
    """A submission: its number in the order given, its summary, where the index leads to its page."""

    number: int
    summary: Summary
    href: str


class Collected:
    """Takes one submission after the other. `areas` are those of all schemes, in their order."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.failed: list[tuple[str, tuple[Problem, ...]]] = []
        self.schemes: dict[tuple[str, int], Scheme] = {}
        self.areas: dict[str, None] = {}
        self._starts: dict[int, int] = {}
        self._scores: list[tuple[Fraction, ...]] = []
        self._tally: dict[str, Counter[str]] = {}
        self._grades: Counter[tuple[int, tuple[str, ...]]] = Counter()

    def add(self, row: Row, points: Mapping[str, Packed], scheme: Scheme | None) -> None:
        """A submission that was evaluated."""
        summary = row.summary
        self._starts[row.number] = self.ledger.note(row)
        self._scores.append(scores_of(summary.scores))
        self._grades[summary.rank, summary.grades] += 1
        self.areas.update(dict.fromkeys(summary.areas))
        self.ledger.add(row.number, points)
        if scheme is not None:
            self.schemes.setdefault((summary.ruleset, summary.year), scheme)
        for id, (status, _) in points.items():
            self._tally.setdefault(id, Counter())[status] += 1

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the submissions, in the order given."""
        return tuple(self._starts)

    def ordered(self) -> Sequence[int]:
        """Their numbers by their scores, the highest first; equal ones in the order given."""
        found = sorted(zip(self._scores, self._starts, strict=True), key=lambda each: [-score for score in each[0]])
        return tuple(number for _, number in found)

    def rows(self, numbers: Iterable[int]) -> Iterator[Row]:
        """The submissions of these numbers, one at a time."""
        for number in numbers:
            yield self.ledger.noted(self._starts[number])

    def grades(self) -> Sequence[tuple[tuple[str, ...], int]]:
        """How many submissions have which grades, the best first."""
        found: dict[tuple[str, ...], int] = {}
        for (_, grades), count in sorted(self._grades.items(), key=lambda each: -each[0][0]):
            found[grades] = found.get(grades, 0) + count
        return tuple(found.items())

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
