"""Text that is written from top to bottom, its lines from right to left: read apart from the level text of a page."""

from collections.abc import Sequence

from rules_engine.documents.formats.lines import Glyph

# Characters in a row below one another; the words of a narrow cell of a table are fewer.
_LEAST = 9
_SAME_LINE, _NEAREST, _FURTHEST = 0.4, 0.5, 1.8


def parted(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:
    """The glyphs of level text, and the upright text in the order in which it was drawn."""
    level: list[Glyph] = []
    upright = ""
    run: list[Glyph] = []
    for glyph in (*glyphs, None):
        if glyph is not None and run and _is_below(run[-1], glyph):
            run.append(glyph)
            continue
        # The last line of an upright text may be short.
        if len(run) >= _LEAST or (upright and len(run) > 1):
            upright += "".join(each.text for each in run)
        else:
            level += run
        run = [glyph] if glyph is not None else []
    return level, upright


def _is_below(above: Glyph, glyph: Glyph) -> bool:
    size = max(above.bottom - above.top, glyph.bottom - glyph.top, above.right - above.left)
    beside = abs((above.left + above.right) - (glyph.left + glyph.right)) / 2
    step = (glyph.top + glyph.bottom - above.top - above.bottom) / 2
    return beside < _SAME_LINE * size and _NEAREST * size < step < _FURTHEST * size
