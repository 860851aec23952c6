"""Changes told in words: which neighbouring figures are the new amount, the old one, the change and its rate."""

from collections.abc import Iterator
from re import Pattern

from rules_engine.facts.consistency.likeness import is_rate, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.words import change_words
from rules_engine.records import evolve, frozen


@frozen(eq=False, repr=False)
class Change:
    """Indices into the document's mentions, None for what is not told; `up` and `rate_up` are the words' directions."""

    new: int | None = None
    old: int | None = None
    amount: int | None = None
    rate: int | None = None
    up: bool = True
    rate_up: bool = True


def changes(passage: Passage) -> Iterator[Change]:
    """Every change of a passage, each figure in one of them at most."""
    words = change_words()
    position = 0 if words.sign.search(passage.stretch) else len(passage.mentions)
    while position < len(passage.mentions):
        gap = passage.gaps[position]
        if words.sign.search(gap.text) or words.earlier.fullmatch(gap.text):
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
    found = Change()
    position, text = start, gaps[start].text
    if words.averaged.search(text):
        return start, None
    if words.linked_result.fullmatch(text) and start and words.origin.fullmatch(gaps[start - 1].text):
        if is_rate(mentions[start]) or not same_unit(mentions[start - 1], mentions[start]):
            return start, None
        found = evolve(found, old=indices[start - 1], new=indices[start])
        position += 1
    elif words.earlier.fullmatch(text) and not is_rate(mentions[start]):
        found = evolve(found, old=indices[start], new=_new(passage, start, words.linked_earlier))
        position += 1
    elif words.change.fullmatch(text):
        found = evolve(found, new=_new(passage, start, words.linked_change))
    else:
        return start, None
    while position < len(mentions):
        mention, text = mentions[position], gaps[position].text
        pattern = words.change if position == start else words.linked_change
        told = pattern.fullmatch(text)
        if told is None or words.averaged.search(text) or mention.kind != mentions[start].kind:
            break
        if position > start and words.compares.search(text):
            break
        up = (told["up"] is not None) == ("-" not in mention.quote and "－" not in mention.quote)
        if mention.unit == "%" and found.rate is None:
            found = evolve(found, rate=indices[position], rate_up=up)
        elif (
            not is_rate(mention)
            and found.amount is None
            and found.rate is None
            and _fits_unit(passage, found, position)
        ):
            found = evolve(found, amount=indices[position], up=up)
        else:
            break
        position += 1
    told_parts = [part for part in (found.new, found.old, found.amount, found.rate) if part is not None]
    return (position, found) if len(told_parts) > 1 else (start, None)


def _new(passage: Passage, start: int, linked: Pattern[str]) -> int | None:
    """The amount just before a change, where nothing but the comparison stands between."""
    if start == 0 or not linked.fullmatch(passage.gaps[start].text):
        return None
    before, after = passage.mentions[start - 1], passage.mentions[start]
    if not passage.looks_back(start, start - 1):
        return None
    if change_words().change.fullmatch(passage.gaps[start - 1].text):
        # 减少2所，净增1所: the figure before is itself a change.
        return None
    if is_rate(before) or before.kind != after.kind or not (after.unit == "%" or same_unit(before, after)):
        return None
    return passage.indices[start - 1]


def _fits_unit(passage: Passage, found: Change, position: int) -> bool:
    by_index = dict(zip(passage.indices, passage.mentions, strict=True))
    others = [by_index[part] for part in (found.new, found.old) if part is not None]
    return all(same_unit(passage.mentions[position], other) for other in others)
