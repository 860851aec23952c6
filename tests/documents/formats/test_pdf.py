import sys
from collections.abc import Iterator

import pytest

from rules_engine.documents.child import read_in_child
from rules_engine.documents.document import Document
from rules_engine.documents.formats import scan
from rules_engine.documents.formats.pdf import read
from rules_engine.errors import UnreadableDocument
from tests.documents.pdf_files import draw, pdf, picture, ruled, text

FULL = "全县共有学校三十四所在校学生两万余人专任教师一千余人办学条件持续改善家长满意"
NEXT = "乡镇中心小学按标准配齐图书仪器校园网络全部接通课后服务覆盖每一所学校安全有序"
WIDE = [text(FULL, 60, 700), text(NEXT, 60, 680)]


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    scan.missing.cache_clear()
    monkeypatch.setattr(scan, "program", lambda *_: None)
    yield
    scan.missing.cache_clear()


def lines(*page: tuple[str, ...]) -> list[str]:
    return read("a.pdf", pdf([page])).text.splitlines()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read("a.pdf", data)
    return str(caught.value)


def named(document: Document) -> dict[str, str]:
    return {block.name: document.text[block.start : block.end] for block in document.blocks}


def test_figure_split_by_a_line_end_is_whole() -> None:
    page = [text("教" * 33 + "经费158", 60, 700), text("688.7251万元，增长。", 60, 680), text("教" * 40, 60, 640)]
    assert lines(*page)[0].endswith("经费158688.7251万元，增长。")


def test_words_over_a_line_end_stay_apart() -> None:
    page = [text("教" * 35 + " WORD", 60, 700), text("OTHER万元。", 60, 680)]
    assert lines(*page)[0].endswith("WORD OTHER万元。")


def test_indented_line_begins_a_paragraph() -> None:
    page = [text("教" * 38, 84, 700), text("育" * 40, 60, 680), text("学" * 38, 84, 660), text("校。", 60, 640)]
    assert lines(*page) == ["教" * 38 + "育" * 40, "学" * 38 + "校。"]


def test_line_that_had_room_for_more_ends_a_paragraph() -> None:
    assert lines(text("教" * 40, 60, 700), text("育。", 60, 680), text("学" * 40, 60, 660)) == [
        "教" * 40 + "育。",
        "学" * 40,
    ]


def test_heading_of_another_size_stands_alone() -> None:
    assert lines(text("教" * 22, 60, 700, 20), text("育" * 40, 60, 676), text("学。", 60, 656)) == [
        "教" * 22,
        "育" * 40 + "学。",
    ]


