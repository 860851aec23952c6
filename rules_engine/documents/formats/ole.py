"""The container of old office files (.doc, .wps, .xls, .et): which of them it is, by the streams at its root."""

import struct

from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

_ENTRY = 128
_HEADER_FAT = 109
_LAST_SECTOR = 0xFFFFFFFA
_NOBODY = 0xFFFFFFFF
_MOST_ENTRIES = 100_000


def kind_of_ole(name: str, data: bytes) -> str:
    """`office`, or `xls`; raises UnreadableDocument for files with a password, other contents, or damage."""
    try:
        streams = root_streams(data)
    except (struct.error, IndexError, ValueError) as error:
        raise damaged(name, ".doc/.xls") from error
    if "EncryptedPackage" in streams:
        raise locked(name)
    found = [kind for stream, kind in _KINDS if stream in streams]
    if len(set(found)) > 1:
        message = Message("This file is {kinds} at once; which one is meant cannot be told.", kinds=".doc + .xls")
        raise unreadable(name, message, "ambiguous", Message("Hand in each part as a file of its own."))
    if found:
        return found[0]
    if "PowerPoint Document" in streams:
        message = Message("This is a {format} file; such files are not read.", format=".ppt")
        raise unreadable(name, message, "format", Message("Save it as .pdf and hand that in."))
    advice = Message("Open it in the program that made it, save it as .docx, .xlsx or .pdf and hand that in.")
    raise unreadable(name, Message("This is an old office file of an unknown kind."), "format", advice)


_KINDS = (("WordDocument", "office"), ("Workbook", "xls"), ("Book", "xls"))


def locked(name: str) -> UnreadableDocument:
    """The refusal of a file with a password."""
    message = Message("This file is locked with a password.")
    return unreadable(name, message, "encrypted", Message("Hand it in without a password."))


def root_streams(data: bytes) -> frozenset[str]:
    """The names that stand directly under the root; those of embedded files stand deeper.

    Raises ValueError, IndexError or struct.error where the container is damaged.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    directory = b"".join(_chain(data, size, struct.unpack_from("<I", data, 48)[0]))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    while waiting:
        index = waiting.pop()
        if index == _NOBODY or index in seen:
            continue
        seen.add(index)
        entry = entries[index]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        names.add(entry[: max(length - 2, 0)].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from("<II", entry, 68)
    return frozenset(names)


def _chain(data: bytes, size: int, sector: int) -> list[bytes]:
    """The sectors of one stream, in order; a circle is damage."""
    table = _sector_table(data, size)
    found: list[bytes] = []
    seen: set[int] = set()
    while sector < _LAST_SECTOR:
        if sector in seen or len(found) * size > _MOST_ENTRIES * _ENTRY:
            raise ValueError(sector)
        seen.add(sector)
        found.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return found


def _sector_table(data: bytes, size: int) -> list[int]:
    sectors = [s for s in struct.unpack_from(f"<{_HEADER_FAT}I", data, 76) if s < _LAST_SECTOR]
    further, seen = struct.unpack_from("<I", data, 68)[0], set()
    while further < _LAST_SECTOR and further not in seen:
        seen.add(further)
        numbers = struct.unpack_from(f"<{size // 4}I", data, (further + 1) * size)
        sectors += [s for s in numbers[:-1] if s < _LAST_SECTOR]
        further = numbers[-1]
    table: list[int] = []
    for sector in sectors:
        part = data[(sector + 1) * size : (sector + 2) * size]
        table += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    return table
