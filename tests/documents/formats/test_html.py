from contextlib import suppress

import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.formats.html import read
from rules_engine.errors import UnreadableDocument

SENTENCE = "全县学前三年毛入园率93.2%，新增学位2430个。"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def lines(body: str, head: str = "") -> list[str]:
    return read("a.html", page(body, head)).text.splitlines()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read("a.html", data)
    return str(caught.value)


def named(document: Document) -> dict[str, str]:
    return {block.name: document.text[block.start : block.end] for block in document.blocks}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv=Content-Type content="text/html; charset=GBK">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ("", "utf-8"),
        ('<meta charset="big5">', "big5hkscs"),
    ],
)
def test_pages_are_decoded_as_what_they_are(declared: str, encoding: str) -> None:
    text = SENTENCE * 3 if encoding != "big5hkscs" else "全縣學校三十四所，經費增長。"
    document = read("a.html", f"<html><head>{declared}</head><body><p>{text}</p></body></html>".encode(encoding))
    assert document.text == text + "\n"
    assert document.encoding == encoding


def test_page_called_gb2312_keeps_characters_that_only_gb18030_has() -> None:
    paragraphs = [f"第{number}段，镕垚学校{number}所𠮷。" for number in range(1, 43)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    data = f'<html><head><meta charset="gb2312"></head><body>{body}</body></html>'.encode("gb18030")
    assert read("a.html", data).text.splitlines() == paragraphs


def test_byte_order_mark_decides() -> None:
    data = b"\xef\xbb\xbf" + "<html><meta charset=gb2312><body>短句".encode()
    assert read("a.html", data).text == "短句\n"


def test_single_damaged_bytes_are_shown_and_counted() -> None:
    data = page(f"<p>{SENTENCE * 60}</p>").decode().encode("gb18030").replace("个".encode("gb18030"), b"\xff", 1)
    document = read("a.html", data.replace(b"charset=utf-8", b"charset=gb2312"))
    assert "�" in document.text
    assert str(document.notes[0]) == "1 damaged characters of this page stand as �."


def test_bytes_in_no_encoding_are_refused() -> None:
    assert "encoding" in refused(b"<html><body><p>" + b"\xff\x81\xfe" * 200)


def test_blocks_are_what_a_reader_sees() -> None:
    body = "<h1>某县自评报告</h1><div>一、<b>履职</b>情况<p>&nbsp;&nbsp;第一&emsp;段<br>第二行<br/><br>第三行</div>尾"
    document = read("a.html", page(body))
    assert document.text.splitlines() == ["某县自评报告", "一、履职情况", "第一\u2003段", "第二行", "第三行", "尾"]
    assert [block.kind for block in document.blocks][:2] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('<p>99%</p>')</script>",
        "<style>p{width:99%}</style>",
        '<p style="color:red; display:none">99%</p>',
        '<p style="visibility: hidden">99%</p>',
        "<p hidden>99%</p>",
        "<p class=x>99%</p>",
        "<template><p>99%</p></template><noscript>99%</noscript><!-- 99% -->",
        "<select><option>99%</option></select>",
    ],
)
def test_what_the_page_hides_is_no_text(hidden: str) -> None:
    assert lines(f"<p>甲</p>{hidden}<p>乙</p>", "<style>.x, .y { display : none }</style>") == ["甲", "乙"]


def test_what_is_hidden_only_on_paper_is_text() -> None:
    assert lines("<p class=x>甲</p>", "<style>@media print { .x { display: none } }</style>") == ["甲"]


def test_struck_out_text_is_left_out_and_noted() -> None:
    document = read("a.html", page("<p>占比<del>10%</del><s>11%</s>12%。</p>"))
    assert document.text == "占比12%。\n"
    assert str(document.notes[0]) == "Struck-out passages left out: 2."


def test_source_line_ends_do_not_split_words() -> None:
    assert lines("<p>全县投\n入教育\r\n  经费 one\ntwo</p>") == ["全县投入教育经费 one two"]


def test_numbers_of_lists_are_written() -> None:
    body = (
        "<ol start=3><li>甲<li>乙<ol type=a><li>子</ol><li value=9>丙</ol><ul><li>丁</ul>"
        "<ol style='list-style-type:cjk-ideographic'><li>戊</ol><ol style='list-style:none'><li>己</ol>"
    )
    assert lines(body) == ["3. 甲", "4. 乙", "a. 子", "9. 丙", "丁", "一、戊", "己"]


def test_raised_digits_are_no_part_of_a_figure() -> None:
    assert lines("<p>面积42000m<sup>2</sup>，占比93<sup>1</sup>%</p>") == ["面积42000m²，占比93¹%"]


def test_data_table_is_a_grid_with_merged_cells_once() -> None:
    body = (
        "<table><caption>学校情况</caption><thead><tr><th>学段<th>学校数<th>学生数</thead>"
        "<tr><td rowspan=2>小学<td>56<td>23,456<tr><td colspan=2>其中寄宿<br>12%"
        "<tr style='display:none'><td>x<td>y<td>z</table>"
    )
    document = read("a.html", page(body))
    assert document.text == "学校情况\n学段\t学校数\t学生数\n小学\t56\t23,456\n其中寄宿 12%\n"
    assert named(document)["table 1!B3"] == "其中寄宿 12%"
    assert document.blocks[-1].kind == "cell"


def test_table_that_arranges_the_page_is_none() -> None:
    layout = "<table><tr><td><a href=/>首页</a></td><td>{}</td></tr></table>"
    body = layout.format(f"<p>{SENTENCE}</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table>")
    document = read("a.html", page(body))
    assert [grid.name for grid in document.grids] == ["table 1"]
    assert document.text.splitlines() == [SENTENCE, "甲\t1", "乙\t2", "首页"]


def test_menus_come_last() -> None:
    menu = "<ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(60)) + "</ul>"
    text = lines(
        f"{menu}<nav>2021年 <b>导航</b></nav><h2><a href=x>某县自评报告</a></h2><p>正文见<a href=y>附件</a>。</p>"
    )
    assert text[:2] == ["某县自评报告", "正文见附件。"]
    assert text[2] == "栏目0"
    assert "2021年 导航" in text


def test_entities_and_markup_in_text_stay_text() -> None:
    assert lines("<p>A&amp;B &lt;img onerror&gt; {{7*7}} &#x91d1;</p>") == ["A&B <img onerror> {{7*7}} 金"]


def test_kangxi_radicals_are_ordinary_characters() -> None:
    assert lines("<p>⾦额⻓期⼀般</p>") == ["金额长期一般"]


def test_page_without_text_is_refused() -> None:
    assert "no text" in refused(page("<script>1</script><img src=scan.jpg>"))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + "甲",
        "<font>" * 50_000 + "甲",
        "<table>" * 3000 + "甲",
        "<table><tr>" + "<td rowspan=65534 colspan=1000>甲" * 3000 + "</table>",
    ],
)
def test_pages_made_to_choke_do_not(body: str) -> None:
    with suppress(UnreadableDocument):
        assert "甲" in read("a.html", page(body)).text
