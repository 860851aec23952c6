import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from rules_engine.documents import limits
from rules_engine.documents.formats import docx as docx_format
from rules_engine.documents.formats import open_sheet, sheet
from rules_engine.documents.formats.archive import members
from rules_engine.documents.formats.package import Package
from rules_engine.documents.kind import kind_of
from rules_engine.documents.submission import read_submission
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, ods, paragraph, xlsx, zipped

TITLES = ("自评 报告",)


def opened(data: bytes) -> None:
    package = Package("a.zip", data)
    for name in package:
        package.read(name)


def refused(data: bytes, read: Callable[[bytes], object] = opened) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    "read",
    [
        lambda data: docx_format.read("a.docx", data),
        lambda data: sheet.read("a.xlsx", data),
        lambda data: open_sheet.read("a.ods", data),
        lambda data: list(members("a.zip", data)),
        lambda data: kind_of("a.docx", data),
    ],
)
def test_flat_bombs_are_not_unpacked(read: Callable[[bytes], object]) -> None:
    bomb = zipped({"word/document.xml": b" " * (30 * 1024 * 1024), "xl/workbook.xml": b"", "content.xml": b""})
    assert len(bomb) < 64 * 1024
    assert "unpack" in refused(bomb, read)


def test_many_small_parts_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED_BYTES", 3 * 1024 * 1024)
    assert "unpack" in refused(zipped({f"{n}.txt": b" " * 900_000 for n in range(4)}))


def test_entries_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ENTRIES", 10)
    assert "11 entries" in refused(zipped({f"{n}.txt": b"" for n in range(11)}))


def test_nested_zips_are_not_opened(tmp_path: Path) -> None:
    inner = zipped({"自评报告.txt": "某县自评报告\n"})
    for _ in range(3):
        inner = zipped({"more.zip": inner})
    (tmp_path / "a.zip").write_bytes(inner)
    (tmp_path / "r.txt").write_text("某县自评报告\n", encoding="utf-8")
    found = read_submission(tmp_path, TITLES)
    assert [document.name for document in found.documents] == ["r.txt"]
    assert "inside a .zip" in str(found.notes[0])


def test_overlapping_entries_are_refused() -> None:
    """One stream of bytes that many entries of the directory share."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"x" * 1000) + packed.flush()
    crc = zlib.crc32(b"x" * 1000)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), 1000, 1, 0) + b"a" + body
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), 1000, 1, 0, 0, 0, 0, 0, 0) + name
        for name in (b"a", b"b", b"c")
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(directory), len(local), 0)
    assert "unpack" in refused(local + directory + end)


@pytest.mark.parametrize("claimed", [10, 100_000_000, 0xFFFFFFFE])
def test_sizes_that_lie_are_found_out(claimed: int) -> None:
    data = bytearray(zipped({"a.txt": b"y" * 5000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", claimed)
    start = data.index(b"PK\x03\x04")
    data[start + 22 : start + 26] = struct.pack("<L", claimed)
    assert refused(bytes(data))


def test_twice_the_same_name_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package, pytest.warns(UserWarning):
        package.writestr("word/document.xml", "1")
        package.writestr("word/document.xml", "2")
    assert "twice" in refused(stream.getvalue())


def test_encrypted_entries_are_refused_by_name() -> None:
    data = bytearray(zipped({"a.txt": b"secret"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark)
        data[at + offset] |= 1
    assert "password" in refused(bytes(data))


def test_other_compressions_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("a.txt", b"x" * 1000)
    assert "damaged" in refused(stream.getvalue())


def test_ordinary_packages_are_within_every_limit() -> None:
    opened(docx(paragraph("x" * 500_000)))
    opened(xlsx("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 5000))))
    opened(ods(""))


def test_a_part_is_unpacked_only_as_far_as_its_reader_asks() -> None:
    package = Package("a.xlsx", zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"<b/>" * 100}))
    with pytest.raises(UnreadableDocument, match="unpack"):
        package.read("xl/worksheets/sheet1.xml", 399)
    assert package.unpacked == 0
    assert len(package.read("xl/worksheets/sheet1.xml", 400)) == 400
