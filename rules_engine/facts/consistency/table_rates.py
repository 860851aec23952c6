"""Whether the shares and the growths that a table prints are those of the amounts beside them."""

from collections.abc import Iterator, Sequence

from rules_engine.facts.consistency.changes import Change
from rules_engine.facts.consistency.growth import change_relation
from rules_engine.facts.consistency.shares import ratio_relation
from rules_engine.facts.consistency.table_lines import Line
from rules_engine.facts.mention import Mention, Relation

_BESIDE = 3


def growth_columns(lines: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The growths of a line called so, that those of the two lines before it do not make: 上年、本年、增长%."""
    for place, line in enumerate(lines):
        if not line.says("table_growth"):
            continue
        times = _times([one for one in lines[max(0, place - _BESIDE) : place] if not one.says("table_growth")][-2:])
        if times is None:
            continue
        old, new = times
        found: list[Relation] = []
        right = 0
        for across, told in line.figures.items():
            if across not in old.figures or across not in new.figures:
                continue
            change = _change(mentions, told, new.figures[across], old.figures[across])
            if change is None:
                continue
            relation = change_relation(change, mentions)
            right += relation is None
            found += [relation] if relation else []
        yield from (one for one in found if right >= len(found) or one.slip)


def _times(pair: Sequence[Line]) -> tuple[Line, Line] | None:
    """Two lines as that of the time before and that of the time told of."""
    if len(pair) < 2:
        return None
    first, second = pair
    if first.year is not None and second.year is not None:
        apart = second.year - first.year
        return {1: (first, second), -1: (second, first)}.get(apart)
    for old, new in ((first, second), (second, first)):
        if old.says("table_former") and new.says("table_this"):
            return old, new
    return None


def _change(mentions: Sequence[Mention], told: int, new: int, old: int) -> Change | None:
    one, before, after = mentions[told], mentions[old], mentions[new]
    if before.unit != after.unit or before.number <= 0 or after.number < 0 or before.unit == "%":
        return None
    up = one.number >= 0
    if one.unit == "%":
        return Change(new, old, None, told, up, up)
    return Change(new, old, told, None, up, up) if one.unit == before.unit else None


def share_columns(lines: Sequence[Line], crossing: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The shares of a line called so, that the amounts of the line before it, and their total, do not make."""
    total = next((line for line in crossing if line.level is not None), None)
    if total is None:
        return
    for place, line in enumerate(lines[1:], 1):
        amounts = lines[place - 1]
        if not line.says("table_share") or amounts.says("table_not_added") or total.position not in amounts.figures:
            continue
        whole = amounts.figures[total.position]
        found: list[Relation] = []
        right = 0
        for across, rate in line.figures.items():
            if across == total.position or across not in amounts.figures or mentions[rate].unit != "%":
                continue
            part = amounts.figures[across]
            if mentions[part].unit != mentions[whole].unit:
                continue
            relation = ratio_relation(mentions[rate], mentions[part], mentions[whole], (rate, part, whole))
            right += relation is None
            found += [relation] if relation else []
        yield from (one for one in found if right > 1 and right >= len(found))
