"""Text of web pages as it is shown."""

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from rules_engine.documents.formats.composition import SUPERSCRIPTS
from rules_engine.documents.formats.html_hidden import Visible

STRUCK = frozenset({"del", "s", "strike"})
_BREAKING = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
# A line end in the source between two Chinese characters is no blank of the text.
_SOURCE_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\uffef、。，；：！？”’》）])[ \t\f]*[\r\n]\s*(?=[\u2e80-\u9fff\uf900-\uffef“‘《（〔])"
)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def shown(text: str, *, preformatted: bool = False) -> str:
    """Text of a page as it is shown: blanks and source lines run together, unseen characters gone."""
    text = _UNSEEN.sub("", text)
    if preformatted:
        return text.replace("\xa0", " ").strip("\n")
    return _SPACES.sub(" ", _SOURCE_BREAK.sub("", text)).strip()


def events(root: LexborNode, enters: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below root in order: texts once, elements when they open and when they close."""
    open_: list[LexborNode] = []
    node = root.child
    while node is not None or open_:
        if node is None:
            node = open_.pop()
            yield node, False
            node = node.next
        elif node.is_text_node:
            yield node, True
            node = node.next
        elif node.is_element_node and enters(node):
            yield node, True
            open_.append(node)
            node = node.child
        else:
            node = node.next


def text_of(root: LexborNode, visible: Visible) -> str:
    """All that an element shows, on one line: its paragraphs apart by a blank."""
    pieces: list[str] = []
    raised = 0

    def enters(node: LexborNode) -> bool:
        if node.tag in _BREAKING:
            pieces.append(" ")
        return node.tag not in STRUCK and not visible.hides(node)

    for node, opening in events(root, enters):
        if node.is_text_node:
            text = node.text_content or ""
            pieces.append(text.translate(SUPERSCRIPTS) if raised else text)
        elif node.tag == "sup":
            raised += 1 if opening else -1
    return shown("".join(pieces))
