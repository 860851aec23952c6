"""Names of handed-in files: which nobody meant to hand in, and which lead out of the submission."""

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
