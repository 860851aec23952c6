"""What a sheet of an `.xlsx` holds beside its cells: text boxes and printed heads are read, the rest is told."""

import re
from collections.abc import Iterator

from rules_engine.documents.formats.composition import Composition
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.xml_parts import Element, attribute, local, parse_part, relations
from rules_engine.messages import Message

_PAGE_NUMBER = re.compile("&[PN]")
# Parts of a head line, fonts, sizes and colours, then one-letter codes such as bold, date and file name.
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|[0-9]{1,3}|[A-Za-z])')
_PART = re.compile("&[LCR]")


def tell_hidden(made: Composition, title: str, count: int) -> None:
    """Tells how many rows and columns of a sheet are hidden, if any: they are read all the same."""
    if count:
        told = Message(
            'The sheet "{sheet}" has {count} hidden rows or columns; they were read all the same.',
            sheet=title,
            count=count,
        )
        made.notes.append(told)


def tell_struck(made: Composition, count: int) -> None:
    """Tells how many cells are struck out, if any: they are not read."""
    if count:
        made.notes.append(Message("Struck-out passages left out: {count}.", count=count))


def add_margins(made: Composition, package: Package, part: str, title: str, heads: Iterator[str]) -> None:
    """Adds what stands around the cells of the sheet in that part; `heads` are its head and foot lines with codes."""
    for line in dict.fromkeys(text for head in heads for text in _printed(head)):
        made.paragraph(line, prefix=f"{title} ", label="header ")
    comments: list[str] = []
    charts = 0
    for kind, target in sorted(set(relations(package, part).values())):
        if target not in package:
            continue
        if kind == "comments":
            comments += (attribute(item, "ref") for item in parse_part(package, target).iter("{*}comment"))
        elif kind == "drawing":
            root = parse_part(package, target)
            for box in root.iter("{*}txBody"):
                made.paragraph(_text(box), prefix=f"{title} ", label="text box ")
            charts += sum(attribute(item, "uri").endswith("/chart") for item in root.iter("{*}graphicData"))
    if comments:
        told = Message(
            'The sheet "{sheet}" has {count} comments, the first on {cell}; they were not read.',
            sheet=title,
            count=len(comments),
            cell=comments[0],
        )
        made.notes.append(told)
    if charts:
        told = Message(
            'The sheet "{sheet}" has {count} charts; what they show was not read.', sheet=title, count=charts
        )
        made.notes.append(told)


def _printed(head: str) -> Iterator[str]:
    """The texts of a head or foot line; one that only counts pages is none."""
    for piece in _PART.split(head):
        if not _PAGE_NUMBER.search(piece):
            yield _CODE.sub("", piece.replace("&&", "\0")).replace("\0", "&").strip()


def _text(box: Element) -> str:
    lines = []
    for paragraph in box:
        if local(paragraph) == "p":
            lines.append("".join(item.text or "" for item in paragraph.iter("{*}t")))
    return "\n".join(lines)
