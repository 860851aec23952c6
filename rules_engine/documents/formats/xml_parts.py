"""XML of submitted packages: read without entities, document types, network or huge trees."""

import posixpath
from collections.abc import Mapping
from typing import Any

from lxml import etree

from rules_engine.documents.formats.package import Package
from rules_engine.documents.refusals import damaged, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

# lxml's elements have no types of their own; every walk treats them as opaque.
Element = Any


def parse_part(package: Package, part: str) -> Element:
    """The root element of a part; raises UnreadableDocument where it is missing, no XML, or brings a document type."""
    if part not in package:
        raise damaged(package.name, package.format, f"{part} is missing")
    return parse_xml(package.name, package.format, part, package.read(part))


def parse_xml(name: str, format_name: str, part: str, data: bytes) -> Element:
    """The root element of XML bytes that stand in `part` of the file `name`."""
    refuse_document_types(name, format_name, part, data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name, format_name, part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type(name, format_name, part)
    return root


def refuse_document_types(name: str, format_name: str, part: str, data: bytes) -> None:
    """Raises UnreadableDocument where the bytes declare a document type or entities, in UTF-16 too."""
    plain = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _document_type(name, format_name, part)


def local(element: Element) -> str:
    """The element's name without its namespace; strict and transitional files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute of that local name, in whichever namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return default


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        found = next((item for item in element if local(item) == name), None)
        if found is None:
            return None
        element = found
    return element


def relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part refers to inside its package: id → (kind, part); what leads outside is left out."""
    folder, file = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    if rels not in package:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for item in parse_part(package, rels):
        if local(item) != "Relationship" or item.get("TargetMode") == "External":
            continue
        target = item.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], path)
    return found


def main_part(package: Package, usual: str) -> str:
    """The part that the package names as its document, else the usual one."""
    if usual in package:
        return usual
    found = [part for kind, part in relations(package, "").values() if kind == "officeDocument"]
    return found[0] if found else usual


def _document_type(name: str, format_name: str, part: str) -> UnreadableDocument:
    message = Message(
        "This {format} file declares entities of its own ({part}); such files are not read.",
        format=format_name,
        part=part,
    )
    return unreadable(name, message, "document_type", Message("Open it, save it anew and hand that in."))
