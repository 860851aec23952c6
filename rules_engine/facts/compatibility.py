"""Which printed units can tell a fact, and how close the label must then stand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from rules_engine.facts.phrase_sets import PhraseSet, PhraseSets
from rules_engine.records import frozen
from rules_engine.values.units import Unit, unit_named

# Dimensions of things that may as well be counted with the general counter 个.
_COUNTED = frozenset({"schools", "classes", "items", "pieces", "incidents", "times", "lessons"})
# Such may schools be counted with.
_GENERAL = frozenset({"个", "家"})
# Dimensions of which several labels may share one figure without adding up.
_RATES = frozenset(
    {"percent", "permille", "percentage_points", "plain", "pupils_each", "money/persons", "persons/schools"}
)
# Dimensions of what has no parts.
WHOLE = _COUNTED | {"persons"}
# Dimensions counted by what was done, so that an object may stand behind the label: 调研教育工作50次.
_DEEDS = frozenset({"times", "lessons"})
_MEASURED = _RATES | {"money", "area"}
_NEVER_PRINTED = frozenset({"yes_no", "rating"})
_GAP_OF_DEEDS, _GAP_OF_MEASURES, _GAP_OF_COUNTS = 6, 4, 1
WIDEST_GAP = max(_GAP_OF_DEEDS, _GAP_OF_MEASURES, _GAP_OF_COUNTS)


@frozen(eq=False, repr=False)
class Tolerance:
    """What may stand between label and figure: so many characters of other words; further labels that `share` it.

    `direct` asks for a label with nothing between, for a unit that fell away. `counts` tells that the fact counts what
    has no parts, so that 5.02人 is an average and none of its values. `bare` asks that nothing is named behind the
    figure: 小学现有3个党总支.
    """

    gap: int
    share: bool = False
    direct: bool = False
    counts: bool = False
    bare: bool = False


@frozen(eq=False, repr=False)
class Compatible:
    """What figures printed with some unit can tell: facts in these units, by name, and the phrases of such facts.

    `before` are the phrases that may end so many characters of other words before the figure, `ahead` those that may
    end in an earlier clause. `behind` may end behind it, `between` have it between their words or open with it,
    `around` only the former, `over` these and those with a digit in a word. A pattern may tell if `patterned`.
    """

    tolerances: Mapping[str, Tolerance]
    before: Sequence[PhraseSet]
    ahead: PhraseSet
    behind: PhraseSet
    between: PhraseSet
    around: PhraseSet
    over: PhraseSet
    patterned: bool

    @classmethod
    def of(cls, printed: str, sets: PhraseSets, patterned: Iterable[str]) -> Self:
        """What figures with this unit can tell, given the phrases of facts, and the units of those with patterns."""
        tolerances: dict[str, Tolerance] = {}
        every = ahead = 0
        within = [0] * (WIDEST_GAP + 1)
        for name, known in sets.kinds.items():
            unit = unit_named(name)
            found = None if unit is None else tolerance(printed, unit)
            if found is not None:
                tolerances[name] = found
                every |= known
                if found.direct:
                    continue
                ahead |= known
                within[found.gap] |= known
        for gap in range(WIDEST_GAP, 0, -1):
            within[gap - 1] |= within[gap]
        within[0] = every
        between = every & sets.between
        around = between & ~sets.opened
        return cls(
            tolerances,
            [phrases & sets.before for phrases in within],
            ahead & sets.before,
            every & sets.behind,
            between,
            around,
            around | (between & sets.numbered),
            not tolerances.keys().isdisjoint(patterned),
        )


def tolerance(printed: str, unit: Unit) -> Tolerance | None:
    """How a figure printed with this unit ("" where it fell away) can be a value in that one; None where it cannot."""
    if unit.dimension in _NEVER_PRINTED:
        return None
    share, counts = unit.dimension in _RATES, unit.dimension in WHOLE
    if unit.dimension in _DEEDS:
        gap = _GAP_OF_DEEDS
    else:
        gap = _GAP_OF_MEASURES if unit.dimension in _MEASURED else _GAP_OF_COUNTS
    if printed == "":
        return Tolerance(gap, share, unit.dimension != "plain", counts)
    own = unit_named(printed)
    if own is None:
        return None
    if own.dimension == unit.dimension:
        return Tolerance(gap, share, counts=counts)
    if {own.dimension, unit.dimension} == _DEEDS or (own.name == "人次" and unit.name == "次"):
        return Tolerance(gap, counts=counts)
    if own.dimension == "persons" and unit.dimension == "items":
        return Tolerance(0, counts=counts)  # posts are counted like the persons on them: 编制4126名
    if own.dimension == "items" and unit.dimension in _COUNTED:
        if unit.dimension == "schools" and own.name not in _GENERAL:
            return None  # 防撞设施126处
        return Tolerance(gap if unit.dimension in _DEEDS else 0, counts=counts, bare=unit.dimension not in _DEEDS)
    return Tolerance(gap, share) if _is_per_head(own, unit) else None


def _is_per_head(own: Unit, unit: Unit) -> bool:
    """Whether the figure is an amount per head of the fact, printed with or without the head it is for."""
    above, slash, _ = unit.name.partition("/")
    own_above, _, own_below = own.name.partition("/")
    if not slash or own_below not in ("", "人", "生"):
        return False
    mine, yours = unit_named(own_above), unit_named(above)
    return mine is not None and yours is not None and mine.dimension == yours.dimension
