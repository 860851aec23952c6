"""The index of phrases: which are told in a sentence, and where their words stand.

Phrases are numbered; a set of them is an integer with the bit of each set, so that what all words of a sentence have to
say about all phrases takes a few steps, however many phrases there are.
"""

import marshal
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from struct import iter_unpack, pack
from typing import Any, Self

from rules_engine.facts.phrase_sets import FlatPhrase, PhraseSet, PhraseSets
from rules_engine.facts.phrases import MOST_WORDS, Words, words_of
from rules_engine.facts.turns import turns
from rules_engine.facts.words import Spots, WordIndex
from rules_engine.records import frozen

# What a label counts: for each character, for a word ahead of another figure, and for standing right beside its figure.
PER_CHARACTER, AHEAD = 4, 6
DIRECTLY_BEFORE, DIRECTLY_BEHIND = 3, 2

Span = tuple[int, int]


@frozen(eq=False, repr=False)
class Phrase:
    """A phrase ready for matching: `places` hold the numbers of words. `owner` is what it stands for, by number.

    `changes` tells that it speaks of a difference or growth; no label made of its words counts more than `most`, nor do
    those before the last one count more than `rest`.
    """

    owner: int
    places: tuple[tuple[int, ...], ...]
    figure: int | None
    changes: bool
    most: int
    rest: int


_VERSION = 2


