"""The objects on a page of an OFD file: where each character of a text stands, and which rules a path draws."""

import re
from collections.abc import Iterator

from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.radicals import ordinary_forms
from rules_engine.documents.formats.xml_parts import Element, attribute, local
from rules_engine.documents.limits import MOST_CHARACTERS

# What stands in the place of characters that only a font of the file knows.
MEANINGLESS = frozenset({"\u00a4", "\ufffd", *map(chr, range(0xE000, 0xF900))})
_ASCENT = 0.88
_ABBREVIATED = re.compile(r"[A-Za-z]|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_THIN = 3.0
# Places are millimetres in the file; here and in every other paged format, points of 1/72 inch.
POINTS = 72 / 25.4

Rule = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of an attribute, none where it holds anything else; those that are no place on a page neither."""
    try:
        found = tuple(float(word) for word in text.split())
    except ValueError:
        return ()
    return found if all(abs(value) < 1e6 for value in found) else ()


def glyphs_of(item: Element) -> Iterator[Glyph]:
    """The glyphs of a text object, in points from the upper left corner of the page."""
    left, top, _, _ = _boundary(item)
    matrix = _matrix(item)
    size = (numbers(attribute(item, "Size")) or (3.7,))[0]
    forms = ordinary_forms()
    x = y = 0.0
    for code in item.iter():
        if local(code) != "TextCode":
            continue
        x = (numbers(attribute(code, "X")) or (x,))[0]
        y = (numbers(attribute(code, "Y")) or (y,))[0]
        text = (code.text or "").strip("\r\n")
        across, down = _deltas(attribute(code, "DeltaX"), len(text)), _deltas(attribute(code, "DeltaY"), len(text))
        at_x, at_y = x, y
        for index, character in enumerate(text):
            wide = size * (0.5 if character.isascii() else 1.0)
            step = across[index] if index < len(across) else 0.0 if index < len(down) else wide
            if 0 < step < wide:
                wide = step
            yield _glyph(forms.get(ord(character)) or character, (at_x, at_y, wide, size), matrix, left, top)
            at_x += step
            at_y += down[index] if index < len(down) else 0.0


def rules_of(item: Element) -> Iterator[Rule]:
    """The level and upright lines of a path, and the edges of its boxes, as left, top, right, bottom in points."""
    left, top, _, _ = _boundary(item)
    matrix = _matrix(item)
    for data in item:
        if local(data) != "AbbreviatedData":
            continue
        for (x0, y0), (x1, y1) in _segments(data.text or ""):
            ax, ay = _moved(x0, y0, matrix)
            bx, by = _moved(x1, y1, matrix)
            if min(abs(ax - bx), abs(ay - by)) * POINTS < _THIN:
                edges = left + min(ax, bx), top + min(ay, by), left + max(ax, bx), top + max(ay, by)
                yield edges[0] * POINTS, edges[1] * POINTS, edges[2] * POINTS, edges[3] * POINTS


def _glyph(text: str, box: tuple[float, float, float, float], matrix: _Matrix, left: float, top: float) -> Glyph:
    x, y, wide, size = box
    corners = [_moved(x + dx, y + dy, matrix) for dx in (0.0, wide) for dy in (-_ASCENT * size, (1 - _ASCENT) * size)]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    edges = left + min(xs), top + min(ys), left + max(xs), top + max(ys)
    return Glyph(text, *(edge * POINTS for edge in edges))


def _segments(text: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path; curves are passed over."""
    words = _ABBREVIATED.findall(text)
    start = here = (0.0, 0.0)
    index = 0
    while index < len(words):
        command = words[index]
        index += 1
        values: list[float] = []
        while index < len(words) and not words[index].isalpha():
            values.append(float(words[index]))
            index += 1
        if command in "SM" and len(values) >= 2:
            start = here = (values[0], values[1])
        elif command == "L" and len(values) >= 2:
            there = (values[0], values[1])
            yield here, there
            here = there
        elif command == "C" and not values:
            yield here, start
            here = start
        elif len(values) >= 2:
            here = (values[-2], values[-1])


def _boundary(item: Element) -> tuple[float, float, float, float]:
    values = numbers(attribute(item, "Boundary"))
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else (0.0, 0.0, 0.0, 0.0)


def _matrix(item: Element) -> _Matrix:
    values = numbers(attribute(item, "CTM"))
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else _SAME


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _deltas(text: str, most: int) -> list[float]:
    """The steps between characters; `g 5 4.2` stands for 4.2 five times."""
    words = text.split()
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < min(most, MOST_CHARACTERS):
        if words[index] == "g" and index + 2 < len(words):
            count, step = numbers(words[index + 1]), numbers(words[index + 2])
            found += [step[0] if step else 0.0] * max(0, min(int(count[0]) if count else 0, most))
            index += 3
        else:
            found += numbers(words[index]) or (0.0,)
            index += 1
    return found
