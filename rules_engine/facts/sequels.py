"""What follows an amount: the amount it is compared with, its change, its growth.

`教育经费总收入21.27亿元，比上年18.39亿元增加2.88亿元，增长15.66%`: only the first figure has a label of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.distribution import runs
from rules_engine.facts.figures import SEPARATORS, Figure, Sentence
from rules_engine.facts.mention import Mention
from rules_engine.facts.turns import turns, weight
from rules_engine.records import frozen
from rules_engine.values.periods import Period


@frozen(eq=False, repr=False)
class _Amount:
    """The fact spoken of, where, and in which unit and period its figure is printed ("" and None: it is not)."""

    owner: int
    at: int
    unit: str = ""
    period: Period | None = None


def with_met(
    chosen: Mapping[int, int], sentence: Sentence, mentions: Sequence[Mention], shared: Collection[int] = ()
) -> dict[int, int]:
    """The choices, and those of an amount and a bound side by side: 标准为不低于85%，我县为90.11%，高于80%的底线.

    Bounds told of several amounts at once (均高于…) are none of the last.
    """
    result = dict(chosen)
    for one, other in pairwise(sentence.figures):
        owner = result.get(one.number)
        if owner is None or other.number in result or other.relative or other.number in shared:
            continue
        first, second = mentions[one.number], mentions[other.number]
        if {first.kind, second.kind} != {"threshold", "achieved"} or first.unit != second.unit:
            continue
        lead = sentence.text[one.end : other.start].lstrip(SEPARATORS)
        if second.kind == "threshold" and (lead.startswith(turns().every) or _goes_on(other, sentence)):
            continue
        # 41.8人，56人以上大班额… begins anew.
        begins = second.kind == "threshold" and not lead and second.quote[:1].isdecimal()
        if weight(lead) == 0 and ";" not in lead and not begins:
            result[other.number] = owner
    return result


def with_sequels(
    chosen: Mapping[int, int],
    sentence: Sentence,
    mentions: Sequence[Mention],
    index: BindingIndex,
    shared: Collection[int] = (),
) -> dict[int, int]:
    """The choices (fact by figure), and those that follow from them; figures of `shared` lists follow from none."""
    result = dict(chosen)
    if not any(figure.relative for figure in sentence.figures):
        return result
    amount: _Amount | None = None
    whole: Figure | None = None
    for figure in sentence.figures:
        mention, owner = mentions[figure.number], chosen.get(figure.number)
        if amount and sentence.text.find(";", amount.at, figure.start) >= 0:
            amount = None
        if not figure.relative:
            # Whether 招聘240人,其中特岗120人、公招80人,比上年增加… speaks of the whole or of its last part is not told.
            listed = figure.whole is not None and figure.whole is whole
            whole = figure.whole
            amount = None if owner is None or listed else _Amount(owner, figure.end, mention.unit, mention.period)
        elif owner is not None:
            base = index.bases.get(owner, -1)
            told = figure.changed.number if figure.changed and figure.number not in shared else -1
            if base >= 0 and told >= 0 and chosen.get(told) != base:
                # What just any label fits is still the change of the amount before it.
                del result[figure.number]
                found = _sequel(figure, sentence.text, mention, amount, index) if amount else None
                if found is not None:
                    result[figure.number] = found
            elif base >= 0 and (amount is None or amount.owner != base):
                amount = _Amount(base, figure.end)
        elif turns().averaged.search(sentence.text, figure.own, figure.start):
            continue
        elif amount is not None and figure.number not in shared:
            found = _sequel(figure, sentence.text, mention, amount, index)
            # 比上年的650元、850元 are those of as many amounts before them.
            if found is not None and (found != amount.owner or not _goes_on(figure, sentence)):
                result[figure.number] = found
    for _, _, row in runs(sentence):
        untold = row[0].number not in shared or not any(figure.number in result for figure in row)
        if row[0].relative and not row[0].yearly and untold:
            _set_row(row, result, sentence, index)
    return result


def _goes_on(figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure of the same unit stands right beside a figure, behind it."""
    behind = next((other for other in sentence.figures if other.start >= figure.end), None)
    beside = behind is not None and sentence.text[figure.end : behind.start] in turns().conjunctions
    return bool(behind and beside and behind.unit == figure.unit)


def _set_row(row: Sequence[Figure], result: dict[int, int], sentence: Sentence, index: BindingIndex) -> None:
    """小学…元、初中…元，分别增长2.1%、1.3%: the changes of as many amounts before them, else of nothing."""
    of_rates = row[0].unit == "百分点"
    before = [one for one in sentence.figures if one.start < row[0].start and not one.relative]
    amounts = [one for one in before if (one.unit == "%") == of_rates]
    amounts = amounts[-len(row) :]
    units = {one.unit for one in amounts}
    links = index.changes if of_rates or row[0].unit in units else index.growths
    owners = [result.get(one.number, -1) for one in amounts]
    changes = [links.get(owner) for owner in owners]
    for figure in row:
        result.pop(figure.number, None)
    # Of one fact in several years it is not told to which of them each belongs.
    several = len({owner for owner in owners if owner >= 0}) == sum(owner >= 0 for owner in owners)
    if len(amounts) == len(row) and len(units) == 1 and several:
        for figure, change in zip(row, changes, strict=True):
            if change is not None and index.entries[change].unit.name.partition("/")[0] == figure.unit:
                result[figure.number] = change


def _sequel(figure: Figure, text: str, mention: Mention, amount: _Amount, index: BindingIndex) -> int | None:
    words = turns()
    lead = text[figure.own : figure.start].lstrip(SEPARATORS)
    if lead.startswith(words.because) and (compared := words.compared.search(lead)):
        lead = lead[compared.end() :]
    lead = words.compared.sub("", lead).lstrip(SEPARATORS)
    if not words.change.search(lead) and lead not in words.briefly:
        alike = amount.unit != "" and mention.unit in ("", amount.unit)
        earlier = alike and mention.period not in (None, amount.period)
        return amount.owner if earlier and weight(lead) == 0 else None
    if lead not in words.briefly and weight(words.change.sub("", lead)) > 0:
        return None
    for owner in (index.changes.get(amount.owner), index.growths.get(amount.owner)):
        if owner is not None and mention.unit == index.entries[owner].unit.name:
            return owner
    return None
