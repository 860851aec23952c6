"""Texts whose lines were broken at a fixed width: where a line ends without ending anything."""

import re
from itertools import pairwise

from rules_engine.documents.document import Block, Document

_WORD = "(?:[A-Za-z0-9.,%]+|[^\\s])[，。、；：！？）》〉」』”’%]*"
_PAGE_NUMBER = r"\s*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页(?:[\s,，/／]*共\s*\d{1,4}\s*页)?)\s*"
_ENDS = frozenset("。！？!?；;：:")
# Widths in halves of a character; a line of a table or of verse is shorter, a paragraph on one line longer.
_NARROWEST, _WIDEST = 40, 200
# Marks and figures that may not begin a line stand out by so much.
_OVERHANG = 12
_LEAST_LINES = 6
_LEAST_SHARE = 0.2


def unwrapped(document: Document) -> Document:
    """The document with blanks for the line ends, and page numbers, at which a sentence goes on; offsets stay.

    Only texts that are wrapped throughout are changed: no line is longer than the others allow.
    """
    if document.grids or any(block.end - block.start > _WIDEST for block in document.blocks):
        return document
    full = _full_lines(document)
    if not full:
        return document
    text = list(document.text)
    blocks: list[Block] = []
    joins = False
    for block in document.blocks:
        if joins and _is_page_number(document.text[block.start : block.end]):
            text[block.start : block.end] = " " * (block.end - block.start)
            continue
        if joins:
            first = blocks.pop()
            text[first.end : block.start] = " " * (block.start - first.end)
            blocks.append(Block(first.name, first.start, block.end, first.kind))
        else:
            blocks.append(block)
        joins = block.start in full
    return Document(
        document.name,
        document.digest,
        "".join(text),
        tuple(blocks),
        document.encoding,
        uncertain=document.uncertain,
        notes=document.notes,
        recognised=document.recognised,
    )


def _full_lines(document: Document) -> frozenset[int]:
    """Where the lines begin that end no sentence and had no room for what follows; none where nothing is wrapped."""
    lines = [
        (block.start, document.text[block.start : block.end].rstrip())
        for block in document.blocks
        if not _is_page_number(document.text[block.start : block.end])
    ]
    widths = sorted(_width(line) for _, line in lines)
    usual = widths[-max(2, len(lines) // 12)] if len(lines) >= _LEAST_LINES else 0
    if not _NARROWEST <= usual <= _WIDEST or widths[-1] > usual + _OVERHANG:
        return frozenset()
    full = {
        start: line
        for (start, line), (_, below) in pairwise(lines)
        if _width(line) + _width(_first_word(below)) > usual - 2
    }
    if len(full) < _LEAST_SHARE * len(lines):
        return frozenset()
    return frozenset(start for start, line in full.items() if line[-1:] not in _ENDS)


def _is_page_number(line: str) -> bool:
    return re.fullmatch(_PAGE_NUMBER, line) is not None


def _first_word(line: str) -> str:
    """What cannot be parted at the beginning of a line; of an indented one that is nothing: it begins a paragraph."""
    word = re.match(_WORD, line)
    return word[0] if word else ""


def _width(line: str) -> int:
    # Three bytes a Chinese character, one a Latin letter.
    return (len(line) + len(line.encode())) // 2
