"""Which of several texts that bear the title of a report is the report: copies of one text are one."""

import unicodedata
from collections.abc import Sequence

from rules_engine.documents.document import Document
from rules_engine.documents.kind import SUFFIXES, suffix_of
from rules_engine.documents.titles import Title, find_title
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.regex import regex

_MARGINS = ("header ", "footer ")
_DIGITS = regex("[0-9]+")
_PIECE = 4
# Of its runs of four characters a scan that was recognised well shares nearly all with the text it was printed from.
_LEAST_SHARED = 0.5
# The text of one file is nearer to what was written than that of another: paragraphs and tables before pages.
_NEAREST = ("docx", "office", "text", "html", "pdf", "ofd", "xlsx", "ods", "xls", "csv", "scan")


@frozen(eq=False, repr=False)
class Choice:
    """The report, those of the documents that are other texts than it, and what was left aside.

    Without a `report` the `candidates` are a question; without those none bears such a title.
    """

    report: Document | None
    candidates: tuple[Document, ...]
    documents: tuple[Document, ...]
    notes: tuple[Message, ...] = ()


def choose_report(documents: Sequence[Document], titles: Sequence[str]) -> Choice:
    """The report among documents, by one of the titles; a copy that was recognised from an image is none of them."""
    found = [(document, title) for document in documents if (title := find_title(document, titles))]
    exact = [(document, title) for document, title in found if not document.uncertain_at(title.start)]
    scans = [(document, title) for document, title in found if document.uncertain_at(title.start)]
    texts: dict[str, list[Document]] = {}
    for document, _ in exact:
        texts.setdefault(_plain(document), []).append(document)
    nearest = [min(copies, key=_distance) for copies in texts.values()]
    strangers = [document for document, title in scans if not any(_scan_of(document, title, *one) for one in exact)]
    candidates = tuple(nearest + strangers)
    if len(candidates) != 1:
        return Choice(None, candidates, tuple(documents))
    report = candidates[0]
    copies = [document for group in texts.values() for document in group if document is not report]
    notes = [
        Message("{name}: the same text as {report}, which was read as the report.", name=copy.name, report=report.name)
        for copy in copies
    ]
    notes += [
        Message(
            "{name}: recognised from an image of the report; {report}, an exact text, was read as the report.",
            name=scan.name,
            report=report.name,
        )
        for scan, _ in scans
        if scan is not report
    ]
    others = [document for document in documents if all(document is not copy for copy in copies)]
    return Choice(report, candidates, tuple(others), tuple(notes))


def _distance(document: Document) -> tuple[int, str]:
    suffix = suffix_of(document.name)
    kind = next((kind for kind in _NEAREST if suffix in SUFFIXES[kind]), _NEAREST[-1])
    return _NEAREST.index(kind), document.name


def _plain(document: Document) -> str:
    """The text without blanks, and without what its pages repeat: the same for copies in different formats."""
    kept = (block for block in document.blocks if not block.name.startswith(_MARGINS))
    text = "".join(document.text[block.start : block.end] for block in kept)
    return "".join(unicodedata.normalize("NFKC", text).split())


def _scan_of(scan: Document, title: Title, text: Document, text_title: Title) -> bool:
    """Whether a recognised text is an image of the other one: the same figures in the title, mostly the same words."""
    if _DIGITS.findall(title.text) != _DIGITS.findall(text_title.text):
        return False
    pieces, known = _pieces(_plain(scan)), _pieces(_plain(text))
    return len(pieces & known) >= _LEAST_SHARED * len(pieces)


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _PIECE] for at in range(max(len(text) - _PIECE + 1, 1)))
