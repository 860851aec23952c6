"""What a document format is: a name, the suffixes of its files, and a way to read them."""

from collections.abc import Callable

from rules_engine.documents.document import Document
from rules_engine.records import frozen

Read = Callable[[str, bytes], Document]


@frozen(eq=False, repr=False)
class Reader:
    """A document format. `suffixes` are in lower case with their dot (`.docx`).

    `read` is given a file's name relative to the submission and its bytes; it raises UnreadableDocument for what it
    cannot read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
