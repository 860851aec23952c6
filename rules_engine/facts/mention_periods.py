"""Which period a figure belongs to: the last one named before it in its sentence, and what comparisons make of it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from rules_engine.documents.outline import Section
from rules_engine.facts.stretches import Stretches
from rules_engine.values.period_text import find_periods, period_patterns
from rules_engine.values.periods import Period

_CLAUSE_ENDS = re.compile("[，；：,;]")
# 比上年18.39亿元: nothing but such words between the year compared with and its figure.
_DIRECTLY = re.compile(r"[的为是\s]*")


class PeriodsOfText:
    """The periods of a text, those inside titles 《…》 left out."""

    def __init__(self, text: str, sections: Sequence[Section], stretches: Stretches, this_year: int | None) -> None:
        self._text = text
        self._patterns = period_patterns()
        self.all: list[tuple[int, int, Period]] = []
        # A comparison with the year before reaches back for its year as far as its own part goes, not further.
        tops = [section.start for section in sections if section.level == 1 and section.start > 0]
        for start, end in zip([0, *tops], [*tops, len(text)], strict=True):
            for first, last, period in find_periods(text[start:end], this_year):
                if not stretches.in_title(start + first):
                    self.all.append((start + first, start + last, period))
        self._starts = [start for start, _, _ in self.all]

    def period_of(self, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Period | None:
        """The period of the figure at start…end; None where its sentence tells none."""
        low, high = bisect_left(self._starts, sentence[0]), bisect_left(self._starts, start)
        behind = self._in_brackets(end)
        if behind is not None:
            return behind
        if low == high:
            return self._of_later_comparison(high, sentence[1])
        at, to, period = self.all[high - 1]
        if not period.change:
            return period
        if not self._is_rate(at) and period.other and _DIRECTLY.fullmatch(self._text, to, start):
            return Period(period.other)
        earlier = (p for _, _, p in reversed(self.all[low : high - 1]) if not p.change)
        base = next(earlier, Period(period.year))
        marks = [match.end() for match in _CLAUSE_ENDS.finditer(self._text, to, start)]
        if not marks:
            rises = self._patterns.rise.search(self._text, to, start) or not self._reaches(to, start)
            return period if rises else base
        return period if self._patterns.rise.search(self._text, marks[-1], start) else base

    def _is_rate(self, at: int) -> bool:
        return any(self._text.startswith(word, at) for word in self._patterns.rates)

    def _reaches(self, start: int, end: int) -> bool:
        """Whether a word of change stands there that tells the amount reached (增加到)."""
        return bool(self._patterns.reaches.search(self._text, start, end))

    def _in_brackets(self, end: int) -> Period | None:
        """93.2%（2022年）"""
        if self._text[end : end + 1] not in ("（", "("):
            return None
        index = bisect_left(self._starts, end + 1)
        if index < len(self.all):
            at, to, period = self.all[index]
            if at == end + 1 and self._text[to : to + 1] in ("）", ")"):
                return period
        return None

    def _of_later_comparison(self, index: int, end: int) -> Period | None:
        """总收入18.96亿元，比上年…: what is compared with the year before is of the year itself."""
        if index < len(self.all) and self.all[index][0] < end and self.all[index][2].change:
            return Period(self.all[index][2].year)
        return None
