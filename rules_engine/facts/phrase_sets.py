"""Sets of phrases: integers with a bit for each phrase that they hold."""

from collections.abc import Mapping, Sequence
from typing import Self

from rules_engine.facts.phrases import MOST_WORDS
from rules_engine.records import frozen

PhraseSet = int
# The values of a phrase, in order.
FlatPhrase = tuple[int, tuple[tuple[int, ...], ...], int | None, bool, int, int]
DIGITS = frozenset("0123456789")


@frozen(eq=False, repr=False)
class PhraseSets:
    """Phrases by what their authors say of them, whatever a text holds.

    `short` are those of at most so many words. `before` may end before their figure, `behind` behind it, `between` have
    it between their words because the author says so, `opened` are those of them that it opens. `changing` speak of a
    difference or growth, `numbered` have a word with a digit. `kinds` are sorted by the kind of what they stand for.
    """

    short: Sequence[PhraseSet]
    before: PhraseSet
    behind: PhraseSet
    between: PhraseSet
    opened: PhraseSet
    changing: PhraseSet
    numbered: PhraseSet
    kinds: Mapping[str, PhraseSet]

    @classmethod
    def of(cls, phrases: Sequence[FlatPhrase], words: Sequence[str], kinds: Sequence[str]) -> Self:
        """The sets of phrases, given with all words and the kind of each number that they stand for."""
        short = [0] * MOST_WORDS
        before = behind = between = opened = changing = numbered = 0
        with_digit = {number for number, word in enumerate(words) if not DIGITS.isdisjoint(word)}
        sorts = dict.fromkeys(kinds, 0)
        for number, (owner, places, figure, changes, *_) in enumerate(phrases):
            bit = 1 << number
            for count in range(len(places), MOST_WORDS):
                short[count] |= bit
            if figure is None:
                before |= bit
                behind |= bit
            elif figure == len(places):
                before |= bit
            else:
                between |= bit
                if figure == 0:
                    opened |= bit
            if changes:
                changing |= bit
            if not all(map(with_digit.isdisjoint, places)):
                numbered |= bit
            if kinds:
                sorts[kinds[owner]] |= bit
        return cls(tuple(short), before, behind, between, opened, changing, numbered, sorts)
