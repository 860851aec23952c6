"""The figures of a report before anyone knows what they measure: with clause, period, kind and part."""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section
from rules_engine.facts.cells_apart import cells_apart
from rules_engine.facts.fact import Kind
from rules_engine.facts.full_stops import with_full_stops
from rules_engine.facts.head import read_head
from rules_engine.facts.mention import Mention, ReportPart
from rules_engine.facts.mention_periods import PeriodsOfText
from rules_engine.facts.parts import Parts
from rules_engine.facts.report_words import WordPatterns, word_patterns
from rules_engine.facts.stretches import Stretches
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.places import Anchor
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.periods import Period
from rules_engine.values.quantities import scan
from rules_engine.values.quantity import Quantity
from rules_engine.values.ranges import Range
from rules_engine.values.units import POINTS, unit_table

_YEAR_UNIT = "年"
_YEAR = regex(r"(20[0-9]{2})\s*年")
# What must follow a year for it to be a target of its own: 2025年创建成功.
_GOES_ON = regex(r"[^\W\d_A-Za-z]{2}")
_BEGINS = regex(r"[0-9%人所元米次间册台][^，。；、,;:()（）]{0,2}[，,(（]\s*$")
# The figures that follow in a list of nothing else: 4.2人、5.3人的标准.
_LISTED = regex(r"(?:[、和][\d.]+[^\W\d的]{1,4})+(?=的)")
_ENDS = regex(r"\s*(?:[,，。;；)）]|的?(?:标准|要求|规定))")
_JOINT = regex(r"\s*[、和与及]\s*")
_LONGEST_JOINT = 4
_LONGEST_AIM = 12
_LONGEST_ASK = 8
_COUNTED = frozenset({"items", "classes"})
_MODIFIES = regex(r"\s*的?[^\W\d_A-Za-z]")


def find_mentions(document: Document, sections: Sequence[Section], words: ReportWords) -> list[Mention]:
    """Every figure of the text, unbound, in order; figures inside titles 《…》 are none."""
    text = with_full_stops(normalise(document.text))
    head = read_head(document, words)
    this_year = head.date.year if head.date else head.scheme_year or _year_told(head.title)
    quantities = scan(cells_apart(document, text))
    stretches = Stretches(text, quantities)
    periods = PeriodsOfText(text, sections, stretches, this_year)
    reader = _Reader(document, text, sections, word_patterns(words), this_year, stretches, periods)
    found = [reader.mention(quantity) for quantity in quantities if not stretches.in_title(quantity.start)]
    found += reader.target_years()
    return sorted(found, key=lambda mention: mention.anchor.start)


