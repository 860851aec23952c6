"""Whether the totals of a table are the sums of its rows and columns."""

from collections.abc import Iterator, Mapping, Sequence

from rules_engine.facts.consistency.interval import notation
from rules_engine.facts.consistency.slips import likeliest_slip, mendable
from rules_engine.facts.consistency.sums import adds_up, doubts, named_facts, printed_total, quoted, sizes_left
from rules_engine.facts.consistency.table_lines import Line
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.records import evolve, frozen

# Of more parts only the first and the last are cited.
_MOST_CITED = 12

Figures = Mapping[int, Mention]


@frozen(eq=False, repr=False)
class _Sum:
    """A total's figure and those of its parts, in one of the lines that cross them."""

    across: int
    whole: int
    parts: tuple[int, ...]
    fits: bool


def total_relations(lines: Sequence[Line], crossing: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The totals among `lines` that their parts do not make, where most of the lines that cross them do.

    Which lines are the parts, only the figures tell: those before or behind the total, or from the last total on.
    """
    added = {line.position for line in crossing if not line.says("table_not_added")}
    for place, total in enumerate(lines):
        if total.level is None:
            continue
        readings = [list(_sums(total, parts, added, mentions)) for parts in _readings(lines, place)]
        readings = [sums for sums in readings if sums]
        if not readings:
            continue
        best = max(readings, key=lambda sums: sum(found.fits for found in sums))
        right = sum(found.fits for found in best)
        fitting = {found.across for sums in readings for found in sums if found.fits}
        wrong = [found for found in best if found.across not in fitting]
        for found in wrong:
            alone = len(best) == len(readings) == 1
            if (right and right >= len(wrong)) or (alone and _slipped(found, mentions)):
                yield _differing(
                    found, total, next(line for line in crossing if line.position == found.across), mentions
                )


def _readings(lines: Sequence[Line], place: int) -> Iterator[Sequence[Line]]:
    """The lines that may be the parts of a total, each choice once."""
    total = lines[place]
    assert total.level is not None
    seen: set[tuple[int, ...]] = set()
    before, behind = lines[:place][::-1], lines[place + 1 :]
    key = _key(total, total.level)
    alike = [line for line in lines if line.level is None and _key(line, total.level) == key]
    choices = [
        *(_until_total(side) for side in (before, behind)),
        *([line for line in side if line.level is None] for side in (before, behind)),
        *([line for line in side if line.level is not None] for side in (before, behind)),
        *([line for line in side if line in alike] for side in (before, behind)),
    ]
    for choice in choices:
        parts = sorted((line for line in choice if not line.some_only), key=lambda line: line.position)
        found = tuple(line.position for line in parts)
        if len(parts) > 1 and found not in seen:
            seen.add(found)
            yield parts


def _key(line: Line, level: int) -> tuple[str, ...]:
    return (*line.names[:level], *line.names[level + 1 :])


def _until_total(side: Sequence[Line]) -> list[Line]:
    ends = next((place for place, line in enumerate(side) if line.level is not None), len(side))
    return list(side[:ends])


def _sums(total: Line, parts: Sequence[Line], added: set[int], mentions: Sequence[Mention]) -> Iterator[_Sum]:
    for across, whole in total.figures.items():
        if across not in added or mentions[whole].unit == "%" or not mentions[whole].number:
            continue
        found = [line.figures[across] for line in parts if across in line.figures]
        chosen = [index for index in found if mentions[index].unit == mentions[whole].unit]
        if len(chosen) < 2 or len(chosen) < len(found) or any(mentions[index].number < 0 for index in (whole, *chosen)):
            continue
        fits = adds_up(*_weighed(whole, chosen, mentions))
        # A cell that is blank may hold what lacks.
        if fits or len(found) == len(parts):
            yield _Sum(across, whole, tuple(chosen), fits)


def _weighed(
    whole: int, parts: Sequence[int], mentions: Sequence[Mention]
) -> tuple[Mention, list[tuple[Mention, int]]]:
    return _rounded(mentions[whole]), [(_rounded(mentions[index]), 1) for index in parts]


def _rounded(mention: Mention) -> Mention:
    """The figure, one with decimals and no unit rounded like others."""
    return mention if mention.step or "." not in mention.quote else evolve(mention, step=notation(mention).last_digit)


def _slipped(found: _Sum, mentions: Sequence[Mention]) -> bool:
    return mendable(sizes_left(*_weighed(found.whole, found.parts, mentions), exact=True))


def _differing(found: _Sum, total: Line, across: Line, mentions: Sequence[Mention]) -> Relation:
    whole, parts = _weighed(found.whole, found.parts, mentions)
    reached, how = printed_total(parts), notation(whole)
    places = max(how.places, *(notation(mention).places for mention, _ in parts))
    many = len(parts) > _MOST_CITED
    values = {
        "where": " · ".join((*total.shown, *across.shown)),
        "whole": whole.quote,
        "sum": how.write(reached, places),
        "difference": how.write(abs(reached - abs(whole.number)), places),
    }
    if many:
        statement = Message(
            "Table, {where}: {count} figures add up to {sum}; the total is printed as {whole}, which differs by "
            "{difference}.",
            count=len(parts),
            **values,
        )
    else:
        statement = Message(
            "Table, {where}: {parts} add up to {sum}; the total is printed as {whole}, which differs by {difference}.",
            parts=quoted([mention for mention, _ in parts]),
            **values,
        )
    sizes = sizes_left(whole, parts, exact=True)
    cited = (found.parts[0], found.parts[-1]) if many else found.parts
    return Relation(
        "sum",
        "contradictory",
        statement,
        (found.whole, *cited),
        facts=named_facts([whole, *(mention for mention, _ in parts)]),
        doubt=doubts(sizes),
        slip=None if many else likeliest_slip(sizes),
        code="table_sum_differs",
    )
