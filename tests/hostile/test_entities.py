from collections.abc import Callable

import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.formats import docx as docx_format
from rules_engine.documents.formats import open_sheet, sheet
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import docx, xlsx, zipped

Read = Callable[[str, bytes], Document]
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
OUTSIDE = '<!ENTITY a8 SYSTEM "file:///etc/passwd">'
NETWORK = '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;'


def files(entities: str) -> list[tuple[Read, bytes]]:
    head = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    body = f"{head}<document><body><p>&a8;</p></body></document>"
    cells = f"{head}<worksheet><c r='A1'>&a8;</c></worksheet>"
    return [
        (docx_format.read, docx("", raw={"word/document.xml": body})),
        (docx_format.read, docx("<w:p/>", raw={"word/_rels/document.xml.rels": f"{head}<Relationships/>"})),
        (sheet.read, xlsx("", raw={"xl/worksheets/sheet1.xml": cells})),
        (sheet.read, xlsx("", raw={"xl/sharedStrings.xml": f"{head}<sst><si><t>&a8;</t></si></sst>"})),
        (open_sheet.read, zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body})),
    ]


@pytest.mark.parametrize("entities", [BOMB, OUTSIDE, NETWORK, ""], ids=["bomb", "file", "network", "bare"])
def test_document_types_are_refused(entities: str) -> None:
    for read, data in files(entities):
        with pytest.raises(UnreadableDocument, match="entities"):
            read("a", data)


def test_document_types_hide_in_no_encoding() -> None:
    part = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><document><body/></document>'
    with pytest.raises(UnreadableDocument, match="entities"):
        docx_format.read("a.docx", docx("", raw={"word/document.xml": part.encode("utf-16")}))
    hidden = part.replace("UTF-16", "UTF-7").replace("<!DOCTYPE", "+ADwAIQ-DOCTYPE").encode()
    with pytest.raises(UnreadableDocument):
        docx_format.read("a.docx", docx("", raw={"word/document.xml": hidden}))


def test_depth_has_an_end() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    with pytest.raises(UnreadableDocument):
        docx_format.read("a.docx", docx(deep))


def test_what_lies_outside_is_never_fetched() -> None:
    rels = (
        '<Relationships><Relationship Id="r" Type="x/styles" Target="http://127.0.0.1:9/s.xml" TargetMode="External"/>'
        '<Relationship Id="n" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    found = docx_format.read(
        "a.docx", docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>", raw={"word/_rels/document.xml.rels": rels})
    )
    assert found.text == "x\n"
