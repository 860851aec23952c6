"""A file into a document, whatever its format: what it is, who reads it, and that nothing but a refusal escapes."""

from collections.abc import Mapping
from importlib import import_module

from rules_engine.documents.document import Document
from rules_engine.documents.kind import SUFFIXES, kind_of, other_name, suffix_of
from rules_engine.documents.limits import MOST_BYTES, SCAN_SECONDS
from rules_engine.documents.reader import Reader
from rules_engine.documents.refusals import anew, too_large, unreadable
from rules_engine.documents.text import read_text
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve

# Formats whose modules run no parser of their own in this process, or start their own children.
_HERE = {
    "csv": "rules_engine.documents.formats.csv_text",
    "office": "rules_engine.documents.formats.office",
    "scan": "rules_engine.documents.formats.scan",
}


def read_document(name: str, data: bytes, readers: Mapping[str, Reader] | None = None) -> Document:
    """The document of a file, by its content; a suffix that a plugin's reader names goes to that reader.

    Raises UnreadableDocument, and nothing else, for what cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(too_large(name, len(data)))
    suffix = suffix_of(name)
    reader = next((reader for reader in (readers or {}).values() if suffix in reader.suffixes), None)
    try:
        if reader is not None:
            return _vetted(name, reader, _by_plugin(reader, name, data))
        kind = kind_of(name, data)
        note = other_name(name, kind)
        document = _read(kind, name, data)
        return document if note is None else evolve(document, notes=(note, *document.notes))
    except UnreadableDocument as error:
        raise UnreadableDocument(*(evolve(p, place=p.place or Place(name)) for p in error.problems)) from error
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        message = Message("This file cannot be read: its parser failed ({reason}).", reason=type(error).__name__)
        raise unreadable(name, message, "parser", anew()) from error


def _read(kind: str, name: str, data: bytes) -> Document:
    if kind == "text":
        return read_text(name, data)
    if kind in ("zip", "parquet"):
        raise _no_document(kind, name)
    if kind in _HERE:
        module = _HERE[kind]
        if not _is_there(module):
            raise _no_reader(kind, name)
        document = import_module(module).read(name, data)
        assert isinstance(document, Document)
        return document
    from rules_engine.documents.child import MODULES, read_in_child

    if not _is_there(MODULES[kind]):
        raise _no_reader(kind, name)
    if kind in ("pdf", "ofd"):
        # Recognising the images on their pages takes its time; a parser that hangs spends its CPU seconds before.
        return read_in_child(kind, name, data, wall_seconds=SCAN_SECONDS)
    return read_in_child(kind, name, data)


def _is_there(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _by_plugin(reader: Reader, name: str, data: bytes) -> object:
    """What a plugin's reader returns, from a child where the function can be found there by its name."""
    module, function = getattr(reader.read, "__module__", ""), getattr(reader.read, "__qualname__", "<")
    if module and module != "__main__" and "<" not in function:
        found: object = import_module(module)
        for part in function.split("."):
            found = getattr(found, part, None)
        if found is reader.read:
            from rules_engine.documents.child import read_in_child

            return read_in_child(f"{module}:{function}", name, data)
    return reader.read(name, data)


def _vetted(name: str, reader: Reader, document: object) -> Document:
    """A plugin's document, unless it does not keep to the form that everything after it relies on."""
    if isinstance(document, Document) and isinstance(document.text, str):
        whole = len(document.text)
        edges = [edge for block in document.blocks for edge in (block.start, block.end)]
        if edges == sorted(edges) and all(0 <= edge <= whole for edge in edges) and "\r" not in document.text:
            return evolve(document, name=name)
    message = Message('The reader "{reader}" gave no document with blocks in order.', reader=reader.name)
    raise unreadable(name, message, "reader", Message("Leave its plugin out with --without-plugin."))


def _no_document(kind: str, name: str) -> UnreadableDocument:
    if kind == "zip":
        message = Message("A .zip inside a .zip is not opened.")
        return unreadable(name, message, "nested", Message("Put its files beside the others."))
    message = Message("This is a table, not a text: it is looked at as evidence only.")
    return unreadable(name, message, "table", Message("Should it be read as a text, save it as .xlsx."))


def _no_reader(kind: str, name: str) -> UnreadableDocument:
    message = Message("This version has no reader for {format} files.", format=SUFFIXES[kind][0])
    return unreadable(name, message, "format", Message("Save it as .docx or .txt and hand that in."))
