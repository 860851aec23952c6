"""How long a process takes, as a ratio to one that only imports the libraries."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
REPORT = ROOT.parent / "shared" / "data" / "liangping-2023.txt"
EXAMPLE = ROOT / "examples" / "liangping-2023"
RUNS = 21
START = "from rules_engine.cli import main; main()"


def seconds(code: str, *arguments: str) -> float:
    """How long one process takes."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"exit code {done.returncode}: what fails is not measured")
    return taken


def main() -> None:
    """Print the ratios of the medians, the runs interleaved."""
    submission = str(REPORT if REPORT.exists() else EXAMPLE)
    processes = {
        "libraries": ("import click, pluggy, attrs, yaml, cattrs",),
        "evaluate": (START, "evaluate", submission),
        "click": ("import click",),
        "help": (START, "--help"),
    }
    taken: dict[str, list[float]] = {name: [] for name in processes}
    for _ in range(RUNS):
        for name, process in processes.items():
            taken[name].append(seconds(*process))
    middle = {name: median(times) for name, times in taken.items()}
    print(f"evaluate / libraries  {middle['evaluate'] / middle['libraries']:.2f}  (budget 2.5)")
    print(f"--help / click        {middle['help'] / middle['click']:.2f}  (budget 1.5)")


if __name__ == "__main__":
    main()
