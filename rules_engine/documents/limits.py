"""How much of a submission is read: beyond these sizes a file or folder is refused with the size and the limit."""

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 1000
MOST_SETTINGS_BYTES = 1024 * 1024


def megabytes(size: int) -> int:
    """The size in whole megabytes, rounded up, as people are told it."""
    return -(-size // (1024 * 1024))
