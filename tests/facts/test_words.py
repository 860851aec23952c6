from hypothesis import given
from hypothesis import strategies as st

from rules_engine.facts.words import MANY, Squeezed, WordIndex, narrow

texts = st.text(alphabet="学校小中初 　\n\t2%，（ａＢ１\u200b", max_size=40)


@given(texts)
def test_every_printed_character_keeps_its_place(text: str) -> None:
    squeezed = Squeezed.of(text)
    assert len(narrow(text)) == len(text)
    for inner, character in enumerate(squeezed.text):
        outer = squeezed.outer(inner)
        assert narrow(text[outer]) == character
        assert squeezed.inner(outer) == inner
    assert squeezed.inner(len(text)) == len(squeezed.text)


@given(texts, st.lists(st.text(alphabet="学校小中初2", min_size=1, max_size=3), min_size=1, max_size=6), st.booleans())
def test_words_are_found_wherever_they_stand(text: str, words: list[str], after_a_long_text: bool) -> None:
    index = WordIndex.of(words)
    if after_a_long_text:
        index.spots("。" * MANY)
    spots = index.spots(text)
    for number, word in enumerate(index.words):
        expected = [at for at in range(len(text)) if text.startswith(word, at)]
        if len(word) > 1 or spots:
            assert spots.get(number, []) == expected


def test_a_compound_hides_the_words_in_it() -> None:
    index = WordIndex.of(["小学", "学校", "中小学"], ["中小学"])
    numbers = {word: number for number, word in enumerate(index.words)}
    assert numbers["小学"] not in index.spots("全县中小学教师")
    assert index.spots("全县中小学教师")[numbers["中小学"]] == [2]
    assert index.spots("其中小学三所")[numbers["小学"]] == [2]
