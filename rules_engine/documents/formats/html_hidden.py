"""What of a web page nobody sees: scripts, styles, templates, and elements that the page hides."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN_NAMES = (
    "script style template noscript head title iframe object embed select option optgroup datalist button rt rp "
    "desc metadata defs audio video canvas map area"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_MOST_SELECTORS = 500


class Visible:
    """Tells which elements of a page are seen; knows its style sheets as far as they hide something plainly."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._hidden = frozenset(
            node.mem_id for selector in _hiding_selectors(tree) for node in _selected(tree, selector)
        )

    def hides(self, node: LexborNode) -> bool:
        """Whether the element and all within it is unseen."""
        if node.tag in _UNSEEN or node.mem_id in self._hidden:
            return True
        attributes = node.attributes
        if "hidden" in attributes or (node.tag == "input" and attributes.get("type") == "hidden"):
            return True
        style = attributes.get("style")
        return bool(style) and _HIDING.search(style or "") is not None


def _hiding_selectors(tree: LexborHTMLParser) -> Iterator[str]:
    found = 0
    for sheet in tree.css("style"):
        rules = _AT_RULE.sub("", _COMMENT.sub("", sheet.text()))
        for rule in _RULE.finditer(rules):
            if not _HIDING.search(rule[2]):
                continue
            for selector in rule[1].split(","):
                found += 1
                if (
                    found <= _MOST_SELECTORS
                    and ":" not in selector
                    and selector.strip() not in ("", "*", "body", "html")
                ):
                    yield selector.strip()


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except Exception:  # noqa: BLE001  whatever the parser makes of a page's own selectors
        return []
