import pytest

from rules_engine.documents.read import read_document
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, xlsx

PERSON = "王五 13800138000 110101199001011234"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx("", raw={"word/document.xml": f"<document><body><p>{PERSON}"})),
        ("a.xlsx", xlsx("", raw={"xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row><c><v>{PERSON}"})),
        ("a.xlsx", xlsx(f'<row r="1"><c r="ZZZZ{PERSON}" s="x"><f>{PERSON}</f></c></row>')),
        ("a.txt", PERSON.encode("utf-16-le") + b"\0"),
    ],
)
def test_refusals_quote_nobody(name: str, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(name, data)
    for part in PERSON.split():
        assert part not in str(caught.value)
        assert part not in caplog.text
