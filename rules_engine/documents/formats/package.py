"""Zip files under limits: entries, declared and actually unpacked bytes, ratio; nothing twice, hidden or encrypted."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from rules_engine.documents import limits
from rules_engine.documents.refusals import anew, damaged, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

_CHUNK = 1024 * 1024
_LOCAL_HEADER = 30
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1 | 0x40 | 0x2000
# zipfile raises NotImplementedError for a compression it does not know, RuntimeError for an entry under a password.
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Package:
    """An opened zip file: its entries by name, in the order of the directory. Nothing is ever unpacked to disk.

    Raises UnreadableDocument where the file is damaged or passes a limit; entries are checked before any is read.
    """

    def __init__(self, name: str, source: bytes | Path, format_name: str = ".zip") -> None:
        self.name = name
        self.format = format_name
        self.unpacked = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except _FAILURES as error:
            raise damaged(name, format_name) from error
        self.entries: Mapping[str, zipfile.ZipInfo] = self._checked(self._zip.infolist())

    def close(self) -> None:
        """Lets go of the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def read(self, name: str, most: int = limits.MOST_PART_BYTES) -> bytes:
        """The bytes of an entry, counted while they are unpacked; refused unopened where it has more than `most`."""
        entry = self.entries[name]
        if entry.file_size > most:
            raise self._bomb()
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self.unpacked += len(chunk)
                    if size > entry.file_size or self.unpacked > limits.MOST_UNPACKED_BYTES:
                        raise self._bomb()
                    parts.append(chunk)
        except _FAILURES as error:
            raise self._damaged(name) from error
        return b"".join(parts)

    def _checked(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(entries) > limits.MOST_ENTRIES:
            message = Message(
                "This {format} file has {count} entries; at most {most} are read.",
                format=self.format,
                count=len(entries),
                most=limits.MOST_ENTRIES,
            )
            raise unreadable(self.name, message, "too_many", Message("Hand in fewer files at once."))
        found: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry_name(entry)
            if entry.flag_bits & _ENCRYPTED:
                message = Message("This {format} file is locked with a password.", format=self.format)
                raise unreadable(self.name, message, "encrypted", Message("Hand it in without a password."))
            if name in found:
                message = Message(
                    'This {format} file holds "{entry}" twice; which one is meant cannot be told.',
                    format=self.format,
                    entry=name,
                )
                raise unreadable(self.name, message, "duplicate", Message("Pack it anew, every file once."))
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._damaged(name)
            if entry.file_size > max(limits.FREE_OF_RATIO_BYTES, entry.compress_size * limits.MOST_RATIO):
                raise self._bomb()
            found[name] = entry
        if sum(entry.file_size for entry in entries) > limits.MOST_UNPACKED_BYTES:
            raise self._bomb()
        self._refuse_overlaps(entries)
        return found

    def _refuse_overlaps(self, entries: list[zipfile.ZipInfo]) -> None:
        end = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise self._bomb()
            # The local header may carry more extra fields than the directory tells: this is the least it takes.
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size

    def _bomb(self) -> UnreadableDocument:
        message = Message(
            "This {format} file would unpack to far more than a document holds; it was not unpacked.",
            format=self.format,
        )
        return unreadable(self.name, message, "bomb", anew())

    def _damaged(self, entry: str) -> UnreadableDocument:
        message = Message(
            'This {format} file is damaged: "{entry}" cannot be unpacked.', format=self.format, entry=entry
        )
        return unreadable(self.name, message, "damaged", anew())


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name, in UTF-8 where it says so or is, else in GB18030 as Chinese Windows packs it."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename
