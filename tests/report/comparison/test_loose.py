"""A folder of reports that lie loose in it, one of each county, is evaluated as so many submissions; none else is."""

from pathlib import Path

import pytest

from examples.made_up_counties import county
from tests.cli.commands import run
from tests.documents.formats.test_archive import gbk_zip


def loose(folder: Path, *numbers: int) -> Path:
    """Reports side by side, without folders of their own."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        made = county(number)
        (folder / f"{made.name}自评报告.txt").write_text(made.text, "utf-8")
    return folder


def test_each_report_is_a_submission(tmp_path: Path) -> None:
    folder = loose(tmp_path / "全市", 1, 2, 3)
    ran = run("evaluate", folder, "--html", tmp_path / "pages")
    assert len(ran.out.splitlines()) == 3
    assert all(county(number).name in ran.out for number in (1, 2, 3))
    assert len(list((tmp_path / "pages" / "counties").iterdir())) == 3


def test_so_are_those_of_a_zip_whatever_its_names_are_written_in(tmp_path: Path) -> None:
    folder, packed = loose(tmp_path / "全市", 1, 2), tmp_path / "全市.zip"
    packed.write_bytes(gbk_zip({report.name: report.read_bytes() for report in folder.iterdir()}))
    ran = run("evaluate", packed, "--html", tmp_path / "pages")
    assert len(ran.out.splitlines()) == 2 and county(1).name in ran.out
    assert f"{county(2).name}自评报告.txt" in (tmp_path / "pages" / "index.html").read_text("utf-8")


def test_folders_in_a_zip_with_names_as_windows_writes_them(tmp_path: Path) -> None:
    packed = tmp_path / "全市.zip"
    packed.write_bytes(
        gbk_zip({f"{name}/自评报告.txt": county(n).text.encode() for n, name in ((1, "甲区"), (2, "乙县"))})
    )
    run("evaluate", packed, "--html", tmp_path / "pages")
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert '<span class="names">甲区</span>' in index and '<span class="names">乙县</span>' in index


def test_a_file_that_cannot_be_read_is_listed_and_harms_no_other(tmp_path: Path) -> None:
    folder = loose(tmp_path / "全市", 1, 2)
    (folder / "损坏.docx").write_bytes(b"PK\x03\x04broken")
    ran = run("evaluate", folder)
    assert ran.code == 2 and "损坏.docx" in ran.err
    assert len(ran.out.splitlines()) == 3


def test_one_report_with_its_evidence_stays_one_submission(tmp_path: Path) -> None:
    folder = loose(tmp_path / "某县", 1)
    (folder / "附件1.txt").write_text("专职保安配备情况：全部学校均已配备。\n", "utf-8")
    (folder / "班额.csv").write_text("学校,学段,班级,学生数\n一小,小学,1班,44\n", "utf-8")
    ran = run("evaluate", folder, "--lang", "zh")
    assert "等次：" in ran.out and len(ran.out.splitlines()) > 50


@pytest.mark.parametrize(
    "beside",
    [
        {"关于2023年度履行教育职责情况的自评报告（修改稿）.txt": county(1).text.replace("。", "；", 1)},
        {county(2).name + "自评报告.txt": county(2).text, "班额.csv": "学校,学段,班级,学生数\n一小,小学,1班,44\n"},
    ],
    ids=["two drafts of one county", "evidence of nobody knows whom"],
)
@pytest.mark.parametrize(
    ("language", "question", "advice"),
    [
        ("zh", "哪一份是自评报告：", "rules-engine evaluate A.docx B.docx"),
        ("en", "Which of these is the report: ", "rules-engine evaluate A.docx B.docx"),
    ],
)
def test_where_it_is_open_what_is_what_the_question_says_what_to_do(
    tmp_path: Path, beside: dict[str, str], language: str, question: str, advice: str
) -> None:
    folder = loose(tmp_path / "某市", 1)
    for name, text in beside.items():
        (folder / name).write_text(text, "utf-8")
    ran = run("evaluate", folder, "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert question in ran.err and advice in ran.err
