"""`.zip`: its files, read in place. What is nested, hidden, or leads outside is told and not read."""

import stat
from collections.abc import Iterator
from pathlib import Path

from rules_engine.documents.formats.package import Package
from rules_engine.documents.names import is_hidden, leads_outside
from rules_engine.documents.refusals import unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.records import frozen


@frozen(eq=False, repr=False)
class Member:
    """A file of a zip: its name inside, with `/`; its bytes, or why they are not to be had."""

    name: str
    data: bytes | None
    refusal: UnreadableDocument | None = None


def members(name: str, source: bytes | Path) -> Iterator[Member]:
    """The files of a zip in the order of their names.

    Raises UnreadableDocument where the zip itself cannot be used: damaged, with a password, over the limits.
    """
    package = Package(name, source)
    try:
        entries = {entry.replace("\\", "/"): entry for entry in package}
        for inside in sorted(entries):
            entry = package.entries[entries[inside]]
            if inside.endswith("/") or is_hidden(inside):
                continue
            place = f"{name}/{inside}"
            if leads_outside(inside):
                message = Message('"{name}" leads outside the submission; not read.', name=_printable(inside))
                yield Member(_printable(inside), None, unreadable(place, message, "outside", _packed_anew()))
            elif stat.S_ISLNK(entry.external_attr >> 16):
                message = Message("This is a link, not a file.")
                yield Member(inside, None, unreadable(place, message, "outside", _packed_anew()))
            else:
                yield _member(package, entries[inside], inside)
    finally:
        package.close()


def _member(package: Package, entry: str, inside: str) -> Member:
    try:
        return Member(inside, package.read(entry))
    except UnreadableDocument as error:
        if any(problem.code == "bomb" for problem in error.problems):
            raise
        return Member(inside, None, error)


def _printable(name: str) -> str:
    return name.replace("\0", "\\0")


def _packed_anew() -> Message:
    return Message("Pack the file itself, by its own name.")
