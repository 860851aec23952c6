"""OFD files, the national fixed-layout format: pages of text objects with their places, read from the package's XML."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from rules_engine.documents.document import Document
from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.ofd_objects import MEANINGLESS, POINTS, glyphs_of, numbers, rules_of
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.pages import Page, compose
from rules_engine.documents.formats.xml_parts import Element, attribute, child, local, parse_part
from rules_engine.documents.limits import MOST_PAGES
from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.messages import Message
from rules_engine.records import frozen

_LEAST_TEXT = 3
_LEAST_RULES = 4
# Smaller pictures are signs and seals; in square millimetres.
_LEAST_PICTURE = 400.0
_A4 = (210 * POINTS, 297 * POINTS)
_OBJECTS = frozenset({"TextObject", "PathObject", "ImageObject"})


def read(name: str, data: bytes) -> Document:
    """The document of an OFD file: paragraphs `p3 ¶12`, tables `p3 table 1`, what templates print among them.

    A page that holds only images is recognised where Tesseract is installed, else a note lists it. Raises
    UnreadableDocument for packages that are damaged, locked, too large, or hold nothing that can be read.
    """
    package = Package(name, data, ".ofd")
    reader = _Reader(package)
    pages: list[Page] = []
    for root in _roots(package):
        pages += reader.pages(root, len(pages))
        reader.tell_beside(root)
    if reader.images and not any(page.glyphs or page.tables for page in pages):
        from rules_engine.documents.formats.scan import nothing_recognised

        raise nothing_recognised(name)
    return compose(pages, name, data, ".ofd", reader.notes)


def _roots(package: Package) -> Iterator[str]:
    """The main part of each document in the package."""
    for body in parse_part(package, "OFD.xml"):
        root = child(body, "DocRoot") if local(body) == "DocBody" else None
        if root is not None and (root.text or "").strip():
            yield _resolved("OFD.xml", root.text.strip())


def _resolved(part: str, target: str) -> str:
    """The part that `part` refers to as `target`."""
    target = target.strip().replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


@frozen(eq=False, repr=False)
class _Content:
    """What stands on a page: its objects, and the width and height it declares."""

    objects: tuple[Element, ...]
    size: tuple[float, float] | None


class _Reader:
    """One package being read; collects which pages are images, and what could not be read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.notes: list[Message] = []
        self.images = 0
        self.pictures: list[int] = []

    def pages(self, root: str, before: int) -> Iterator[Page]:
        """The pages of one document; `before` were read already."""
        document = parse_part(self.package, root)
        common = child(document, "CommonData")
        box = child(document, "CommonData", "PageArea", "PhysicalBox")
        size = _size(box) or _A4
        templates = self._templates(common, root)
        listed = child(document, "Pages")
        pages = [page for page in (() if listed is None else listed) if local(page) == "Page"]
        if before + len(pages) > MOST_PAGES:
            message = Message(
                "This file has {count} pages; at most {most} are read.", count=len(pages), most=MOST_PAGES
            )
            advice = Message("Hand in the report alone, without its attachments.")
            raise unreadable(self.package.name, message, "too_long", advice)
        pictures = self._pictures(common, root)
        for number, page in enumerate(pages, before + 1):
            yield self._page(_resolved(root, attribute(page, "BaseLoc")), number, size, templates, pictures)

    def tell_beside(self, root: str) -> None:
        """Notes what the pages of a document hold beside their text."""
        if self.pictures:
            pages, self.pictures = ", ".join(map(str, self.pictures)), []
            self.notes.append(Message("Pictures on page {pages}: what they show was not read.", pages=pages))
        document = parse_part(self.package, root)
        if remarks := self._listed(document, root, "Annotations", "Page"):
            self.notes.append(Message("It holds comments or stamps on {count} pages; not read.", count=remarks))
        if attached := self._listed(document, root, "Attachments", "Attachment"):
            self.notes.append(Message("It holds {count} embedded files that were not read.", count=attached))

    def _listed(self, document: Element, root: str, name: str, item: str) -> int:
        """How many items the part lists that a document refers to by that name."""
        found = child(document, name)
        part = _resolved(root, found.text or "") if found is not None else ""
        return sum(local(entry) == item for entry in parse_part(self.package, part)) if part in self.package else 0

    def _templates(self, common: Element | None, root: str) -> Mapping[str, str]:
        found = () if common is None else common
        return {
            attribute(item, "ID"): _resolved(root, attribute(item, "BaseLoc"))
            for item in found
            if local(item) == "TemplatePage"
        }

    def _pictures(self, common: Element | None, root: str) -> Mapping[str, str]:
        """The image files by the id under which pages show them."""
        found: dict[str, str] = {}
        for item in () if common is None else common:
            part = _resolved(root, item.text or "") if local(item) in ("PublicRes", "DocumentRes") else ""
            if part not in self.package:
                continue
            resources = parse_part(self.package, part)
            folder = _resolved(part, attribute(resources, "BaseLoc") or ".")
            for media in resources.iter():
                file = child(media, "MediaFile") if local(media) == "MultiMedia" else None
                if file is not None:
                    found[attribute(media, "ID")] = _resolved(f"{folder}/-", file.text or "")
        return found

    def _page(
        self,
        part: str,
        number: int,
        size: tuple[float, float],
        templates: Mapping[str, str],
        pictures: Mapping[str, str],
    ) -> Page:
        if part not in self.package:
            raise damaged(self.package.name, ".ofd", f"{part} is missing")
        content = self._content(part, templates)
        size = content.size or size
        glyphs = [glyph for item in content.objects if local(item) == "TextObject" for glyph in glyphs_of(item)]
        known = [glyph for glyph in glyphs if glyph.text not in MEANINGLESS and not glyph.text.isspace()]
        shown = [item for item in content.objects if local(item) == "ImageObject"]
        if len(known) < _LEAST_TEXT or len(known) < 0.7 * sum(not glyph.text.isspace() for glyph in glyphs):
            return self._image(shown, number, size, pictures) if shown or glyphs else Page(number, *size, ())
        is_scan = _is_scan(content.objects, size)
        if not is_scan and any(_area(item) >= _LEAST_PICTURE for item in shown):
            self.pictures.append(number)
        rules = [rule for item in content.objects if local(item) == "PathObject" for rule in rules_of(item)]
        if len(rules) < _LEAST_RULES:
            return Page(number, *size, glyphs, recognised=is_scan)
        from rules_engine.documents.formats.ruled import tables_within

        tables = tuple(tables_within(rules, glyphs))
        outside = [glyph for glyph in glyphs if not any(table.holds(glyph) for table in tables)]
        return Page(number, *size, outside, tables, recognised=is_scan)

    def _content(self, part: str, templates: Mapping[str, str], *, is_template: bool = False) -> _Content:
        page = parse_part(self.package, part)
        objects: list[Element] = []
        for item in page:
            below = templates.get(attribute(item, "TemplateID")) if local(item) == "Template" else None
            if below and below in self.package and not is_template:
                objects += self._content(below, templates, is_template=True).objects
            elif local(item) == "Content":
                objects += _objects(item)
        area = child(page, "Area", "PhysicalBox")
        return _Content(tuple(objects), _size(area))

    def _image(self, shown: list[Element], number: int, size: tuple[float, float], pictures: Mapping[str, str]) -> Page:
        from rules_engine.documents.formats import scan

        self.images += 1
        glyphs: list[Glyph] = []
        reason: Message | None = None
        for item in shown:
            file = pictures.get(attribute(item, "ResourceID"), "")
            if file not in self.package:
                continue
            left, top, width, _ = (*numbers(attribute(item, "Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
            picture, reason = scan.recognised_image(self.package.read(file))
            if picture is not None:
                glyphs += scan.placed(picture, left * POINTS, top * POINTS, width * POINTS)
        if not glyphs:
            reason = reason or Message("Its image is in no format that can be read.")
            self.notes.append(Message("Page {page} is an image; not read. {reason}", page=number, reason=reason))
        else:
            self.notes.append(Message("Page {page} was recognised from an image.", page=number))
        return Page(number, *size, glyphs, recognised=True)


def _objects(content: Element) -> Iterator[Element]:
    """The objects that a page draws, those inside of blocks among them; unseen ones left out."""
    for item in content.iter():
        if local(item) in _OBJECTS and attribute(item, "Visible", "true").lower() not in ("false", "0"):
            yield item


def _is_scan(objects: Sequence[Element], size: tuple[float, float]) -> bool:
    """Whether the text lies unseen upon an image of the page: a scan that was recognised before it was handed in."""
    page = size[0] * size[1] / POINTS**2
    if not any(local(item) == "ImageObject" and _area(item) > 0.7 * page for item in objects):
        return False
    texts = [item for item in objects if local(item) == "TextObject"]
    unseen = [item for item in texts if attribute(item, "Alpha") == "0" or attribute(item, "Fill") == "false"]
    return 2 * len(unseen) > len(texts)


def _area(item: Element) -> float:
    """The area of an object in square millimetres."""
    _, _, width, height = (*numbers(attribute(item, "Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    return width * height


def _size(box: Element | None) -> tuple[float, float] | None:
    values = numbers(box.text or "") if box is not None else ()
    return (values[2] * POINTS, values[3] * POINTS) if len(values) == 4 and min(values[2:]) > 0 else None
