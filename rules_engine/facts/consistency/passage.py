"""Figures of one sentence in a row, and what stands between each and the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules_engine.facts.consistency.words import continues
from rules_engine.facts.mention import Mention
from rules_engine.records import define, field, frozen
from rules_engine.regex import regex

_STOP = regex(r"[。！？!?\n]")
_ENDED = regex(r"[；;）)]")
_ASIDE = regex(r"（[^（）]*）")
_GAP = regex(r"([^，、；：（）]*)(）*)([，、；：]?)(.*)")
_UNCLEAN = regex(r"[\s,;:()。]")
_MARKS = str.maketrans(",;:()。", "，；：（），")
# Nobody prints a longer sentence; a row without a full stop stays linear this way.
_LONGEST = 60
# Words further away than this tell nothing of a figure.
_FAR = 200


@define(eq=False, repr=False)
class Gap:
    """What stands before a figure, after the figure that precedes it.

    `text` is all of it, without blanks and asides that hold no figure. `depth` counts the brackets open at the figure,
    `lowest` the fewest open anywhere in the gap. `begins` tells that a sentence begins in it, one that continues the
    sentence before. With `lead` it stands before the first figure.
    """

    text: str
    depth: int
    lowest: int
    begins: bool = False
    lead: bool = False
    _known: tuple[str, str, str] | None = field(default=None, init=False)

    @property
    def _parts(self) -> tuple[str, str, str]:
        if self._known is None:
            if self.lead:
                self._known = "", "", self.text
            else:
                found = _GAP.fullmatch(self.text)
                assert found is not None
                self._known = found[1], found[3], found[4]
        return self._known

    @property
    def trail(self) -> str:
        """What still belongs to the figure before."""
        return self._parts[0]

    @property
    def mark(self) -> str:
        """The punctuation that parts the two figures, "" where there is none: then `trail` is all of the text."""
        return self._parts[1]

    @property
    def rest(self) -> str:
        """What leads to the figure, behind the mark."""
        return self._parts[2]

    @property
    def label(self) -> str:
        """The words that lead to the figure."""
        trail, mark, rest = self._parts
        return rest if mark or rest else trail


@frozen(eq=False, repr=False)
class Passage:
    """The figures of one sentence: `indices` into the document's mentions, and one gap more than figures.

    `broken`: the line ends behind the last figure without a mark that ends a list, so that more may follow.
    `stretch` is what is printed, from before the first figure to the last.
    """

    indices: tuple[int, ...]
    mentions: tuple[Mention, ...]
    gaps: tuple[Gap, ...]
    broken: bool
    stretch: str = ""

    def looks_back(self, position: int, whole: int) -> bool:
        """Whether a figure can speak of `whole`; a new sentence can only of the one such figure before it."""
        begins = any(gap.begins for gap in self.gaps[whole + 1 : position + 1])
        figure = self.mentions[whole]
        return not begins or not any(other.unit == figure.unit for other in self.mentions[:whole])

    def cite(self, positions: Sequence[int]) -> tuple[int, ...]:
        """The document-wide indices of figures of this passage."""
        return tuple(self.indices[position] for position in positions)


def _gap(raw: str, depth: int) -> Gap:
    begins = "。" in raw
    text = _plain(raw)
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


def _plain(raw: str) -> str:
    """Without blanks, with full-width marks; few gaps need any of it."""
    if _UNCLEAN.search(raw) is None:
        return raw
    return "".join(raw.split()).translate(_MARKS)


def _lead(raw: str) -> Gap:
    return Gap(_gap(raw, 0).text, 0, 0, False, True)


def passages(text: str, mentions: Sequence[Mention]) -> Iterator[Passage]:
    """The rows of two or more figures that no full stop parts, in the order of the text."""
    row: list[int] = []
    end = 0
    for index in sorted(range(len(mentions)), key=lambda i: mentions[i].anchor.start):
        mention = mentions[index]
        start = mention.anchor.start
        if row:
            if start < end:
                continue
            far = len(row) == _LONGEST or start - end > _FAR
            if far or (mention.sentence != mentions[row[-1]].sentence and not _goes_on(text, end, start)):
                if len(row) > 1:
                    yield _passage(text, mentions, row)
                row = []
        row.append(index)
        end = mention.anchor.end
    if len(row) > 1:
        yield _passage(text, mentions, row)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether no full stop parts two figures, or the sentence behind it begins as one that continues: 其中, 比上年."""
    stop = _STOP.search(text, end, start)
    if stop is None:
        return True
    if stop.group() != "。" or continues().match(text, stop.end()) is None:
        return False
    return _STOP.search(text, stop.end(), start) is None


def _passage(text: str, mentions: Sequence[Mention], row: list[int]) -> Passage:
    chosen = tuple(mentions[index] for index in row)
    first, last = chosen[0], chosen[-1]
    begin = max(min(first.sentence[0], first.anchor.start), first.anchor.start - _FAR)
    gaps = [_lead(text[begin : first.anchor.start])]
    for before, after in pairwise(chosen):
        gaps.append(_gap(text[before.anchor.end : after.anchor.start], gaps[-1].depth))
    stop = _STOP.search(text, last.anchor.end, last.anchor.end + _FAR)
    behind = text[last.anchor.end : stop.start() if stop else last.anchor.end + _FAR]
    gaps.append(_gap(behind, gaps[-1].depth))
    broken = stop is not None and stop.group() == "\n" and _ENDED.search(behind) is None
    return Passage(tuple(row), chosen, tuple(gaps), broken, text[begin : last.anchor.end])
