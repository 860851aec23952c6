"""The files of a submission, each with what it is, whether or not it is a text."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rules_engine.documents.kind import SUFFIXES, kind_of, suffix_of
from rules_engine.documents.limits import MOST_BYTES
from rules_engine.documents.refusals import too_large, unreadable
from rules_engine.errors import UnreadableDocument, system_reason
from rules_engine.messages import Message
from rules_engine.records import frozen

# What may be an evidence table, and so may be larger than any document.
TABLE_KINDS = ("csv", "xlsx", "xls", "ods", "parquet", "text")
_SAMPLE = 65536


@frozen(eq=False, repr=False)
class HandedIn:
    """A file as it was handed in: its name relative to the submission, where it is, what it is, SHA-256 of its bytes.

    A file on disk has a `path`; one inside a zip its `data`, kept only where it may be a table. `kind` is a key of
    `kind.SUFFIXES`, or empty where nobody can tell.
    """

    name: str
    path: Path | None
    data: bytes | None
    kind: str
    digest: str


@frozen(eq=False, repr=False)
class Found:
    """A file to be read: its bytes while it is being read, None where it is no document; why not, in `refusal`."""

    file: HandedIn
    data: bytes | None
    refusal: UnreadableDocument | None = None


def found_at(path: Path, name: str) -> Iterator[Found]:
    """The file at a path, or the files of the zip that it is; what cannot be opened is told by its refusal."""
    try:
        if path.exists() and not path.is_file():
            # A pipe would be waited for without end.
            message, advice = Message("This is no file that can be read."), Message("Hand in the file itself.")
            yield Found(HandedIn(name, path, None, "", ""), None, unreadable(name, message, "unreadable", advice))
            return
        if path.stat().st_size > MOST_BYTES:
            yield from _found_large(path, name)
            return
        data = path.read_bytes()
    except OSError as error:
        message = Message("This file cannot be opened: {reason}.", reason=system_reason(error))
        yield Found(HandedIn(name, path, None, "", ""), None, unreadable(name, message, "unreadable", _permitted()))
        return
    found = _found(name, path, data)
    if found.file.kind == "zip":
        yield from found_in_zip(name, data, f"{name}/")
    else:
        yield found


def found_in_zip(name: str, source: bytes | Path, prefix: str) -> Iterator[Found]:
    """The files of a zip, their names behind a prefix; where the zip cannot be used, itself with its refusal."""
    from rules_engine.documents.formats.archive import members

    digest = _digest(source)
    made: list[Found] = []
    try:
        for member in members(name, source):
            inside = prefix + member.name
            if member.data is None:
                made.append(Found(HandedIn(inside, None, None, "", ""), None, member.refusal))
            elif len(member.data) > MOST_BYTES:
                made.append(_large(inside, None, member.data, len(member.data), _digest(member.data)))
            else:
                made.append(_found(inside, None, member.data))
    except UnreadableDocument as error:
        yield Found(HandedIn(name, None, None, "zip", digest), None, error)
        return
    if not made:
        empty = unreadable(name, Message("This .zip holds no files."), "empty", Message("Pack the files anew."))
        yield Found(HandedIn(name, None, None, "zip", digest), None, empty)
    yield from made


def _found(name: str, path: Path | None, data: bytes) -> Found:
    digest = _digest(data)
    try:
        kind = kind_of(name, data)
    except UnreadableDocument as error:
        # A plugin may know the format all the same.
        return Found(HandedIn(name, path, None, "", digest), data, error)
    kept = data if path is None and kind in TABLE_KINDS else None
    return Found(HandedIn(name, path, kept, kind, digest), data)


def _found_large(path: Path, name: str) -> Iterator[Found]:
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    if head.startswith(b"PK\x03\x04") and suffix_of(name) in SUFFIXES["zip"]:
        yield from found_in_zip(name, path, f"{name}/")
        return
    yield _large(name, path, head, path.stat().st_size, _digest(path))


def _large(name: str, path: Path | None, data: bytes, size: int, digest: str) -> Found:
    """A file over the limit of documents: of use only as a table."""
    kind = _kind_of_large(name, data[:_SAMPLE])
    kept = data if path is None and kind in TABLE_KINDS else None
    refusal = UnreadableDocument(too_large(name, size, MOST_BYTES))
    if kind in ("csv", "xlsx", "parquet"):
        message = Message("It is too large to be read as a text: it is looked at as evidence only.")
        refusal = unreadable(
            name, message, "table", Message("Should it be read as a text, hand it in as several files.")
        )
    return Found(HandedIn(name, path, kept, kind, digest), None, refusal)


def _kind_of_large(name: str, head: bytes) -> str:
    suffix = suffix_of(name)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return next((kind for kind in ("xlsx", "ods") if suffix in SUFFIXES[kind]), "")
    if b"\0" in head:
        return ""
    return "csv" if suffix in SUFFIXES["csv"] else "text" if suffix in SUFFIXES["text"] else ""


def _digest(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _permitted() -> Message:
    return Message("See whether it is open elsewhere, and whether you may read it.")
