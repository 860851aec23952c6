"""What a file is, told by its content; its name only where the content leaves it open."""

import re
from collections.abc import Mapping

from rules_engine.documents.limits import MOST_ENTRIES
from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

# Every kind with the suffixes that its files usually have, the first the one people are told.
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "text": (".txt", ".text", ".md"),
    "csv": (".csv", ".tsv"),
    "docx": (".docx", ".docm", ".dotx"),
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "xls": (".xls", ".et", ".xlt"),
    "ods": (".ods",),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "ofd": (".ofd",),
    "office": (".doc", ".wps", ".dot", ".rtf", ".odt"),
    "scan": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
    "parquet": (".parquet",),
    "zip": (".zip",),
}
# The formats that offices use: no plugin may take these over. Other suffixes go to a plugin that names them.
OFFICE_SUFFIXES = (
    *(".txt", ".docx", ".doc", ".wps", ".pdf", ".html"),
    *(".xlsx", ".xls", ".ods", ".csv", ".zip", ".ofd"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "scan"),
    (b"\xff\xd8\xff", "scan"),
    (b"GIF87a", "scan"),
    (b"GIF89a", "scan"),
    (b"II*\0", "scan"),
    (b"MM\0*", "scan"),
    (b"{\\rtf", "office"),
    (b"PAR1", "parquet"),
)
_NOT_READ = (
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\0", ".xz"),
    (b"MZ\x90\0", ".exe"),
    (b"\x7fELF", ".so"),
    (b"ID3", ".mp3"),
    (b"8BPS", ".psd"),
    (b"AC10", ".dwg"),
    (b"\x1a\x45\xdf\xa3", ".mkv"),
)
_END_OF_ZIP = b"PK\x05\x06"
_HEAD = 4096
_HTML = rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b"
# Old Excel's own XML is called .xls by what makes it.
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MEDIA = ((b"heic", ".heic"), (b"heix", ".heic"), (b"mif1", ".heic"), (b"avif", ".avif"))
_SHEETS = (".csv", ".tsv", ".xls", ".xlsx", ".et", ".ods")


def kind_of(name: str, data: bytes) -> str:
    """The kind of a file, a key of SUFFIXES. Only among kinds of text does the name decide: `.csv`, `.html`.

    Raises UnreadableDocument for what is no kind that can be read, and for what is two kinds at once.
    """
    if not data:
        raise unreadable(name, Message("This file is empty."), "empty", Message("Hand it in again."))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(name, data)
    kind = _binary(name, data)
    if kind is None:
        return _textual(name, data)
    if kind != "xls" and kind != "office" and _ends_as_zip(data):
        raise _ambiguous(name, (kind, "zip"))
    return kind


def suffix_of(name: str) -> str:
    """The last suffix of a name in lower case, with its dot; empty where there is none."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def other_name(name: str, kind: str) -> Message | None:
    """A note where a file's name claims another kind than its content has."""
    suffix = suffix_of(name)
    if not any(suffix in suffixes for suffixes in SUFFIXES.values()) or suffix in SUFFIXES[kind]:
        return None
    return Message(
        "Its name ends in {suffix}, its content is {kind}; it was read as what it is.",
        suffix=suffix,
        kind=SUFFIXES[kind][0],
    )


def _binary(name: str, data: bytes) -> str | None:
    if b"%PDF-" in data[:1024] and (data.startswith(b"%PDF-") or b"\0" in data[:_HEAD] or b"\nendobj" in data):
        return "pdf"
    if data.startswith(_OLE):
        from rules_engine.documents.formats.ole import kind_of_ole

        return kind_of_ole(name, data)
    if data.startswith(b"BM") and b"\0" in data[:32]:
        return "scan"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "scan"
    if data[4:8] == b"ftyp":
        raise _not_read(name, next((suffix for brand, suffix in _MEDIA if data[8:12] == brand), ".mp4"))
    for mark, suffix in _NOT_READ:
        if data.startswith(mark):
            raise _not_read(name, suffix)
    return next((kind for mark, kind in _MAGIC if data.startswith(mark)), None)


