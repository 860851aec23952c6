"""Documents that a report names, by title or number, looked for among the files of the submission."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath

from rules_engine.documents.document import Document
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.head import Head
from rules_engine.facts.issued import LONGEST_TITLE, PLACEHOLDER, TITLE
from rules_engine.facts.turns import turns
from rules_engine.facts.words import Squeezed, narrow
from rules_engine.places import Anchor
from rules_engine.records import evolve, frozen
from rules_engine.regex import regex

_BLANK = r"[^\S\n]*"
_NUMBER = regex(
    rf"([\u4e00-\u9fff]{{2,12}}){_BLANK}[〔﹝\[【(]{_BLANK}(20\d\d){_BLANK}[〕﹞\]】)]{_BLANK}第?{_BLANK}(\d{{1,4}}){_BLANK}号"
)
_SPLITTERS = regex("[号》、，。；和及与的以]|关于")
_OPENING = ("《", "〈", "<", "“")
# A notice with such a word right before a title brings that document itself.
_PASSED_ON = ("印发", "印送", "下发", "发布", "公布", "颁布", "转发", "批转", "报送", "修订", "制定")
_HEAD_BLOCKS, _HEAD_CHARACTERS = 14, 1_500
_LONGEST_LINE = 60
_SHORTEST_TITLE, _SHORTEST_NAME = 2, 8
# Shorter titles are parts of too many others: only their very name is them.
_DISTINCT = 6


@frozen
class Enclosure:
    """A document that the report names: its title without 《》 and its number, either empty where not told.

    `anchors` are the places where the report names it. `found_in` is the name of the file that is it, "" where there
    is none; `found_at` what of that file tells so.
    """

    name: str
    number: str
    anchors: tuple[Anchor, ...]
    found_in: str = ""
    found_at: Citation | None = None


@frozen(eq=False, repr=False)
class _File:
    """What tells of a file which document it is: its name, the lines of its heading, the number printed there."""

    document: Document
    name: str
    heading: str
    number: str
    first_line: tuple[int, int]


def find_enclosures(report: Document, head: Head, documents: Iterable[Document]) -> tuple[Enclosure, ...]:
    """Every document that the report names, in the order of the text, with the file that is it; itself left out."""
    files = [_file(document) for document in documents if document.name != report.name]
    own = _plain(head.title)
    named: dict[tuple[str, str], Enclosure] = {}
    for name, number, anchor in _named(report):
        if (name and own and (_plain(name) in own or own in _plain(name))) or (not name and number == head.number):
            continue
        key = (_plain(name), "") if name else ("", number)
        before = named.get(key)
        if before is not None:
            named[key] = evolve(before, anchors=(*before.anchors, anchor), number=before.number or number)
        else:
            named[key] = Enclosure(name, number, (anchor,))
    return tuple(_looked_for(enclosure, files) for enclosure in _with_numbers(named.values()))


def raised(facts: Iterable[Fact], enclosures: Iterable[Enclosure]) -> Iterator[Fact]:
    """The facts, those that rest on a document found among the files at E2, with both citations."""
    found = {anchor: enclosure.found_at for enclosure in enclosures for anchor in enclosure.anchors}
    for fact in facts:
        place = found.get(fact.citations[0].anchor) if fact.origin == "document" and fact.citations[0].anchor else None
        if place is None or fact.uncertain:
            yield fact
        else:
            yield evolve(fact, level=max(fact.level, Level.E2), citations=(*fact.citations, place))


def _with_numbers(named: Iterable[Enclosure]) -> list[Enclosure]:
    """The enclosures, numbers that stand alone joined to the document that bears them elsewhere."""
    listed = list(named)
    by_number = {enclosure.number: enclosure for enclosure in listed if enclosure.name and enclosure.number}
    joined: list[Enclosure] = []
    for enclosure in listed:
        titled = by_number.get(enclosure.number)
        if enclosure.name:
            alone = [e for e in listed if not e.name and e.number == enclosure.number and enclosure.number]
            joined.append(evolve(enclosure, anchors=(*enclosure.anchors, *(a for e in alone for a in e.anchors))))
        elif titled is None:
            joined.append(enclosure)
    return joined


def _named(report: Document) -> Iterator[tuple[str, str, Anchor]]:
    """Each title, with the number that stands right behind it, and each number that stands alone."""
    squeezed = Squeezed.of(report.text)
    text = squeezed.text
    taken: list[tuple[int, int]] = []
    for title in TITLE.finditer(text):
        name = title.group()[1:-1]
        if len(name) > LONGEST_TITLE or len(_plain(name)) < _SHORTEST_TITLE or PLACEHOLDER.search(name):
            continue
        behind = _NUMBER.match(text, title.end() + text.startswith("(", title.end()))
        taken.append(squeezed.outer_span(title.start(), behind.end() if behind else title.end()))
        number = _written(behind.group()) if behind else ""
        anchor = report.anchor(*squeezed.outer_span(*title.span()))
        yield "".join(report.text[anchor.start : anchor.end].split())[1:-1], number, anchor
    text = narrow(report.text)
    for found in _NUMBER.finditer(text):
        if not any(start <= found.start(2) < end for start, end in taken):
            start = found.start() + _organ(found.group(1))
            number = _written(text[start : found.end()])
            yield "", number, report.anchor(start, found.end())


def _organ(words: str) -> int:
    """Where the letters of a number begin behind what leads to it: 按照渝教函 → 2."""
    table, begin = turns(), 0
    for pattern in (table.cited, table.issued, _SPLITTERS):
        for found in pattern.finditer(words):
            if found.end() < len(words) - 1:
                begin = max(begin, found.end())
    return begin


def _written(number: str) -> str:
    found = _NUMBER.fullmatch(number)
    assert found is not None
    name, year, serial = found.groups()
    return f"{name}〔{year}〕{int(serial)}号"


def _plain(text: str) -> str:
    return "".join(filter(_is_text, narrow(text)))


def _is_text(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or (character.isascii() and character.isalnum())


@cache
def _numbering() -> re.Pattern[str]:
    """附件3：, 02_ and the like before a file's own name, (1) behind it."""
    return regex(r"^(?:附件?表?|[(（\[【]?[0-9一二三四五六七八九十]+)*[\s._、．:：)）\]】-]*|[(（]\d+[)）]$")


