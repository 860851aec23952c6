"""Lines of pages joined into paragraphs, so that what a line end split is whole again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rules_engine.documents.formats.lines import Line
from rules_engine.records import evolve, frozen

_MARK = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十]{1,3}[章节条部]|[0-9]{1,2}\s?[．、.](?![0-9])|[•·●■○◆]"
)
_NOTE_MARK = re.compile("[⁰¹²³⁴-⁹①-⑳]")
_OPEN, _SHUT, _QUOTES = "[（(“‘《〈「〔【]*", "[）)”’》〉」〕】，。、；：！？%…,.;:!?]", '["“”‘’]'
_UNIT = rf"{_OPEN}(?:[A-Za-z0-9.,%/:\-–]+|.){_SHUT}*"
# No line ends beside a quotation mark, nor between a bracket and a figure.
_WORD = re.compile(rf"{_UNIT}(?:(?:(?={_QUOTES})|(?<={_QUOTES})|(?<={_SHUT})(?=[A-Za-z0-9])){_UNIT})*", re.DOTALL)
_CLOSING = frozenset("，。、；：！？,.;:!?）)〕》」』”’…% ")
# Distances of lines: as multiples of the usual one, and of their size where none is usual.
_SPREAD, _WIDEST = 1.3, 2.2
_ENOUGH_LINES = 5
_LEAST_WIDTH = 0.7
_SENTENCE_END = "。！？；：!?;:"


@frozen(eq=False, repr=False)
class Margins:
    """The left and right edge of a page's text, and the distance of lines within a paragraph."""

    left: float
    right: float
    distance: float


def paragraphs_of(
    pages: Sequence[Sequence[Line | None]], widths: Sequence[float], notes: frozenset[tuple[int, int]] = frozenset()
) -> list[list[tuple[int, int]]]:
    """Paragraphs as lists of (page, line), by index; None stands where something else breaks the text.

    A paragraph may begin on one page and end on a later one, behind the footnotes, whose lines are `notes`.
    `widths` are those of the pages, 0 where unknown.
    """
    margins = {
        is_note: _margins([_only(lines, page, notes, is_note) for page, lines in enumerate(pages)], widths)
        for is_note in (False, True)
    }
    found: list[list[tuple[int, int]]] = []
    # The text goes on behind the footnotes of a page, and these among themselves.
    open_: dict[bool, tuple[_Paragraph, list[tuple[int, int]]]] = {}
    for page, lines in enumerate(pages):
        for index, line in enumerate(lines):
            if line is None:
                open_.clear()
                continue
            is_note = (page, index) in notes
            here = margins[is_note][page, line.column]
            paragraph, places = open_.get(is_note, (None, []))
            begins = is_note and _NOTE_MARK.match(line.text)
            if paragraph is not None and not begins and _continues(paragraph, line, page, here):
                places.append((page, index))
                paragraph = _Paragraph(paragraph.first, line, page, here, single=False)
            else:
                places = [(page, index)]
                found.append(places)
                paragraph = _Paragraph(line, line, page, here, single=True)
            open_[is_note] = paragraph, places
    return found


def _only(
    lines: Sequence[Line | None], page: int, notes: frozenset[tuple[int, int]], is_note: bool
) -> list[Line | None]:
    """The lines of footnotes, or all others: each have their own distance."""
    return [line if ((page, index) in notes) is is_note else None for index, line in enumerate(lines)]


@frozen(eq=False, repr=False)
class _Paragraph:
    """The paragraph being read: its first and last line, and the page and margins of the last."""

    first: Line
    last: Line
    page: int
    margins: Margins
    single: bool


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph's lines: blanks only between words of letters."""
    text = ""
    for line in lines:
        if text and text[-1].isascii() and line.text[0].isascii() and _parted(text[-1], line.text[0]):
            text += " "
        text += line.text
    return text


def _parted(last: str, first: str) -> bool:
    if last.isdigit() and first.isdigit():
        return False
    return (
        (last.isalnum() or last in ",;:)") and (first.isalnum() or first == "(") and (last.isalpha() or first.isalpha())
    )


def _continues(paragraph: _Paragraph, line: Line, page: int, here: Margins) -> bool:
    before, above = paragraph.last, paragraph.margins
    size = max(before.size, line.size)
    if abs(before.size - line.size) > 0.2 * size:
        return False
    same_column = paragraph.page == page and before.column == line.column
    if same_column:
        distance = line.bottom - before.bottom
        if distance <= 0 or distance > max(_SPREAD * here.distance or _WIDEST * size, 1.2 * size):
            return False
    shift = 0.0 if same_column else here.left - above.left
    further = paragraph.first.left + shift > line.left + 1.2 * size
    if not further and before.text[-1] in _SENTENCE_END and _MARK.match(line.text):
        return False
    return _aligned(paragraph, line, here, shift) and before.right + _first_word(line) + 0.5 * size > above.right


