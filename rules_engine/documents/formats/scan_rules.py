"""Rules of tables on a scanned page: found as long rows of dark dots, and wiped off, for they hide the text beside."""

from collections.abc import Iterator

Box = tuple[float, float, float, float]

# Fainter dots are paper. Strokes of characters are shorter than such a row, in inches.
_DARKEST_PAPER = 160
_LEAST_LENGTH = 0.4
# The edges of a rule are grey, and a scan lets it waver: so much beside it is wiped too, in inches.
_BESIDE = 0.015
_DARK, _LIGHT = b"\0", b"\xff"
_INK = bytes(0 if shade < _DARKEST_PAPER else 255 for shade in range(256))


def wiped(rows: list[bytearray], dots_per_inch: float) -> list[Box]:
    """Wipes the rules off a grey picture, given by its rows, and tells their boxes in dots."""
    if not rows:
        return []
    least, beside = int(_LEAST_LENGTH * dots_per_inch), int(_BESIDE * dots_per_inch)
    height, width = len(rows), len(rows[0])
    level = [(y, left, right) for y, row in enumerate(rows) for left, right in _dark(bytes(row).translate(_INK), least)]
    whole = b"".join(rows).translate(_INK)
    upright = [(x, top, bottom) for x in range(width) for top, bottom in _dark(whole[x::width], least)]
    if not level or not upright:
        return []
    for y, left, right in level:
        for row in rows[max(0, y - beside) : y + beside + 1]:
            row[left:right] = _LIGHT * (right - left)
    for x, top, bottom in upright:
        first, last = max(0, x - beside), min(width, x + beside + 1)
        for row in rows[top:bottom]:
            row[first:last] = _LIGHT * (last - first)
    return [
        *((left, y, right, y + 1) for y, left, right in level),
        *((x, top, x + 1, min(bottom, height)) for x, top, bottom in upright),
    ]


def _dark(line: bytes, least: int) -> Iterator[tuple[int, int]]:
    """Where at least so many dark dots follow one another."""
    wanted = _DARK * least
    start = line.find(wanted)
    while start >= 0:
        end = line.find(_LIGHT, start + least)
        end = len(line) if end < 0 else end
        yield start, end
        start = line.find(wanted, end)
