"""Enumerations: a whole and the parts that the words of a sentence put under it."""

from collections.abc import Iterator

from rules_engine.facts.consistency.likeness import LOOSE, addable, alike, dimension, same_unit
from rules_engine.facts.consistency.passage import Gap, Passage
from rules_engine.facts.consistency.words import list_words
from rules_engine.records import evolve, frozen

_TIGHT = {"、", "和"}
_LONGEST_LABEL = 16
_LONGEST_NOUN = 4


@frozen(eq=False, repr=False)
class Enumeration:
    """Positions in a passage: the whole, its parts, and how many times each part counts (`各1所` after three names: 3).

    `complete`: the text says that the parts are all of it. `certain`: where the list ends is not in doubt.
    `named`: every item is just a name and its figure, and these divide what the whole counts.
    `stages`: the items are states of work such as 在建.
    """

    whole: int
    parts: tuple[int, ...]
    times: tuple[int, ...]
    complete: bool
    certain: bool
    named: bool
    stages: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class _Item:
    """What leads to a figure: the separator before it, the word that opens a list, the name of the item.

    `stage` is the name where it is a state of work; `shared` where the name holds those of several figures (分别).
    """

    mark: str
    bracket: bool
    opener: str
    name: str
    stage: str
    shared: bool


def _item(gap: Gap) -> _Item:
    words = list_words()
    mark, label = gap.mark, gap.label
    if not mark and (joined := words.join_first.match(label)):
        mark, label = "和", label[joined.end() :]
    elif not mark and not gap.rest and (joined := words.join_last.fullmatch(label)):
        mark, label = "和", ""
    bracket = label.startswith("（")
    label = label.lstrip("（：")
    found = words.opener.search(label)
    opener = ""
    if found and (not found.start() or not gap.mark):
        opener, label = found.group(), label[found.end() :].lstrip("：")
        if again := words.opener.match(label):
            opener, label = again.group(), label[again.end() :]
    together = words.respectively.fullmatch(label)
    label = together.group(1) if together else label
    state = words.state.fullmatch(label)
    if state and mark != "；" and not (state.group(1) and (mark or bracket or opener)):
        return _Item(mark, bracket, opener, state.group(2), state.group(2), together is not None)
    return _Item(mark, bracket, opener, label, "", together is not None)


def enumerations(passage: Passage) -> Iterator[Enumeration]:
    """Every enumeration of a passage that its words make out, a whole before or after its parts."""
    words = list_words()
    gaps = passage.gaps
    if not (words.sign.search(passage.stretch) or "(" in passage.stretch or ":" in passage.stretch):
        return
    for position in range(1, len(passage.mentions)):
        gap = gaps[position]
        if not words.sign.search(gap.text):
            continue
        figure = passage.mentions[position]
        if not addable(figure):
            continue
        if position > 1 and words.total.fullmatch(gap.rest or gap.trail):
            yield from _before(passage, position)
            continue
        before = passage.mentions[position - 1]
        if before.unit != "%" and not alike(before, figure):
            continue
        item = _item(gap)
        # 已入学408人，入学率99%；其中…: a rate of the whole may stand between.
        skip = item.opener and item.mark == "；" and position > 1 and before.unit == "%"
        whole = position - 2 if skip else position - 1
        if not alike(passage.mentions[whole], figure) or not passage.looks_back(position, whole):
            continue
        totals = item.shared and words.total_mark.search(gaps[position - 1].label)
        told = item.stage and item.mark in ("", "，") and not _item(gaps[position - 1]).stage
        if told or item.opener or item.bracket or totals:
            yield from _after(passage, whole, position, item)


