"""Phrases: the words, in order, by which a report labels a figure, and the index that finds them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Self

from rules_engine.facts.turns import turns
from rules_engine.facts.words import Spots, WordIndex, narrow
from rules_engine.messages import Message
from rules_engine.records import field, frozen
from rules_engine.values.units import unit_table

FIGURE = "#"
MOST_WORDS = 8
MOST_CHARACTERS = 120

Span = tuple[int, int]


@frozen(eq=False, repr=False)
class Words:
    """A phrase taken apart: for each place the words that may stand there, and how many places precede the figure."""

    places: tuple[tuple[str, ...], ...]
    figure: int | None = None


def words_of(text: str) -> Words:
    """The words of a phrase as authors write it: blanks between, `a|b` for either, `#` for the figure.

    A unit directly behind `#` is part of the figure, and left out here.
    """
    places: list[tuple[str, ...]] = []
    figure, behind = None, False
    units = unit_table().printed
    for part in narrow(text).split():
        alternatives = tuple(part.split("|"))
        if part == FIGURE:
            figure, behind = len(places), True
        elif not (behind and all(word in units for word in alternatives)):
            places.append(alternatives)
            behind = False
    return Words(tuple(places), figure)


def fault_of(text: str) -> Message | None:
    """What is wrong with a phrase, or None."""
    if len(text) > MOST_CHARACTERS:
        return Message("A phrase has at most {most} characters.", most=MOST_CHARACTERS)
    if narrow(text).split().count(FIGURE) > 1:
        return Message("The figure (#) stands twice in this phrase.")
    words = words_of(text)
    if not words.places:
        return Message("This phrase has no words.")
    if len(words.places) > MOST_WORDS:
        return Message("A phrase has at most {most} words.", most=MOST_WORDS)
    for place in words.places:
        for word in place:
            if FIGURE in word:
                return Message('The figure (#) stands by itself, with blanks around it, not in "{word}".', word=word)
            if not word:
                return Message("A word is missing beside the sign |.")
    if all(len(word) < 2 for place in words.places for word in place):
        return Message("A phrase needs a word of two or more characters.")
    return None


@frozen(eq=False, repr=False)
class Phrase:
    """A phrase ready for matching: `places` hold the numbers of words. `owner` is what it stands for, by number.

    `changes` tells that it speaks of a difference or growth.
    """

    owner: int
    places: tuple[tuple[int, ...], ...]
    figure: int | None
    changes: bool


# Of a phrase its owner, places, figure and changes; of an index what its words are and where its phrases are found.
FlatPhrase = tuple[int, tuple[tuple[int, ...], ...], int | None, bool]
FlatIndex = tuple[
    tuple[str, ...],
    Mapping[tuple[str, str], Sequence[tuple[int, str]]],
    tuple[tuple[int, str], ...],
    tuple[str, ...],
    Sequence[FlatPhrase],
    Mapping[int, Sequence[int]],
]


@frozen(eq=False, repr=False)
class Endings:
    """The offsets at which last words of phrases begin, rising, each with its phrase."""

    offsets: Sequence[int]
    phrases: Sequence[Phrase]

    def within(self, start: int, end: int) -> Iterator[tuple[int, Phrase]]:
        """Those that begin in a stretch."""
        low, high = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return zip(self.offsets[low:high], self.phrases[low:high], strict=True)


def _changing(words: Iterable[str]) -> set[int]:
    """The numbers of the words that speak of a difference or growth, in one pass over all."""
    text = "\n".join(words)
    found, number, before = set(), 0, 0
    for match in turns().change.finditer(text):
        number += text.count("\n", before, match.start())
        before = match.start()
        found.add(number)
    return found


@frozen(eq=False, repr=False)
class PhraseIndex:
    """All phrases of a kind, each found through the place of it whose words are in the fewest phrases.

    `flat` are the phrases by number as plain values, made phrases when they are first met: a report has words of few.
    """

    index: WordIndex
    lengths: tuple[int, ...]
    flat: Sequence[FlatPhrase]
    by_word: Mapping[int, Sequence[int]]
    _made: dict[int, Phrase] = field(factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[int, str]], compounds: Sequence[str] = ()) -> Self:
        """The index of phrases and the numbers of what they stand for."""
        taken_apart = [(owner, words_of(text)) for owner, text in phrases]
        common = Counter([word for _, words in taken_apart for place in words.places for word in place])
        index = WordIndex.of(common, compounds)
        number_of = {word: number for number, word in enumerate(index.words)}.__getitem__
        often = tuple(common.values()).__getitem__
        changing = _changing(index.words)
        flat: list[FlatPhrase] = []
        by_word: dict[int, list[int]] = {}
        for number, (owner, words) in enumerate(taken_apart):
            places = tuple([tuple(map(number_of, place)) for place in words.places])
            flat.append((owner, places, words.figure, not all(map(changing.isdisjoint, places))))
            rarest = places[0] if len(places) == 1 else min(places, key=lambda place: sum(map(often, place)))
            for word in dict.fromkeys(rarest):
                by_word.setdefault(word, []).append(number)
        return cls(index, tuple(map(len, index.words)), flat, by_word)

    @classmethod
    def of_flat(cls, flat: FlatIndex) -> Self:
        """The index that `flattened` took apart."""
        words, pairs, single, compounds, phrases, by_word = flat
        return cls(WordIndex(words, pairs, single, compounds), tuple(map(len, words)), phrases, by_word)

    def flattened(self) -> FlatIndex:
        """The index as plain values, which can be kept in a file."""
        words = self.index
        return words.words, dict(words.pairs), words.single, words.compounds, tuple(self.flat), dict(self.by_word)

    def present(self, spots: Spots) -> list[Phrase]:
        """The phrases of which every word occurs."""
        lacks, flat = spots.keys().isdisjoint, self.flat
        found: dict[int, Phrase] = {}
        for word in spots:
            for number in self.by_word.get(word, ()):
                for place in flat[number][1]:
                    if lacks(place):
                        break
                else:
                    found[number] = self._phrase(number)
        return list(found.values())

    def _phrase(self, number: int) -> Phrase:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = Phrase(*self.flat[number])
        return made

    def endings(self, spots: Spots) -> Endings:
        """Where the last words of the phrases present stand."""
        found = [
            (offset, phrase)
            for phrase in self.present(spots)
            for number in phrase.places[-1]
            if number in spots
            for offset in spots[number]
        ]
        found.sort(key=itemgetter(0))
        return Endings([offset for offset, _ in found], [phrase for _, phrase in found])

    def backward(
        self, places: Sequence[Sequence[int]], spots: Spots, end: int, least: int = 0
    ) -> tuple[Span, ...] | None:
        """Where words for these places stand in order, the last as close before `end` as can be, or None.

        The last one begins at `least` or behind. Of words that end at one offset the longest is taken with which the
        rest fits.
        """
        if not places:
            return ()
        best = -1
        words: list[Span] = []
        for number in places[-1]:
            length = self.lengths[number]
            for start in reversed(spots.get(number, ())):
                if start < least:
                    break
                if start + length <= end:
                    if start + length > best:
                        best = start + length
                        words = [(start, best)]
                    elif start + length == best:
                        words.append((start, best))
                    break
        if len(places) == 1:
            return (min(words),) if words else None
        for word in sorted(words) if len(words) > 1 else words:
            rest = self.backward(places[:-1], spots, word[0])
            if rest is not None:
                return (*rest, word)
        return None

    def forward(
        self, places: Sequence[Sequence[int]], spots: Spots, start: int, most: int | None = None
    ) -> tuple[Span, ...] | None:
        """Where words for these places stand in order, the first as close behind `start` as can be, or None.

        The first one begins before `most`. Of words that begin at one offset the longest is taken with which the rest
        fits.
        """
        if not places:
            return ()
        best = -1
        words: list[Span] = []
        for number in places[0]:
            for found in spots.get(number, ()):
                if most is not None and found >= most:
                    break
                if found >= start:
                    word = (found, found + self.lengths[number])
                    if best < 0 or found < best:
                        best, words = found, [word]
                    elif found == best:
                        words.append(word)
                    break
        if len(places) == 1:
            return (max(words),) if words else None
        for word in sorted(words, reverse=True) if len(words) > 1 else words:
            rest = self.forward(places[1:], spots, word[1])
            if rest is not None:
                return (word, *rest)
        return None
