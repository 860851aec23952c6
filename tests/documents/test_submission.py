from pathlib import Path

import pytest

from rules_engine.documents import handed_in, submission
from rules_engine.documents.document import Block, Document
from rules_engine.documents.reader import Reader
from rules_engine.documents.submission import NotApplicable, Submission, read_submission
from rules_engine.errors import UnreadableSubmission
from tests.documents.packages import docx, paragraph, xlsx, zipped

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
    error = refused(put(tmp_path, {"a.txt": REPORT, "b.txt": REPORT.replace("12", "13")}))
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


def test_every_format_of_a_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"表.csv": "校名,人数\n一小,1200\n"})
    (tmp_path / "报告.docx").write_bytes(docx(paragraph("乙县人民政府履行教育职责自评报告") + paragraph("共12所。")))
    (tmp_path / "表.xlsx").write_bytes(xlsx('<row r="1"><c r="A1" s="1"><v>0.5</v></c></row>', formats=("0%",)))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "旧.rar").write_bytes(b"Rar!\x1a\x07\x00")
    found = read(tmp_path)
    assert found.report.name == "报告.docx"
    assert [document.name for document in found.documents] == ["报告.docx", "表.csv", "表.xlsx"]
    assert [(file.name, file.kind) for file in found.files] == [
        *(("坏.docx", ""), ("报告.docx", "docx"), ("旧.rar", "")),
        *(("表.csv", "csv"), ("表.xlsx", "xlsx")),
    ]
    assert all(file.path is not None and file.data is None and len(file.digest) == 64 for file in found.files)
    notes = [str(note) for note in found.notes]
    assert notes[0].startswith("坏.docx: not read. This")
    assert notes[1].startswith("旧.rar: not read.")
    assert notes[1].endswith("Pack the files as .zip, or hand in the folder.")


def test_name_that_lies_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes(docx(paragraph("乙县人民政府履行教育职责自评报告")))
    found = read(tmp_path / "r.txt")
    assert found.report.text.startswith("乙县")
    assert str(found.notes[0]).startswith("r.txt: Its name ends in .txt, its content is .docx")


def test_zip_in_a_folder_is_read_in_place(tmp_path: Path) -> None:
    put(tmp_path, {"r.txt": REPORT})
    inner = zipped({"x.txt": "里面"})
    (tmp_path / "附件.zip").write_bytes(zipped({"子/表.csv": "a,b\n1,2\n", "内.zip": inner, "坏.docx": b"PK\x03\x04"}))
    found = read(tmp_path)
    assert [document.name for document in found.documents] == ["r.txt", "附件.zip/子/表.csv"]
    assert [file.name for file in found.files] == [
        *("r.txt", "附件.zip/内.zip", "附件.zip/坏.docx", "附件.zip/子/表.csv"),
    ]
    assert found.files[3].data == b"a,b\n1,2\n"
    assert "not opened" in " ".join(map(str, found.notes))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["r.txt", "附件.zip"]


def test_zip_is_a_submission(tmp_path: Path) -> None:
    settings = "county: 乙县\nfiles: [b.txt]\n"
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({"材料/a.txt": REPORT, "材料/b.txt": REPORT, "材料/submission.yaml": settings}))
    found = read(path)
    assert (found.name, found.report.name, found.settings.county) == ("报送.zip", "材料/b.txt", "乙县")
    path.write_bytes(zipped({"a.txt": REPORT, "b/c.txt": "无关"}))
    assert [document.name for document in read(path).documents] == ["a.txt", "b/c.txt"]
    path.write_bytes(zipped({"a.txt": REPORT, "submission.yaml": "files: [../x.txt, gone.txt]\n"}))
    assert {problem.code for problem in refused(path).problems} == {"outside", "missing"}


def test_zip_of_one_report_and_a_zip_without(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"r.txt": REPORT}))
    assert read(path).report.name == "r.txt"
    path.write_bytes(zipped({"r.txt": "无关"}))
    assert TITLES[0] in str(refused(path))
    path.write_bytes(zipped({}))
    assert "read as a report" in str(refused(path))


def test_table_too_large_for_a_text_stays_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_in, "MOST_BYTES", 200)
    put(tmp_path, {"r.txt": REPORT, "工资.csv": "a,b\n" * 100})
    (tmp_path / "工资.zip").write_bytes(zipped({"表.csv": "a,b\n" * 100}))
    found = read(tmp_path)
    assert [document.name for document in found.documents] == ["r.txt"]
    big = {file.name: file for file in found.files}
    assert (big["工资.csv"].kind, big["工资.csv"].path) == ("csv", tmp_path / "工资.csv")
    assert big["工资.zip/表.csv"].data == b"a,b\n" * 100
    assert all("evidence" in str(note) for note in found.notes)


def test_plugins_add_formats(tmp_path: Path) -> None:
    def read_note(name: str, data: bytes) -> Document:
        text = data.decode()[::-1]
        return Document(name, "d", text, (Block("¶1", 0, text.index("\n")),))

    def failing(name: str, data: bytes) -> Document:
        raise ValueError("broken")

    def foreign(name: str, data: bytes) -> Document:
        return Document(name, "d", "ab", (Block("¶1", 1, 2), Block("¶2", 0, 9)))

    readers = {
        reader.name: reader
        for reader in (
            Reader("notes", (".note",), read_note),
            Reader("bad", (".bad",), failing),
            Reader("odd", (".odd",), foreign),
        )
    }
    put(tmp_path, {"r.note": REPORT[::-1], "x.bad": "x", "y.odd": "y"})
    found = read_submission(tmp_path, TITLES, readers=readers)
    assert found.report.text == REPORT
    assert "ValueError" in str(found.notes[0])
    assert "no document with blocks in order" in str(found.notes[1])