def _file(document: Document) -> _File:
    """What stands above the first sentence of a file: lines short enough for a heading."""
    lines: list[str] = []
    number, first = "", (0, 0)
    for block in document.blocks[:_HEAD_BLOCKS]:
        line = narrow("".join(document.text[block.start : block.end].split()))
        if block.end > _HEAD_CHARACTERS or (lines and len(line) > _LONGEST_LINE) or line.endswith(("。", ";")):
            break
        if not line:
            continue
        first = first if lines else (block.start, block.end)
        found = _NUMBER.search(line)
        if found and not number and found.end() == len(line) and line[: found.start()][-1:] != "(":
            number = _written(found.group())
            continue
        lines.append(line)
    stem = PurePosixPath(document.name).stem
    return _File(document, _numbering().sub("", narrow("".join(stem.split()))), "".join(lines), number, first)


def _looked_for(enclosure: Enclosure, files: Sequence[_File]) -> Enclosure:
    ranked = [(rank, file) for file in files if (rank := _rank(enclosure, file))]
    if not ranked:
        return enclosure
    best = max(ranked, key=lambda item: (item[0], item[1].document.name))[1]
    start, end = best.first_line
    document = best.document
    place = Citation(document.text[start:end].strip() or document.name, document.anchor(start, end))
    return evolve(enclosure, found_in=document.name, found_at=place)


def _rank(enclosure: Enclosure, file: _File) -> int:
    """How surely a file is the document: 4 by its number, 3 by its heading, 2 and 1 by its name; 0 if it is not."""
    if enclosure.number and (enclosure.number == file.number or _in_name(enclosure.number, file)):
        return 4
    if not enclosure.name:
        return 0
    title = _plain(enclosure.name)
    if _bears(title, file.heading):
        return 3
    if _bears(title, file.name):
        return 2
    name = _plain(file.name)
    own = _plain(re.sub("[〈<《][^〈〉<>《》]*[〉>》]", "", enclosure.name))
    return int(len(name) >= _SHORTEST_NAME and 2 * len(name) >= len(own) and name in own)


def _in_name(number: str, file: _File) -> bool:
    return _plain(number) in _plain(file.name)


def _bears(title: str, words: str) -> bool:
    """Whether a heading or file name is that title, or passes it on: not that of a document that carries it out."""
    plain = _plain(words)
    at = plain.find(title)
    if at < 0 or (len(title) < _DISTINCT and plain != title):
        return False
    before = words[: _offset(words, at)]
    if before.endswith(_OPENING):
        verb = before.rstrip("".join(_OPENING))
        return verb.endswith(_PASSED_ON)
    return not turns().cited.search(before)


def _offset(words: str, at: int) -> int:
    """Where the character number `at` of the plain text stands."""
    kept = [place for place, character in enumerate(words) if _is_text(character)]
    return kept[at]
