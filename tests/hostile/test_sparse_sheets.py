import pytest

from rules_engine.documents import limits
from rules_engine.documents.formats.sheet import read
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import xlsx


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    assert len(data) < 4800
    found = read("a.xlsx", data)
    assert [cell.address for row in found.grids[0].rows for cell in row] == ["A1", "XFD1048576"]
    assert found.text == "1\n2\n"


def test_a_million_rows_of_nothing_are_refused_or_nothing() -> None:
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 1_048_577))
    with pytest.raises(UnreadableDocument):
        read("a.xlsx", xlsx(rows))


def test_claimed_sizes_are_not_believed() -> None:
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', behind='<dimension ref="A1:XFD1048576"/>')
    assert read("a.xlsx", data).text == "1\n"


def test_cells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules_engine.documents.formats.sheet.MOST_CELLS", 100)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200))
    with pytest.raises(UnreadableDocument, match="evidence only"):
        read("a.xlsx", xlsx(rows))


@pytest.mark.parametrize("address", ["XFE1", "ZZZ1", "A1048577", "A9999999"])
def test_cells_beyond_every_sheet_are_damage(address: str) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        read("a.xlsx", xlsx(f'<row><c r="{address}"><v>1</v></c></row>'))


def test_limits_hold_a_county_of_schools() -> None:
    assert limits.MOST_CELLS >= 500 * 60
