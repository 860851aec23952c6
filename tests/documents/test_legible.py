"""What readers do not see, marks of notes and radicals change no figure; every place and quotation stays as printed."""

from pathlib import Path

import pytest

from rules_engine.documents.legible import legible
from rules_engine.documents.read import read_document
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset

_RULESET = Path(__file__).parents[2] / "rulesets/rules_engine_rulesets/chongqing-county-2023"


@pytest.fixture(scope="module")
def vocabulary():
    return load_ruleset(_RULESET, load_plugins().checks).vocabulary


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("投入99\u200b185.32万元。", [("99\u200b185.32万元", "991853200")]),
        ("占比为5\u200c4.3%，比例96.2\u2060%。", [("5\u200c4.3%", "54.3"), ("96.2\u2060%", "96.2")]),
        ("学生15\u00ad230²人次，达到92.6³%。", [("15\u00ad230²人次", "15230"), ("92.6³%", "92.6")]),
        ("共2①所，10.2②万元，面积12.5m²。", [("2①所", "2"), ("10.2②万元", "102000"), ("12.5m²", "12.5")]),
        ("超过2000⼈的学校1所。", [("超过2000⼈", "2000"), ("1所", "1")]),
    ],
)
def test_a_figure_is_read_as_people_see_it(vocabulary, text, figures):
    document = read_document("报告.txt", text.encode(), {})
    mentions = read_contents([document], vocabulary).mentions
    assert [(m.quote, str(float(m.number)).removesuffix(".0")) for m in mentions] == figures
    assert all(document.text[m.anchor.start : m.anchor.end] == m.quote for m in mentions)


def test_a_cell_is_read_as_people_see_it(vocabulary):
    table = "指标,2022年（%）\n学前三年毛入园率,9\u200b2.6¹\n"
    (mention,) = read_contents([read_document("表.csv", table.encode(), {})], vocabulary).mentions
    assert (float(mention.number), mention.fact) == (92.6, "preschool.gross_enrolment")


@pytest.mark.parametrize("text", ["面积3m²。", "约3×10⁴元。", "①全面贯彻；②加大投入。"])
def test_other_signs_of_the_same_looks_stay(text):
    document = read_document("报告.txt", text.encode(), {})
    assert legible(document) is document
