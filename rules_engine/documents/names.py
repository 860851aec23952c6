"""Names of handed-in files: which nobody meant to hand in, and which lead out of the submission."""

import os

_SYSTEM_FILES = ("thumbs.db", "desktop.ini")


def is_hidden(name: str) -> bool:
    """Whether a file, by any part of its path, is the system's or an editor's own and nobody handed it in."""
    parts = name.split("/")
    if "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts):
        return True
    return parts[-1].startswith("~$") or parts[-1].lower() in _SYSTEM_FILES


def leads_outside(name: str) -> bool:
    """Whether a name, with either slash, is absolute, climbs up, or names a drive or a home."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\", "~")) or ".." in parts or "\0" in name or ":" in parts[0]


def on_disk(name: str) -> str:
    """The name by which the system finds a file, also where its locale has no Chinese: names are then UTF-8 bytes."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    return name


def from_disk(name: str) -> str:
    """The readable name of a file that the system names by bytes of UTF-8; other names as they are."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("utf-8", "surrogateescape")
    return name
