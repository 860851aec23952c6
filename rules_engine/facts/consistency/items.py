"""The items of a list: how often each counts, and whether each is just a name and its figure."""

from collections.abc import Sequence

from rules_engine.facts.consistency.gap import Item, without
from rules_engine.facts.consistency.words import list_words

_LONGEST_LABEL = 24


def times_of(items: Sequence[Item]) -> tuple[int, ...] | None:
    """How many times each item counts (`各1所` after three names: 3); None where that is not told."""
    words = list_words()
    times = []
    for item in items:
        name = item.name
        if name.endswith(words.each):
            names = [one for one in words.names.split(without(name, words.each)) if one]
            if len(names) < 2:
                return None
            times.append(len(names))
        elif name.endswith(words.alike):
            return None
        else:
            times.append(1)
    return tuple(times)


def are_names(items: Sequence[Item], trails: Sequence[str], total: str = "") -> bool:
    """Whether every item is a name and a figure, or every one a figure and a name, with nothing else in it.

    What the words of their `total` say too (共培训) tells no item from the others, and 合计 adds up whatever they are.
    """
    words, names = list_words(), [item.name for item in items]
    if not items[0].shared and words.one_by_one.search(names[0]):
        # 2021年、2022年分别新建6所、9所
        return not any(names[1:]) and not any(trails) and not words.inner_mark.search(names[0])
    several = [name for name in words.names.split(names[0]) if name] if items[0].shared else names
    if any(len(name) > _LONGEST_LABEL for name in several) or words.inner_mark.search("".join(names)):
        return False
    added = len(items) == 1 or words.added.search(total)
    if not added and (_overlapping(names, total) or _overlapping(trails, total)):
        return False
    if items[0].shared:
        return len(several) == len(items) and not any(names[1:]) and not any(trails)
    if all(names):
        return not any(trails)
    return not any(names) and all(0 < len(trail) <= _LONGEST_LABEL for trail in trails)


def _overlapping(names: Sequence[str], total: str) -> bool:
    """Whether items can count the same things twice: told by a quality, or by place here and by owner there."""
    words, together = list_words(), "\n".join(names)
    for facet in words.facets:
        if all(map(facet.search, names)):
            # 男生、女生 part what 女教师 alone would only pick out.
            together = facet.sub("", together)
    if any(word not in total for word in words.overlap.findall(together)):
        return True
    if words.any_facet.search(together) is None:
        return False
    facets = [{number for number, facet in enumerate(words.facets) if facet.search(name)} for name in names]
    told = [found for found in facets if found]
    return any(not a & b for a in told for b in told)