def _aligned(paragraph: _Paragraph, line: Line, margins: Margins, shift: float) -> bool:
    """Whether the line begins where a further line of the paragraph would."""
    size = line.size
    if not paragraph.single:
        return abs(paragraph.last.left + shift - line.left) < 0.7 * size
    first = paragraph.first.left + shift
    if line.left > first + 0.5 * size:
        mark = _MARK.match(paragraph.first.text)
        return (
            mark is not None
            and line.left < first + 4 * size
            and abs(_place(paragraph.first, mark.end()) + shift - line.left) < 0.7 * size
        )
    indented = margins.left + 1.2 * size
    return not (line.left > indented and first > indented and abs(line.left - first) < 0.5 * size)


def _place(line: Line, offset: int) -> float:
    """Where the character at that offset begins."""
    glyphs = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    position = len(re.sub(r"\s", "", line.text[:offset]))
    return glyphs[min(position, len(glyphs) - 1)].left


def _first_word(line: Line) -> float:
    """The width of what cannot be parted at the line's beginning."""
    word = _WORD.match(line.text)
    end = word.end() if word else 1
    glyphs = [glyph for glyph in line.glyphs if not glyph.text.isspace()][:end]
    return glyphs[-1].right - glyphs[0].left


def _margins(pages: Sequence[Sequence[Line | None]], widths: Sequence[float]) -> dict[tuple[int, int], Margins]:
    """The margins of each column of each page."""
    every = [line for lines in pages for line in lines if line is not None]
    whole = _margins_of(every, _distance(pages))
    columns: list[dict[int, list[Line]]] = [{} for _ in pages]
    for page, lines in enumerate(pages):
        for line in lines:
            if line is not None:
                columns[page].setdefault(line.column, []).append(line)
    alike = _columns_alike(columns, whole.distance)
    found = {}
    for page, parts in enumerate(columns):
        for column, own in parts.items():
            usual = alike.get(column) if len(parts) > 1 or _within(own, alike.get(column)) else None
            # The margins of the page are not those of a column.
            enough = 2 if column and usual is None else _ENOUGH_LINES
            margins = _margins_of(own, whole.distance) if len(own) >= enough else usual or whole
            # Where all lines are short, none of them tells where the margin is.
            least = usual.right if usual else _LEAST_WIDTH * widths[page] if len(parts) == 1 else 0.0
            found[page, column] = evolve(margins, right=max(margins.right, least))
    return found


def _columns_alike(columns: Sequence[Mapping[int, Sequence[Line]]], distance: float) -> dict[int, Margins]:
    """The margins of each column over all pages that have several: one that ends early has lines too few to tell."""
    pooled: dict[int, list[Line]] = {}
    for parts in columns:
        if len(parts) > 1:
            for column, lines in parts.items():
                pooled.setdefault(column, []).extend(lines)
    return {column: _margins_of(lines, distance) for column, lines in pooled.items() if len(lines) >= _ENOUGH_LINES}


def _within(lines: Sequence[Line], margins: Margins | None) -> bool:
    """Whether the only column of a page is one of several whose others stayed empty."""
    return margins is not None and all(
        margins.left - line.size < line.left and line.right < margins.right + line.size for line in lines
    )


def _margins_of(lines: Sequence[Line], distance: float) -> Margins:
    if not lines:
        return Margins(0.0, 0.0, distance)
    size = sorted(line.size for line in lines)[len(lines) // 2]
    least = max(2, len(lines) // 12)
    lefts = sorted(line.left for line in lines)
    rights = sorted((_right(line) for line in lines), reverse=True)
    left = next((x for x in lefts if sum(abs(x - other) < 0.5 * size for other in lefts) >= least), lefts[0])
    right = next((x for x in rights if sum(abs(x - other) < size for other in rights) >= least), rights[0])
    return Margins(left, right, distance)


def _right(line: Line) -> float:
    """Where the line ends, punctuation left out: it may hang into the margin."""
    return next((glyph.right for glyph in reversed(line.glyphs) if glyph.text not in _CLOSING), line.right)


def _distance(pages: Sequence[Sequence[Line | None]]) -> float:
    """The smallest distance between lines that is frequent: that within paragraphs, where there are any."""
    steps: Counter[int] = Counter()
    for lines in pages:
        for above, below in pairwise(lines):
            if (
                above is not None
                and below is not None
                and below.bottom > above.bottom
                and abs(above.size - below.size) < 0.2 * above.size
            ):
                steps[round(below.bottom - above.bottom)] += 1
    least = max(2, sum(steps.values()) // 10)
    frequent = [step for step in sorted(steps) if steps[step - 1] + steps[step] + steps[step + 1] >= least]
    return float(frequent[0]) if frequent else 0.0
