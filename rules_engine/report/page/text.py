"""The texts of the submission as HTML: paragraphs and tables, every cited sentence and figure marked by outcome."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from rules_engine.documents.document import Block, Document
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import define, field, frozen
from rules_engine.report.masks import masked
from rules_engine.report.page.marks import SIGNS, Marks, Spot, Stretch, Target, most_pressing
from rules_engine.report.page.printed import printed, shown
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import FORMER
from rules_engine.scoring.verdict import Chapter

CLOSING = "，。、；：？！）》」』”’,.;:?!)]"
_Bounds = tuple[list[int], list[int]]


@frozen(eq=False, repr=False)
class ShownDocument:
    """A document as the page shows it: its name, its HTML, how many numbers of people are masked in it.

    `whole` is False where only the paragraphs that are cited are shown.
    """

    name: str
    html: Markup
    masked: int
    whole: bool


@define(eq=False, repr=False)
class Texts:
    """Writes the documents of a verdict; the places that it wrote are known afterwards."""

    telling: Telling
    marks: Marks
    places: dict[tuple[str, int, int], str] = field(factory=dict)

    def shown(self) -> list[ShownDocument]:
        """The report, then each other document that something is cited from."""
        verdict = self.telling.verdict
        spots = self.marks.spots
        ordered = sorted(enumerate(verdict.documents), key=lambda item: item[1].name != verdict.report)
        return [
            self._document(index, document, whole=document.name == verdict.report)
            for index, document in ordered
            if document.blocks
            and (document.name == verdict.report or any(s.targets for s in spots.get(document.name, {}).values()))
        ]

    def place(self, anchor: Anchor | None) -> str:
        """The id of what an anchor marks in the page, empty where the page does not show it."""
        return "" if anchor is None else self.places.get((anchor.document, anchor.start, anchor.end), "")

    def _document(self, index: int, document: Document, whole: bool) -> ShownDocument:
        text, hidden = masked(document.text)
        writer = _Writer(self, index, document, text, self.marks.stretches(document.name))
        chapters = {c.start: c for c in self.telling.verdict.chapters if c.document == document.name}
        return ShownDocument(document.name, Markup("").join(writer.blocks(chapters, whole)), hidden, whole)


@define(eq=False, repr=False)
class _Writer:
    """Writes one document; `text` is its text with numbers of people masked, place for place."""

    texts: Texts
    index: int
    document: Document
    text: str
    stretches: Sequence[Stretch]
    spots: Sequence[Spot] = field(init=False)
    cited: Sequence[dict[str, Target]] = field(init=False)
    _begun: set[int] = field(init=False, factory=set)
    _spot_bounds: _Bounds = field(init=False)
    _stretch_bounds: _Bounds = field(init=False)

    def __attrs_post_init__(self) -> None:
        every = list(self.texts.marks.spots.get(self.document.name, {}).values())
        starts = [spot.stretch[0] for spot in every]
        self.cited = [
            {
                id: target
                for spot in every[bisect_left(starts, low) : bisect_left(starts, high)]
                for id, target in spot.targets.items()
            }
            for low, high in self.stretches
        ]
        self.spots = _apart(every)
        self._spot_bounds = _bounds([spot.stretch for spot in self.spots])
        self._stretch_bounds = _bounds(self.stretches)
        shown = {spot.stretch for spot in self.spots}
        name = self.document.name
        for spot in every:
            if spot.stretch in shown:
                self.texts.places[name, *spot.stretch] = self._id("p", spot.stretch)
            elif spot.targets:
                around = self.stretches[_between(self._stretch_bounds, *spot.stretch)[0]]
                self.texts.places[name, *spot.stretch] = self._id("t", around)

    def _id(self, letter: str, stretch: Stretch) -> str:
        return f"{letter}{self.index}-{stretch[0]}-{stretch[1]}"

    def blocks(self, chapters: dict[int, Chapter], whole: bool) -> Iterator[Markup]:
        """The blocks, cells of one table together; of a document not shown whole, those that are cited."""
        left_out = False
        for grid, group in groupby(self.document.blocks, key=_grid):
            members = list(group)
            if not whole:
                members = [b for b in members if _between(self._stretch_bounds, b.start, b.end)]
            if not members:
                left_out = True
                continue
            if left_out:
                yield Markup('<p class="gap">…</p>')
            left_out = False
            if grid:
                yield self._table(grid, members)
            else:
                yield from (self._paragraph(block, chapters.get(block.start)) for block in members)

    def _paragraph(self, block: Block, chapter: Chapter | None) -> Markup:
        body = self._body(block)
        alone = chapter is not None and block.end - block.start <= len(chapter.heading) + 4
        label = Markup(f'<span class="where">{shown(block.name)}</span>')
        unsure = self._unsure(block)
        if chapter is not None and (alone or block.kind == "heading"):
            area = self.texts.telling.verdict.ruleset.areas
            title = next((self.texts.telling.say(a.title) for a in area if a.id == chapter.area), "")
            told = Markup('<span class="tells"> → {}</span>').format(printed(title)) if title else ""
            level = min(6, chapter.level + 3)
            return Markup("<h{0}>{1}{2}{3}{4}</h{0}>").format(level, label, unsure, body, told)
        return Markup(f"<p>{label}{unsure}{body}</p>")

    def _table(self, grid: str, members: Sequence[Block]) -> Markup:
        rows: dict[str, dict[str, Block]] = {}
        for block in members:
            column, row = _address(block)
            rows.setdefault(row, {})[column] = block
        columns = sorted({column for cells in rows.values() for column in cells}, key=lambda c: (len(c), c))
        lines = (
            Markup("<tr>{}</tr>").format(
                Markup("").join(
                    Markup('<td title="{}">{}</td>').format(printed(cells[column].name), self._body(cells[column]))
                    if column in cells
                    else Markup("<td></td>")
                    for column in columns
                )
            )
            for cells in rows.values()
        )
        return Markup('<div class="wide"><table class="grid"><caption>{}</caption>{}</table></div>').format(
            printed(grid), Markup("").join(lines)
        )

    def _unsure(self, block: Block) -> Markup:
        if not self.document.uncertain_at(block.start):
            return Markup("")
        told = self.texts.telling.say(Message("recognised from an image, to be confirmed"))
        return Markup('<span class="unsure">{}</span> ').format(told)

    def _body(self, block: Block) -> Markup:
        parts, position = [], block.start
        for number in _between(self._stretch_bounds, block.start, block.end):
            start, end = self.stretches[number]
            low, high = max(start, block.start), min(end, block.end)
            parts.append(self._figures(position, low))
            parts.append(self._sentence(number, low, high))
            position = high
            # No line begins with a comma, nor with what refers to the words before it.
            if high < block.end and self.text[high] in CLOSING:
                position += 1
                parts.append(self._plain(high, position))
            if high >= min(end, len(self.text.rstrip())):
                parts.append(_references(self.cited[number]))
        parts.append(self._figures(position, block.end))
        return Markup("").join(parts)

    def _sentence(self, number: int, low: int, high: int) -> Markup:
        targets, stretch = self.cited[number], self.stretches[number]
        id = Markup("")
        if number not in self._begun:
            self._begun.add(number)
            id = Markup(f' id="{self._id("t", stretch)}"')
        words = self._figures(low, high)
        return Markup(
            f'<span class="cited o-{most_pressing(targets)}" data-to="{escape(" ".join(targets))}"{id}>{words}</span>'
        )

    def _figures(self, low: int, high: int) -> Markup:
        parts, position = [], low
        for number in _between(self._spot_bounds, low, high):
            spot = self.spots[number]
            start, end = max(spot.stretch[0], low), min(spot.stretch[1], high)
            parts.append(self._plain(position, start))
            parts.append(self._spot(spot, start, end))
            position = end
        parts.append(self._plain(position, high))
        return Markup("").join(parts)

    def _spot(self, spot: Spot, low: int, high: int) -> Markup:
        id, words = self._id("p", spot.stretch), self._plain(low, high)
        if low != spot.stretch[0]:
            return words
        kind = "words" if spot.mention is None else "figure"
        if spot.targets:
            first = min(spot.targets.values(), key=lambda target: target.outcome != spot.outcome)
            to = f'href="#{escape(first.id)}" data-to="{escape(" ".join(spot.targets))}"'
            return Markup(f'<a class="{kind} o-{spot.outcome}" id="{id}" {to} title="{shown(first.title)}">{words}</a>')
        assert spot.mention is not None
        mention = self.texts.telling.verdict.mentions[spot.mention]
        if mention.fact or mention.formerly:
            telling = self.texts.telling
            about = [telling.say(FORMER)] if mention.formerly else []
            title = shown(telling.listed([telling.fact(mention.fact or mention.formerly), *about]))
            return Markup(f'<span class="figure o-bound" id="{id}" title="{title}">{words}</span>')
        to = f"u-{spot.mention}"
        return Markup(f'<a class="figure o-unbound" id="{id}" href="#{to}" data-to="{to}">{words}</a>')

    def _plain(self, low: int, high: int) -> Markup:
        return escape(printed(self.text[low:high]))


def _references(targets: dict[str, Target]) -> Markup:
    return Markup(f'<span class="refs">{"".join(map(_reference, targets.values()))}</span>')


def _reference(target: Target) -> Markup:
    title, number = shown(target.title), target.number
    named = f'title="{title}" aria-label="{number} {title}"'
    sign = SIGNS[target.outcome]
    return Markup(f'<a class="ref o-{target.outcome}" href="#{escape(target.id)}" {named}>{sign}{number}</a>')


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """Those that do not overlap: of those that do, figures before words, what is cited before what is not."""
    taken: list[Stretch] = []
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.mention is None, not s.targets, s.stretch)):
        at = bisect_left(taken, spot.stretch)
        before, after = taken[at - 1 : at] if at else [], taken[at : at + 1]
        if all(end <= spot.stretch[0] for _, end in before) and all(spot.stretch[1] <= start for start, _ in after):
            insort(taken, spot.stretch)
            kept.append(spot)
    return sorted(kept, key=lambda spot: spot.stretch)


def _bounds(stretches: Sequence[Stretch]) -> _Bounds:
    return [start for start, _ in stretches], [end for _, end in stretches]


def _between(bounds: _Bounds, low: int, high: int) -> range:
    """Which of the stretches, in order and apart from each other, have something in common with low...high."""
    starts, ends = bounds
    return range(bisect_right(ends, low), bisect_left(starts, high))


def _grid(block: Block) -> str:
    return block.name.rpartition("!")[0] if block.kind == "cell" else ""


def _address(block: Block) -> tuple[str, str]:
    """The column and row of a cell: B and 7 of `table 2!B7`."""
    address = block.name.rpartition("!")[2]
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return address.removesuffix(row) if row else address, row
