"""Figures of one sentence in a row, and what stands between each and the next."""

from collections.abc import Iterator, Sequence

from rules_engine.facts.consistency.gap import Gap
from rules_engine.facts.consistency.words import change_words, continues
from rules_engine.facts.mention import Mention
from rules_engine.records import define
from rules_engine.regex import regex

_STOP = regex(r"[。！？!?\n]")
# 9所.国家: a full stop, where no number goes on.
_POINT = regex(r"(?<=[^\x00-\x7f])\.(?=[^\d\s.])")
_ENDED = regex("[；）]")
_ASIDE = regex(r"（[^（）]*）")
# What keeps a gap from being read as it is printed.
_UNCLEAN = regex(r"[\s。（）]")
_WIDE = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))
# Nobody prints a longer sentence; a row without a full stop stays linear this way.
_LONGEST = 60
# Words further away than this tell nothing of a figure.
_FAR = 200


@define(eq=False, repr=False)
class Passage:
    """The figures of one sentence: `indices` into the document's mentions.

    `printed` is from the beginning of the sentence, `first`, to the end of what still follows the figures, with
    full-width marks; `stretch` that up to the last figure. Passages share the gaps of plain words.
    `broken`: the line ends behind the last figure without a mark that ends a list, so that more may follow.
    """

    indices: tuple[int, ...]
    mentions: tuple[Mention, ...]
    first: int
    printed: str
    stretch: str
    broken: bool
    _plain: dict[str, Gap]
    _gaps: tuple[Gap, ...] = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What stands before, between and behind the figures: one more than these."""
        if not self._gaps:
            self._gaps = self._read()
        return self._gaps

    def _read(self) -> tuple[Gap, ...]:
        text, first, known = self.printed, self.first, self._plain
        clean = _UNCLEAN.search(text) is None
        starts = [mention.anchor.start - first for mention in self.mentions]
        lead = text[: starts[0]]
        gaps = [Gap(lead if clean else _gap(lead, 0).text, 0, 0, False, True)]
        depth = 0
        for mention, start in zip(self.mentions, [*starts[1:], len(text)], strict=True):
            raw = text[mention.anchor.end - first : start]
            gap = known.get(raw) if depth == 0 else None
            if gap is None:
                gap = _gap(raw, depth)
                if depth == 0 and (clean or _UNCLEAN.search(raw) is None):
                    known[raw] = gap
            depth = gap.depth
            gaps.append(gap)
        return tuple(gaps)

    def looks_back(self, position: int, whole: int) -> bool:
        """Whether a figure can speak of `whole`; a new sentence can only of the one such figure before it."""
        begins = any(gap.begins for gap in self.gaps[whole + 1 : position + 1])
        figure = self.mentions[whole]
        return not begins or not any(other.unit == figure.unit for other in self.mentions[:whole])

    def subject(self, place: int) -> int:
        """The amount that a figure is a change of: the first of 幼儿园118所，比上年减少3所; itself where it is none."""
        figure, words = self.mentions[place], change_words()
        gap = self.gaps[place].text
        if not words.compares.search(gap) and words.sign.sub("", gap).strip("，、；：了"):
            return place  # 增加学位8640个 says itself what it counts
        for earlier in range(place, -1, -1):
            one, before = self.mentions[earlier], self.gaps[earlier]
            if one.unit != figure.unit or one.kind != figure.kind or before.may_change:
                continue
            if not words.compares.search(before.text):
                return earlier
        return place

    def cite(self, positions: Sequence[int]) -> tuple[int, ...]:
        """The document-wide indices of figures of this passage."""
        return tuple(self.indices[position] for position in positions)


def _gap(raw: str, depth: int) -> Gap:
    if _UNCLEAN.search(raw) is None:
        return Gap(raw, depth, depth)
    begins = "。" in raw
    text = "".join(raw.split()).replace("。", "，")
    opened = text.count("（")
    if not opened:
        closed = text.count("）")
        return Gap(text, depth - closed, depth - closed, begins)
    while "（" in text and "）" in text:
        plain = _ASIDE.sub("", text)
        if plain == text:
            break
        text = plain
    lowest = depth - text.count("）")
    return Gap(text, lowest + text.count("（"), lowest, begins)


def passages(text: str, mentions: Sequence[Mention]) -> Iterator[Passage]:
    """The rows of two or more figures that no full stop parts, in the order of the text."""
    for narrow, wide in _WIDE:
        text = text.replace(narrow, wide)
    pointed = "." in text
    if pointed:
        text = _POINT.sub("。", text)
    starts = [mention.anchor.start for mention in mentions]
    row: list[int] = []
    end = 0
    plain: dict[str, Gap] = {}
    for index in sorted(range(len(mentions)), key=starts.__getitem__):
        start = starts[index]
        if row:
            if start < end:
                continue
            far = len(row) == _LONGEST or start - end > _FAR
            apart = pointed or mentions[index].sentence != mentions[row[-1]].sentence
            if far or (apart and not _goes_on(text, end, start)):
                if len(row) > 1:
                    yield _passage(text, mentions, row, plain)
                row = []
        row.append(index)
        end = mentions[index].anchor.end
    if len(row) > 1:
        yield _passage(text, mentions, row, plain)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether no full stop parts two figures, or the sentence behind it begins as one that continues: 其中, 比上年."""
    stop = _STOP.search(text, end, start)
    if stop is None:
        return True
    if stop.group() != "。" or continues().match(text, stop.end()) is None:
        return False
    return _STOP.search(text, stop.end(), start) is None


def _passage(text: str, mentions: Sequence[Mention], row: list[int], plain: dict[str, Gap]) -> Passage:
    chosen = tuple([mentions[index] for index in row])
    start, end = chosen[0].anchor.start, chosen[-1].anchor.end
    first = max(min(chosen[0].sentence[0], start), start - _FAR)
    stop = _STOP.search(text, end, end + _FAR)
    last = stop.start() if stop else min(end + _FAR, len(text))
    broken = stop is not None and stop.group() == "\n" and _ENDED.search(text, end, last) is None
    return Passage(tuple(row), chosen, first, text[first:last], text[first:end], broken, plain)
