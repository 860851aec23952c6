"""The numbers that a browser puts before the items of ordered lists."""

from selectolax.lexbor import LexborNode

from rules_engine.documents.formats.counting import written_number
from rules_engine.records import define

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "cjk-decimal": "chineseCounting",
}
_CHINESE = "chineseCounting"


@define(eq=False)
class _List:
    """A list being walked: how its numbers are written (empty: not at all), and the next number."""

    style: str
    following: int


class Lists:
    """The lists that are open at a place of the page, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def open(self, node: LexborNode) -> None:
        """A list begins."""
        style = "" if node.tag == "ul" else _style(node, _TYPES.get(node.attributes.get("type") or "1", "decimal"))
        self._open.append(_List(style, _number(node.attributes.get("start"), 1)))

    def close(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def mark(self, item: LexborNode) -> str:
        """What stands before an item: `3. `, `三、`, or nothing."""
        if not self._open or not self._open[-1].style:
            return ""
        current = self._open[-1]
        number = _number(item.attributes.get("value"), current.following)
        current.following = number + 1
        style = _style(item, current.style)
        written = written_number(number, style)
        return "" if not style else f"{written}、" if style == _CHINESE else f"{written}. "


def _style(node: LexborNode, otherwise: str) -> str:
    """The style of numbers that the element asks for; empty for none."""
    for declaration in (node.attributes.get("style") or "").lower().split(";"):
        key, _, value = declaration.partition(":")
        if key.strip() in ("list-style-type", "list-style"):
            words = value.split()
            if "none" in words:
                return ""
            otherwise = next((_STYLES[word] for word in words if word in _STYLES), otherwise)
    return otherwise


def _number(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else otherwise
