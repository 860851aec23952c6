"""Every labelled figure of the real texts is found, and hardly anything else."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from rules_engine.documents.document import Document
from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.mention import Mention
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import ReportWords

PERIODS = {"2022 vs 2021": "2022/2021", "十四五": "2021..2025", "2023春": "2023-spring"}
# 生均 figures are printed in 元.
UNITS = {"元/生": "元"}
# No row of digits to read: two figures added up in the label, and one torn apart by a page's list number.
NOT_ONE_FIGURE = {"现辖1乡1镇", "16\\n2、项内容"}
EXCERPTS = [
    "county_118points",
    "cq_dadukou_yzjh_2024",
    "cq_youyang_2018",
    "hlj_yimei_2023",
    "hn_mgmtzone_2021",
    "rural_conditions_selfcheck",
    "template_county_placeholders",
    "zj_qingtian_funds_2022",
]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(name: str, data: bytes, words: ReportWords) -> tuple[Document, list[Mention]]:
    document = read_text(name, data)
    return document, find_mentions(document, outline(document, words), words)


def labelled(document: Document, found: list[Mention], row: dict[str, str]) -> list[int]:
    """The mentions inside the row's quote that have its value and unit."""
    quote = row["quote"].replace("\\n", "\n")
    unit = UNITS.get(row["unit"], row["unit"])
    matching = []
    start = document.text.find(quote)
    while start >= 0:
        for index, mention in enumerate(found):
            inside = mention.anchor.start < start + len(quote) and mention.anchor.end > start
            if inside and mention.number == Fraction(row["value"]) and mention.unit in (unit, ""):
                matching.append(index)
        start = document.text.find(quote, start + 1)
    return matching


def test_all_figures_of_the_real_report(shared_data: Path, words: ReportWords) -> None:
    document, found = read("report.txt", (shared_data / "liangping-2023.txt").read_bytes(), words)
    labels = rows(shared_data / "liangping-2023.facts.tsv")
    assert len(labels) == 46
    used: set[int] = set()
    for row in labels:
        matching = labelled(document, found, row)
        assert matching, row
        used.update(matching)
        mention = found[matching[0]]
        assert mention.unit == row["unit"], row
        assert (mention.kind == "target") == row["indicator"].startswith("target."), row
        if row["period"]:
            assert str(mention.period) == PERIODS.get(row["period"], row["period"]), row
    others = [mention.quote for index, mention in enumerate(found) if index not in used]
    assert others == ["超过2000人"]


@pytest.mark.parametrize("name", EXCERPTS)
def test_figures_of_the_excerpts(name: str, shared_data: Path, words: ReportWords) -> None:
    data = (shared_data / "reports" / f"{name}.txt").read_bytes().split(b"\n", 1)[1]
    document, found = read(f"{name}.txt", data, words)
    used: set[int] = set()
    for row in rows(shared_data / "reports" / f"{name}.facts.tsv"):
        matching = labelled(document, found, row)
        assert matching or row["quote"] in NOT_ONE_FIGURE, row
        used.update(matching)
        if row["period"] and matching and found[matching[0]].period:
            assert found[matching[0]].period.year == int(row["period"][:4]), row
    others = [mention.quote for index, mention in enumerate(found) if index not in used]
    # 1乡 and 1镇 are labelled as their sum; 16所 repeats a labelled figure.
    assert set(others) <= {"1乡", "1镇", "16所"}


def test_parts_of_the_real_report(shared_data: Path, words: ReportWords) -> None:
    document = read_text("report.txt", (shared_data / "liangping-2023.txt").read_bytes())
    sections = outline(document, words)
    parts = [section.part for section in sections if section.level == 1]
    assert parts == ["achievements", "problems", "measures"]
    chapters = [section.part for section in sections if section.level == 2]
    assert chapters == ["achievements"] * 4 + ["problems"] * 3 + ["measures"] * 4
