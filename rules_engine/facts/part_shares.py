"""A share told right behind its part: 公办园在园幼儿6486人，占51.9%. It names nothing of its own."""

from collections.abc import Container, Mapping
from itertools import pairwise

from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.figures import Sentence
from rules_engine.facts.turns import turns, weight


def with_shares(
    chosen: Mapping[int, int], sentence: Sentence, index: BindingIndex, shared: Container[int] = ()
) -> dict[int, int]:
    """The choices, in which a share is that of the amount before it, or of nothing that has another part.

    Figures of `shared` lists follow from none.
    """
    result = dict(chosen)
    for one, other in pairwise(sentence.figures):
        part = result.get(one.number)
        if part is None or other.unit != "%" or other.relative or other.number in shared or one.number in shared:
            continue
        said = turns().share.match(sentence.text, one.end, other.start)
        if said is None or weight(sentence.text[said.end() : other.start]) > 0:
            continue
        told = result.get(other.number)
        own = index.shares.get(part)
        if own is not None:
            result[other.number] = own
        elif told is not None and index.parts.get(told, part) != part:
            del result[other.number]
    return result
