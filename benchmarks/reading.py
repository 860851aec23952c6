"""How fast prose is read with the full vocabulary: MB of UTF-8 a second, the whole and each step, medians of runs.

The last number of a line is the ratio to 2 MB/s (above 1.0 is slower). A text is repeated within one document: the real
report and all reports joined where they are at hand, else the example; at three sizes, for time must not grow faster.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from rules_engine.documents.document import Document
from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.binding import bind
from rules_engine.facts.claims import find_claims
from rules_engine.facts.consistency import relations
from rules_engine.facts.issued import find_issued
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.reading import read_contents
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset

MB = 1_000_000
BUDGET = 2.0
SIZES, RUNS = (0.4, 1, 4), 7
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
EXAMPLE = ROOT / "examples" / "liangping-2023" / "自评报告.txt"


def main() -> None:
    """Print a line for each text and size; the vocabulary is read and its patterns are compiled before."""
    host = load_plugins()
    vocabulary = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks).vocabulary
    for name, text in _texts().items():
        read_contents([_document(text)], vocabulary)
        for size in SIZES:
            _line(name, _document(text * max(round(size * MB / len(text.encode())), 1)), vocabulary)


def _texts() -> dict[str, str]:
    report = SHARED / "liangping-2023.txt"
    if not report.exists():
        return {"example": EXAMPLE.read_text(encoding="utf-8")}
    paths = sorted(SHARED.rglob("*.txt"))
    return {"report": report.read_text("utf-8"), "reports": "\n".join(path.read_text("utf-8") for path in paths)}


def _document(text: str) -> Document:
    return read_text("report.txt", text.encode())


def _line(name: str, document: Document, vocabulary: Vocabulary) -> None:
    size = len(document.text.encode()) / MB
    taken: list[dict[str, float]] = [_taken(document, vocabulary) for _ in range(RUNS if size < 2 else 1)]
    speeds = {step: size / median(run[step] for run in taken) for step in taken[0]}
    told = ", ".join(f"{step} {speed:.1f}" for step, speed in speeds.items())
    print(f"{name} {size:.1f} MB: {told} MB/s;  reading / 2 MB/s  {BUDGET / speeds['whole']:.2f}  (budget 1.0)")
    sys.stdout.flush()


def _taken(document: Document, vocabulary: Vocabulary) -> dict[str, float]:
    seconds: dict[str, float] = {}

    def step(name: str, act: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = act()
        seconds[name] = time.perf_counter() - start
        return found

    step("whole", lambda: read_contents([document], vocabulary))
    sections = step("outline", lambda: outline(document, vocabulary.words))
    mentions = step("mentions", lambda: find_mentions(document, sections, vocabulary.words))
    bound = step("bind", lambda: bind(document, mentions, vocabulary))
    claims = step("claims", lambda: find_claims(document, sections, vocabulary, bound))
    step("issued", lambda: find_issued(document, sections, vocabulary))
    step("relations", lambda: relations(document, bound, vocabulary, claims))
    return seconds


if __name__ == "__main__":
    main()
