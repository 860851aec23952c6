"""Plain text files: which encoding, which lines."""

import codecs
import re

from rules_engine.digest import digest_bytes
from rules_engine.documents.document import Block, Document
from rules_engine.documents.limits import MOST_BYTES
from rules_engine.documents.refusals import no_text, too_large, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.regex import regex

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_CONTROLS = regex("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
# What UTF-16 read in the wrong order, or bytes of another encoding read as UTF-16, mostly lack.
_COMMON = regex("[\t\n\r -~\u2010-\u2027\u3000-\u301e\u4e00-\u9fa5\uff01-\uff5e]")
_LEAST_COMMON = 0.97
# GB2312 proper: what a GB text is made of. Other encodings read as GB18030 fall mostly outside.
_GB2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")


def read_text(name: str, data: bytes) -> Document:
    """The document of a `.txt`: by BOM, else strict UTF-8, else strict GB18030; a block for each line with text.

    Raises UnreadableDocument for what is empty, too large, binary, or in an encoding that cannot be told.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(too_large(name, len(data), MOST_BYTES))
    text, encoding = decoded(name, data)
    if not text.strip():
        raise no_text(name)
    return Document(name, digest_bytes(data), text, _blocks(text), encoding)


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text of the bytes, its line ends as `\\n` and without a byte order mark, and the encoding it was in.

    Raises UnreadableDocument for what is binary or in an encoding that cannot be told.
    """
    text, encoding = _decode(name, data)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"), encoding


def _decode(name: str, data: bytes) -> tuple[str, str]:
    for mark, codec, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(name, data, codec), encoding
    sample = data[:_SAMPLE]
    if b"\0" in sample and (wide := _without_mark(data)) is not None:
        return wide
    if b"\0" in sample or len(_CONTROLS.findall(sample.decode("latin-1"))) * 100 > len(sample):
        message = Message("This is no text: it holds bytes that no text has.")
        advice = Message("Open it in the program that made it, save it as .pdf and hand that in.")
        raise unreadable(name, message, "binary", advice)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
        text.encode("utf-8")
    except UnicodeError:
        return _second_opinion(name, data, None)
    if 2 * len(_GB2312.findall(data)) >= 0.9 * len(_HIGH.findall(data)):
        return text, "gb18030"
    return _second_opinion(name, data, text)


def _strict(name: str, data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError:
        message = Message("This file begins as {encoding} but is not; it was damaged on the way.", encoding=codec)
        raise unreadable(name, message, "encoding", _as_utf8()) from None


def _second_opinion(name: str, data: bytes, as_gb: str | None) -> tuple[str, str]:
    """What charset-normalizer says of bytes that are neither UTF-8 nor plainly GB; it must agree or be one of ours."""
    if (wide := _without_mark(data)) is not None:
        return wide
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    guess = best.encoding if best is not None else ""
    if as_gb is not None and guess in ("gb18030", "gbk", "gb2312", "cp936"):
        return as_gb, "gb18030"
    if guess in ("big5", "big5hkscs", "cp950"):
        try:
            return data.decode(guess), guess
        except UnicodeDecodeError:
            pass
    message = Message("The encoding of this file cannot be told: it is neither UTF-8 nor GB18030.")
    raise unreadable(name, message, "encoding", _as_utf8())


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 that does not say so: nearly all of it Chinese or ASCII in one order of its bytes, with line ends."""
    for codec in ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if "\0" not in sample and len(_COMMON.findall(sample)) >= _LEAST_COMMON * len(sample):
            return text, "utf-16"
    return None


def _as_utf8() -> Message:
    return Message("Save it as UTF-8 and hand it in again.")


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            blocks.append(Block(f"¶{len(blocks) + 1}", start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)
