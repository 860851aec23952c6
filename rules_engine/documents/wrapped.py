"""Texts whose lines were broken, at a fixed width or anywhere: where a line ends without ending anything."""

import re
from itertools import pairwise

from rules_engine.documents.document import Block, Document

_WORD = "(?:[A-Za-z0-9.,%]+|[^\\s])[，。、；：！？）》〉」』”’%]*"
_PAGE_NUMBER = r"\s*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页(?:[\s,，/／]*共\s*\d{1,4}\s*页)?)\s*"
ENDS = frozenset("。！？!?；;：:")
# Widths in halves of a character; a line of a table or of verse is shorter, a paragraph on one line longer.
_NARROWEST, _WIDEST = 40, 200
# Marks and figures that may not begin a line stand out by so much.
_OVERHANG = 12
_LEAST_LINES = 6
_LEAST_SHARE = 0.2
# Of texts broken anywhere: the least width of a line that may be broken, how many such lines end no sentence.
_LEAST_BROKEN, _FEWEST_BROKEN, _MOSTLY = 48, 8, 0.6
_TEN = "[一二三四五六七八九十]"
BEGINS = rf"\s|[（(]?{_TEN}{{1,3}}[、.．）)]|[（(]?\d{{1,2}}[、）)]|\d{{1,2}}[.．](?!\d)|第{_TEN}+[章节条部]"
_CUT = (r"\d[.,．，]?$", r"[.．]?\d+(?:[.．]\d+)?年?")


def unwrapped(document: Document) -> Document:
    """The document with blanks for the line ends, and page numbers, at which a sentence goes on; offsets stay.

    Only texts that are wrapped throughout are changed: no line is longer than the others allow. The blank of a line end
    that cuts a number stands behind the number.
    """
    if document.grids or any(block.end - block.start > _WIDEST for block in document.blocks):
        return document
    full = max(_full_lines(document), _broken_lines(document), key=len)
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
            gap = " " * (block.start - first.end)
            rest = _rest_of_number(document.text[first.start : first.end], document.text[block.start : block.end])
            text[first.end : block.start + len(rest)] = rest + gap
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
    widths = sorted(width(line) for _, line in lines)
    usual = widths[-max(2, len(lines) // 12)] if len(lines) >= _LEAST_LINES else 0
    if not _NARROWEST <= usual <= _WIDEST or widths[-1] > usual + _OVERHANG:
        return frozenset()
    full = {
        start: line
        for (start, line), (_, below) in pairwise(lines)
        if width(line) + width(_first_word(below)) > usual - 2
    }
    if len(full) < _LEAST_SHARE * len(lines):
        return frozenset()
    return frozenset(start for start, line in full.items() if line[-1:] not in ENDS)


def _broken_lines(document: Document) -> frozenset[int]:
    """Where the lines begin that end no sentence, in a text where most long ones do not."""
    lines = [(block.start, document.text[block.start : block.end]) for block in document.blocks]
    long = [line.rstrip() for _, line in lines if width(line.strip()) >= _LEAST_BROKEN]
    if sum(line[-1] not in ENDS for line in long) < max(_FEWEST_BROKEN, _MOSTLY * len(long)):
        return frozenset()
    return frozenset(
        start
        for (start, line), (_, below) in pairwise(lines)
        if width(line.strip()) >= _LEAST_BROKEN and line.rstrip()[-1] not in ENDS and not re.match(BEGINS, below)
    )


def _rest_of_number(line: str, below: str) -> str:
    """What a line begins with of a number that the end of the line above cuts."""
    above, rest = re.search(_CUT[0], line), re.match(_CUT[1], below)
    return rest[0] if above and rest else ""


def _is_page_number(line: str) -> bool:
    return re.fullmatch(_PAGE_NUMBER, line) is not None


def _first_word(line: str) -> str:
    """What cannot be parted at the beginning of a line; of an indented one that is nothing: it begins a paragraph."""
    word = re.match(_WORD, line)
    return word[0] if word else ""


def width(line: str) -> int:
    """How wide a line is, in halves of a Chinese character."""
    # Three bytes a Chinese character, one a Latin letter.
    return (len(line) + len(line.encode())) // 2
