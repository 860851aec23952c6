import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from rules_engine.documents.submission import read_submission
read_submission(Path(sys.argv[1]), ("自评 报告",))
print(*sorted(sys.modules))
"""
HEAVY = ("lxml", "xlrd", "csv", "zipfile", "subprocess", "concurrent.futures", "rules_engine.documents.formats")


def test_a_plain_text_imports_no_other_format(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text("某县自评报告\n", encoding="utf-8")
    root = str(Path(__file__).parents[2])
    shown = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SCRIPT, str(report)], cwd=root, capture_output=True, text=True, check=True
    )
    assert [name for name in HEAVY if name in shown.stdout.split()] == []
