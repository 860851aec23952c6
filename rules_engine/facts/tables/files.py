"""Which files of a submission may hold evidence tables; asked before anything of DuckDB is loaded."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.documents.handed_in import HandedIn, found_at
from rules_engine.documents.read import read_document
from rules_engine.documents.reader import Reader
from rules_engine.documents.submission import NO_REPORT, Submission
from rules_engine.errors import UnreadableDocument

LARGE_KINDS = ("parquet", "csv", "xlsx", "xls", "ods")


def is_sheets(document: Document) -> bool:
    """Whether a document is nothing but tables: a workbook or a CSV file."""
    return bool(document.grids) and all(block.kind == "cell" for block in document.blocks)


def sheets(documents: Sequence[Document], report: str) -> Iterator[Document]:
    """The workbooks and CSV files among the documents, the report left out."""
    return (document for document in documents if document.name != report and is_sheets(document))


def no_documents(documents: Sequence[Document], files: Sequence[HandedIn]) -> Iterator[HandedIn]:
    """The files of tables that are no documents: Parquet, and what is too large to be a text."""
    named = {document.name for document in documents}
    return (file for file in files if file.kind in LARGE_KINDS and file.name not in named)


def table_alone(path: Path, readers: Mapping[str, Reader]) -> Submission | None:
    """A file that is a table and so no report, as a submission without one; None for anything else."""
    if not path.is_file():
        return None
    found = list(found_at(path, path.name))
    if len(found) != 1 or found[0].file.kind not in (*LARGE_KINDS, "html"):
        return None
    file, data = found[0].file, found[0].data
    documents: tuple[Document, ...] = ()
    if data is not None and file.kind != "parquet":
        try:
            documents = (read_document(file.name, data, readers),)
        except UnreadableDocument:
            documents = ()
    if file.kind == "html" and not any(map(is_sheets, documents)):
        return None
    return Submission(path.name, NO_REPORT, documents, files=(file,))


def may_hold_tables(documents: Sequence[Document], report: str, files: Sequence[HandedIn]) -> bool:
    """Whether there is anything to look at."""
    return any(sheets(documents, report)) or any(no_documents(documents, files))
