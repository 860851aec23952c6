"""How fast prose is read with the full vocabulary, as a ratio to 2 MB/s (above 1.0 is slower)."""

import time
from pathlib import Path
from statistics import median

from rules_engine.documents.text import read_text
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset

BUDGET = 2_000_000
COPIES, RUNS = 40, 9
ROOT = Path(__file__).parents[1]
REPORT = ROOT.parent / "shared" / "data" / "liangping-2023.txt"
EXAMPLE = ROOT / "examples" / "liangping-2023" / "自评报告.txt"


def main() -> None:
    """Print the ratio of the median; the vocabulary is read and its patterns are compiled before."""
    host = load_plugins()
    vocabulary = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks).vocabulary
    data = (REPORT if REPORT.exists() else EXAMPLE).read_bytes()
    read_contents([read_text("report.txt", data)], vocabulary)
    documents = [read_text(f"report{i}.txt", data) for i in range(COPIES)]
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        read_contents(documents, vocabulary)
        taken.append(time.perf_counter() - start)
    print(f"reading / 2 MB/s  {median(taken) / (COPIES * len(data)) * BUDGET:.2f}  (budget 1.0)")


if __name__ == "__main__":
    main()
