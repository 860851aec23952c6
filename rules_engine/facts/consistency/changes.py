"""Changes told in words: which neighbouring figures are the new amount, the old one, the change and its rate."""

from collections.abc import Iterator
from re import Pattern

from rules_engine.facts.consistency.likeness import is_rate, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.words import change_words
from rules_engine.facts.mention import Mention
from rules_engine.records import frozen

_POINTS = "百分点"


@frozen(eq=False, repr=False)
class Change:
    """Indices into the document's mentions, None for what is not told; `up` and `rate_up` are the words' directions.

    `more` is the direction of the word by which the old amount became the new one (提高到), None where there is none.
    """

    new: int | None = None
    old: int | None = None
    amount: int | None = None
    rate: int | None = None
    up: bool = True
    rate_up: bool = True
    more: bool | None = None


def changes(passage: Passage) -> Iterator[Change]:
    """Every change of a passage, each figure in one of them at most."""
    words = change_words()
    position = 0 if words.sign.search(passage.stretch) else len(passage.mentions)
    while position < len(passage.mentions):
        gap = passage.gaps[position]
        if gap.may_change:
            end, found = _read(passage, position)
            if found is not None:
                yield found
                position = end
                continue
        position += 1


def _read(passage: Passage, start: int) -> tuple[int, Change | None]:
    """The change whose first told part (old, amount or rate) stands at `start`, and where it ends."""
    words = change_words()
    mentions, gaps, indices = passage.mentions, passage.gaps, passage.indices
    # The positions of what is told.
    new = old = amount = rate = None
    up = rate_up = True
    more = None
    position, text = start, gaps[start].text
    if words.averaged.search(text):
        return start, None
    result = words.linked_result.fullmatch(text) if start else None
    if result and words.origin.fullmatch(gaps[start - 1].text):
        if not _comparable(mentions[start - 1], mentions[start]):
            return start, None
        old, new, more = start - 1, start, result["more"] is not None
        position += 1
    elif words.earlier.fullmatch(text) and (not is_rate(mentions[start]) or mentions[start].unit == "%"):
        old, new = start, _new(passage, start, words.linked_earlier)
        if is_rate(mentions[start]) and new is None:
            return start, None
        position += 1
    elif words.change.fullmatch(text):
        new = _new(passage, start, words.linked_change)
        if new is not None:
            new, old = _years(passage, new)
    else:
        return start, None
    while position < len(mentions):
        mention, text = mentions[position], gaps[position].text
        pattern = words.change if position == start else words.linked_change
        told = pattern.fullmatch(text)
        if told is None and new is not None and old is not None:
            told = words.since.fullmatch(text)
        if told is None or words.averaged.search(text) or mention.kind != mentions[start].kind:
            break
        if position > start and (words.compares.search(text) or words.linked_result.fullmatch(text)):
            break  # 由上年的5个减少到2个: what it has become is no change
        rises = (told["up"] is not None) == ("-" not in mention.quote and "－" not in mention.quote)
        others = [mentions[part] for part in (new, old) if part is not None]
        of_rates = any(map(is_rate, others))
        if mention.unit == "%" and rate is None and not of_rates:
            rate, rate_up = position, rises
        elif (
            amount is None
            and (rate is None or new is not None)
            and all(_moves(mention, other) for other in others or [mention])
        ):
            amount, up = position, rises
        else:
            break
        position += 1
    if (
        new is None
        and amount is not None
        and (old, rate) != (None, None)
        and _is_beside(passage, position, amount, words.now)
    ):
        new = position
        position += 1
    elif old is None and new is not None and _is_beside(passage, position, new, words.of_year):
        new, old = _years(passage, position, new)
        position += old is not None
    if (new, old, amount, rate).count(None) > 2:
        return start, None
    found = [None if part is None else indices[part] for part in (new, old, amount, rate)]
    return position, Change(found[0], found[1], found[2], found[3], up, rate_up, more)


def _new(passage: Passage, start: int, linked: Pattern[str]) -> int | None:
    """The position of the amount just before a change, where nothing but the comparison stands between."""
    if start == 0 or not linked.fullmatch(passage.gaps[start].text):
        return None
    before, after = passage.mentions[start - 1], passage.mentions[start]
    if not passage.looks_back(start, start - 1):
        return None
    if change_words().change.fullmatch(passage.gaps[start - 1].text):
        # 减少2所，净增1所: the figure before is itself a change.
        return None
    if before.kind != after.kind:
        return None
    if is_rate(before):
        return start - 1 if linked is change_words().linked_earlier and _comparable(before, after) else None
    return start - 1 if after.unit == "%" or same_unit(before, after) else None


def _is_beside(passage: Passage, position: int, amount: int, said: Pattern[str]) -> bool:
    """减少86元，下降5.6%，今年为1462元: whether what it has become, or was, is told behind a change."""
    if position == len(passage.mentions) or not said.fullmatch(passage.gaps[position].text):
        return False
    return same_unit(passage.mentions[amount], passage.mentions[position])


def _comparable(before: Mention, after: Mention) -> bool:
    """Whether two figures can be one thing at two times: amounts of one unit, or two shares."""
    return before.unit == after.unit == "%" or (not is_rate(before) and same_unit(before, after))


def _moves(change: Mention, other: Mention) -> bool:
    """Whether a figure can be the change of another: shares change by percentage points."""
    if other.unit == "%":
        return change.unit == _POINTS
    return not is_rate(change) and same_unit(change, other)


def _years(passage: Passage, last: int, first: int | None = None) -> tuple[int, int | None]:
    """The amounts of a year and of the year before where a change follows both: 2022年860万元，2021年790万元，增加…

    Or where the year before is told behind the change: `first` is then the amount before it.
    """
    words, gap = change_words(), passage.gaps[last].text
    one = last - 1 if first is None else first
    if not last or not (words.of_year.fullmatch(gap) or words.listed.fullmatch(gap)):
        return last if first is None else first, None
    before, after = passage.mentions[one], passage.mentions[last]
    alone = (last if first is None else first), None
    if not same_unit(before, after) or before.kind != after.kind or before.period is None or after.period is None:
        return alone
    if before.period.other is not None or after.period.other is not None:
        return alone
    apart = after.period.year - before.period.year
    return {1: (last, one), -1: (one, last)}.get(apart, alone)
