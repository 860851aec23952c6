"""Whether the parts of an enumeration add up to its whole."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.enumerations import Enumeration, enumerations
from rules_engine.facts.consistency.interval import notation, size
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.slips import likeliest_slip, mendable
from rules_engine.facts.consistency.words import list_words
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.values.ranges import Range, hull, meet, multiply, negate, subtract

ZERO = Fraction(0)
_SEVERAL = 3
_LISTED = "、"


def sum_relations(passage: Passage, declared: Declarations, whole: set[int]) -> Iterator[Relation]:
    """What does not add up among the enumerations of a passage; to `whole` goes each figure whose parts do."""
    raised: set[tuple[int, ...]] = set()
    for found in enumerations(passage):
        parts = [(passage.mentions[part], times) for part, times in zip(found.parts, found.times, strict=True)]
        # Most lists add up; one that is told with its whole before and behind it is one.
        if adds_up(passage.mentions[found.whole], parts):
            whole.update(passage.cite((found.whole,)))
            continue
        if found.parts in raised or _parts_of_outer(passage, found, total_of(parts)):
            continue
        if not found.named:
            # Of items that may overlap, the first alone can still be no more than their whole.
            found, parts = found.first_alone, parts[:1]
            if not found.named or not _exceeds(total_of(parts), size(passage.mentions[found.whole])):
                continue
        relation = _weighed(passage, found, parts, _lists_declared(passage, found, declared))
        if relation is not None:
            raised.add(found.parts)
            yield relation


def _parts_of_outer(passage: Passage, found: Enumeration, total: Range) -> bool:
    """Whether parts that are more than the item before them may be those of its list's whole, told in another way.

    教职工3580人，其中小学…、高中900人，其中女教师1947人、男教师1633人.
    """
    first = found.whole
    while first and passage.gaps[first].item.mark == _LISTED:
        first -= 1
    if first == found.whole or not first:
        return False
    item, outer = passage.mentions[found.whole], passage.mentions[first - 1]
    return outer.unit == item.unit and _exceeds(total, size(item)) and not _exceeds(total, size(outer))


def _lists_declared(passage: Passage, found: Enumeration, declared: Declarations) -> bool:
    """Whether the vocabulary knows no part of the whole that is not listed."""
    entry = declared.entries.get(passage.mentions[found.whole].fact)
    if entry is None or not entry.parts:
        return False
    return {passage.mentions[part].fact for part in found.parts} >= set(entry.parts)


def adds_up(whole: Mention, parts: Sequence[tuple[Mention, int]]) -> bool:
    """Whether rounding lets the parts, each counted so many times, be all of the whole."""
    if not whole.value.settled or not all(mention.value.settled for mention, _ in parts):
        return meet(size(whole), total_of(parts)) is not None
    figures = [(whole, 1), *parts]
    if all(figure.number.denominator == figure.step.denominator == 1 for figure, _ in figures):
        apart = 2 * abs(whole.number.numerator)
        slack = 0
        for figure, times in figures:
            apart -= abs(figure.number.numerator) * times
            slack += figure.step.numerator * times
        return 2 * abs(apart) <= slack
    apart_by = 2 * abs(abs(whole.number) - printed_total(parts))
    return apart_by <= sum((figure.step * times for figure, times in figures), ZERO)


def total_of(parts: Sequence[tuple[Mention, int]]) -> Range:
    """The interval of a sum of sizes, each figure counted so many times."""
    if all(not mention.step and mention.value.settled for mention, _ in parts):
        return Range.of(printed_total(parts))
    sizes = [size(mention) for mention, _ in parts]
    lows, highs = [each.low for each in sizes], [each.high for each in sizes]
    return Range(_weighted(lows, parts), _weighted(highs, parts))


def _weighted(ends: Sequence[Fraction | None], parts: Sequence[tuple[Mention, int]]) -> Fraction | None:
    total = ZERO
    for end, (_, times) in zip(ends, parts, strict=True):
        if end is None:
            return None
        total += end if times == 1 else end * times
    return total


def printed_total(parts: Sequence[tuple[Mention, int]]) -> Fraction:
    """The sum of sizes as printed, each figure counted so many times."""
    return sum((abs(mention.number) * times for mention, times in parts), ZERO)


def _weighed(
    passage: Passage, found: Enumeration, parts: Sequence[tuple[Mention, int]], every: bool
) -> Relation | None:
    whole = passage.mentions[found.whole]
    allowed, reached, certain = size(whole), total_of(parts), found.certain
    if not certain and _exceeds(total_of(parts[:1]), allowed):
        found, parts, certain = found.first_alone, parts[:1], True
    if not certain and any(meet(allowed, total_of(parts[:k])) for k in range(1, len(parts))):
        return None
    indices = passage.cite((found.whole, *found.parts))
    if found.loose:
        return _slipped(whole, parts, indices)
    if _exceeds(reached, allowed):
        return _above(found, whole, parts, indices, certain)
    cut = passage.broken and found.parts[-1] == len(passage.mentions) - 1
    if list_words().rest.search(passage.gaps[found.parts[-1] + 1].text):
        # 其余用于… accounts for the rest without a figure.
        return None
    if len(parts) < 2 or cut or (found.stages and _cumulative(found.stages)):
        return None
    total = list_words().total_mark.search(passage.gaps[found.whole].label)
    slip = total is not None and mendable(sizes_left(whole, parts, exact=True))
    # 小学、初中、高中分别为… may leave out a stage; 其中 may tell of some parts, 共…其中 hardly does where one wrong
    # digit is all that is between.
    near = reached.high is not None and allowed.low is not None and 10 * reached.high >= 9 * allowed.low
    if certain and ((total and every) or (found.complete and (not found.led or near or slip))):
        return differing(whole, parts, indices, "sum_below_whole")
    if not (every or slip or (found.promised and not found.led) or (_nearly_all(whole, parts) and found.ends)):
        return None
    if reached.low is None or allowed.low is None or 2 * reached.low <= allowed.low:
        # An enumeration of less than half only names examples.
        return None
    return unaccounted(whole, parts, indices)


def _nearly_all(whole: Mention, parts: Sequence[tuple[Mention, int]]) -> bool:
    """Whether so little is left that the list can only be meant to tell all of it."""
    return len(parts) >= _SEVERAL and 20 * printed_total(parts) >= 19 * abs(whole.number)


def _slipped(whole: Mention, parts: Sequence[tuple[Mention, int]], indices: tuple[int, ...]) -> Relation | None:
    """The contradiction where nothing but one wrong digit lies between figures that are long and nearly add up."""
    reached, told = printed_total(parts), abs(whole.number)
    if len(notation(whole).digits) < _SEVERAL or not 5 * abs(reached - told) <= told:
        return None
    if not mendable(sizes_left(whole, parts, exact=True)):
        return None
    return differing(whole, parts, indices, "sum_above_whole" if reached > told else "sum_below_whole")


def _exceeds(a: Range, b: Range) -> bool:
    return a.low is not None and b.high is not None and a.low > b.high


def _cumulative(stages: tuple[str, ...]) -> bool:
    """Whether work is told from its beginning on: then those that ended count among those that began."""
    words = list_words()
    return stages[0] in words.state_first and any(stage in words.state_last for stage in stages[1:])


def _above(
    found: Enumeration, whole: Mention, parts: Sequence[tuple[Mention, int]], indices: tuple[int, ...], certain: bool
) -> Relation | None:
    if found.stages and (len(parts) < 2 or _may_overlap(found.stages, parts)):
        return None
    # Where a list may have ended earlier, only a slip that mends all of it shows that it did not.
    if certain or (len(parts) > 2 and mendable(sizes_left(whole, parts, exact=True))):
        return differing(whole, parts, indices, "sum_above_whole")
    return None


def _may_overlap(stages: tuple[str, ...], parts: Sequence[tuple[Mention, int]]) -> bool:
    """Whether what was begun may count what was ended a second time."""
    total = printed_total(parts)
    return any(
        stage in list_words().state_first and 2 * abs(mention.number) >= total
        for stage, (mention, _) in zip(stages, parts, strict=True)
    )


def sizes_left(whole: Mention, parts: Sequence[tuple[Mention, int]], exact: bool) -> list[tuple[Mention, Range]]:
    """What the others leave to each size: the whole first; `exact` where the parts are all of it."""
    reached = total_of(parts)
    room = [(whole, reached if exact else Range(reached.low, None))]
    for place, (mention, times) in enumerate(parts):
        rest = total_of([*parts[:place], *parts[place + 1 :]])
        left = multiply(subtract(size(whole), rest), Range.of(Fraction(1, times)))
        room.append((mention, left if exact else _up_to(left.high)))
    return room


def differing(whole: Mention, parts: Sequence[tuple[Mention, int]], indices: tuple[int, ...], code: str) -> Relation:
    """The contradiction of a whole and its parts; under the code `sum_below_whole` they are said to be all of it."""
    exact = code == "sum_below_whole"
    room = sizes_left(whole, parts, exact)
    total = printed_total(parts)
    how = notation(whole)
    places = max(how.places, *(_places(mention, how.factor) for mention, _ in parts))
    values = {
        "whole": whole.quote,
        "parts": quoted([mention for mention, _ in parts]),
        "sum": how.write(total, places),
        "difference": how.write(abs(total - abs(whole.number)), places),
    }
    if exact:
        statement = Message(
            "The parts of {whole} are given as {parts}; together {sum}, which differs from it by {difference}.",
            **values,
        )
    elif len(parts) == 1:
        statement = Message("{parts} is more than {whole}, of which it is a part, by {difference}.", **values)
    else:
        statement = Message(
            "The parts {parts} add up to {sum}; the whole is printed as {whole}, {difference} less.", **values
        )
    return Relation(
        "part" if len(parts) == 1 else "sum",
        "contradictory",
        statement,
        indices,
        facts=named_facts([mention for mention, _ in room]),
        doubt=doubts(room),
        slip=likeliest_slip(sizes_left(whole, parts, exact=True)),
        code=code,
    )


def _places(part: Mention, factor: Fraction) -> int:
    """The decimals that a part's last digit needs in the notation of its whole."""
    digit, places = part.step / factor, 0
    while digit and digit * 10**places < 1:
        places += 1
    return places


