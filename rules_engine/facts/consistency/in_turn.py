"""Shares told in the order of the amounts before them: 公办6120人、民办5030人，分别占54.9%、45.1%."""

from collections.abc import Iterator, Sequence

from rules_engine.facts.consistency.interval import notation, rounding, size
from rules_engine.facts.consistency.likeness import addable, alike
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.shares import ratio_relation
from rules_engine.facts.consistency.slips import likeliest_slip, mendable
from rules_engine.facts.consistency.sums import adds_up, doubts, named_facts, quoted, total_of
from rules_engine.facts.consistency.words import rate_words
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.values.ranges import Range, divide, meet, multiply

_LISTED = {"、", "和"}
_HUNDRED = Range.of(100)


def shares_in_turn(passage: Passage) -> Iterator[Relation]:
    """The shares in such a row that are not those of their amounts, where the amounts are all of one whole."""
    for position in range(2, len(passage.mentions)):
        if passage.mentions[position].unit != "%" or not rate_words().in_turn.fullmatch(passage.gaps[position].text):
            continue
        rates = _row(passage, position)
        count = len(rates)
        parts = list(range(position - count, position))
        if count > 1 and parts[0] >= 0 and _listed(passage, parts):
            yield from _weighed(passage, rates, parts)


def _row(passage: Passage, first: int) -> list[int]:
    found = [first]
    for position in range(first + 1, len(passage.mentions)):
        gap = passage.gaps[position]
        if passage.mentions[position].unit != "%" or gap.item.mark not in _LISTED or gap.item.name:
            break
        found.append(position)
    return found


def _listed(passage: Passage, parts: Sequence[int]) -> bool:
    first = passage.mentions[parts[0]]
    same = all(addable(passage.mentions[part]) and alike(first, passage.mentions[part]) for part in parts)
    return same and all(passage.gaps[part].item.mark in _LISTED for part in parts[1:])


def _weighed(passage: Passage, rates: Sequence[int], parts: Sequence[int]) -> Iterator[Relation]:
    """Against the whole that the amounts make, told before them or not: then all shares but one must be of it."""
    mentions = passage.mentions
    listed = [(mentions[part], 1) for part in parts]
    before = parts[0] - 1
    if before >= 0 and alike(mentions[before], mentions[parts[0]]) and adds_up(mentions[before], listed):
        for rate, part in zip(rates, parts, strict=True):
            indices = passage.indices[rate], passage.indices[part], passage.indices[before]
            found = ratio_relation(mentions[rate], mentions[part], mentions[before], indices)
            if found is not None:
                yield found
        return
    whole = total_of(listed)
    room = [(mentions[rate], _share(mentions[part], whole)) for rate, part in zip(rates, parts, strict=True)]
    wrong = [place for place, (rate, share) in enumerate(room) if meet(rounding(rate), share) is None]
    if len(wrong) == 1 and mendable([room[wrong[0]]]):
        yield _one_wrong(passage, room[wrong[0]], rates[wrong[0]], parts[wrong[0]], parts)


def _share(part: Mention, whole: Range) -> Range:
    return multiply(divide(size(part), whole), _HUNDRED)


def _one_wrong(passage: Passage, told: tuple[Mention, Range], place: int, part: int, parts: Sequence[int]) -> Relation:
    """The one share of such a row that one wrong digit keeps from being that of its amount."""
    mentions, rate = passage.mentions, told[0]
    total = sum(abs(mentions[place].number) for place in parts)
    how = notation(rate)
    statement = Message(
        "{part} of {whole} is {share}, which differs from the printed {rate}.",
        rate=rate.quote,
        part=mentions[part].quote,
        whole=quoted([mentions[place] for place in parts]),
        share=how.write(abs(mentions[part].number) / total * 100, max(2, how.places)),
    )
    indices = passage.cite((place, part, *(other for other in parts if other != part)))
    facts = named_facts([rate, *(mentions[place] for place in parts)])
    slip = likeliest_slip([told])
    return Relation(
        "rate", "contradictory", statement, indices, facts=facts, doubt=doubts([told]), slip=slip, code="rate_differs"
    )
