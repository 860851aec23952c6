"""Web pages: what a reader of the page sees, in blocks; menus last, so that they stand in nobody's way."""

from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rules_engine.documents.document import Document
from rules_engine.documents.formats.composition import SUPERSCRIPTS, Composition
from rules_engine.documents.formats.html_encoding import decoded_page
from rules_engine.documents.formats.html_hidden import Visible
from rules_engine.documents.formats.html_lists import Lists
from rules_engine.documents.formats.html_tables import caption_of, is_data, rows_of
from rules_engine.documents.formats.html_text import STRUCK, events, shown
from rules_engine.documents.formats.radicals import ordinary
from rules_engine.messages import Message
from rules_engine.records import define, field

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search "
    "section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ASIDE = frozenset({"nav", "aside", "menu"})
_EMBEDDED = frozenset({"iframe", "frame", "embed", "object"})
Kind = Literal["paragraph", "heading"]


def read(name: str, data: bytes) -> Document:
    """The document of a web page: paragraphs `¶12`, data tables `table 2`.

    Scripts, styles and what the page hides are left out; blocks that are nothing but links, and what the page itself
    calls navigation, come after everything else. Raises UnreadableDocument where it cannot be decoded or shows nothing.
    """
    text, encoding, notes = decoded_page(name, data)
    tree = LexborHTMLParser(ordinary(text))
    composition = Composition(name, data, ".html")
    composition.notes += notes
    if tree.body is not None:
        _Walk(composition, Visible(tree)).over(tree.body)
    return composition.document(encoding=encoding)


@define(eq=False)
class _Block:
    """The block being filled: its pieces, and how much of its text is no link."""

    pieces: list[str] = field(factory=list)
    kind: Kind = "paragraph"
    own: bool = False


class _Walk:
    """One pass over a page."""

    def __init__(self, composition: Composition, visible: Visible) -> None:
        self.composition = composition
        self.visible = visible
        self.lists = Lists()
        self.block = _Block()
        self.late: list[tuple[str, Kind]] = []
        # The lines of a paragraph that a line break has not ended yet.
        self.held: tuple[str, Kind] | None = None
        self.tables = 0
        self.aside = self.links = self.heading = self.preformatted = self.raised = 0
        self.struck = self.pictures = self.embedded = 0

    def over(self, body: LexborNode) -> None:
        """Adds everything seen of the page to the composition."""
        for node, opening in events(body, self._enters):
            if node.is_text_node:
                self._text(node.text_content or "")
            elif opening:
                self._open(node)
            else:
                self._close(node)
        self._flush()
        for text, kind in self.late:
            self.composition.paragraph(text, kind)
        for count, message in (
            (self.struck, Message("Struck-out passages left out: {count}.", count=self.struck)),
            (self.pictures, Message("It holds {count} pictures; what they show was not read.", count=self.pictures)),
            (self.embedded, Message("It holds {count} embedded files that were not read.", count=self.embedded)),
        ):
            if count:
                self.composition.notes.append(message)

    def _enters(self, node: LexborNode) -> bool:
        """Whether the walk goes into an element; a data table is added as a whole instead."""
        tag = node.tag
        self.embedded += tag in _EMBEDDED
        if self.visible.hides(node):
            return False
        if tag in STRUCK:
            self.struck += 1
            return False
        self.pictures += _is_picture(node)
        if tag == "br":
            self._flush(keep=True)
            return False
        if tag == "table" and not self.aside and is_data(node, self.visible):
            self._flush()
            self.tables += 1
            self.pictures += sum(map(_is_picture, node.css("img")))
            self.composition.paragraph(caption_of(node, self.visible))
            self.composition.grid(f"table {self.tables}", rows_of(node, self.visible))
            return False
        return True

    def _open(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._flush()
            self._marks(node, 1)
            if tag in ("ol", "ul"):
                self.lists.open(node)
            elif tag == "li" and (mark := self.lists.mark(node)):
                self.block.pieces.append(mark)
        elif tag == "a" and node.attributes.get("href"):
            self.links += 1
        elif tag == "sup":
            self.raised += 1

    def _close(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._flush()
            self._marks(node, -1)
            if tag in ("ol", "ul"):
                self.lists.close()
        elif tag == "a" and node.attributes.get("href"):
            self.links -= 1
        elif tag == "sup":
            self.raised -= 1

    def _marks(self, node: LexborNode, step: int) -> None:
        tag = node.tag
        self.aside += step * (tag in _ASIDE or node.attributes.get("role") in ("navigation", "banner", "contentinfo"))
        self.heading += step * (tag in _HEADINGS)
        self.preformatted += step * (tag == "pre")

    def _text(self, text: str) -> None:
        if self.raised:
            text = text.translate(SUPERSCRIPTS)
        if self.heading:
            self.block.kind = "heading"
        self.block.own = self.block.own or (not self.links and not text.isspace())
        self.block.pieces.append(text)

    def _flush(self, *, keep: bool = False) -> None:
        """Ends the block; `keep` where a line break ends it inside its element: the next line may go on in it."""
        block, self.block = self.block, _Block()
        text = shown("".join(block.pieces), preformatted=self.preformatted > 0)
        if keep and not text:
            self.block = block
            return
        if text and (self.aside or not (block.own or block.kind == "heading")):
            self.late.append((text, block.kind))
        elif text:
            if self.held and self.held[1] == block.kind:
                text = f"{self.held[0]}\n{text}"
            elif self.held:
                self.composition.paragraph(*self.held)
            self.held = text, block.kind
        if self.held and not keep:
            self.composition.paragraph(*self.held)
            self.held = None


def _is_picture(node: LexborNode) -> bool:
    """Whether it is an image that can be seen: those of one dot only count visits."""
    return node.tag == "img" and not {node.attributes.get("width"), node.attributes.get("height")} & {"0", "1"}
