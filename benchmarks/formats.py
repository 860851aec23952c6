"""Ten pages from file to facts in .docx and text .pdf, as a ratio to 0.5 s (above 1.0 is slower)."""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from rules_engine.documents.read import read_document
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.formats.reports import write_docx, write_typst_pdf  # noqa: E402  found beside the benchmarks

BUDGET = 0.5
RUNS = 9
# The example report has about 2,400 characters; three copies fill ten pages.
COPIES = 3
EXAMPLE = ROOT / "examples" / "liangping-2023" / "自评报告.txt"


def main() -> None:
    """Print seconds and ratio of the median for each format; the vocabulary is read before."""
    host = load_plugins()
    vocabulary = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks).vocabulary
    lines = [line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    read_contents([read_document("report.txt", EXAMPLE.read_bytes())], vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in (("docx", write_docx), ("pdf", write_typst_pdf)):
            path = Path(folder, f"report.{suffix}")
            write(lines * COPIES, path)
            data = path.read_bytes()
            taken = []
            for _ in range(RUNS):
                start = time.perf_counter()
                read_contents([read_document(path.name, data)], vocabulary)
                taken.append(time.perf_counter() - start)
            seconds = median(taken)
            print(f".{suffix} of ten pages  {seconds:.2f} s, / 0.5 s  {seconds / BUDGET:.2f}  (budget 1.0)")


if __name__ == "__main__":
    main()
