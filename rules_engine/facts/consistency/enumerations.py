"""Enumerations: a whole and the parts that the words of a sentence put under it."""

from collections.abc import Iterator, Sequence

from rules_engine.facts.consistency.gap import Gap, Item, without
from rules_engine.facts.consistency.items import are_names, times_of
from rules_engine.facts.consistency.likeness import LOOSE, addable, alike, dimension, same_unit
from rules_engine.facts.consistency.passage import Passage
from rules_engine.facts.consistency.words import list_words
from rules_engine.records import evolve, frozen
from rules_engine.values.numerals import chinese_number

_TIGHT = {"、", "和"}
_MARKS = {"、", "和", "，", "；"}
# What parts a list from the figures before it.
_CLOSED = {"；", "："}
_LONGEST_NOUN = 4


@frozen(eq=False, repr=False)
class Enumeration:
    """Positions in a passage: the whole, its parts, and how many times each part counts (`各1所` after three names: 3).

    `total` tells that the whole is their sum (由…构成, or it stands behind its parts): then these are all of it.
    `loose`: no word says that they belong together (累计, 总面积, 小学、初中分别有); only a plain slip can show it.
    """

    passage: Passage
    whole: int
    parts: tuple[int, ...]
    times: tuple[int, ...]
    items: tuple[Item, ...]
    total: bool = False
    loose: bool = False

    @property
    def complete(self) -> bool:
        """Whether the text says that the parts are all of it."""
        return self.total or _complete(self.passage, self.whole, self.items)

    @property
    def led(self) -> bool:
        """Whether the names of the items stand before all figures: 小学、初中分别为48所、19所."""
        return not self.total and self.items[0].shared and bool(self.items[0].name)

    @property
    def promised(self) -> bool:
        """Whether the words lead one to expect all of it: 其中 tells of some parts only."""
        return self.complete or bool(self.stages) or self.items[0].opener == "："

    @property
    def certain(self) -> bool:
        """Whether the end of the list is not in doubt."""
        marks = {item.mark for item in self.items[1:]}
        listed = marks <= _TIGHT or marks == {"；"}
        return self.total or self.items[0].bracket or listed or bool(self.stages)

    @property
    def ends(self) -> bool:
        """Whether nothing behind the list could be one more of its parts."""
        behind = range(self.parts[-1] + 1, len(self.passage.mentions))
        return not any(alike(self.passage.mentions[self.whole], self.passage.mentions[place]) for place in behind)

    @property
    def stages(self) -> tuple[str, ...]:
        """The items where all of them are states of work such as 在建, else none."""
        return tuple(item.stage for item in self.items) if all(item.stage for item in self.items) else ()

    @property
    def first_alone(self) -> "Enumeration":
        """The same with its first part only."""
        return evolve(self, parts=self.parts[:1], times=self.times[:1], items=self.items[:1])

    @property
    def named(self) -> bool:
        """Whether every item is just a name and its figure, and these divide what the whole counts."""
        trails = [_trail(self.passage, part) for part in self.parts]
        total = self.passage.gaps[self.whole].label if self.total else ""
        return are_names(self.items, trails, total) and _divides(self.passage, self.whole, self.items)


def enumerations(passage: Passage) -> Iterator[Enumeration]:
    """Every enumeration of a passage that its words make out, a whole before or after its parts."""
    words = list_words()
    if not words.sign.search(passage.stretch):
        return
    gaps = passage.gaps
    for position in range(1, len(passage.mentions)):
        gap = gaps[position]
        if not gap.may_list:
            continue
        figure = passage.mentions[position]
        if not addable(figure):
            continue
        if position > 1 and any(
            pattern.fullmatch(gap.rest or gap.trail) for pattern in (words.total, words.total_of, words.total_loose)
        ):
            yield from _before(passage, position)
            continue
        nearest = _outside(passage, position)
        before = passage.mentions[nearest]
        if before.unit != "%" and not alike(before, figure):
            continue
        item = gap.item
        # 已入学408人，入学率99%；其中…: a rate of the whole may stand between.
        skip = item.opener and item.mark == "；" and nearest > 0 and before.unit == "%"
        whole = passage.subject(nearest - 1 if skip else nearest)
        if not alike(passage.mentions[whole], figure) or not passage.looks_back(position, whole):
            continue
        totals = item.shared and words.total_mark.search(gaps[nearest].label)
        told = item.stage and item.mark in ("", "，") and not gaps[position - 1].item.stage
        made = item.mark == "，" and item.name.startswith(words.makes)
        if made:
            item = evolve(item, name=item.name.removeprefix(words.makes))
        if told or item.opener or item.bracket or totals or made:
            yield from _after(passage, whole, position, item, made)
        elif item.shared and item.mark == "，":
            for found in _after(passage, whole, position, item, made):
                yield evolve(found, loose=True)


def _outside(passage: Passage, position: int) -> int:
    """The figure before, without those in brackets that close before this one: 905人（含专任教师870人），其中…."""
    nearest, depth = position - 1, passage.gaps[position].lowest
    while nearest > 0 and passage.gaps[nearest].depth > depth:
        nearest -= 1
    return nearest


