"""How much of a submission is read: beyond these sizes a file or folder is refused with the size and the limit."""

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 1000
MOST_SETTINGS_BYTES = 1024 * 1024

# Packages: .zip, and the formats that are zip files themselves.
MOST_ENTRIES = 5000
MOST_UNPACKED_BYTES = 512 * 1024 * 1024
MOST_PART_BYTES = 128 * 1024 * 1024
# Deflate cannot pass 1032:1, and texts of offices stay below 100:1; small parts may be as empty as they like.
MOST_RATIO = 200
FREE_OF_RATIO_BYTES = 1024 * 1024

# A file with more than this is no document to be read as text; as an evidence table it may be any size.
MOST_CELLS = 200_000
MOST_CHARACTERS = 20_000_000

# The edges of a spreadsheet; gaps cost nothing, for only cells that show something are kept.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_PAGES = 2000

# What a parser may use, in a process of its own.
CHILD_CPU_SECONDS = 60
CHILD_WALL_SECONDS = 90
CHILD_MEMORY_BYTES = 1536 * 1024 * 1024

# What LibreOffice may use for one file, and Tesseract for one page and for all pages of a file.
OFFICE_CPU_SECONDS = 120
OFFICE_WALL_SECONDS = 150
OFFICE_MEMORY_BYTES = 4096 * 1024 * 1024
PAGE_SCAN_SECONDS = 60
SCAN_SECONDS = 600


def megabytes(size: int) -> int:
    """The size in whole megabytes, rounded up, as people are told it."""
    return -(-size // (1024 * 1024))
