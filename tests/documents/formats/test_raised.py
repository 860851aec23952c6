"""Small digits above a line are marks of notes and exponents, never digits of the figure before them."""

import pytest

from rules_engine.documents.formats.lines import Glyph, lines_of

SIZE = 10.0


def drawn(text: str, left: float = 40, size: float = SIZE, above: float = 0) -> list[Glyph]:
    """Glyphs on the line at height 50, `above` units over its foot."""
    foot = 50 + SIZE - above
    return [Glyph(sign, left + n * SIZE, foot - size, left + n * SIZE + size, foot) for n, sign in enumerate(text)]


@pytest.mark.parametrize("size", [6.0, 8.5])
def test_a_small_digit_above_the_line_is_raised(size: float) -> None:
    glyphs = drawn("入学率92") + drawn("3", 90, size, above=4.5) + drawn("，达标", 100)
    assert [line.text for line in lines_of(glyphs)] == ["入学率92³，达标"]


@pytest.mark.parametrize(
    ("size", "above"),
    [
        pytest.param(SIZE, 0, id="a digit like the others"),
        pytest.param(9.0, 4.5, id="hardly smaller"),
        pytest.param(6.0, 0, id="small, but on the foot of the line"),
    ],
)
def test_other_digits_are_digits_of_the_figure(size: float, above: float) -> None:
    glyphs = drawn("入学率92") + drawn("3", 90, size, above) + drawn("，达标", 100)
    assert [line.text for line in lines_of(glyphs)] == ["入学率923，达标"]
