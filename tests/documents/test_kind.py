import zipfile
from io import BytesIO

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.documents.kind import kind_of, other_name, suffix_of
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, ods, paragraph, xlsx, zipped

REPORT = "某县履行教育职责自评报告\n".encode()


def ole(*streams: str, deeper: tuple[str, ...] = ()) -> bytes:
    """A container of old office files with those streams at its root, and others in a folder below it."""
    size, end, nobody = 512, 0xFFFFFFFE, 0xFFFFFFFF

    def entry(name: str, kind: int, left: int, right: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1])
        links = b"".join(number.to_bytes(4, "little") for number in (left, right, child))
        return (head + links).ljust(128, b"\0")

    entries = [entry("Root Entry", 5, nobody, nobody, 1 if streams or deeper else nobody)]
    named = [*streams, *(["Storage"] if deeper else [])]
    for index, name in enumerate(named, 1):
        below = len(named) + 1 if name == "Storage" and deeper else nobody
        entries.append(entry(name, 1, nobody, index + 1 if index < len(named) else nobody, below))
    for index, name in enumerate(deeper, len(named) + 1):
        entries.append(entry(name, 2, nobody, index + 1 if index < len(named) + len(deeper) else nobody, nobody))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // size) * size, b"\0")
    sectors = len(directory) // size
    chain = [0xFFFFFFFD, *range(2, sectors + 1), end]
    table = b"".join(number.to_bytes(4, "little") for number in chain).ljust(size, b"\xff")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(size, b"\0"))
    header[28:32] = b"\xfe\xff\x09\x00"
    header[48:52] = (1).to_bytes(4, "little")
    header[68:72] = end.to_bytes(4, "little")
    header[76:512] = (0).to_bytes(4, "little") + b"\xff" * (512 - 80)
    return bytes(header) + table + directory


def old_book() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("x").write(0, 0, 1)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["report", "report.txt", "report.pdf", "report.docx", "报告.wps"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(paragraph("x")), "docx"),
        (xlsx(""), "xlsx"),
        (ods(""), "ods"),
        (old_book(), "xls"),
        (ole("WordDocument", "1Table"), "office"),
        (ole("WordDocument", deeper=("Workbook",)), "office"),
        (ole("Workbook", deeper=("WordDocument",)), "xls"),
        (zipped({"OFD.xml": "<x/>"}), "ofd"),
        (zipped({"报告.txt": REPORT}), "zip"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"{\\rtf1\\ansi x}", "office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "scan"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "scan"),
        (b"PAR1" + bytes(9), "parquet"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf  <html><head>", "html"),
        ("<html>".encode("utf-16"), "html"),
    ],
)
def test_content_tells_the_kind_whatever_the_name(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text"), ("a", "text"), ("a.docx", "text"), ("a.csv", "csv"), ("a.xls", "csv"), ("a.htm", "html")],
)
def test_among_texts_the_name_tells(name: str, kind: str) -> None:
    assert kind_of(name, REPORT) == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Rar!\x1a\x07\x00", ".rar"),
        (b"7z\xbc\xaf\x27\x1c", ".7z"),
        (zipped({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), ".pptx"),
        (zipped({"xl/workbook.bin": "", "[Content_Types].xml": ""}), ".xlsb"),
        (b'<?xml version="1.0"?><Workbook/>', ".xml"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>',
            ".xml",
        ),
        (b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n", ".mht"),
        (b"\0\0\0\x18ftypheic" + bytes(40), ".heic"),
        (b"\0\0\0\x18ftypisom" + bytes(40), ".mp4"),
        (b"ID3\x03" + bytes(40), ".mp3"),
        (ole("EncryptedPackage", "EncryptionInfo"), "password"),
        (ole("PowerPoint Document"), ".ppt"),
        (ole("Something"), "unknown kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(30), "damaged"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as caught:
        kind_of("a.txt", data)
    # And what to do about it.
    assert all(problem.advice is not None for problem in caught.value.problems)


def test_two_kinds_at_once_are_refused() -> None:
    both = zipped({"[Content_Types].xml": "", "word/document.xml": "", "xl/workbook.xml": ""})
    with pytest.raises(UnreadableDocument, match=r"\.docx \+ \.xlsx"):
        kind_of("a.docx", both)
    with pytest.raises(UnreadableDocument, match="at once"):
        kind_of("a.doc", ole("WordDocument", "Workbook"))
    stream = BytesIO(b"%PDF-1.4\n")
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("报告.txt", REPORT)
    with pytest.raises(UnreadableDocument, match=r"\.pdf \+ \.zip"):
        kind_of("a.pdf", stream.getvalue())


def test_names_that_lie_are_told() -> None:
    assert ".docx" in str(other_name("a.txt", "docx"))
    assert other_name("a.DOCX", "docx") is None
    assert other_name("a.what", "docx") is None
    assert suffix_of("子.目录/报告") == ""


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"<"])
)
def test_any_bytes_have_a_kind_or_a_refusal(data: bytes, head: bytes) -> None:
    try:
        kind_of("a", head + data)
    except UnreadableDocument:
        return
