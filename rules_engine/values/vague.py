"""Words that turn a printed figure into a range (50余, 近, 以上), or its sign (下降), from `vague.tsv`."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules_engine.records import frozen
from rules_engine.values.ranges import Range


@frozen(eq=False, repr=False)
class Vague:
    """What a word makes of a figure: the ends as multiples of it; `high` None is unbounded, or next with `to_next`."""

    low: Fraction
    high: Fraction | None
    low_open: bool
    high_open: bool
    to_next: bool = False

    @property
    def limit(self) -> bool:
        """Whether the word sets a bound (以上, 不足) instead of telling that the figure is rough."""
        return self.low == 0 or (self.high is None and not self.to_next)

    def of(self, figure: Fraction, roundness: Fraction, whole: bool) -> Range:
        """The range for a positive figure in base units; `roundness` is the worth of its last digit that is not zero.

        Whole figures (counts) have whole ends, an excluded end moves to the next whole number.
        """
        low = figure * self.low
        high = figure + roundness if self.to_next else None if self.high is None else figure * self.high
        if not whole:
            return Range(low, high, self.low_open, self.high_open)
        low = Fraction(low // 1 + 1 if self.low_open else -(-low // 1))
        if high is not None:
            high = Fraction(-(-high // 1) - 1 if self.high_open else high // 1)
            high = max(low, high)
        return Range(low, high)


@frozen(eq=False, repr=False)
class VagueTable:
    """The words by their place: before a figure, behind its number, behind its unit; `signs` are those of a minus."""

    before: Mapping[str, Vague]
    number: Mapping[str, Vague]
    unit: Mapping[str, Vague]
    signs: tuple[str, ...]


def _read_range(text: str) -> Vague:
    low, high = text[1:-1].split()
    multiple = None if high in ("*", "next") else Fraction(high)
    return Vague(Fraction(low), multiple, text[0] == "(", text[-1] == ")", high == "next")


@cache
def vague_table() -> VagueTable:
    """The table of `vague.tsv`, read once."""
    places: dict[str, dict[str, Vague]] = {"before": {}, "number": {}, "unit": {}}
    signs = []
    text = Path(__file__).with_name("vague.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        word, where, span = line.split("\t")
        if where == "sign":
            signs.append(word)
            continue
        for place in where.split():
            places[place][word] = _read_range(span)
    return VagueTable(places["before"], places["number"], places["unit"], tuple(signs))