def test_order_is_that_of_the_page() -> None:
    assert lines(text("第二行。", 60, 600), text("第一行。", 60, 700)) == ["第一行。", "第二行。"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [text(f"左{'甲乙丙丁戊己'[i]}" * 9, 60, 700 - 20 * i) for i in range(6)]
    right = [text(f"右{'甲乙丙丁戊己'[i]}" * 9, 320, 700 - 20 * i) for i in range(6)]
    words = "".join(lines(*left, *right))
    assert words.rindex("左") < words.index("右")


def test_pieces_of_one_line_are_one_line() -> None:
    assert lines(text("经费", 60, 700), text("12.5", 84, 700), text("亿元", 132, 700), text("另外", 240, 700)) == [
        "经费12.5亿元 另外"
    ]


def test_raised_digit_is_no_part_of_a_figure() -> None:
    assert lines(text("面积5m", 60, 700), text("2", 108, 706, 6), text("占比9", 114, 700)) == ["面积5m²占比9"]


def test_names_tell_page_and_paragraph() -> None:
    document = read("a.pdf", pdf([[text("甲段。", 60, 700)], [text("乙段。", 60, 700), text("丙段。", 60, 600)]]))
    assert named(document) == {"p1 ¶1": "甲段。", "p2 ¶1": "乙段。", "p2 ¶2": "丙段。"}


def test_paragraph_over_a_page_break_is_whole_without_furniture() -> None:
    def page(number: int, *body: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [text("某县自评报告", 250, 800), *body, text(f"— {number} —", 280, 40)]

    first = page(1, text("教" * 38, 84, 700), text("育" * 36 + "1586", 60, 100))
    second = page(2, text("88.7251万元。", 60, 740), text("学" * 38, 84, 720), text("校" * 40, 60, 700))
    document = read("a.pdf", pdf([[*first, text("育" * 40, 60, 120)], second]))
    assert any("158688.7251万元。" in line for line in document.text.splitlines())
    assert "—" not in document.text
    assert "Lines that stand on every page were left out: 某县自评报告." in [str(note) for note in document.notes]


def test_bare_number_that_is_no_page_number_stays() -> None:
    data = pdf([[*WIDE, text("2430", 280, 40)], [*WIDE, text("3", 280, 40)]])
    assert "2430" in read("a.pdf", data).text


def test_offsets_are_code_points() -> None:
    document = read("a.pdf", pdf([[text("𠮷祥学校", 60, 700), text("次段。", 60, 600)]]))
    assert named(document) == {"p1 ¶1": "𠮷祥学校", "p1 ¶2": "次段。"}
    assert document.blocks[1].start == len("𠮷祥学校\n")


def test_kangxi_radicals_are_ordinary_characters() -> None:
    assert lines(text("⾦额⻓期⼀般︵甲︶", 60, 700)) == ["金额长期一般（甲）"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_written(rotate: int) -> None:
    rows = [["学段", "学校数"], ["小学", "56"]]
    document = read("a.pdf", pdf([[*WIDE, *ruled(rows, 60, 600)]], rotate=rotate))
    assert document.text.splitlines() == [FULL + NEXT, "学段\t学校数", "小学\t56"]


def test_texts_across_the_page_do_not_disturb_the_text() -> None:
    assert lines(*WIDE, text("仅供参考", 200, 300, 40, matrix="0.7 0.7 -0.7 0.7")) == [FULL + NEXT, "仅供参考"]


def test_ruled_table_is_a_grid() -> None:
    rows = [["学段", "学校数（所）", "占比"], ["小学", "56", "93.2%"], ["初中", "", "100%"]]
    document = read("a.pdf", pdf([[text("表前。", 60, 700), *ruled(rows, 60, 600), text("表后。", 60, 400)]]))
    (grid,) = document.grids
    assert [[cell.text for cell in row] for row in grid.rows] == [rows[0], rows[1], ["初中", "100%"]]
    assert named(document)["p1 table 1!C3"] == "100%"
    assert document.text.splitlines()[0::4] == ["表前。", "表后。"]


def test_table_over_a_page_break_is_one_and_its_head_is_there_once() -> None:
    head = ["学校", "学生数"]
    pages = [
        [*WIDE, *ruled([head, ["甲校", "100"]], 60, 150)],
        [*ruled([head, ["乙校", "200"]], 60, 750), text("后。", 60, 600)],
    ]
    (grid,) = read("a.pdf", pdf(pages)).grids
    assert [[cell.text for cell in row] for row in grid.rows] == [head, ["甲校", "100"], ["乙校", "200"]]
    assert [row[0].row for row in grid.rows] == [1, 2, 3]


def test_frame_around_text_is_no_table() -> None:
    frame = draw("50 50 495 742 re S")
    assert not read("a.pdf", pdf([[*WIDE, frame]])).grids


def test_locked_file_is_refused() -> None:
    assert "password" in refused(pdf([WIDE], encrypt=True))


@pytest.mark.parametrize("cut", [20, 300, 900])
def test_broken_file_is_refused_or_read(cut: int) -> None:
    data = pdf([WIDE])
    try:
        assert FULL in read("a.pdf", data[:-cut]).text
    except UnreadableDocument as error:
        assert "damaged" in str(error) or "no text" in str(error)


def test_file_without_anything_is_refused() -> None:
    assert "no text" in refused(pdf([[]]))


@pytest.mark.usefixtures("no_tesseract")
def test_scanned_page_is_listed_as_not_read() -> None:
    document = read("a.pdf", pdf([WIDE, picture()]))
    assert str(document.notes[0]).startswith("Page 2 is an image; not read. Reading images needs Tesseract")
    assert not document.recognised


@pytest.mark.usefixtures("no_tesseract")
def test_scanned_file_says_what_to_install() -> None:
    assert "tesseract-ocr-chi-sim" in refused(pdf([picture()]))


@pytest.mark.usefixtures("no_tesseract")
def test_text_without_meaning_is_taken_for_an_image() -> None:
    assert "image" in refused(pdf([[text("\ue000\ue001\ue002\ue003\ue004", 60, 700)]]))


def test_text_unseen_upon_an_image_is_uncertain() -> None:
    document = read("a.pdf", pdf([[*picture(), text(FULL, 60, 700, mode=3)], WIDE]))
    assert document.recognised == ((0, len(FULL) + 1),)
    assert document.uncertain_at(0)
    assert not document.uncertain_at(len(FULL) + 1)
    assert read("a.pdf", pdf([[*picture(), text(FULL, 60, 700, mode=3)]])).uncertain


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and time are tested where rlimits are")
def test_content_that_unpacks_without_end_is_stopped() -> None:
    bomb = pdf([WIDE], content=b"0 0 1 1 re f\n" * 8_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableDocument):
        read_in_child("pdf", "a.pdf", bomb, cpu_seconds=2, wall_seconds=20, memory_bytes=1024**3)
