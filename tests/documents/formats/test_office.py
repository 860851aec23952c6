import sys
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rules_engine.documents.formats import office
from rules_engine.documents.formats.office import read
from rules_engine.documents.formats.programs import program
from rules_engine.errors import UnreadableDocument
from tests.formats.reports import convert

TRACK = 'w:id="1" w:author="a" w:date="2023-01-01T00:00:00Z"'
RTF = r"{\rtf1\ansi\ansicpg936 {\fonttbl{\f0\fcharset134 SimSun;}}\f0 2023\u24180?\par}".encode("ascii")


@pytest.fixture
def libre_office() -> None:
    if program("soffice", "libreoffice") is None:
        pytest.skip("LibreOffice is not on this machine")


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read("a.doc", data)
    return str(caught.value)


def test_without_libreoffice_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda *_: None)
    message = refused(RTF)
    assert message.startswith("a.doc: Reading such a file needs LibreOffice, which is not on this machine.")
    assert "apt-get install libreoffice-writer" in message
    assert "save the file as .docx" in message


@pytest.mark.usefixtures("libre_office")
def test_tracked_deletions_stay_out_and_insertions_in(tmp_path: Path) -> None:
    written = docx.Document()
    body = written.add_paragraph("占比")._p
    for tag, text, percent in (("del", "delText", "10%"), ("ins", "t", "12%")):
        change = f"<w:{tag} {nsdecls('w')} {TRACK}><w:r><w:{text}>{percent}</w:{text}></w:r></w:{tag}>"
        body.append(parse_xml(change))
    written.save(str(tmp_path / "a.docx"))
    convert(tmp_path / "a.docx", tmp_path / "b.doc")
    document = read("a.doc", (tmp_path / "b.doc").read_bytes())
    assert document.text == "占比12%\n"


@pytest.mark.usefixtures("libre_office")
def test_digest_is_that_of_the_file_handed_in() -> None:
    from rules_engine.digest import digest_bytes

    assert read("a.rtf", RTF).digest == digest_bytes(RTF)


@pytest.mark.usefixtures("libre_office")
def test_garbage_is_refused_not_taken_for_text() -> None:
    assert "damaged" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40)


@pytest.mark.skipif(sys.platform == "win32", reason="the program that never ends is a shell script")
def test_program_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nsleep 600\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda *_: str(script))
    monkeypatch.setattr(office, "OFFICE_WALL_SECONDS", 1)
    assert "too long" in refused(RTF)
