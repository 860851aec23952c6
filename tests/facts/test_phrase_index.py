from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

import rules_engine_rulesets
from rules_engine.facts import binding
from rules_engine.facts.contest import Contest, best_of, is_possible
from rules_engine.facts.figures import Figure
from rules_engine.facts.fitting import Fit, fit
from rules_engine.facts.mention import Mention
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.reach import Reach
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound
from tests.facts.test_binding_properties import texts

WORDS = ["学校", "小学", "中学", "教师", "专任教师", "数", "经费"]
places = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map("|".join)
phrases = st.lists(places, min_size=1, max_size=4).map(" ".join)


@given(st.lists(phrases, min_size=1, max_size=12), st.lists(st.sampled_from([*WORDS, "，", "为"]), max_size=8))
def test_the_phrases_told_are_those_all_words_of_which_occur(written: list[str], pieces: list[str]) -> None:
    index, text = PhraseIndex.of(enumerate(written)), "".join(pieces)
    spots = index.index.spots(text)
    told = {phrase.owner for phrase in index.present(spots)}
    expected = {
        number
        for number, phrase in enumerate(written)
        if all(any(word in text for word in place.split("|")) for place in phrase.split())
    }
    # A single character is looked for only beside longer words.
    assert told == (expected if spots else set())


@given(st.lists(phrases, min_size=1, max_size=12))
def test_an_index_comes_back_as_it_was_taken_apart(written: list[str]) -> None:
    index = PhraseIndex.of(enumerate(written), ["中小学"], ["人"] * len(written))
    assert PhraseIndex.of_flat(index.flattened()).flattened() == index.flattened()


FULL = Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary"


class Watched(Contest):
    """A contest that also tries every phrase of the vocabulary on every figure."""

    def winner(self, figure: Figure, mention: Mention) -> tuple[int, Fit] | None:
        found = super().winner(figure, mention)
        assert found == best_of(self._every_fit(figure, mention))
        return found

    def _every_fit(self, figure: Figure, mention: Mention) -> dict[int, Fit]:
        reach, index = Reach(figure, self.sentence), self.index
        compatible = index.compatible(mention.unit)
        told = self._by_patterns(figure, compatible)
        for number, (owner, *_) in enumerate(index.phrases.flat):
            contender = index.contenders[owner]
            tolerance = compatible.tolerances.get(contender.unit)
            is_average = mention.unit != "" and mention.number.denominator != 1
            if tolerance is None or (is_average and tolerance.counts and not contender.is_average):
                continue
            one = fit(index.phrases.phrases[number], reach, index.phrases, tolerance)
            if one is not None and is_possible(contender, mention, figure.whole):
                told.append((owner, one))
        fits: dict[int, Fit] = {}
        for owner, one in told:
            if not self._is_forbidden(owner, one, figure, mention) and (owner not in fits or one > fits[owner]):
                fits[owner] = one
        return fits


@settings(max_examples=100, deadline=None)
@given(texts)
def test_a_figure_goes_to_the_fact_that_wins_when_every_phrase_is_tried(text: str) -> None:
    expected = bound(text)
    with patch.object(binding, "Contest", Watched):
        assert bound(text) == expected


def test_so_it_does_with_the_words_of_all_facts() -> None:
    vocabulary = load_vocabulary(FULL)
    told = [e.text for name in sorted(vocabulary.facts)[::12] for e in vocabulary.facts[name].examples]
    assert len(told) > 100
    text = "。\n".join(told)
    expected = bound(text, vocabulary)
    with patch.object(binding, "Contest", Watched):
        assert bound(text, vocabulary) == expected
