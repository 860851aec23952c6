from pathlib import Path

from rules_engine.documents.submission import read_submission
from tests.documents.packages import zipped


def test_members_that_lead_outside_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "r.txt").write_text("某县自评报告\n", encoding="utf-8")
    (inside / "a.zip").write_bytes(zipped({"../../evil.txt": "x", "/abs.txt": "x", "好.txt": "y\n"}))
    found = read_submission(inside, ("自评 报告",))
    assert [document.name for document in found.documents] == ["a.zip/好.txt", "r.txt"]
    told = " ".join(map(str, found.notes))
    assert "../../evil.txt" in told
    assert "/abs.txt" in told
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in", "r.txt"]


def test_folders_that_go_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("某县自评报告\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    try:
        (tmp_path / "sub" / "again").symlink_to(tmp_path)
    except OSError:
        return
    assert [document.name for document in read_submission(tmp_path, ("自评 报告",)).documents] == ["r.txt"]