def _textual(name: str, data: bytes) -> str:
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    suffix = suffix_of(name)
    if head.lstrip().startswith(b"<"):
        if _SHEET_XML in head:
            raise _not_read(name, ".xml")
        # Plain texts never come here, and need no pattern compiled.
        if suffix in SUFFIXES["html"] or re.search(_HTML, head, re.IGNORECASE):
            return "html"
        if head.lstrip().startswith(b"<?xml"):
            raise _not_read(name, ".xml")
    if re.search(rb"^MIME-Version:", head, re.IGNORECASE | re.MULTILINE) and b"multipart/related" in head.lower():
        raise _not_read(name, ".mht")
    if head.startswith(b"%!PS"):
        raise _not_read(name, ".ps")
    if suffix in SUFFIXES["html"]:
        return "html"
    return "csv" if suffix in _SHEETS else "text"


def _zipped(name: str, data: bytes) -> str:
    from rules_engine.documents.formats.package import Package

    package = Package(name, data, suffix_of(name) or ".zip")
    names = set(package)
    kinds = set()
    if "[Content_Types].xml" in names:
        types = package.read("[Content_Types].xml")
        if b"wordprocessingml." in types and b".main+xml" in types and not any(n.startswith("xl/") for n in names):
            kinds.add("docx")
        if "word/document.xml" in names:
            kinds.add("docx")
        if "xl/workbook.xml" in names:
            kinds.add("xlsx")
        for part, suffix in (("xl/workbook.bin", ".xlsb"), ("ppt/presentation.xml", ".pptx")):
            if part in names:
                raise _not_read(name, suffix)
    if "OFD.xml" in names:
        kinds.add("ofd")
    if "mimetype" in names and package.entries["mimetype"].file_size < 100:
        declared = package.read("mimetype").strip()
        if declared.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            kinds.add("ods")
        elif declared.startswith(b"application/vnd.oasis.opendocument.text"):
            kinds.add("office")
        elif declared.startswith(b"application/vnd.oasis.opendocument."):
            raise _not_read(name, ".odp")
    if len(kinds) > 1:
        raise _ambiguous(name, tuple(sorted(kinds)))
    if kinds:
        return kinds.pop()
    if len(names) > MOST_ENTRIES:
        raise damaged(name, ".zip")
    return "zip"


def _ends_as_zip(data: bytes) -> bool:
    """Whether a zip directory closes the file to the byte."""
    at = data.rfind(_END_OF_ZIP, -65557)
    return at >= 0 and at + 22 <= len(data) and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _ambiguous(name: str, kinds: tuple[str, ...]) -> UnreadableDocument:
    message = Message(
        "This file is {kinds} at once; which one is meant cannot be told.",
        kinds=" + ".join(SUFFIXES[kind][0] for kind in kinds),
    )
    return unreadable(name, message, "ambiguous", Message("Hand in each part as a file of its own."))


def _not_read(name: str, suffix: str) -> UnreadableDocument:
    message = Message("This is a {format} file; such files are not read.", format=suffix)
    return unreadable(name, message, "format", _instead_of(suffix))


def _instead_of(suffix: str) -> Message:
    """What to hand in instead of a file of such a kind."""
    match suffix:
        case ".rar" | ".7z" | ".gz" | ".bz2" | ".xz":
            return Message("Pack the files as .zip, or hand in the folder.")
        case ".xlsb":
            return Message("Save it as .xlsx and hand that in.")
        case ".xml":
            return Message("Save it as .docx or .xlsx and hand that in.")
        case ".mht":
            return Message("Save it as .docx and hand that in.")
        case ".heic" | ".avif" | ".psd":
            return Message("Save it as .jpg and hand that in.")
        case ".mp4" | ".mkv" | ".mp3" | ".exe" | ".so":
            return Message("Hand in what it proves as a text, a table or a picture.")
        case _:
            return Message("Save it as .pdf and hand that in.")
