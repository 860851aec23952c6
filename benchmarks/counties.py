"""How fast many reports are evaluated: made-up counties of 10 KB each, from files to a line each, on all processors.

Prints reports a second as a ratio to 60 (above 1.0 is slower), and the peak memory of the collecting process and of one
that evaluates, after a tenth of the reports and after all of them.
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from examples.made_up_counties import write  # noqa: E402
from rules_engine.batch import Wish, evaluate_all, outcome  # noqa: E402

WANTED = 60
KILOBYTES = 10


def main(count: int) -> None:
    """Evaluate so many counties."""
    with TemporaryDirectory() as folder:
        paths = write(Path(folder), range(count), kilobytes=KILOBYTES)
        start = time.perf_counter()
        failed = sum(found.summary is None for found in evaluate_all(paths, Wish()))
        speed = count / (time.perf_counter() - start)
        told = f"{count} reports of {KILOBYTES} KB: {speed:.0f} a second, {failed} failed"
        print(f"{told};  60 a second / this  {WANTED / speed:.2f}  (budget 1.0)")
        early = _peak(paths[: count // 10])
        print(f"peak memory of a process: {early} MB after {count // 10}, {_peak(paths)} MB after {count}")


def _peak(paths: list[Path]) -> int:
    for path in paths:
        outcome(path, Wish())
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
