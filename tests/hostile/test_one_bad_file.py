import os
from pathlib import Path

import pytest

from rules_engine.documents import child
from rules_engine.documents.read import read_document
from rules_engine.documents.submission import read_submission
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, paragraph, xlsx, zipped

REPORT = docx(paragraph("某县自评报告") + paragraph("共12所。"))
GOOD = {"docx": REPORT, "xlsx": xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), "zip": zipped({"a.txt": "x"})}


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(REPORT)
    bad = {
        "空.docx": b"",
        "断.docx": REPORT[: len(REPORT) // 2],
        "假.xlsx": b"PK\x03\x04" + os.urandom(100),
        "无.docx": zipped({"[Content_Types].xml": "", "word/document.xml": "<document/>"}),
        "坏.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
        "码.txt": bytes(range(256)) * 4,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    found = read_submission(tmp_path, ("自评 报告",))
    assert found.report.name == "报告.docx"
    assert sorted(str(note).split(":")[0] for note in found.notes) == sorted(bad)
    assert {file.name for file in found.files} == {"报告.docx", *bad}


@pytest.mark.parametrize("suffix", sorted(GOOD))
@pytest.mark.parametrize("seed", range(6))
def test_damage_anywhere_is_read_or_refused(suffix: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes of good files changed here and there; parsers run in this process, to let through what they raise."""
    import random
    from importlib import import_module

    def here(format_name: str, name: str, data: bytes) -> object:
        return import_module(child.MODULES[format_name]).read(name, data)

    monkeypatch.setattr(child, "read_in_child", here)
    dice = random.Random(seed)
    for _ in range(60):
        data = bytearray(GOOD[suffix])
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_document(f"a.{suffix}", bytes(data))
        except UnreadableDocument:
            continue
