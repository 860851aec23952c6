"""A submitted file as text with blocks."""

from typing import Literal

from attrs import frozen

from rules_engine.places import Anchor


@frozen(repr=False)
class Block:
    """A paragraph, heading or cell: code points start to end (half-open) of the document's text; `name` such as `¶12`."""

    name: str
    start: int
    end: int
    kind: Literal["paragraph", "heading", "cell"] = "paragraph"


@frozen(repr=False)
class Document:
    """A file: name relative to the submission, SHA-256 of its bytes, decoded text (`\\r\\n` → `\\n`, no BOM), blocks in order.

    `encoding` is how the bytes were decoded (`utf-8`, `gb18030` …), empty for formats that carry their own.
    """

    name: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str = ""

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of a stretch of the text; its block is the one that holds `start`."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        name = self.blocks[low].name if low < len(self.blocks) else ""
        return Anchor(self.name, self.digest, name, start, end)