class _Packed(Sequence[FlatPhrase]):
    """Phrases as they lie in a compiled vocabulary, each unpacked when it is asked for."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __getitem__(self, number: Any) -> Any:
        return marshal.loads(self._packed[number])

    def __len__(self) -> int:
        return len(self._packed)


class _Phrases(dict[int, Phrase]):
    """Phrases by number, made when they are first met: a report has words of few."""

    def __init__(self, flat: Sequence[FlatPhrase]) -> None:
        super().__init__()
        self._flat = flat

    def __missing__(self, number: int) -> Phrase:
        made = self[number] = Phrase(*self._flat[number])
        return made


class _Standing(dict[int, PhraseSet]):
    """For words by number, the phrases that they may end; shifted by the number of all, those that they stand in one
    place before; and so on. Made when a word is first met.
    """

    def __init__(self, postings: Sequence[bytes], count: int) -> None:
        super().__init__()
        self._postings = postings
        self._count = count

    def __missing__(self, word: int) -> PhraseSet:
        found = 0
        for (posting,) in iter_unpack("<I", self._postings[word]):
            number, place = divmod(posting, MOST_WORDS)
            found |= 1 << number + place * self._count
        self[word] = found
        return found


# What the words of an index are, its phrases, packed, their postings, and the sets of them.
FlatIndex = tuple[
    tuple[str, ...],
    Mapping[tuple[str, str], Sequence[tuple[int, str]]],
    tuple[tuple[int, str], ...],
    tuple[str, ...],
    Sequence[bytes],
    Sequence[bytes],
    tuple[Any, ...],
]


@frozen(eq=False, repr=False)
class PhraseIndex:
    """All phrases of a kind, numbered so that those come first which can count most.

    `flat` are the phrases as plain values. `postings` are, for each word, packed, the numbers of the phrases that it is
    in, times `MOST_WORDS`, plus its place from the last.
    """

    index: WordIndex
    lengths: tuple[int, ...]
    flat: Sequence[FlatPhrase]
    postings: Sequence[bytes]
    sets: PhraseSets
    phrases: _Phrases
    standing: _Standing

    @classmethod
    def of(cls, phrases: Iterable[tuple[int, str]], compounds: Sequence[str] = (), kinds: Sequence[str] = ()) -> Self:
        """The index of phrases and the numbers of what they stand for, of which `kinds` may tell the kind."""
        taken_apart = [(owner, words_of(text)) for owner, text in phrases]
        index = WordIndex.of((word for _, words in taken_apart for place in words.places for word in place), compounds)
        flat = _flattened(taken_apart, index.words)
        postings: list[list[int]] = [[] for _ in index.words]
        for number, (_, places, *_) in enumerate(flat):
            for place, words in enumerate(reversed(places)):
                for word in words:
                    postings[word].append(number * MOST_WORDS + place)
        packed = [pack(f"<{len(numbers)}I", *numbers) for numbers in postings]
        return cls._made_of(index, flat, packed, PhraseSets.of(flat, index.words, kinds))

    @classmethod
    def of_flat(cls, flat: FlatIndex) -> Self:
        """The index that `flattened` took apart."""
        words, pairs, single, compounds, phrases, postings, sets = flat
        return cls._made_of(WordIndex(words, pairs, single, compounds), _Packed(phrases), postings, PhraseSets(*sets))

    @classmethod
    def _made_of(
        cls, index: WordIndex, flat: Sequence[FlatPhrase], postings: Sequence[bytes], sets: PhraseSets
    ) -> Self:
        return cls(
            index, tuple(map(len, index.words)), flat, postings, sets, _Phrases(flat), _Standing(postings, len(flat))
        )

    def flattened(self) -> FlatIndex:
        """The index as plain values, which can be kept in a file."""
        index, sets = self.index, self.sets
        known = tuple([getattr(sets, name) for name in PhraseSets.__match_args__])
        words = (index.words, dict(index.pairs), index.single, index.compounds)
        packed = tuple([marshal.dumps(phrase, _VERSION) for phrase in self.flat])
        return *words, packed, tuple(self.postings), known

    def told(self, spots: Spots) -> PhraseSet:
        """The phrases of which every word occurs."""
        standing = reduce(or_, map(self.standing.__getitem__, spots), 0)
        count = len(self.flat)
        found = standing & ((1 << count) - 1)
        for short in self.sets.short[1:]:
            if not found:
                break
            standing >>= count
            found &= standing | short
            if not standing:
                break
        return found

    def endings(self, spots: Spots) -> tuple[PhraseSet, list[tuple[int, int, PhraseSet]]]:
        """The phrases told; where words end that are the last of them, how long these are, and of which, in order."""
        told = self.told(spots)
        endings: list[tuple[int, int, PhraseSet]] = []
        if told:
            lengths = self.lengths
            of_words = map(told.__and__, map(self.standing.__getitem__, spots))
            for (word, offsets), phrases in zip(spots.items(), of_words, strict=True):
                if phrases:
                    length = lengths[word]
                    for at in offsets:
                        endings.append((at + length, length, phrases))
            endings.sort()
        return told, endings

    def present(self, spots: Spots) -> list[Phrase]:
        """The phrases of which every word occurs, those that can count most first."""
        found, rest = [], self.told(spots)
        while rest:
            last = rest & -rest
            rest ^= last
            found.append(self.phrases[last.bit_length() - 1])
        return found

    def backward(
        self, places: Sequence[Sequence[int]], spots: Spots, end: int, least: int = 0
    ) -> tuple[Span, ...] | None:
        """Where words for these places, at least one, stand in order, the last as close before `end` as can be.

        None where they do not. The last one begins at `least` or behind. Of words that end at one offset the longest is
        taken with which the rest fits.
        """
        best = -1
        words: list[Span] = []
        for number in filter(spots.__contains__, places[-1]):
            length = self.lengths[number]
            for start in reversed(spots[number]):
                stop = start + length
                if stop <= end:
                    if start >= least and stop >= best:
                        if stop > best:
                            words, best = [(start, stop)], stop
                        else:
                            words.append((start, stop))
                    break
        if not words:
            return None
        if len(places) == 1:
            return (min(words),)
        for word in sorted(words) if len(words) > 1 else words:
            rest = self.backward(places[:-1], spots, word[0])
            if rest is not None:
                return (*rest, word)
        return None

    def forward(
        self, places: Sequence[Sequence[int]], spots: Spots, start: int, most: int | None = None
    ) -> tuple[Span, ...] | None:
        """Where words for these places, at least one, stand in order, the first as close behind `start` as can be.

        None where they do not. The first one begins before `most`. Of words that begin at one offset the longest is
        taken with which the rest fits.
        """
        best = -1
        words: list[Span] = []
        for number in filter(spots.__contains__, places[0]):
            for found in spots[number]:
                if most is not None and found >= most:
                    break
                if found >= start:
                    word = (found, found + self.lengths[number])
                    if best < 0 or found < best:
                        best, words = found, [word]
                    elif found == best:
                        words.append(word)
                    break
        if len(places) == 1 or not words:
            return (max(words),) if words else None
        for word in sorted(words, reverse=True) if len(words) > 1 else words:
            rest = self.forward(places[1:], spots, word[1])
            if rest is not None:
                return (word, *rest)
        return None


def _flattened(phrases: Iterable[tuple[int, Words]], words: Sequence[str]) -> list[FlatPhrase]:
    """The phrases with numbers for words, those that can count most first."""
    number_of = {word: number for number, word in enumerate(words)}.__getitem__
    changing = _changing(words)
    flat: list[FlatPhrase] = []
    for owner, phrase in phrases:
        places = tuple([tuple(map(number_of, place)) for place in phrase.places])
        longest = [max(map(len, place)) for place in phrase.places]
        counts = [max(PER_CHARACTER * length, AHEAD) for length in longest]
        most, rest = DIRECTLY_BEFORE + sum(counts), sum(counts[:-1])
        flat.append((owner, places, phrase.figure, not all(map(changing.isdisjoint, places)), most, rest))
    return sorted(flat, key=lambda phrase: -phrase[-2])


def _changing(words: Iterable[str]) -> set[int]:
    """The numbers of the words that speak of a difference or growth, in one pass over all."""
    text = "\n".join(words)
    found, number, before = set(), 0, 0
    for match in turns().change.finditer(text):
        number += text.count("\n", before, match.start())
        before = match.start()
        found.add(number)
    return found