def _up_to(high: Fraction | None) -> Range:
    return Range(ZERO if high is None or high >= 0 else None, high)


def unaccounted(whole: Mention, parts: Sequence[tuple[Mention, int]], indices: tuple[int, ...]) -> Relation:
    """The note that parts, not said to be all of it, fall short of their whole."""
    total = printed_total(parts)
    how = notation(whole)
    statement = Message(
        "Of {whole}, {sum} are accounted for ({parts}); nothing is said of the other {difference}.",
        whole=whole.quote,
        sum=how.write(total),
        parts=quoted([mention for mention, _ in parts]),
        difference=how.write(abs(whole.number) - total),
    )
    facts = named_facts([whole, *(mention for mention, _ in parts)])
    return Relation("sum", "unaccounted", statement, indices, facts=facts, code="sum_unaccounted")


def quoted(mentions: Sequence[Mention]) -> str:
    """Figures as printed, in a row."""
    return " + ".join(mention.quote for mention in mentions)


def named_facts(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The facts that figures are bound to, each once, in order."""
    return tuple(dict.fromkeys(mention.fact for mention in mentions if mention.fact))


def doubts(room: Sequence[tuple[Mention, Range]]) -> Mapping[str, Range]:
    """For each bound figure the range that the sizes allowed by the others leave it."""
    found: dict[str, Range] = {}
    for mention, sizes in room:
        if mention.fact and not sizes.empty:
            allowed = negate(sizes) if mention.number < 0 else sizes
            found[mention.fact] = hull([found[mention.fact], allowed]) if mention.fact in found else allowed
    return found
