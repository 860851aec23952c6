import pytest

from rules_engine.documents.formats.composition import Composition, Shown
from rules_engine.documents.read import read_document
from tests.documents.packages import docx, paragraph, xlsx

SIGNS = "{{7*7}} &lt;img onerror=x&gt; &lt;/script&gt; =cmd() \u202e倒\u202c \u200b９３．２％ ① ² ㈠ 𠮷㐂"


def plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">")


def test_signs_reach_the_text_as_they_stand() -> None:
    assert read_document("a.docx", docx(paragraph(SIGNS))).text == plain(SIGNS) + "\n"
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SIGNS}</t></is></c></row>'
    assert read_document("a.xlsx", xlsx(rows)).text == plain(SIGNS) + "\n"
    data = f"{plain(SIGNS)}\t二".encode()
    assert read_document("a.csv", data).text == plain(SIGNS) + "\t二\n"


@pytest.mark.parametrize("sign", ["\ud800", "\x00", "\udfff"])
def test_what_no_output_could_carry_is_left_out(sign: str) -> None:
    made = Composition("a", b"", ".x")
    made.paragraph(f"甲{sign}乙")
    made.grid("s", [(1, {1: Shown(f"丙{sign}丁")})])
    document = made.document()
    document.text.encode("utf-8")
    assert "\x00" not in document.text
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)


def test_escapes_of_sheets_make_no_lone_surrogates() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲_xD800_乙_x000D_丙</t></is></c></row>'
    read_document("a.xlsx", xlsx(rows)).text.encode("utf-8")
