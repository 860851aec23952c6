"""Line breaks inside a paragraph that end nothing: those that cut a figure, and those of lines broken by hand."""

import re

from rules_engine.documents.wrapped import BEGINS, ENDS, width

# Lines of so many halves of a character were broken for their width; a shorter one is a title, or a line of verse.
_LEAST_BROKEN = 44
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CUT_BEFORE = re.compile(r"[0-9０-９](?:[.,．，]?|[万亿])$")
_CUT_BEHIND = re.compile(
    r"(?!(?:19|20)[0-9]{2}\s*年)(?![0-9０-９]{1,2}[、)）.．](?![0-9０-９]))(?:[.．]?[0-9０-９]|[%％‰万亿元人所个项名]|平方米)"
)


def rejoined(text: str) -> str:
    """The paragraph without the line breaks at which its sentence goes on."""
    if "\n" not in text:
        return text
    first, *rest = text.split("\n")
    lines = [first]
    for line in rest:
        if _goes_on(lines[-1], line):
            lines[-1] += line.lstrip() if _CHINESE.search(line) else line
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(line: str, below: str) -> bool:
    above = line.rstrip()
    if not above or not below.strip() or above[-1] in ENDS:
        return False
    # In a row of numbers each stands for itself.
    if _CUT_BEFORE.search(above) and _CHINESE.search(above) and _CHINESE.search(below):
        return _CUT_BEHIND.match(below) is not None
    return width(above) >= _LEAST_BROKEN and not re.match(BEGINS, below)
