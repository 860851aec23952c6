"""Documents that the report names, found in whatever the county packed them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rules_engine import evaluate
from rules_engine.facts.fact import Level
from tests.documents import ofd_files, pdf_files
from tests.documents.formats.test_archive import gbk_zip
from tests.documents.packages import docx, paragraph, zipped

TITLE = "戊县深化新时代教育评价改革工作方案"
NUMBER = "戊教发〔2022〕5号"
BY_TITLE = f"印发《{TITLE}》。"
BY_BOTH = f"印发《{TITLE}》（{NUMBER}），推进教育评价改革。"
REPORT = "戊县人民政府履行教育职责自评报告\n戊府函〔2023〕8号\n一、履职情况\n{}\n"
TITLED = ["戊县教育局文件", TITLE, "为深化改革，制定本方案。"]
NUMBERED = ["戊县教育局文件", NUMBER, "关于有关事项的通知", "各学校：", "现将有关事项通知如下。"]


def as_docx(lines: list[str]) -> bytes:
    return docx("".join(map(paragraph, lines)))


def as_pdf(lines: list[str]) -> bytes:
    return pdf_files.pdf([[pdf_files.text(line, 100, 700 - 40 * at) for at, line in enumerate(lines)]])


def as_ofd(lines: list[str]) -> bytes:
    return ofd_files.ofd(ofd_files.laid_out(lines))


@pytest.mark.parametrize("write", [as_docx, as_pdf, as_ofd])
@pytest.mark.parametrize(("said", "lines"), [(BY_TITLE, TITLED), (BY_BOTH, NUMBERED)], ids=["title", "number"])
@pytest.mark.parametrize("packed", ["folder", "zip in UTF-8", "zip in GBK"])
def test_what_is_found_raises_the_measure_with_both_citations(
    write: Callable[[list[str]], bytes], said: str, lines: list[str], packed: str, tmp_path: Path
) -> None:
    (tmp_path / "报告.txt").write_text(REPORT.format(said), encoding="utf-8")
    data, name = write(lines), f"佐证材料/扫描件003.{write.__name__[3:]}"
    if packed == "folder":
        (tmp_path / "佐证材料").mkdir()
        (tmp_path / name).write_bytes(data)
    elif packed == "zip in UTF-8":
        (tmp_path / "附件.zip").write_bytes(zipped({name: data}))
    else:
        (tmp_path / "附件.zip").write_bytes(gbk_zip({name: data}))
    inside = name if packed == "folder" else f"附件.zip/{name}"
    found = evaluate(tmp_path, "chongqing-county-2023", period=2023)
    assert [(enclosure.name, enclosure.found_in) for enclosure in found.enclosures] == [(TITLE, inside)]
    [fact] = [fact for fact in found.facts if fact.origin == "document"]
    assert fact.level == Level.E2
    assert [c.anchor.document for c in fact.citations if c.anchor] == ["报告.txt", inside]


def test_what_is_not_found_is_listed(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(REPORT.format(BY_BOTH + "落实渝教函〔2022〕35号要求。"), encoding="utf-8")
    (tmp_path / "附件.zip").write_bytes(zipped({"无关.docx": as_docx(["会议纪要", "略。"])}))
    found = evaluate(tmp_path, "chongqing-county-2023", period=2023)
    assert [(e.name, e.number, e.found_in) for e in found.enclosures] == [
        (TITLE, NUMBER, ""),
        ("", "渝教函〔2022〕35号", ""),
    ]
    assert {fact.level for fact in found.facts if fact.origin == "document"} == {Level.E1}