def _after(passage: Passage, whole: int, begin: int, first: Item, made: bool) -> Iterator[Enumeration]:
    words, mentions, gaps = list_words(), passage.mentions, passage.gaps
    total, floor = mentions[whole], gaps[begin].depth
    parts: list[int] = []
    items: list[Item] = []
    for position in range(begin, len(mentions)):
        gap, figure = gaps[position], mentions[position]
        if parts and gap.lowest < floor:
            break
        if gap.depth > floor:
            continue
        item = gap.item if parts else first
        if not (addable(figure) and alike(total, figure)) or words.change.search(gap.text):
            break
        if parts and item.mark == "；" and items[1:] and items[1].mark != "；":
            break
        if parts and item.opener and not item.bracket:
            return
        if parts and (words.total.fullmatch(gap.rest or gap.trail) or (first.stage and not item.stage)):
            break
        if not same_unit(figure, total):
            # Sites counted as 个 among schools counted as 所: added up by some, not by others.
            return
        parts.append(position)
        items.append(item)
    if not parts or (len(parts) == 1 and not first.opener):
        return
    times = times_of(items)
    if times is None or (made and not words.made.match(gaps[parts[-1] + 1].text)):
        return
    yield Enumeration(passage, whole, tuple(parts), times, tuple(items), total=made)


def _before(passage: Passage, whole: int) -> Iterator[Enumeration]:
    total = passage.mentions[whole]
    told = list_words().total_of.fullmatch(passage.gaps[whole].rest or passage.gaps[whole].trail)
    count = chinese_number(told["count"]) if told and told["count"] else None
    # 1.86亿元，县级配套0.64亿元，合计2.50亿元: such a word after a comma sums up what commas part.
    mark = passage.gaps[whole - 1].item.mark
    separators = {mark} if mark == "；" or mark == passage.gaps[whole].item.mark == "，" else _TIGHT
    parts = [whole]
    items: list[Item] = []
    while parts[0] > 0:
        position = parts[0] - 1
        figure, gap = passage.mentions[position], passage.gaps[position]
        if not (same_unit(figure, total) and alike(total, figure)) or gap.depth != passage.gaps[whole].depth:
            break
        parts.insert(0, position)
        items.insert(0, gap.item)
        if len(items) == count or items[0].opener:
            break
        # 三项共: how many they are says where they begin, whatever parts them.
        if items[0].mark not in (_MARKS if count else separators):
            break
    parts.pop()
    if (
        len(parts) < 2
        or _trail(passage, whole)
        or any(list_words().change.search(passage.gaps[part].text) for part in parts)
    ):
        return
    belongs = _totals(passage.gaps[whole], items)
    if not belongs and not list_words().total_loose.fullmatch(passage.gaps[whole].rest):
        return
    times = times_of(items)
    first = passage.gaps[parts[0]]
    # A figure before the list that could be added too leaves the beginning of the list open.
    open_ended = parts[0] > 0 and first.mark not in _CLOSED and alike(total, passage.mentions[parts[0] - 1])
    if times is not None and not open_ended:
        yield Enumeration(passage, whole, tuple(parts), times, tuple(items), total=True, loose=not belongs)


def _totals(gap: Gap, items: Sequence[Item]) -> bool:
    """Whether the words of a sum speak of just these items: 三年累计 of three, 合计小学 of 县城小学、乡镇小学."""
    words, label = list_words(), gap.rest or gap.trail
    if words.total.fullmatch(label):
        return words.change.search(gap.text) is None
    told = words.total_of.fullmatch(label)
    if told is None:
        return False
    if told["count"]:
        return chinese_number(told["count"]) == len(items)
    return any(item.name.endswith(told["noun"]) for item in items)


def _divides(passage: Passage, whole: int, items: Sequence[Item]) -> bool:
    """Whether items can be parts of a whole whose noun follows its figure: not 为3个乡镇新建学校，其中幼儿园5个."""
    words, total, noun = list_words(), passage.mentions[whole], _trail(passage, whole)
    label = passage.gaps[whole].label
    loose = dimension(total) in LOOSE
    if items[0].stage:
        return not loose or words.works.search(label + noun) is not None
    if not noun:
        return True
    if items[0].bracket and not items[0].opener:
        return False
    if any(item.name.endswith(noun[-2:]) for item in items):
        return True
    if any(all(facet.fullmatch(item.name) for item in items) for facet in words.facets):
        return True
    plain = not loose or words.total_mark.search(label) or not items[0].name
    return len(noun) <= _LONGEST_NOUN and bool(plain)


def _trail(passage: Passage, part: int) -> str:
    """The noun after a figure, before whatever parts it from the next."""
    gap, words = passage.gaps[part + 1], list_words()
    if words.made.match(gap.text) or words.spent.match(gap.text):
        return ""
    if gap.mark or gap.rest:
        return gap.trail
    if words.join_first.match(gap.trail):
        return ""
    return without(gap.trail, words.joins)


def _complete(passage: Passage, whole: int, items: Sequence[Item]) -> bool:
    words = list_words()
    first = items[0]
    if any(words.rest.match(item.name) for item in items):
        return True
    if first.opener in words.respectively:
        return True
    if first.opener == "：":
        return words.total_mark.search(passage.gaps[whole].label) is not None
    if first.shared:
        return first.bracket or words.total_mark.search(passage.gaps[whole].label) is not None
    return first.opener in words.lists_all and len(items) > 1 and items[-1].mark == "和"
