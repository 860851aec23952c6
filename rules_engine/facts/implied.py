"""Heads that a text leaves out: under 小学62所；招生4105人 the second figure is told of 小学, too.

Where nothing labels a figure and one topic alone is spoken of before it, its own words are read under that topic.
"""

from collections.abc import Iterator

from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.figures import Figure, Sentence, relation_to_others
from rules_engine.facts.restrictions import acts_before
from rules_engine.facts.turns import turns
from rules_engine.facts.words import narrow


def implied(sentence: Sentence, figure: Figure, index: BindingIndex) -> Iterator[Sentence]:
    """The sentences that tell the figure, their last one, under the topic spoken of, as spelled there and first."""
    topics = index.topics
    text, own = sentence.text, figure.own
    if figure.relative or figure.skip or turns().share.match(text, own):
        return
    named = topics.spoken_of(figure, sentence)
    if not named or named in text[own : figure.start] or acts_before(figure, sentence, index.modifiers):
        return
    for spelling in dict.fromkeys((named, topics.rows[named].partition("|")[0])):
        yield _under(narrow(spelling), sentence, figure, index)


def _under(head: str, sentence: Sentence, figure: Figure, index: BindingIndex) -> Sentence:
    """The figure's own words, and those of the whole that it is a part of, behind a head."""
    text, figures = f"{head}:", list[Figure]()
    for one in (figure.whole, figure):
        if one is not None:
            own = len(text)
            # The head stands for the place, too: 全县共有班级396个.
            place = next((word for word in index.topics.places if sentence.text.startswith(word, one.own)), "")
            moved = own - one.own - len(place)
            text += sentence.text[one.own + len(place) : one.until if one is figure else one.end]
            end = len(text)
            figures.append(Figure(one.number, one.start + moved, one.end + moved, (own, end), own, end, end, one.unit))
    alone = figures[-1]
    if len(figures) > 1:
        alone.whole, alone.previous = figures[0], figures[0].end
    relation_to_others(alone, text)
    return Sentence.of(text, index.phrases, tuple(figures), len(head) + 1, "")