def _after(passage: Passage, whole: int, begin: int, first: _Item) -> Iterator[Enumeration]:
    words = list_words()
    total = passage.mentions[whole]
    floor = passage.gaps[begin].depth
    parts: list[int] = []
    items: list[_Item] = []
    for position in range(begin, len(passage.mentions)):
        gap, figure = passage.gaps[position], passage.mentions[position]
        if parts and gap.lowest < floor:
            break
        if gap.depth > floor:
            continue
        item = _item(gap) if parts else first
        if not (addable(figure) and alike(total, figure)) or words.change.search(gap.text):
            break
        if parts and item.mark == "；" and items[1:] and items[1].mark != "；":
            break
        if parts and item.opener and not item.bracket:
            return
        if parts and first.stage and not item.stage:
            break
        if not same_unit(figure, total):
            # Sites counted as 个 among schools counted as 所: added up by some, not by others.
            return
        parts.append(position)
        items.append(item)
    if not parts or (len(parts) == 1 and not first.opener):
        return
    found = _listed(passage, whole, parts, items)
    if found is None:
        return
    inside = first.bracket or all(item.mark in _TIGHT for item in items[1:])
    yield evolve(
        found,
        complete=_complete(passage, whole, items),
        certain=inside or all(item.mark == "；" for item in items[1:]),
        stages=tuple(item.stage for item in items) if all(item.stage for item in items) else (),
    )


def _before(passage: Passage, whole: int) -> Iterator[Enumeration]:
    total = passage.mentions[whole]
    parts = [whole]
    items: list[_Item] = []
    while parts[0] > 0:
        position = parts[0] - 1
        figure, gap = passage.mentions[position], passage.gaps[position]
        if not (same_unit(figure, total) and alike(total, figure)) or gap.depth != passage.gaps[whole].depth:
            break
        parts.insert(0, position)
        items.insert(0, _item(gap))
        if items[0].mark not in _TIGHT:
            break
    parts.pop()
    if (
        len(parts) < 2
        or _trail(passage, whole)
        or any(list_words().change.search(passage.gaps[part].text) for part in parts)
    ):
        return
    found = _listed(passage, whole, parts, items)
    first = passage.gaps[parts[0]]
    # A figure before the list that could be added too leaves the beginning of the list open.
    open_ended = parts[0] > 0 and first.mark != "；" and alike(total, passage.mentions[parts[0] - 1])
    if found is not None and not open_ended:
        yield evolve(found, complete=True, certain=True)


def _listed(passage: Passage, whole: int, parts: list[int], items: list[_Item]) -> Enumeration | None:
    words = list_words()
    times = []
    for item in items:
        if shared := words.each.fullmatch(item.name):
            names = [name for name in words.names.split(shared.group(1)) if name]
            if len(names) < 2:
                return None
            times.append(len(names))
        elif words.alike.fullmatch(item.name):
            return None
        else:
            times.append(1)
    return Enumeration(
        whole,
        tuple(parts),
        tuple(times),
        complete=False,
        certain=False,
        named=_named(passage, parts, items) and _divides(passage, whole, items),
    )


def _named(passage: Passage, parts: list[int], items: list[_Item]) -> bool:
    """Whether every item is a name and a figure, or every one a figure and a name, with nothing else in it."""
    trails = [_trail(passage, part) for part in parts]
    if _overlapping([item.name for item in items]) or _overlapping(trails):
        return False
    if any(set(item.name) & set("，；：（）") or len(item.name) > _LONGEST_LABEL for item in items):
        return False
    if items[0].shared:
        names = [name for name in list_words().names.split(items[0].name) if name]
        return len(names) == len(items) and not any(item.name for item in items[1:]) and not any(trails)
    if all(item.name for item in items):
        return not any(trails)
    return not any(item.name for item in items) and all(0 < len(trail) <= _LONGEST_LABEL for trail in trails)


def _overlapping(names: list[str]) -> bool:
    """Whether items can count the same things twice: told by a quality, or by place here and by owner there."""
    words = list_words()
    if any(map(words.overlap.search, names)):
        return True
    facets = [{number for number, facet in enumerate(words.facets) if facet.search(name)} for name in names]
    told = [found for found in facets if found]
    return any(not a & b for a in told for b in told)


def _divides(passage: Passage, whole: int, items: list[_Item]) -> bool:
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
    if gap.mark or gap.rest:
        return gap.trail
    if words.join_first.match(gap.trail):
        return ""
    joined = words.join_last.fullmatch(gap.trail)
    return joined.group(1) if joined else gap.trail


def _complete(passage: Passage, whole: int, items: list[_Item]) -> bool:
    words = list_words()
    first = items[0]
    if any(words.rest.match(item.name) for item in items):
        return True
    if first.shared:
        return first.bracket or words.total_mark.search(passage.gaps[whole].label) is not None
    return first.opener in words.lists_all and len(items) > 1 and items[-1].mark == "和"
