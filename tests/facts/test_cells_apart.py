"""What stands in two cells is no figure, whichever format the table is of."""

import pytest

from rules_engine.documents.read import read_document
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import ReportWords


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("编号,00123\n人员,12人\n", ["12人"]),
        ("12,人均5元\n13,人均6元\n", ["5元", "6元"]),
        ("在校生,12846,人\n支出,12.5,万元\n", ["12846\t人", "12.5\t万元"]),
        ("入园率,93.6\n%表示,1\n", []),
    ],
)
def test_a_figure_ends_with_its_cell_unless_the_next_is_its_unit(text, quotes):
    document = read_document("表.csv", text.encode(), {})
    found = find_mentions(document, (), ReportWords())
    assert [mention.quote for mention in found] == quotes


def test_a_cell_of_a_csv_is_called_by_its_letters_alone():
    document = read_document("表.csv", "学校,学生数\n一小,1620人\n".encode(), {})
    assert [block.name for block in document.blocks] == ["A1", "B1", "A2", "B2"]
