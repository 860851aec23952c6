"""Units of measurement: their dimension, exact factor and printed forms, from `units.tsv`."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules_engine.records import field, frozen


@frozen
class Unit:
    """A unit; values of one dimension can be compared after multiplying by `factor`."""

    name: str
    dimension: str
    # A name stands for one factor.
    factor: Fraction = field(default=Fraction(1), eq=False)
    english: str = field(default="", eq=False)

    def __str__(self) -> str:
        return self.name


# Dimensions of what is measured, so that its last digit is rounded. All others are counted.
MEASURED = frozenset(
    {"money", "percent", "percentage_points", "permille", "area", "length", "mass", "plain", "pupils_each"}
    | {"money/persons", "persons/schools", "minutes"}
)
PLAIN = Unit("", "plain")
POINTS = Unit("百分点", "percentage_points", Fraction(1), "percentage points")


@frozen(eq=False, repr=False)
class UnitTable:
    """All units by name, and every printed form with its unit and the factor to it (`万元` → 元, 10000)."""

    units: Mapping[str, Unit]
    printed: Mapping[str, tuple[Unit, Fraction]]


@cache
def unit_table() -> UnitTable:
    """The table of `units.tsv`, read once."""
    units: dict[str, Unit] = {"": PLAIN}
    printed: dict[str, tuple[Unit, Fraction]] = {}
    text = Path(__file__).with_name("units.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, dimension, factor, english, forms = line.split("\t")
        unit = units[name] = Unit(name, dimension, Fraction(factor), english)
        for form in forms.split():
            word, _, times = form.partition("=")
            printed[word] = (unit, Fraction(times or 1))
    return UnitTable(units, printed)


def unit_named(name: str) -> Unit | None:
    """The unit of that name, a compound such as `元/人` included; None where there is none."""
    table = unit_table()
    if name in table.units:
        return table.units[name]
    above, _, below = name.partition("/")
    if above and below and above in table.units and below in table.units:
        return quotient(table.units[above], table.units[below])
    return None


def quotient(above: Unit, below: Unit) -> Unit:
    """The unit of a division: plain for like units, else a compound."""
    if below.dimension == "plain":
        return above
    if above.dimension == below.dimension:
        return PLAIN
    return Unit(
        f"{above.name}/{below.name}",
        f"{above.dimension}/{below.dimension}",
        above.factor / below.factor,
        f"{above.english} per {below.english}",
    )