def _year_told(title: str) -> int | None:
    found = _YEAR.search(normalise(title))
    return int(found[1]) if found else None


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether the figure says how many there are of what is named behind it: 12个大班额, not 56人以上大班额."""
    of = unit_table().units[quantity.unit].dimension
    return of in _COUNTED and not quantity.limit and not text.startswith("的", quantity.end)


class _Reader:
    """One document being read."""

    def __init__(
        self,
        document: Document,
        text: str,
        sections: Sequence[Section],
        patterns: WordPatterns,
        this_year: int | None,
        stretches: Stretches,
        periods: PeriodsOfText,
    ) -> None:
        self.document = document
        self.text = text
        self.parts = Parts(sections)
        self.name, self.digest = document.name, document.digest
        self.block_ends = [block.end for block in document.blocks]
        self.block_names = [block.name for block in document.blocks]
        self.patterns = patterns
        self.this_year = this_year
        self.stretches = stretches
        self.periods = periods
        self._asked = (-1, -1)
        self._last_threshold = (-1, "", "")
        self._aims = False

    def mention(self, quantity: Quantity) -> Mention:
        start, end = quantity.start, quantity.end
        sentence, clause = self.stretches.around(start, end)
        period = self.periods.period_of(start, end, sentence)
        section, part = self.parts.at(start)
        kind = self._kind(quantity, clause, sentence, period, part)
        if kind == "threshold":
            self._last_threshold = (end, quantity.unit, quantity.qualifier)
        # By position, for names take a third longer and reports have thousands.
        return Mention(
            self._anchor(start, end),
            self.document.text[start:end],
            quantity.number,
            quantity.value,
            quantity.unit,
            quantity.step,
            clause,
            sentence,
            kind,
            period,
            quantity.qualifier,
            part,
            section,
        )

    def target_years(self) -> list[Mention]:
        """Years that are themselves the target: in a clause without any other figure, directly behind a target word."""
        found = []
        for start, end, period in self.periods.all:
            # Few years have a word of intention before them, of which few are of another sentence.
            if period.other is not None or not self._aims_at(start, 0) or self.stretches.in_title(start):
                continue
            sentence, clause = self.stretches.around(start, end)
            if not self._aims_at(start, sentence[0]):
                continue
            if not _GOES_ON.match(self.text, end) or self.stretches.figures_between(*clause):
                continue
            section, part = self.parts.at(start)
            found.append(
                Mention(
                    self._anchor(start, end),
                    self.document.text[start:end],
                    year := Fraction(period.year),
                    Range(year, year),
                    _YEAR_UNIT,
                    Fraction(0),
                    clause,
                    sentence,
                    "target",
                    period,
                    part=part,
                    section=section,
                )
            )
        return found

    def _aims_at(self, year: int, begin: int) -> bool:
        return bool(self.patterns.target_year.search(self.text, max(begin, year - _LONGEST_AIM), year))

    def _anchor(self, start: int, end: int) -> Anchor:
        block = bisect_right(self.block_ends, start)
        name = self.block_names[block] if block < len(self.block_names) else ""
        return Anchor(self.name, self.digest, name, start, end)

    def _kind(
        self,
        quantity: Quantity,
        clause: tuple[int, int],
        sentence: tuple[int, int],
        period: Period | None,
        part: ReportPart,
    ) -> Kind:
        start, end = quantity.start, quantity.end
        patterns, text = self.patterns, self.text
        begin, clause_end = clause
        listed = _LISTED.match(text, end, sentence[1])
        last, until = (listed.end(), sentence[1]) if listed else (end, clause_end)
        asked = patterns.threshold_after.match(text, last, until) and not _counts(quantity, text)
        if asked and not patterns.rate_after.match(text, last, until):
            return "threshold"
        led = text[start - 1 : start] in patterns.threshold_leads and quantity.unit != POINTS.name
        if led and patterns.threshold_before.search(text, max(begin - 1, 0), start):
            return "threshold"
        asks = quantity.limit or quantity.unit == "%"
        if asks and patterns.asks.search(text, max(begin, start - _LONGEST_ASK), start):
            return "threshold"
        # 超过2000人的学校4所: the bound tells which schools, the other figure how many.
        if (
            quantity.limit
            and _MODIFIES.match(text, end, clause_end)
            and self.stretches.figures_between(end, clause_end)
        ):
            return "threshold"
        # 小学、初中分别控制在45人、50人以内; 学校规模均不超过2000人，九年一贯制学校不超过2500人.
        last, unit, qualifier = self._last_threshold
        if last >= sentence[0] and unit == quantity.unit:
            alike = quantity.limit and qualifier == quantity.qualifier
            if alike or (start - last <= _LONGEST_JOINT and _JOINT.fullmatch(text, last, start)):
                return "threshold"
        # A bound alone in its clause is what the figure before is held against: 6.42人，高于5.3人; 91.3%（≥85%）.
        if quantity.limit and _BEGINS.search(text, sentence[0], start) and _ENDS.match(text, end):
            return "threshold"
        if part == "problems" and not self._is_ahead(period) and not self._is_dated(sentence, start):
            return "problem"
        if part == "measures" or self._is_target(sentence, start, period):
            return "target"
        return "achieved"

    def _is_ahead(self, period: Period | None) -> bool:
        return bool(period is not None and period.other is None and self.this_year and period.year > self.this_year)

    def _is_target(self, sentence: tuple[int, int], start: int, period: Period | None) -> bool:
        if self._is_ahead(period):
            return True
        # Few sentences aim at anything, and most have several figures.
        if sentence != self._asked:
            patterns = self.patterns.target, self.patterns.dated_target
            self._aims = any(pattern.search(self.text, *sentence) for pattern in patterns)
            self._asked = sentence
        if not self._aims:
            return False
        aim = self.patterns.target.search(self.text, sentence[0], start)
        if aim:
            return not self.patterns.done.search(self.text, aim.end(), start)
        return self._is_dated(sentence, start)

    def _is_dated(self, sentence: tuple[int, int], start: int) -> bool:
        """Whether a year that lies ahead is named before in the sentence, by which something is to be reached."""
        for dated in self.patterns.dated_target.finditer(self.text, sentence[0], start):
            year = int(next(group for group in dated.groups() if group))
            if self.this_year is None or year > self.this_year:
                return True
        return False
