"""Text from top to bottom, its lines from right to left, is read along its lines; narrow cells are no such text."""

from rules_engine.documents.formats.lines import Glyph, lines_of
from rules_engine.documents.formats.upright import parted

SIZE = 10.0


def column(text: str, left: float, top: float = 50.0) -> list[Glyph]:
    return [Glyph(sign, left, top + n * SIZE, left + SIZE, top + (n + 1) * SIZE) for n, sign in enumerate(text)]


def level(text: str, left: float, top: float) -> list[Glyph]:
    return [Glyph(sign, left + n * SIZE, top, left + (n + 1) * SIZE, top + SIZE) for n, sign in enumerate(text)]


def test_upright_lines_are_read_in_the_order_in_which_they_are_drawn() -> None:
    drawn = column("全县小学二十六所，投入资", 300) + column("金一千三百五十万元。", 280) + level("落款一行", 40, 400)
    rest, upright = parted(drawn)
    assert upright == "全县小学二十六所，投入资金一千三百五十万元。"
    assert [line.text for line in lines_of(rest)] == ["落款一行"]


def test_its_last_line_may_be_short() -> None:
    assert parted(column("全县小学二十六所，投入资金", 300) + column("三元", 280)) == (
        [],
        "全县小学二十六所，投入资金三元",
    )


def test_the_words_of_a_narrow_cell_stay_in_their_table() -> None:
    drawn = column("义务教育阶段", 40) + level("小学二十六所", 80, 60)
    assert parted(drawn) == (drawn, "")


def test_level_text_is_no_upright_text_however_many_lines_it_has() -> None:
    drawn = [glyph for n in range(20) for glyph in level("全县小学二十六所", 40, 50 + n * SIZE)]
    assert parted(drawn) == (drawn, "")
