"""Which period a figure belongs to: the last one named before it in its sentence, and what comparisons make of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rules_engine.documents.outline import Section
from rules_engine.facts.stretches import Stretches
from rules_engine.regex import regex
from rules_engine.values.period_text import find_periods, period_patterns
from rules_engine.values.periods import Period

_CLAUSE_ENDS = regex("[，；：,;]")
_SENTENCE_ENDS = "。；;！？!?"
# A period heads its sentence where only a list number or a word or two stand before it: （二）截至2022年8月底.
_WORDS_BEFORE = regex(r"[^\W\d_A-Za-z]{4}|[，,]")
# 比上年18.39亿元: nothing but such words between the year compared with and its figure.
_DIRECTLY = regex(r"[的为是\s]*")

_FROM = regex(r"[由从][^，。；、,;0-9]*$")
_LONGEST_LEAD = 10
_IN_ROW = regex(r"\s*[、,，和与及]\s*")
# 提高了1.2个百分点
_FILLERS = frozenset("了约近达为")
_ONE_BY_ONE = regex("分别|依次|各为")
# What a year before the one spoken of was, told for comparison.
_AS = regex("[的]?(?:为|是)")
_PRESENT = regex("[，；,;](?:截至|到)?(?:目前|现在)")
_OPENING = ("（", "(")
_NOTHING: tuple[Period | None, int] = (None, -1)


class PeriodsOfText:
    """The periods of a text, those inside titles 《…》 left out."""

    def __init__(self, text: str, sections: Sequence[Section], stretches: Stretches, this_year: int | None) -> None:
        self._text = text
        self._this_year = this_year
        self._stretches = stretches
        self._patterns = period_patterns()
        self.all: list[tuple[int, int, Period]] = []
        # A comparison with the year before reaches back for its year as far as its own part goes, and further only
        # where the text speaks of one year alone.
        tops = [section.start for section in sections if section.level == 1 and section.start > 0]
        self._tops = [0, *tops]
        years: set[int] = set()
        for start, end in zip(self._tops, [*tops, len(text)], strict=True):
            only = next(iter(years)) if len(years) == 1 else None
            for first, last, period in find_periods(text[start:end], this_year, only):
                if not stretches.in_title(start + first):
                    self.all.append((start + first, start + last, period))
                    stated = text[start + first].isdigit() and not period.change
                    if stated and (this_year is None or period.year <= this_year):
                        years.add(period.year)
        self._starts = [start for start, _, _ in self.all]
        # What is found of a sentence once, for most have several figures: which periods it names, whether an amount
        # before a change may be told there, whether it speaks of a growth or a whole year, which period goes on in it.
        self._asked: tuple[int, int] = (-1, -1)
        self._low = self._high = 0
        self._has_former = False
        self._grew: bool | None = None
        self._tells_year = False
        self._speaks_of: tuple[int, bool] = (-1, False)
        self._spoken = _NOTHING
        self._last: tuple[int, Period | None] = (0, None)

    def period_of(self, start: int, end: int, sentence: tuple[int, int]) -> Period | None:
        """The period of the figure at start…end; None where its sentence tells none.

        Figures are asked for in order: of 分别增长2.8%和3.1% both are growths.
        """
        period = self._told_of(start, end, sentence)
        last, before = self._last
        in_row = sentence[0] <= last and _IN_ROW.fullmatch(self._text, last, start)
        if (
            in_row
            and before
            and before.change
            and (period is None or (period.year == before.year and not period.other))
        ):
            period = before
        self._last = end, period
        return period

    def _told_of(self, start: int, end: int, sentence: tuple[int, int]) -> Period | None:
        if sentence != self._asked:
            self._turn_to(sentence)
        low = high = self._low
        if high < self._high:
            high = bisect_left(self._starts, start, low)
        if self._text.startswith(_OPENING, end) and (behind := self._in_brackets(end)) is not None:
            return behind
        if self._has_former and self._is_former(start, end, high):
            return None
        if low == high:
            # 总收入18.96亿元，比上年…: what is compared with the year before is of the year itself.
            if high < self._high and self.all[high][2].change:
                return Period(self.all[high][2].year)
            return self._carried(high, start, sentence)
        at, to, period = self.all[high - 1]
        if not period.change:
            if self._begins_change(at) and self._reaches(to, start):
                reached = self._reached(low, high, start, sentence)
                if reached and self._rises_to(start, to):
                    return Period(reached.year, "", period.year, True)
                return reached
            if self._is_over(to, start, period):
                return None
            if self._is_for_comparison(high - 1) and self._stretches.figures_between(to, start):
                # What follows is told of the year itself.
                if self._rises_to(start, to):
                    return Period(period.year + 1, "", period.year, True)
                return self.all[high - 2][2] if high - 1 > low else self._carried(high - 1, start, sentence)
            if high - 1 > low and self._begins_change(self.all[high - 2][0]) and self._rises_to(start, to):
                return Period(period.year, "", self.all[high - 2][2].year, True)
            return self._of_row(low, high, start) or period
        if not self._is_rate(at) and period.other and _DIRECTLY.fullmatch(self._text, to, start):
            return Period(period.other)
        earlier = (p for _, _, p in reversed(self.all[low : high - 1]) if not p.change)
        base = next(earlier, Period(period.year))
        marks = [match.end() for match in _CLAUSE_ENDS.finditer(self._text, to, start)]
        if not marks:
            rises = self._patterns.rise.search(self._text, to, start) or not self._reaches(to, start)
            return period if rises else base
        return period if self._patterns.rise.search(self._text, marks[-1], start) else base

    def _is_over(self, start: int, end: int, period: Period) -> bool:
        """Whether a period long past does not hold for what is told of the present: 2018年…845个；目前仅余58个."""
        return (
            self._this_year is not None
            and period.year < self._this_year - 1
            and bool(_PRESENT.search(self._text, start, end))
        )

    def _turn_to(self, sentence: tuple[int, int]) -> None:
        begin, end = self._asked = sentence
        self._low = bisect_left(self._starts, begin)
        self._high = bisect_left(self._starts, end, self._low)
        lead = max(0, begin - _LONGEST_LEAD)
        self._has_former = self._text.find("由", lead, end) >= 0 or self._text.find("从", lead, end) >= 0
        self._grew = None
        self._speaks_of = -1, False

    def _is_former(self, start: int, end: int, high: int) -> bool:
        """Whether it is the amount before a change, of a year that is not told: 由每月300元提高到500元."""
        lead = _FROM.search(self._text, max(0, start - _LONGEST_LEAD), start)
        if not lead or not self._patterns.reaches.match(self._text, end):
            return False
        return high == 0 or self.all[high - 1][0] < lead.start()

    def _of_row(self, low: int, high: int, start: int) -> Period | None:
        """The period in a row of years told one by one: 2021年、2022年分别为3亿元、4亿元，分别增长2%、3%."""
        first = high - 1
        while first > low and _IN_ROW.fullmatch(self._text, self.all[first - 1][1], self.all[first][0]):
            first -= 1
        _, to, last = self.all[high - 1]
        if last.other is None and first == high - 1:
            return None
        if last.other is not None:
            row = [Period(year) for year in range(last.other, last.year + 1)]
        else:
            row = [period for _, _, period in self.all[first:high]]
        marks = [mark.end() for mark in _ONE_BY_ONE.finditer(self._text, to, start)] if len(row) > 1 else []
        number = self._stretches.figures_between(marks[-1], start) if marks else len(row)
        if number >= len(row):
            return None
        period = row[number]
        rises = self._patterns.rise.match(self._text, marks[-1])
        return Period(period.year, "", period.year - 1, True) if rises else period

    def _begins_change(self, at: int) -> bool:
        """Whether the period at an offset is that of the amount before a change: 由2020年的90%提高到93%."""
        return self._text.endswith(self._patterns.starts, 0, at)

    def _reached(self, low: int, high: int, start: int, sentence: tuple[int, int]) -> Period | None:
        """The period of the amount reached, from what is told before that of the former amount."""
        at, _, period = self.all[high - 1]
        for _, _, earlier in reversed(self.all[low : high - 1]):
            if not earlier.change:
                return earlier
        if not self._text[at].isdigit():
            return Period(period.year + 1)  # 由上年的97.9%
        return self._carried(high - 1, start, sentence)

    def _is_rate(self, at: int) -> bool:
        return self._text.startswith(self._patterns.rates, at)

    def _reaches(self, start: int, end: int) -> bool:
        """Whether a word of change stands there that tells the amount reached (增加到)."""
        return bool(self._patterns.reaches.search(self._text, start, end))

    def _in_brackets(self, end: int) -> Period | None:
        """93.2%（2022年）"""
        index = bisect_left(self._starts, end + 1)
        if index < len(self.all):
            at, to, period = self.all[index]
            if at == end + 1 and self._text[to : to + 1] in ("）", ")"):
                return period
        return None

    def _carried(self, index: int, start: int, sentence: tuple[int, int]) -> Period | None:
        """The period of an earlier sentence that still holds.

        One that heads the paragraph or is the only one in it; the year spoken of in the part, for 全年 and for growths.
        """
        begin, text = sentence[0], self._text
        if self._grew is None:
            self._grew = self._grows(sentence)
            self._tells_year = self._patterns.whole_year.search(text, *sentence) is not None
        of_year = self._grew or (self._tells_year and self._patterns.whole_year.search(text, begin, start) is not None)
        if self._speaks_of != (index, of_year):
            self._speaks_of = index, of_year
            self._spoken = self._spoken_of(index, begin, of_year)
        period, to = self._spoken
        if period is None:
            return None
        if to >= 0:
            return None if self._patterns.now.search(text, to, start) else period
        rises = self._rises_to(start, begin)
        return Period(period.year, "", period.year - 1, True) if rises else Period(period.year)

    def _spoken_of(self, index: int, begin: int, of_year: bool) -> tuple[Period | None, int]:
        """The period told before number `index` that goes on in a sentence, and its end; -1 where the year goes on."""
        last = index - 1
        while last >= 0 and self._speaks_of_another(last, of_year):
            last -= 1
        if last < 0 or self._is_ahead(self.all[last][2]):
            return _NOTHING
        at, to, period = self.all[last]
        top = self._tops[bisect_right(self._tops, begin) - 1]
        if of_year and at >= top:
            return _NOTHING if period.year < max(self._years(top, index)) else (period, -1)
        text = self._text
        line = text.rfind("\n", 0, begin) + 1
        if at < line:
            return _NOTHING
        head = max(text.rfind(mark, line, at) + 1 for mark in "\n" + _SENTENCE_ENDS)
        heads = not _WORDS_BEFORE.search(text, max(head, line), at)
        return (period, to) if heads or len(self._years(line, index)) == 1 else _NOTHING

    def _speaks_of_another(self, index: int, of_year: bool) -> bool:
        """Whether a period does not go on being spoken of: a change's, or, for the figure of a year, several years."""
        at, _, period = self.all[index]
        if period.change or self._begins_change(at) or self._is_for_comparison(index):
            return True
        return of_year and period.other is not None

    def _is_for_comparison(self, index: int) -> bool:
        """Whether a year before the one spoken of stands there with its amount: …，上年为10.24亿元，增长6.05%，占…."""
        at, to, _ = self.all[index]
        return not self._text[at].isdigit() and _AS.match(self._text, to) is not None

    def _rises_to(self, figure: int, begin: int) -> bool:
        """Whether a word of change stands directly before the figure."""
        last = figure - 1 if self._text[figure - 1 : figure] in _FILLERS else figure
        if not self._text.endswith(self._patterns.rises, begin, last):
            return False
        return any(match.end() == last for match in self._patterns.rise.finditer(self._text, begin, figure))

    def _is_ahead(self, period: Period) -> bool:
        return self._this_year is not None and period.year > self._this_year

    def _years(self, start: int, index: int) -> set[int]:
        """The years stated from an offset on, before one of the periods."""
        before = self.all[bisect_left(self._starts, start) : index]
        return {period.year for _, _, period in before if period.other is None}

    def _grows(self, sentence: tuple[int, int]) -> bool:
        """Whether a word of change with its figure stands in a sentence: 普通小学2876.15元，增长0.94%."""
        rises = self._patterns.rise.finditer(self._text, *sentence)
        return any(self._text[match.end() : match.end() + 1].isdigit() for match in rises)
