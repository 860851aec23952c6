"""Old office files (.doc, .wps, .rtf, .odt): LibreOffice makes a .docx of them, and the reader of .docx reads it."""

import tempfile
from pathlib import Path

from rules_engine.digest import digest_bytes
from rules_engine.documents.child import read_in_child
from rules_engine.documents.document import Document
from rules_engine.documents.formats.programs import program, run_limited
from rules_engine.documents.limits import MOST_BYTES, OFFICE_CPU_SECONDS, OFFICE_MEMORY_BYTES, OFFICE_WALL_SECONDS
from rules_engine.documents.refusals import too_large, unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.records import evolve

# What a profile of our own forbids: macros, and fetching what a file links to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
</oor:items>
"""


def read(name: str, data: bytes) -> Document:
    """The document of an old office file, tracked changes and list numbers as the reader of .docx takes them.

    Raises UnreadableDocument where LibreOffice is not installed, saying what to install, or cannot read the file.
    """
    office = program("soffice", "libreoffice")
    if office is None:
        message = Message("Reading such a file needs LibreOffice, which is not on this machine.")
        advice = Message(
            "Install LibreOffice (Debian and Ubuntu: apt-get install libreoffice-writer; Windows and macOS: its "
            "installer), or save the file as .docx and hand that in."
        )
        raise unreadable(name, message, "no_program", advice)
    converted = read_in_child("docx", name, _converted(name, data, office))
    return evolve(converted, digest=digest_bytes(data))


def _converted(name: str, data: bytes, office: str) -> bytes:
    """The file as .docx; both lie in a folder of their own for as long as that takes."""
    with tempfile.TemporaryDirectory(prefix="rules_engine_", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        suffix, reader = _kind(data)
        source = work / f"document{suffix}"
        source.write_bytes(data)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            f"--infilter={reader}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(work / "out"),
            str(source),
        ]
        code, _ = run_limited(
            name,
            command,
            b"",
            cpu_seconds=OFFICE_CPU_SECONDS,
            wall_seconds=OFFICE_WALL_SECONDS,
            memory_bytes=OFFICE_MEMORY_BYTES,
        )
        made = work / "out" / "document.docx"
        if code is None:
            raise unreadable(
                name, Message("LibreOffice took too long over this file and was stopped."), "time", _anew()
            )
        if not made.is_file():
            message = Message("LibreOffice cannot open this file: it is damaged, or locked with a password.")
            raise unreadable(name, message, "damaged", _anew())
        if made.stat().st_size > MOST_BYTES:
            raise UnreadableDocument(too_large(name, made.stat().st_size))
        return made.read_bytes()


def _kind(data: bytes) -> tuple[str, str]:
    """The suffix and the filter by which LibreOffice knows such a file; left to guess, it takes garbage for text."""
    if data.startswith(b"{\\rtf"):
        return ".rtf", "Rich Text Format"
    return (".odt", "writer8") if data.startswith(b"PK") else (".doc", "MS Word 97")


def _anew() -> Message:
    return Message("Open it, save it as .docx and hand that in.")
