from pathlib import Path

import pytest

from rules_engine.documents import handed_in, submission
from rules_engine.documents.submission import NotApplicable, Submission, read_submission
from rules_engine.errors import UnreadableSubmission

TITLES = ("履行 职责 自评|自查 报告",)
REPORT = "乙县人民政府履行教育职责自评报告\n全县共有学校12所。\n"


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def refused(path: Path) -> UnreadableSubmission:
    with pytest.raises(UnreadableSubmission) as caught:
        read_submission(path, TITLES)
    return caught.value


def read(path: Path) -> Submission:
    return read_submission(path, TITLES)


def test_a_file_is_the_report_whatever_its_title(tmp_path: Path) -> None:
    found = read(put(tmp_path, {"x.txt": "随便一份材料\n"}) / "x.txt")
    assert (found.name, found.report.name) == ("x.txt", "x.txt")


def test_report_of_a_folder_is_found_by_its_title(tmp_path: Path) -> None:
    put(tmp_path, {"b.txt": REPORT, "a.txt": "附件一\n", "sub/c.txt": "附件二\n", ".hidden.txt": REPORT})
    found = read(tmp_path)
    assert found.report.name == "b.txt"
    assert [document.name for document in found.documents] == ["a.txt", "b.txt", "sub/c.txt"]


def test_title_broken_over_two_lines_is_found(tmp_path: Path) -> None:
    put(tmp_path, {"b.txt": "乙县人民政府履行教育\n\n职责自查报告\n正文。\n", "a.txt": "无关\n"})
    assert read(tmp_path).report.name == "b.txt"


def test_letter_that_names_the_report_is_not_the_report(tmp_path: Path) -> None:
    put(tmp_path, {"letter.txt": "关于报送《乙县履行教育职责自评报告》的函\n", "r.txt": REPORT})
    assert read(tmp_path).report.name == "r.txt"


def test_two_candidates_are_a_question(tmp_path: Path) -> None:
    error = refused(put(tmp_path, {"a.txt": REPORT, "b.txt": REPORT}))
    assert "a.txt, b.txt" in str(error)
    assert "submission.yaml" in str(error)


def test_settings_decide_between_candidates(tmp_path: Path) -> None:
    settings = "county: 乙县\nperiod: 2023\nfiles: [b.txt]\n"
    put(tmp_path, {"a.txt": REPORT, "b.txt": REPORT, "submission.yaml": settings})
    found = read(tmp_path)
    assert found.report.name == "b.txt"
    assert (found.settings.county, found.settings.period) == ("乙县", 2023)


def test_no_report_says_what_was_looked_for(tmp_path: Path) -> None:
    error = refused(put(tmp_path, {"a.txt": "无关\n", "b.txt": "也无关\n"}))
    assert TITLES[0] in str(error)


def test_empty_folder_and_missing_path_are_told(tmp_path: Path) -> None:
    assert "report" in str(refused(tmp_path))
    assert "no such file" in str(refused(tmp_path / "absent"))


def test_unreadable_files_are_noted_and_stop_nothing(tmp_path: Path) -> None:
    put(tmp_path, {"r.txt": REPORT, "empty.txt": "", "table.xlsx": "x"})
    found = read(tmp_path)
    assert found.report.name == "r.txt"
    assert [str(note).split(":")[0] for note in found.notes] == ["empty.txt", "table.xlsx"]


def test_settings_are_read_whole(tmp_path: Path) -> None:
    settings = """\
ruleset: some-ruleset
not_applicable: [{criterion: a.b, approver: 张三, basis: 无此学段}]
not_selected: [c.d]
"""
    found = read(put(tmp_path, {"r.txt": REPORT, "submission.yaml": settings}))
    assert found.settings.ruleset == "some-ruleset"
    assert found.settings.not_applicable == (NotApplicable("a.b", "张三", "无此学段"),)
    assert found.settings.not_selected == ("c.d",)


def test_unknown_keys_are_all_told_with_place_and_nearest(tmp_path: Path) -> None:
    error = refused(put(tmp_path, {"r.txt": REPORT, "submission.yaml": "conty: 乙县\nperiod: abc\n"}))
    said = str(error)
    assert "submission.yaml:1:1" in said
    assert "county" in said
    assert "submission.yaml:2:" in said


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt", "~/x.txt"])
def test_files_outside_are_refused_by_name(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"r.txt": REPORT, "submission.yaml": f"files: [r.txt, '{name}', gone.txt]\n"})
    error = refused(tmp_path)
    assert name in str(error)
    assert "gone.txt" in str(error)
    assert {problem.code for problem in error.problems} == {"outside", "missing"}


def test_links_that_lead_outside_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    put(tmp_path, {"secret.txt": REPORT, "in/r.txt": REPORT})
    try:
        (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this system makes no links")
    found = read(inside)
    assert [document.name for document in found.documents] == ["r.txt"]
    assert "link.txt" in str(found.notes[0])
    put(inside, {"submission.yaml": "files: [link.txt]\n"})
    assert "link.txt" in str(refused(inside))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MOST_FILES", 2)
    assert "more than 2" in str(refused(put(tmp_path, {f"{n}.txt": REPORT for n in range(3)})))


def test_size_is_looked_at_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_in, "MOST_BYTES", 10)
    assert "MB" in str(refused(put(tmp_path, {"r.txt": REPORT}) / "r.txt"))
