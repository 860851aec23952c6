"""Files as they come from offices: odd, empty, misnamed, locked, broken. Each is read or told, none in silence."""

import os
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from rules_engine import pipeline
from rules_engine.documents.read import read_document
from rules_engine.documents.submission import Submission, read_submission
from tests.documents import pdf_files
from tests.documents.packages import docx, paragraph, run, xlsx, zipped
from tests.documents.test_kind import ole

TITLES = ("自评 报告",)
FIGURE = "全县学前三年毛入园率达93.2%。"
REPORT = f"戊县人民政府履行教育职责自评报告\n一、履职情况\n2022年{FIGURE}\n"


def submission(folder: Path, files: dict[str, bytes]) -> Submission:
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return read_submission(folder, TITLES)


def empty_docx() -> bytes:
    stream = BytesIO()
    python_docx.Document().save(stream)
    return stream.getvalue()


NOT_READ = {
    "空.docx": (empty_docx(), "holds no text"),
    "空.pdf": (pdf_files.pdf([[]]), "holds no text"),
    "空.xlsx": (xlsx(""), "holds no text"),
    "空.zip": (zipped({}), "holds no files"),
    "空白.txt": (b"  \r\n\r\n", "holds no text"),
    "无.txt": (b"", "is empty"),
    "锁.pdf": (pdf_files.pdf([[pdf_files.text("x", 1, 1)]], encrypt=True), "locked with a password"),
    "锁.docx": (ole("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
    "锁.xlsx": (ole("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
    "弹.zip": (zipped({"a.txt": b" " * 30_000_000}), "unpack to far more"),
    "套.zip": (zipped({"里.zip": zipped({"a.txt": "x"})}), "inside a .zip is not opened"),
    "路.zip": (zipped({"../evil.txt": "x"}), "leads outside the submission"),
    "码.txt": ("甲\0乙".encode(), "no text: it holds bytes"),
    "图.txt": (b"\x89PNG\r\n\x1a\n" + bytes(60), "image"),
    "包.rar": (b"Rar!\x1a\x07\x00" + bytes(60), ".rar"),
}


def test_what_cannot_be_read_is_told_by_name_and_the_report_is_read(tmp_path: Path) -> None:
    files = {name: data for name, (data, _) in NOT_READ.items()}
    # A zip under another name is a zip, and what is in it is read.
    found = submission(tmp_path, {**files, "假.docx": zipped({"a/b.txt": "x"})})
    assert found.report.name == "报告.txt"
    told = [str(note) for note in found.notes]
    for name, (_, said) in NOT_READ.items():
        assert any(note.startswith(name) and said in note for note in told), name
    assert [document.name for document in found.documents] == ["假.docx/a/b.txt", "报告.txt"]


def test_a_pipe_in_the_folder_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    found = submission(tmp_path, {})
    assert found.report.name == "报告.txt"
    assert any(str(note).startswith("管道.txt") and "no file that can be read" in str(note) for note in found.notes)


def test_every_note_reaches_the_list_of_what_was_read(tmp_path: Path) -> None:
    submission(tmp_path, {"空.docx": empty_docx()})
    read = pipeline.read(tmp_path, "chongqing-county-2023")
    assert [str(note) for note in read.notes] == [
        "空.docx: not read. This file holds no text. Open it, and hand in the file that was meant."
    ]


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("甲.txt", docx(paragraph(FIGURE)), "content is .docx"),
        ("甲.docx", FIGURE.encode(), "content is .txt"),
        ("甲.pdf", FIGURE.encode("gb18030"), "content is .txt"),
        ("甲.xls", f"<table><tr><td>{FIGURE}</td></tr></table>".encode(), "content is .html"),
    ],
)
def test_a_name_that_lies_is_told_and_the_file_read(name: str, data: bytes, note: str) -> None:
    document = read_document(name, data)
    assert FIGURE in document.text
    assert any(note in str(told) for told in document.notes)


def test_a_figure_divided_between_runs_is_whole() -> None:
    pieces = ("学前三年毛入园率达9", "3", ".", "2", "%，支出15", "8688万", "元。")
    body = "".join(run(piece, "<w:b/>" if index % 2 else "") for index, piece in enumerate(pieces))
    assert read_document("a.docx", docx(f"<w:p>{body}</w:p>")).text == "学前三年毛入园率达93.2%，支出158688万元。\n"
