"""How long scoring takes, as a ratio to its budget of 3 ms."""

import time
from fractions import Fraction
from statistics import median

from rules_engine.expr.needs import needed_facts
from rules_engine.expr.read import read
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.ruleset.model import Area, Band, Built, Criterion, Indicator, Ruleset
from rules_engine.scoring.decide import decide
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import unit_table

BUDGET = 0.003
FACTS, CRITERIA, RUNS = 150, 80, 101
PLACE = Place("benchmark.yaml")
TITLE = LocalText("题", "title")
# One in three facts is a range, so that findings are settled and open.
TREES = (
    "f{0} >= 60",
    "f{0} >= 60 and f{1} <= 90",
    "ladder(f{0}, 0, 40, 0.5, 80, 1)",
    "linear(f{0}, 20, 90, 0, 1)",
    "at_least(2, f{0} > 10, f{1} > 20, f{2} > 30)",
    "share(f{0}, f{1}) >= 50",
)


def ruleset() -> Ruleset:
    """80 criteria of six kinds over 150 facts, in eight indicators of four areas."""
    percent = unit_table().units["%"]
    entries = {
        f"f{i}": FactEntry(f"f{i}", TITLE, percent, Range(Fraction(0), Fraction(100)), PLACE) for i in range(FACTS)
    }
    units = dict.fromkeys(entries, percent)
    criteria = []
    for i in range(CRITERIA):
        ids = [(2 * i + offset) % FACTS for offset in range(3)]
        tree = read(TREES[i % len(TREES)].format(*ids), PLACE)
        typed = typecheck(tree, units, {}, PLACE)
        rule = Built("require", tree, typed.exact, typed.kind == "truth", needed_facts(tree))
        criteria.append(Criterion(f"c{i}", TITLE, Fraction(1), rule, (), PLACE))
    indicators = [Indicator(f"i{i}", TITLE, tuple(criteria[i * 10 : i * 10 + 10])) for i in range(8)]
    areas = tuple(Area(f"a{i}", TITLE, tuple(indicators[2 * i : 2 * i + 2])) for i in range(4))
    bands = (Band("good", TITLE, Fraction(60), True), Band("poor", TITLE, None, False))
    return Ruleset(
        "benchmark", TITLE, False, (), "en", areas, bands, {}, Vocabulary(entries), "", total=Fraction(CRITERIA)
    )


def facts() -> tuple[Fact, ...]:
    """A fact for each id, every third a range."""
    values = [Range(Fraction(i * 7 % 90), Fraction(i * 7 % 90 + (10 if i % 3 == 0 else 0))) for i in range(FACTS)]
    return tuple(
        Fact(f"f{i}", value, Level.E1, "achieved", "mention", (), Period(2023)) for i, value in enumerate(values)
    )


def main() -> None:
    """Print the ratio of the median."""
    rules, held = ruleset(), facts()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        decide(rules, held, 2023)
        taken.append(time.perf_counter() - start)
    print(f"scoring / 3 ms  {median(taken) / BUDGET:.2f}  (budget 1.0)")


if __name__ == "__main__":
    main()
