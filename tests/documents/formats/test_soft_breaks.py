"""A line break inside a paragraph ends a line only where something ends there."""

import pytest

from rules_engine.documents.formats import docx, html
from rules_engine.documents.formats.soft_breaks import rejoined
from tests.documents import packages


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("全县投入4\n0万元，学校2\n6所。", "全县投入40万元，学校26所。"),
        ("全县投入4.\n5亿元。", "全县投入4.5亿元。"),
        ("全县投入4\n.5亿元。", "全县投入4.5亿元。"),
        ("入园率为93.2\n%，学校26\n所。", "入园率为93.2%，学校26所。"),
        # A year and the number of an item begin something of their own.
        ("现有学校26\n2022年新建3所。", "现有学校26\n2022年新建3所。"),
        ("见附件1\n2.经费投入", "见附件1\n2.经费投入"),
        ("见附件1\n2、经费投入", "见附件1\n2、经费投入"),
        # Rows of numbers stay rows.
        ("26\n27\n28", "26\n27\n28"),
        # A title has short lines; a sentence ends with its mark.
        ("某某县人民政府\n自评报告", "某某县人民政府\n自评报告"),
        ("一是落实责任。\n二是加强督导。", "一是落实责任。\n二是加强督导。"),
        # A long line that ends no sentence was broken by hand.
        (
            "我县始终坚持教育优先发展，切实履行县级人民政府的教育职责，力\n争2025年创建成功。",
            "我县始终坚持教育优先发展，切实履行县级人民政府的教育职责，力争2025年创建成功。",
        ),
        (
            "我县始终坚持教育优先发展，切实履行县级人民政府的教育职责\n（二）经费投入",
            "我县始终坚持教育优先发展，切实履行县级人民政府的教育职责\n（二）经费投入",
        ),
    ],
)
def test_a_figure_or_sentence_goes_on_over_a_break_that_ends_nothing(broken: str, whole: str) -> None:
    assert rejoined(broken) == whole


def test_breaks_of_word_and_of_pages_alike() -> None:
    runs = "<w:r><w:t>全县投入4</w:t><w:br/><w:t>0万元。</w:t></w:r>"
    assert docx.read("a.docx", packages.docx(f"<w:p>{runs}</w:p>")).text == "全县投入40万元。\n"
    assert html.read("a.html", "<p>全县投入4<br>0万元。</p>".encode()).text == "全县投入40万元。\n"
