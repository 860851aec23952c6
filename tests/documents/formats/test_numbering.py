import pytest

from rules_engine.documents.formats.counting import written_number
from rules_engine.documents.formats.docx import read
from tests.documents.packages import docx, paragraph


def level(index: int, style: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


CHAPTERS = (
    '<w:abstractNum w:abstractNumId="5">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
)
ONE = CHAPTERS + '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'


def item(text: str, index: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(body: str, numbering: str = ONE, styles: str = "") -> list[str]:
    return read("a.docx", docx(body, numbering=numbering, styles=styles)).text.splitlines()


def test_numbers_are_rendered_as_they_print() -> None:
    body = (
        item("成效")
        + item("经费", 1)
        + item("投入", 2)
        + item("增长", 2)
        + item("编制", 1)
        + item("问题")
        + item("短板", 1)
    )
    assert lines(body) == ["一、成效", "（一）经费", "1. 投入", "2. 增长", "（二）编制", "二、问题", "（一）短板"]


def test_a_paragraph_without_number_does_not_count() -> None:
    assert lines(item("甲") + paragraph("插入") + item("乙")) == ["一、甲", "插入", "二、乙"]


def test_empty_items_take_their_number_too() -> None:
    assert lines(item("甲") + item("") + item("丙")) == ["一、甲", "三、丙"]


def test_deleted_items_take_none() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    assert lines(item("甲") + gone + item("乙")) == ["一、甲", "二、乙"]


def test_legal_levels_are_decimal() -> None:
    assert lines(item("甲") + item("乙", 2) + item("丙", 3)) == ["一、甲", "1. 乙", "1.1.1 丙"]


def test_lists_of_one_definition_count_on_and_an_override_begins_anew() -> None:
    numbering = (
        ONE
        + '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        + "</w:lvlOverride></w:num>"
    )
    body = item("甲") + item("乙", 0, 2) + item("丙", 0, 3) + item("丁", 0, 3)
    assert lines(body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_own_level_of_a_list_is_used() -> None:
    own = level(0, "decimalEnclosedCircle", "%1")
    numbering = CHAPTERS + (
        f'<w:num w:numId="1"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">{own}</w:lvlOverride></w:num>'
    )
    assert lines(item("甲") + item("乙"), numbering) == ["①甲", "②乙"]


def test_level_that_never_restarts_counts_on() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5">'
        + level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%2．", '<w:lvlRestart w:val="0"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert lines(item("甲") + item("子", 1) + item("乙") + item("丑", 1), numbering) == [
        "一、甲",
        "1．子",
        "二、乙",
        "2．丑",
    ]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
)


def test_styles_number_their_paragraphs() -> None:
    styled = [
        paragraph(text, f'<w:pStyle w:val="{style}"/>') for text, style in (("甲", "H1"), ("子", "H2"), ("丑", "H3"))
    ]
    assert lines("".join(styled), ONE, STYLES) == ["一、甲", "（一）子", "（二）丑"]


def test_levels_tied_to_styles_number_them() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5">'
        + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H9"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="H9"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="H1"/>') + paragraph("子", '<w:pStyle w:val="H9"/>')
    assert lines(body, numbering, styles) == ["一、甲", "（一）子"]


def test_zero_takes_the_number_of_a_style_away() -> None:
    body = paragraph("甲", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, ONE, STYLES) == ["甲"]


def test_definition_that_names_a_list_style_is_followed() -> None:
    numbering = (
        CHAPTERS
        + '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + '<w:num w:numId="1"><w:abstractNumId w:val="6"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(item("甲") + item("子", 1), numbering, styles) == ["一、甲", "（一）子"]


def test_bullets_are_no_numbers() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5">'
        + level(0, "bullet", "\uf06c")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert lines(item("甲"), numbering) == ["甲"]


@pytest.mark.parametrize("index", ["99", "x", "-1"])
def test_levels_beyond_the_list_harm_nobody(index: str) -> None:
    body = paragraph("甲", f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="1"/></w:numPr>')
    assert lines(body)[0].endswith("甲")


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一○○"}),
        ("chineseCountingThousand", {10: "十", 15: "十五", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
        ("ideographDigital", {10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 3: "丙"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 40: "㊵"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperRoman", {4: "IV", 9: "IX", 44: "XLIV"}),
        ("ordinal", {1: "1st", 12: "12th"}),
        ("none", {5: ""}),
        ("somethingNew", {5: "5"}),
    ],
)
def test_ways_to_count(style: str, numbers: dict[int, str]) -> None:
    assert {value: written_number(value, style) for value in numbers} == numbers
