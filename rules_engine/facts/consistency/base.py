"""Whether the amount that a change and its rate presuppose has room in the printed total it is a part of."""

from fractions import Fraction

from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.interval import notation, size
from rules_engine.facts.consistency.likeness import alike
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.slips import likeliest_slip
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.told import Told, direction
from rules_engine.facts.consistency.words import change_words, list_words
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.values.ranges import Range

_ALIKE_FROM = 3


def base_relation(told: Told, subject: str, passage: Passage, declared: Declarations) -> Relation | None:
    """The contradiction with a declared total, or the doubt about one that only shares its name."""
    change, mentions = told.change, told.mentions
    assert change.amount is not None and change.rate is not None
    amount, rate = mentions[change.amount], mentions[change.rate]
    least = _least_amounts(amount, rate, change.up)
    if least is None:
        return None
    wholes = declared.wholes_of(subject, passage.indices) if subject else []
    for index in wholes:
        total = mentions[index]
        when = _compared(rate, amount, total, index in passage.indices)
        if when is not None and alike(total, amount) and _exceeds(least[when], total):
            return _exceeding(told, index, least[0])
    if not wholes:
        for position in range(1, len(passage.mentions)):
            if passage.indices[position] != change.amount:
                continue
            for earlier in range(position):
                total = passage.mentions[earlier]
                if alike(total, amount) and _namesake(passage, earlier, position) and _exceeds(least[1], total):
                    return _doubtful(told, passage.indices[earlier], least[0])
    return None


def _least_amounts(amount: Mention, rate: Mention, up: bool) -> tuple[Fraction, Fraction] | None:
    """The least amounts before and after the change, from the intervals of both figures."""
    change, percent = size(amount), size(rate)
    if not change.low or not percent.high:
        return None
    before = change.low * 100 / percent.high
    return before, before + change.low if up else before - change.low


def _compared(rate: Mention, amount: Mention, total: Mention, near: bool) -> int | None:
    """0 where the total is of the time before the change, 1 where of the time after, None where that is open."""
    period = rate.period or amount.period
    if total.period is None or period is None:
        return 1 if near else None
    if total.period.year == period.year:
        return 1
    before = period.other if period.change and period.other is not None else period.year - 1
    return 0 if total.period.year == before else None


def _exceeds(least: Fraction, total: Mention) -> bool:
    high = size(total).high
    return high is not None and least > high


def _namesake(passage: Passage, earlier: int, position: int) -> bool:
    """Whether a total of the same sentence bears the name of what changed."""
    gap, words = passage.gaps[earlier], list_words()
    if not words.total_mark.search(gap.label):
        return False
    subject = change_words().compares.split(passage.gaps[position].rest or passage.gaps[position].trail)[0]
    return any(subject[start : start + _ALIKE_FROM] in gap.label for start in range(len(subject) - _ALIKE_FROM + 1))


def _values(told: Told, index: int, least: Fraction) -> dict[str, str]:
    change, mentions = told.change, told.mentions
    assert change.amount is not None and change.rate is not None
    amount, rate, total = mentions[change.amount], mentions[change.rate], mentions[index]
    how = notation(total)
    about = abs(amount.number) * 100 / abs(rate.number) if rate.number else least
    return {
        "change": amount.quote,
        "rate": rate.quote,
        "base": how.write(about),
        "least": how.write(least),
        "total": total.quote,
    }


def _exceeding(told: Told, index: int, least: Fraction) -> Relation:
    change, mentions = told.change, told.mentions
    assert change.amount is not None and change.rate is not None
    amount, rate, total = mentions[change.amount], mentions[change.rate], mentions[index]
    statement = Message(
        "A change of {change} at {rate} presupposes about {base} before (at least {least}), "
        "which differs from the printed total {total} that holds it.",
        **_values(told, index, least),
    )
    high = size(total).high
    move, percent = size(amount), size(rate)
    room = []
    if high is not None and move.low is not None and percent.high is not None:
        # The amount before the change is at most the total, less the rise itself.
        before = high - move.low if change.up else high
        if before > 0:
            room.append((rate, Range(move.low * 100 / before, None)))
        room.append((amount, Range(Fraction(0), before * percent.high / 100)))
    room.append((total, Range(least, None)))
    doubt = {
        mention.fact: direction(up, mention)
        for mention, up in ((rate, change.up), (amount, change.rate_up))
        if mention.fact
    }
    return Relation(
        "growth",
        "contradictory",
        statement,
        (change.rate, change.amount, index),
        facts=named_facts([rate, amount, total]),
        doubt=doubt,
        slip=likeliest_slip(room),
        code="growth_amount_base_exceeds_total",
    )


def _doubtful(told: Told, index: int, least: Fraction) -> Relation:
    change, mentions = told.change, told.mentions
    assert change.amount is not None and change.rate is not None
    indices = (change.rate, change.amount, index)
    statement = Message(
        "A change of {change} at {rate} presupposes about {base} before (at least {least}); "
        "this fits only if the printed {total} does not hold it.",
        **_values(told, index, least),
    )
    facts = named_facts([mentions[place] for place in indices])
    return Relation("growth", "doubtful", statement, indices, facts=facts, code="growth_base_exceeds_other_total")
