"""Where something stands: a line of a ruleset, or a stretch of a submitted document."""

from rules_engine.records import frozen


@frozen
class Place:
    """A position in a text file that an author wrote; line and column count from 1, in characters."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`areas/safety.yaml:14:9`, or the bare file name where the position is unknown."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@frozen(order=True)
class Anchor:
    """A stretch of a submitted document: code points `start` to `end` (half-open) of its decoded text.

    `document` is the file's name relative to the submission, `digest` the SHA-256 of its bytes,
    `block` the paragraph (`¶12`) or cell the stretch lies in.
    """

    document: str
    digest: str
    block: str
    start: int
    end: int
