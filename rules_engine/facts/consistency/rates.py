"""Whether a printed rate is the share of the two amounts that stand before it."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from rules_engine.facts.consistency.interval import cut_off, ends, measure, notation, rounding, size
from rules_engine.facts.consistency.likeness import addable, alike, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.slips import likeliest_slip
from rules_engine.facts.consistency.sums import doubts, named_facts
from rules_engine.facts.consistency.words import list_words, rate_words
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message
from rules_engine.values.ranges import Range, divide, meet, multiply

_HUNDRED = Range.of(100)
# A name this long may differ from the name in the rate by one character (饮水学校, 饮用水学校率).
_LONG_NAME = 4
_REACH = 5
# A whole and the two amounts it is divided into.
_DIVIDED = 3
# What such words begin is said of what was counted just before.
_SAID_OF = ("已", "在")


def rate_relations(passage: Passage) -> Iterator[Relation]:
    """The rates of a passage that differ from the share of the amounts beside them."""
    words = rate_words()
    if not words.sign.search(passage.stretch):
        return
    for position in range(1, len(passage.mentions)):
        figure, gap = passage.mentions[position], passage.gaps[position]
        if figure.unit != "%":
            continue
        pair = (
            _told_whole(passage, position)
            or _told_behind(passage, position)
            or (_part_and_whole(passage, position) if position > 1 and gap.may_rate else None)
        )
        if pair is not None:
            relation = _weighed(passage, *pair, position)
            if relation is not None:
                yield relation


def _told_whole(passage: Passage, position: int) -> tuple[int, int] | None:
    """公办园在园幼儿6120人，占在园幼儿总数10200人的60%: the part and the whole, which is told with the rate."""
    if position < 2:
        return None
    gap, between = passage.gaps[position], passage.gaps[position - 1]
    said = gap.text.lstrip("）")
    if not said.startswith("的") or not between.label.startswith("占") or between.may_change:
        return None
    part, whole = passage.mentions[position - 2], passage.mentions[position - 1]
    # 完成8640万元，占计划9600万元的90%: what is planned may well be the whole of what was done.
    if not rate_words().of.fullmatch(said) or passage.mentions[position].kind == "threshold":
        return None
    return (position - 2, position - 1) if addable(part) and addable(whole) and same_unit(part, whole) else None


def _told_behind(passage: Passage, position: int) -> tuple[int, int] | None:
    """教职工3692人，骨干教师占20%，共738人: the part, told behind its share, and the whole before it."""
    if position + 1 == len(passage.mentions) or not rate_words().named.fullmatch(passage.gaps[position].rest):
        return None
    whole, part = passage.mentions[position - 1], passage.mentions[position + 1]
    if not rate_words().behind.fullmatch(passage.gaps[position + 1].text) or part.kind != whole.kind:
        return None
    return (position + 1, position - 1) if addable(part) and addable(whole) and alike(whole, part) else None


def _part_and_whole(passage: Passage, position: int) -> tuple[int, int] | None:
    """The amount before a rate as its part, and the whole that the words give it."""
    words, part, label = rate_words(), passage.mentions[position - 1], passage.gaps[position].label.lstrip("（")
    if not addable(part) or part.kind != passage.mentions[position].kind:
        return None
    if words.share.fullmatch(label):
        whole = _opened_whole(passage, position - 1)
        if whole is None:
            whole = _named_whole(passage, position - 1)
        if whole is None:
            whole = _divided_by_shares(passage, position - 1)
        if whole is None and words.among.fullmatch(passage.gaps[position - 1].text):
            whole = position - 2 if alike(passage.mentions[position - 2], part) else None
    elif named := words.rate.fullmatch(label):
        divided = _divided(passage, position, named["stem"])
        if divided is not None:
            return divided
        whole = _whole_beside(passage, position - 1, named["stem"])
        if whole is None:
            whole = _whole_before(passage, position - 1, named["stem"])
    else:
        return None
    return None if whole is None else (position - 1, whole)


def _opened_whole(passage: Passage, part: int) -> int | None:
    """The whole that 其中 or the like stands behind, with only its parts and their shares up to `part`."""
    opener = list_words().opener
    for position in range(part, 0, -1):
        figure, gap = passage.mentions[position], passage.gaps[position]
        if figure.unit == "%":
            continue
        if not alike(figure, passage.mentions[part]) or rate_words().change.search(gap.text):
            return None
        if position < part and passage.mentions[position + 1].unit != "%":
            return None
        if opener.search(gap.text):
            # 教师1836人，学历合格率100%，其中…: a rate of the whole may stand between.
            place = position - 1 if passage.mentions[position - 1].unit != "%" else position - 2
            if place < 0:
                return None
            place = passage.subject(place)
            whole = passage.mentions[place]
            if not passage.looks_back(position, place):
                return None
            return place if addable(whole) and alike(whole, figure) else None
    return None


def _named_whole(passage: Passage, part: int) -> int | None:
    """The amount just before `part` where the name of the part ends with its name: 幼儿900人，公办园在园幼儿480人."""
    figure, whole = passage.mentions[part], passage.mentions[part - 1]
    gap, before = passage.gaps[part], passage.gaps[part - 1]
    if not addable(whole) or not alike(whole, figure) or gap.mark != "，" or "，" in gap.rest:
        return None
    if rate_words().change.search(gap.text) or abs(figure.number) > abs(whole.number):
        return None
    name = before.label.rpartition("，")[2]
    ends = len(name) > 1 and len(gap.rest) > len(name) and gap.rest.endswith(name[-_LONG_NAME:])
    return part - 1 if ends or gap.rest.startswith(_SAID_OF) else None


def _divided_by_shares(passage: Passage, part: int) -> int | None:
    """98所学校达标85所，占86.7%；未达标13所，占…: the whole that two amounts make, the first told with its share."""
    if part < _DIVIDED:
        return None
    whole, one, share, other = passage.mentions[part - _DIVIDED : part + 1]
    if share.unit != "%" or not (addable(whole) and alike(whole, one) and alike(whole, other)):
        return None
    return part - _DIVIDED if one.number + other.number == whole.number and _is_share(share, one, whole) else None


def _whole_beside(passage: Passage, part: int, stem: str) -> int | None:
    """The amount just before `part`, if the rate is named after what `part` counts."""
    figure, whole = passage.mentions[part], passage.mentions[part - 1]
    gap, after = passage.gaps[part], passage.gaps[part + 1]
    if not addable(whole) or whole.kind != figure.kind or gap.mark not in ("，", "、", ""):
        return None
    if rate_words().change.search(gap.text) or "，" in gap.rest:
        return None
    before = passage.mentions[part - 2] if part > 1 else whole
    if figure.number and whole.number and alike(before, figure) and before.number == figure.number + whole.number:
        return None  # 隐患1326条，立行立改1248条，限期整改78条: neither is a part of the other
    larger = abs(figure.number) > abs(whole.number)
    if whole.unit != figure.unit and (larger or not stem or not gap.label.endswith(stem)):
        # 床位2400个，床位率 is one of beds; 监控3260个，覆盖学校126所，覆盖率 is none of cameras.
        return None
    if whole.unit == figure.unit and _is_done(gap.rest, passage.gaps[part - 1].label, stem):
        return part - 1
    strangers = set(stem) - set(gap.label + (after.trail if after.mark else ""))
    if strangers and (len(strangers) > 1 or len(stem) < _LONG_NAME):
        return None
    return part - 1


def _is_done(said: str, before: str, stem: str) -> bool:
    """Whether what was due stands before what was done of it: 应巩固9680人，实际毕业9486人; 学校86所，建成….

    A rate that does not say of what (覆盖率) may be named after neither.
    """
    words = rate_words()
    if words.due.search(before) and words.actual.match(said):
        return True
    return words.general.fullmatch(stem) is not None and words.done.match(said) is not None


def _whole_before(passage: Passage, part: int, stem: str) -> int | None:
    """The amount just before `part` where words say that this is some of it: 240所学校中230所安装报警，覆盖率98%."""
    words, figure, whole = rate_words(), passage.mentions[part], passage.mentions[part - 1]
    said = passage.gaps[part + 1].trail if passage.gaps[part + 1].mark else ""
    if not addable(whole) or not alike(whole, figure) or not words.among.fullmatch(passage.gaps[part].text):
        return None
    general = words.general.fullmatch(stem) and said and not said.startswith(words.names)
    return part - 1 if general or (said and set(stem) <= set(said)) else None


def _divided(passage: Passage, position: int, stem: str) -> tuple[int, int] | None:
    """62所学校中，57所达到标准，5所未达到，达标率93.9%: one of two amounts that are all of the one before them."""
    if position < _DIVIDED:
        return None
    whole, one, other = passage.mentions[position - _DIVIDED : position]
    if not (addable(whole) and alike(whole, one) and alike(whole, other)) or one.number + other.number != whole.number:
        return None
    said = passage.gaps[position - 2].label + passage.gaps[position - 1].trail
    return (position - 2, position - 3) if stem and stem[0] in said and passage.gaps[position].mark == "，" else None


def _share(part: Range, whole: Range) -> Range:
    return multiply(divide(part, whole), _HUNDRED)


def _is_share(rate: Mention, part: Mention, whole: Mention, *, rest: bool = False) -> bool:
    """Whether rounding lets the rate be the share of two amounts, or that of the `rest` (未达标10所，达标率90%)."""
    plain = rate.value.settled and part.value.settled and whole.value.settled and rate.number >= 0
    (least, most), (low, high) = ends(part, whole) if plain else ((0, 0), (0, 0))
    if not low:
        return _fits(rounding(rate), part, whole, rest)
    ((at_least, at_most),) = ends(rate)
    hundred = 100 * measure(rate)
    if hundred * least <= at_most * high and hundred * most >= at_least * low:
        return True
    return rest and hundred * (low - most) <= at_most * low and hundred * (high - least) >= at_least * high


def _fits(rate: Range, part: Mention, whole: Mention, rest: bool = True) -> bool:
    share = _share(size(part), size(whole))
    if meet(rate, share):
        return True
    if not rest:
        return False
    low, high = share.low, share.high
    others = Range(None if high is None else 100 - high, None if low is None else 100 - low)
    return meet(rate, others) is not None


def _fits_others(passage: Passage, position: int) -> bool:
    """Whether the rate is the share of any two amounts before it: 隐患136处，已整改130处，正在整改6处，整改率95.6%."""
    rate = passage.mentions[position]
    near = [figure for figure in passage.mentions[:position] if addable(figure) and figure.kind == rate.kind][-_REACH:]
    plain = rate.value.settled and rate.number >= 0 and all(figure.value.settled for figure in near)
    sizes = ends(*near) if plain else ()
    if not sizes or not all(low for low, _ in sizes):
        return any(
            _is_share(rate, part, whole)
            for part, whole in permutations(near, 2)
            if whole.number and abs(part.number) <= abs(whole.number)
        )
    ((at_least, at_most),) = ends(rate)
    hundred = 100 * measure(rate)
    # Ends above zero lie as far on either side of what is printed.
    return any(
        least + most <= low + high and hundred * least <= at_most * high and hundred * most >= at_least * low
        for (least, most), (low, high) in permutations(sizes, 2)
    )


def _weighed(passage: Passage, counted: int, place: int, position: int) -> Relation | None:
    mentions = passage.mentions
    rate, part, whole = mentions[position], mentions[counted], mentions[place]
    if _is_share(rate, part, whole, rest=True) or _fits_others(passage, position):
        return None
    if not whole.number or (whole.unit == part.unit and abs(part.number) > abs(whole.number)):
        # Parts above their whole are a matter of sums.
        return None
    indices = passage.cite((position, counted, place))
    places = max(2, notation(rate).places)
    values = {
        "rate": rate.quote,
        "part": part.quote,
        "whole": whole.quote,
        "share": notation(rate).write(abs(part.number) / abs(whole.number) * 100, places),
    }
    facts = named_facts([rate, part, whole])
    if _fits(cut_off(rate), part, whole):
        statement = Message(
            "{part} of {whole} is {share}; the printed {rate} fits only if further digits were cut off, not rounded.",
            **values,
        )
        return Relation("rate", "doubtful", statement, indices, facts=facts, code="rate_cut_off")
    hundredth = multiply(rounding(rate), Range.of(Fraction(1, 100)))
    room = [
        (rate, _share(size(part), size(whole))),
        (part, multiply(size(whole), hundredth)),
        (whole, divide(size(part), hundredth)),
    ]
    return Relation(
        "rate",
        "contradictory",
        Message("{part} of {whole} is {share}, which differs from the printed {rate}.", **values),
        indices,
        facts=facts,
        doubt=doubts(room),
        slip=likeliest_slip(room),
        code="rate_differs",
    )
