"""The encoding of a web page: what it is, not only what it says."""

import codecs
import re

from rules_engine.documents.text import decoded
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

_DECLARED = re.compile(
    rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)",
    re.IGNORECASE,
)
_HEAD = 8192
# Pages that call themselves any of these use characters that only the last one has.
_GB = frozenset(
    {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb2312-80", "cp936", "csgb2312", "chinese", "euc-cn"}
)
_BIG5 = frozenset({"big5", "big5-hkscs", "x-x-big5", "cn-big5"})
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_SURE = 8
_DAMAGED_OF = 500


def decoded_page(name: str, data: bytes) -> tuple[str, str, list[Message]]:
    """The text of a page, the encoding it is in, and a note where single characters of it are damaged.

    By byte order mark; as UTF-8 where it is beyond doubt; else as the page declares; else as any text file. Raises
    UnreadableDocument where none of these holds.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return *decoded(name, data), []
    declared = _declared(data)
    text = _strict(data, "utf-8")
    if text is not None and (declared in ("", "utf-8") or data.isascii() or len(_MULTIBYTE.findall(data)) >= _SURE):
        return text, "utf-8", []
    text = _strict(data, declared) if declared else None
    if text is not None:
        return text, declared, []
    try:
        return *decoded(name, data), []
    except UnreadableDocument:
        for encoding in dict.fromkeys((declared or "gb18030", "gb18030")):
            damaged = _damaged(data, encoding)
            if damaged is not None:
                return damaged[0], encoding, [damaged[1]]
        raise


def _declared(data: bytes) -> str:
    """The declared encoding as Python names it; empty where there is none that Python knows."""
    found = _DECLARED.search(data[:_HEAD])
    label = (found[1] or found[2]).decode("ascii").lower() if found else ""
    if label in _GB:
        return "gb18030"
    if label in _BIG5:
        return "big5hkscs"
    try:
        known = codecs.lookup(label)
    except LookupError:
        return ""
    # A page that was read this far is no UTF-16, whatever it says; and codecs such as zlib are no encodings of text.
    text_encoding = getattr(known, "_is_text_encoding", True)
    return known.name if text_encoding and not known.name.startswith(("utf-16", "utf-32", "utf-7")) else ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _damaged(data: bytes, encoding: str) -> tuple[str, Message] | None:
    """The text with � for what is broken, and a note that counts it; None where too much is."""
    text = data.decode(encoding, "replace")
    count = text.count("\ufffd")
    if "\0" in text or count * _DAMAGED_OF > len(text):
        return None
    return text, Message("{count} damaged characters of this page stand as �.", count=count)
