"""How long 20 million payroll rows take from Parquet to the parity facts, as a ratio to a query written by hand.

`payroll.py [ROWS]`. Each run is a process of its own, so that its peak memory is its own.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BUDGET, MEGABYTES, RUNS, ROWS = 1.2, 1000, 5, 20_000_000
COUNTED = "('基本工资', '津贴补贴', '绩效工资', '年终奖金')"


def by_hand(file: str) -> dict[str, float]:
    """The same numbers, by the query that somebody who knows the file and DuckDB well would write.

    It trusts every cell; and it counts months by the bits of a number, which is twice as quick as count(DISTINCT …).
    """
    import duckdb

    connection = duckdb.connect(":memory:", config={"memory_limit": "900MB"})
    start = time.perf_counter()
    row = connection.execute(
        f"""WITH people AS (
          SELECT 身份证号, 单位, 人员类别, 编制性质, bit_count(bit_or(1 << right(月份, 2)::INTEGER)) AS months,
            sum(金额) FILTER (WHERE 工资项目 IN {COUNTED}) AS pay
          FROM read_parquet(?) WHERE 月份 LIKE '2022-%' GROUP BY ALL),
        teachers AS (SELECT 12 * sum(pay) / sum(months) AS average FROM people
          WHERE 人员类别 = '教师' AND 编制性质 = '在编'),
        servants AS (SELECT 12 * sum(pay) / sum(months) AS average FROM people WHERE 人员类别 = '公务员'),
        schools AS (SELECT 单位, 12 * sum(pay) / sum(months) AS average FROM people
          WHERE 人员类别 = '教师' AND 编制性质 = '在编' GROUP BY 1),
        kindergartens AS (SELECT
          12 * sum(pay) FILTER (WHERE 编制性质 = '非在编') / sum(months) FILTER (WHERE 编制性质 = '非在编') AS outside,
          12 * sum(pay) FILTER (WHERE 编制性质 = '在编') / sum(months) FILTER (WHERE 编制性质 = '在编') AS within
          FROM people WHERE 人员类别 = '幼儿园教师')
        SELECT teachers.average, servants.average, teachers.average / servants.average,
          teachers.average - servants.average,
          (SELECT 100 * count(*) FILTER (WHERE schools.average < servants.average) / count(*) FROM schools),
          outside, within, 100 * outside / within
        FROM teachers, servants, kindergartens""",
        [file],
    ).fetchone()
    seconds = time.perf_counter() - start
    assert row is not None
    return {"seconds": seconds, **dict(zip(FACTS, map(float, row), strict=True))}


FACTS = (
    "pay.teacher_average",
    "pay.civil_servant_average",
    "pay.teacher_to_civil_servant",
    "pay.teacher_gap",
    "pay.schools_below_share",
    "pay.outside_posts_average",
    "pay.within_posts_average",
    "pay.kindergarten_pay_share",
)


def by_engine(file: str) -> dict[str, float]:
    """The facts of the payroll table, with every cell looked at, from a file and a ruleset that is loaded already."""
    import duckdb  # noqa: F401  loaded before the clock starts, on both sides

    from rules_engine.documents.handed_in import HandedIn
    from rules_engine.facts.tables.reading import read_tables
    from rules_engine.hooks.host import load_plugins
    from rules_engine.ruleset.load import load_ruleset
    from rules_engine.scoring.decide import law_of

    host = load_plugins()
    rules = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks)
    law, handed = law_of(rules, 2022), HandedIn("payroll.parquet", Path(file), None, "parquet", "0" * 64)
    start = time.perf_counter()
    found = read_tables((), "", (handed,), rules.vocabulary, law)
    seconds = time.perf_counter() - start
    assert found.tables[0].rejected == 0
    return {"seconds": seconds, **{fact.id: float(fact.value.low or 0) for fact in found.facts}}


def peak() -> float:
    """The most memory that this process held, in megabytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(way: str, file: str) -> dict[str, float]:
    """One run in a process of its own."""
    done = subprocess.run([sys.executable, __file__, way, file], capture_output=True, text=True, check=True)
    return {name: float(number) for name, number in (line.split() for line in done.stdout.splitlines())}


def main(rows: int) -> None:
    """Print the ratio of the medians of interleaved runs, and the peak memory of both."""
    from tests.tables.generator import large_payroll

    with TemporaryDirectory() as folder:
        file = str(large_payroll(Path(folder) / "payroll.parquet", rows))
        hand, engine = [], []
        for _ in range(RUNS):
            hand.append(child("hand", file))
            engine.append(child("engine", file))
    for id in FACTS:
        assert abs(hand[0][id] - engine[0][id]) < 1e-3, (id, hand[0][id], engine[0][id])
    times = [median(run["seconds"] for run in runs) for runs in (hand, engine)]
    memory = [max(run["megabytes"] for run in runs) for runs in (hand, engine)]
    print(f"rows                {rows}")
    print(f"engine / by hand    {times[1] / times[0]:.2f}  (budget {BUDGET}; {times[1]:.2f} s and {times[0]:.2f} s)")
    print(f"peak memory         {memory[1]:.0f} MB  (budget {MEGABYTES}; by hand {memory[0]:.0f} MB)")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        found = (by_hand if sys.argv[1] == "hand" else by_engine)(sys.argv[2])
        for name, number in {**found, "megabytes": peak()}.items():
            print(name, number)
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else ROWS)
