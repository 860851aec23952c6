import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.documents import limits, text
from rules_engine.documents.text import read_text
from rules_engine.errors import UnreadableDocument

SAMPLE = "某某区人民政府自评报告\r\n\r\n全区共有学校３４所，经费增长5%。\n"
PLAIN = SAMPLE.replace("\r\n", "\n")


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_text("report.txt", data)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file == "report.txt"
    return str(problem)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAMPLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SAMPLE.encode(), "utf-8"),
        (SAMPLE.encode("gb18030"), "gb18030"),
        (SAMPLE.encode("gbk"), "gb18030"),
        (SAMPLE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), "utf-16"),
        # Two bytes a character and nothing that says so: what makes sense in one order makes none in the other.
        (SAMPLE.encode("utf-16-le"), "utf-16"),
        (SAMPLE.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    document = read_text("report.txt", data)
    assert (document.text, document.encoding) == (PLAIN, encoding)


def test_rare_characters_survive_gb18030() -> None:
    assert "𠮷㐂" in read_text("a.txt", (PLAIN * 5 + "𠮷㐂").encode("gb18030")).text


def test_blocks_are_the_lines_with_text() -> None:
    document = read_text("report.txt", SAMPLE.encode())
    assert [block.name for block in document.blocks] == ["¶1", "¶2"]
    assert document.text[document.blocks[1].start : document.blocks[1].end].startswith("全区")
    assert document.anchor(document.blocks[1].start + 3, document.blocks[1].end).block == "¶2"


@pytest.mark.parametrize("data", [b"", b" \r\n\n", codecs.BOM_UTF8, "\u3000\n".encode()])
def test_empty_is_refused(data: bytes) -> None:
    assert "no text" in refused(data)


def test_binary_is_refused() -> None:
    assert "bytes that no text has" in refused(bytes(range(256)) * 10)
    assert "bytes that no text has" in refused("教育".encode("utf-16-le") + b"\0\0")


def test_damaged_utf16_is_refused() -> None:
    assert "damaged" in refused(codecs.BOM_UTF16_LE + b"\x00\xd8a")


def test_other_encoding_is_no_mojibake() -> None:
    data = ("全區學校三十四所，經費增長百分之五。教育評價報告。" * 20).encode("big5")
    try:
        document = read_text("a.txt", data)
    except UnreadableDocument as error:
        assert "encoding" in str(error)
    else:
        assert "經費增長" in document.text


def test_size_has_a_cap_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_BYTES", 2 * 1024 * 1024)
    said = refused(b"a" * (2 * 1024 * 1024 + 1))
    assert "3 MB" in said
    assert "at most 2 MB" in said


def test_fifty_megabytes_are_over_the_cap() -> None:
    assert limits.MOST_BYTES < 50 * 1024 * 1024


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        document = read_text("a.txt", data)
    except UnreadableDocument:
        return
    document.text.encode("utf-8")
    assert "\r" not in document.text
