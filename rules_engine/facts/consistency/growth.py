"""Whether a change, its rate and the amounts before and after it fit one another."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rules_engine.facts.consistency.base import base_relation
from rules_engine.facts.consistency.changes import Change, changes
from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.interval import cut_off, ends, measure, notation, size
from rules_engine.facts.consistency.likeness import same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.told import Told, contradiction, direction
from rules_engine.facts.consistency.words import change_words
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.records import evolve
from rules_engine.values.ranges import Range, divide, meet, multiply, negate, subtract

_RATIO = "1:x"
_NOWHERE = Passage((), (), 0, "", "", False, {})


def growth_relations(rows: Sequence[Passage], declared: Declarations) -> Iterator[Relation]:
    """The changes whose figures do not fit, with the amounts that the vocabulary says are theirs."""
    told = [(passage, found) for passage in rows for found in changes(passage) if not _in_row(passage, found)]
    paired = {found.rate for _, found in told}
    lonely = (index for index in declared.rates if index not in paired)
    told += [(_NOWHERE, Change(rate=index, rate_up=declared.mentions[index].number >= 0)) for index in lonely]
    for passage, found in told:
        one, subject = declared.subject(found.rate, found.amount, found.new, found.old)
        if one:
            relation = _weighed(_completed(found, subject, declared), subject, passage, declared)
            if relation is not None and not _fits_another(found, subject, passage, declared):
                yield relation


def _in_row(passage: Passage, found: Change) -> bool:
    """Whether a rate or a change is one of several side by side, of as many amounts: 分别增长10.8%、10.6%."""
    listed = change_words().listed
    for index in (found.rate, found.amount):
        if index is None:
            continue
        position = passage.indices.index(index)
        for other, gap in ((position - 1, position), (position + 1, position + 1)):
            if not 0 <= other < len(passage.mentions) or not listed.fullmatch(passage.gaps[gap].text):
                continue
            if passage.mentions[other].unit == passage.mentions[position].unit:
                return True
    return False


def _fits_another(found: Change, subject: str, passage: Passage, declared: Declarations) -> bool:
    """Whether a change is that of an amount told before: 在校生11.62万人，其中…幼儿1.22万人，比上年减少1260人."""
    mentions, new = declared.mentions, found.new
    if new is None:
        return False
    told = {found.new, found.old, found.amount}
    earlier = [index for index in passage.indices if index < new and index not in told]
    others = [index for index in earlier if same_unit(mentions[index], mentions[new])]
    changes = (evolve(found, new=index) for index in others)
    return any(_weighed(change, subject, passage, declared) is None for change in changes)


def change_relation(change: Change, mentions: Sequence[Mention]) -> Relation | None:
    """What does not fit of one change all of whose figures are known."""
    told = Told(change, mentions)
    if change.amount is None:
        return _rate(told)
    return None if _is_difference(told) or meet(subtract(told.new, told.old), told.amount) else _amount_differs(told)


def _completed(found: Change, subject: str, declared: Declarations) -> Change:
    """The change with what the report prints of it elsewhere."""
    index = found.rate if found.rate is not None else found.amount
    told = declared.mentions[index] if index is not None else None
    if not subject or told is None or told.period is None or told.period.part:
        return found
    period = told.period
    before = period.other if period.change and period.other is not None else period.year - 1
    new, old, amount, up = found.new, found.old, found.amount, found.up
    if amount is None and new is None and old is None:
        amount = declared.change_of(subject, period.year, told)
        if amount is not None:
            up = declared.mentions[amount].number >= 0
    if new is None:
        new = declared.amount_of(subject, period.year, told)
    if old is None:
        old = declared.amount_of(subject, before, told)
        old = None if old == new else old
    return evolve(found, new=new, old=old, amount=amount, up=up)


def _weighed(change: Change, subject: str, passage: Passage, declared: Declarations) -> Relation | None:
    told = Told(change, declared.mentions)
    if change.more is not None and _turns(told, change.more):
        return _turned(told, change.more)
    if change.amount is not None and change.rate is not None and change.up != change.rate_up:
        return _directions(told)
    whole = change.new is not None and change.old is not None and change.amount is not None
    if whole and not _is_difference(told) and not meet(subtract(told.new, told.old), told.amount):
        return _amount_differs(told)
    if change.rate is None:
        return None
    relation = _rate(told)
    if relation is None and change.amount is not None and change.new is None and change.old is None:
        relation = base_relation(told, subject, passage, declared)
    return relation


def _is_difference(told: Told) -> bool:
    """Whether the amounts are plainly as far apart as is told."""
    change, mentions = told.change, told.mentions
    assert change.amount is not None and change.new is not None and change.old is not None
    new, old, amount = (mentions[index] for index in (change.new, change.old, change.amount))
    if not (new.value.settled and old.value.settled and amount.value.settled):
        return False
    after, before, move = ends(new, old, amount)
    least, most = move if change.up else (-move[1], -move[0])
    return after[0] - before[1] <= most and after[1] - before[0] >= least


def _rate(told: Told) -> Relation | None:
    """The rate against the first two amounts from which it can be worked out."""
    change, mentions, one = told.change, told.mentions, Range.of(1)
    assert change.rate is not None
    rate = mentions[change.rate]
    new, old, amount = (None if part is None else mentions[part] for part in (change.new, change.old, change.amount))
    if _plainly_fits(rate, new, old, amount, change) or (old is not None and not told.old.low):
        return None
    if new is not None and old is not None:
        worked_out = subtract(divide(told.new, told.old), one)
    elif old is not None and amount is not None:
        worked_out = divide(told.amount, told.old)
    elif new is not None and amount is not None:
        before = subtract(told.new, told.amount)
        if before.low is None or before.low <= 0 or not size(amount).low:
            return None
        # d / (new − d) rises with d and falls with new: written with each figure once, its ends are exact.
        worked_out = divide(one, subtract(divide(told.new, told.amount), one))
    else:
        return None
    if meet(worked_out, told.factor):
        return None
    figures, share = _printed_growth(new, old, amount, change.up)
    how = notation(rate)
    # The figures stand in the values a second time, for a record without sentences.
    values = {
        **figures.values,
        "figures": figures,
        "share": how.write(share * 100 if change.rate_up else -share * 100, max(2, how.places)),
        "rate": rate.quote,
    }
    ways = told.ways()
    longer = cut_off(rate) if change.rate_up == (rate.number >= 0) else negate(cut_off(rate))
    if meet(multiply(worked_out, Range.of(100)), longer):
        statement = Message(
            "{figures} makes {share}; the printed {rate} fits only if further digits were cut off, not rounded.",
            **values,
        )
        facts = named_facts([mentions[index] for index in ways])
        return Relation("growth", "doubtful", statement, tuple(ways), facts=facts, code="growth_rate_cut_off")
    statement = Message("{figures} makes {share}, which differs from the printed {rate}.", **values)
    return contradiction(told, "growth_rate_differs", statement, ways)


def _plainly_fits(
    rate: Mention, new: Mention | None, old: Mention | None, amount: Mention | None, change: Change
) -> bool:
    """Whether the first two amounts make the rate, worked out in whole numbers; most growths need no more."""
    one, other = (new, old) if new and old else (old or new, amount)
    if one is None or other is None or not (rate.value.settled and one.value.settled and other.value.settled):
        return False
    first, second = ends(one, other)
    # The ends of what was added, each over the amount before it.
    if new and old:
        low, high = (first[0] - second[1], second[1]), (first[1] - second[0], second[0])
    else:
        least, most = second if change.up else (-second[1], -second[0])
        far, near = (first[1], first[0]) if change.up else first
        # d / (new − d) rises with d, and falls with new where d is positive.
        low, high = ((least, far), (most, near)) if old else ((least, far - least), (most, near - most))
    if low[1] <= 0 or high[1] <= 0 or not second[0]:
        return False
    ((least, most),) = ends(rate)
    if not change.rate_up:
        least, most = -most, -least
    hundred = 100 * measure(rate)
    return hundred * low[0] <= most * low[1] and hundred * high[0] >= least * high[1]


def _printed_growth(
    new: Mention | None, old: Mention | None, amount: Mention | None, up: bool
) -> tuple[Message, Fraction]:
    """The first two amounts that tell a growth, in words, and the growth of the figures as printed."""
    if new is not None and old is not None:
        figures = Message("{new} after {old}", new=new.quote, old=old.quote)
        return figures, abs(new.number) / abs(old.number) - 1
    assert amount is not None
    move = abs(amount.number) * (1 if up else -1)
    if old is not None:
        return Message("A change of {change} from {old}", change=amount.quote, old=old.quote), move / abs(old.number)
    assert new is not None
    figures = Message("A change of {change} to {new}", change=amount.quote, new=new.quote)
    return figures, move / (abs(new.number) - move)


def _turns(told: Told, more: bool) -> bool:
    """Whether the new amount lies on the other side of the old one than the words say; 1:18提高到1:16 is no rise."""
    assert told.change.new is not None
    if told.mentions[told.change.new].unit == _RATIO:
        return False
    one, other = (told.old, told.new) if more else (told.new, told.old)
    return one.low is not None and other.high is not None and one.low > other.high


def _turned(told: Told, more: bool) -> Relation:
    """The contradiction of two amounts with the words that lead from one to the other (提高到, 减少)."""
    change = told.change
    assert change.new is not None and change.old is not None
    new, old = told.mentions[change.new], told.mentions[change.old]
    ways = {
        index: (way,)
        for index, way in ((change.new, _beyond(told.old, more)), (change.old, _beyond(told.new, not more)))
    }
    values = {"new": new.quote, "old": old.quote}
    if more:
        statement = Message("{new} is told as a rise from {old}; it is less.", **values)
    else:
        statement = Message("{new} is told as a fall from {old}; it is more.", **values)
    return contradiction(told, "growth_turned", statement, ways, slips=False)


def _beyond(size: Range, more: bool) -> Range:
    """What is more, or less, than something of this size."""
    return Range(size.low, None) if more else Range(Fraction(0), size.high)


def _amount_differs(told: Told) -> Relation:
    change = told.change
    if _turns(told, change.up):
        return _turned(told, change.up)
    assert change.amount is not None and change.new is not None and change.old is not None
    new, old, amount = (told.mentions[index] for index in (change.new, change.old, change.amount))
    statement = Message(
        "{new} and {old} are {difference} apart, which differs from the printed change of {change}.",
        new=new.quote,
        old=old.quote,
        difference=notation(amount).write(abs(abs(new.number) - abs(old.number))),
        change=amount.quote,
    )
    return contradiction(told, "growth_amount_differs", statement, told.ways())


def _directions(told: Told) -> Relation:
    change = told.change
    assert change.amount is not None and change.rate is not None
    amount, rate = told.mentions[change.amount], told.mentions[change.rate]
    statement = Message(
        "{change} and {rate} are told as changes in opposite directions.", change=amount.quote, rate=rate.quote
    )
    ways = {change.rate: [direction(change.up, rate)], change.amount: [direction(change.rate_up, amount)]}
    return contradiction(told, "growth_directions_differ", statement, ways, slips=False)
