"""How fast many reports are evaluated: made-up counties of 10 KB each, on all processors.

From files to a line each, then with a page for each, the index and the pages of the criteria. Prints reports a second
as a ratio to 60 (above 1.0 is slower), and the peak memory of the process that collects the outcomes and of one that
evaluates, after a tenth of the reports and after all of them.
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
from rules_engine.cli.beside import Beside  # noqa: E402
from rules_engine.cli.session import Session  # noqa: E402

WANTED = 60
KILOBYTES = 10


def main(count: int) -> None:
    """Evaluate so many counties, without and with pages."""
    with TemporaryDirectory() as folder:
        paths = write(Path(folder) / "handed in", range(count), kilobytes=KILOBYTES)
        _run(f"{count} reports of {KILOBYTES} KB, a line each", paths, Wish(), None)
        pages = Wish(language="zh", points=True, pages=True)
        early, late = _run("with a page each, the index, the criteria", paths, pages, Path(folder) / "pages")
        print(f"peak memory of the process that collects: {early} MB after {count // 10}, {late} MB after {count}")
        early = _peak(paths[: count // 10], pages)
        print(f"of one that evaluates: {early} MB after {count // 10}, {_peak(paths, pages)} MB after {count}")


def _run(told: str, paths: list[Path], wish: Wish, folder: Path | None) -> tuple[int, int]:
    beside = Beside(Session("zh"), None, None, folder)
    early = 0
    start = time.perf_counter()
    for number, found in enumerate(evaluate_all(paths, wish), 1):
        beside.add(str(found.path), found)
        if number == len(paths) // 10:
            early = _megabytes()
    beside.close(0)
    speed = len(paths) / (time.perf_counter() - start)
    rate = f"{speed:.0f} a second, {len(beside.failed)} failed"
    print(f"{told}: {rate};  60 a second / this  {WANTED / speed:.2f}  (budget 1.0)")
    return early, _megabytes()


def _peak(paths: list[Path], wish: Wish) -> int:
    for path in paths:
        outcome(path, wish)
    return _megabytes()


def _megabytes() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
