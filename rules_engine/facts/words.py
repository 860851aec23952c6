"""A document's text without blanks, and the places in it where words of the vocabulary stand."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Self

from rules_engine.facts.full_stops import with_full_stops
from rules_engine.facts.turns import turns
from rules_engine.records import define, field, frozen
from rules_engine.regex import regex

_RUN = regex("[^\\s\u200b-\u200f\ufeff]+")
_WIDE = regex("[\uff01-\uff5e]")


def narrow(text: str) -> str:
    """The text with full-width letters, digits and marks narrowed; every offset stays where it was."""
    for character in set(_WIDE.findall(text)):
        text = text.replace(character, chr(ord(character) - 0xFEE0))
    return text


@frozen(eq=False, repr=False)
class Squeezed:
    """Text in half-width characters and without blanks, for a word may be torn by a line end.

    Offsets into it are `inner`, those of the document `outer`; `inner_starts` and `outer_starts` tell where each run
    of printed characters begins, `inner_starts` also where the last one ends.
    """

    text: str
    inner_starts: Sequence[int]
    outer_starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Self:
        """The squeezed copy of a document's text."""
        return cls(*_squeezed(text))

    def inner(self, outer: int) -> int:
        """How many printed characters stand before an offset of the document."""
        runs = bisect_right(self.outer_starts, outer)
        if not runs:
            return 0
        return min(self.inner_starts[runs - 1] + outer - self.outer_starts[runs - 1], self.inner_starts[runs])

    def stretch(self, start: int, end: int) -> tuple[str, Callable[[int], int]]:
        """The text between two offsets of the document, and what gives, for others, their offset in it."""
        first, last = self.inner(start), self.inner(end)
        text = self.text[first:last]
        if last - first < end - start:
            return text, lambda outer: self.inner(outer) - first
        # Nothing was left out there: offsets differ by a constant.
        return text, lambda outer: outer - start if outer <= end else self.inner(outer) - first

    def outer(self, inner: int) -> int:
        """The document's offset of a printed character."""
        index = bisect_right(self.inner_starts, inner) - 1
        return self.outer_starts[index] + inner - self.inner_starts[index]

    def outer_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document from one printed character to before another."""
        return self.outer(start), self.outer(end - 1) + 1


# Figures, claims and documents named are looked for in one text after the other.
@lru_cache(maxsize=1)
def _squeezed(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    runs, inner_starts, outer_starts, length = [], [], [], 0
    for run in _RUN.finditer(narrow(with_full_stops(text))):
        start, end = run.span()
        outer_starts.append(start)
        inner_starts.append(length)
        runs.append(run.group())
        length += end - start
    return "".join(runs), [*inner_starts, length], outer_starts


Spots = dict[int, list[int]]


# Beyond so many characters the set of all words pays for being built; a single report has fewer.
MANY = 30_000
_MEMORY = 64 << 20


@define(eq=False, repr=False)
class _Read:
    """How many characters were looked through; once these are many, the set of all words (of RE2), and single ones."""

    characters: int = 0
    words: Any = None
    single: frozenset[int] = frozenset()


@frozen(eq=False, repr=False)
class WordIndex:
    """Words by number, found in short texts by their first two characters; `single` are of one character.

    `pairs` hold, for two characters, what must follow them in each word that they begin.
    `compounds` are words in which no shorter one counts: 中小学 holds no 小学.
    """

    words: tuple[str, ...]
    pairs: Mapping[tuple[str, str], Sequence[tuple[int, str]]]
    single: tuple[tuple[int, str], ...]
    compounds: tuple[str, ...]
    _read: _Read = field(factory=_Read)

    @classmethod
    def of(cls, words: Iterable[str], compounds: Sequence[str] = ()) -> Self:
        """The index of words, numbered in their order."""
        numbered = tuple(dict.fromkeys(words))
        pairs: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for number, word in enumerate(numbered):
            if len(word) > 1:
                pairs.setdefault((word[0], word[1]), []).append((number, word[2:]))
        single = tuple((number, word) for number, word in enumerate(numbered) if len(word) == 1)
        return cls(numbered, pairs, single, tuple(compounds))

    def spots(self, text: str) -> Spots:
        """Where each word stands: rising offsets by the word's number; words that do not occur are absent.

        Words of one character are looked for only where a longer one occurs.
        """
        self._read.characters += len(text)
        found = self._by_beginnings(text) if self._read.characters < MANY else self._by_set(text)
        if found:
            for compound in self.compounds:
                if compound in text:
                    self._leave_out(compound, text, found)
        return found

    def held(self, text: str) -> Sequence[str]:
        """The words that occur in a text, whatever stands around them."""
        self._read.characters += len(text)
        if self._read.characters < MANY:
            return [word for word in self.words if word in text]
        return [self.words[number] for number in self._automaton().Match(text) or ()]

    def _automaton(self) -> Any:
        known = self._read.words
        if known is None:
            known = self._read.words = _set_of(self.words)
            self._read.single = frozenset([number for number, _ in self.single])
        return known

    def _by_beginnings(self, text: str) -> Spots:
        found: Spots = {}
        for offset, words in enumerate(map(self.pairs.get, pairwise(text))):
            if words:
                for number, rest in words:
                    if not rest or text.startswith(rest, offset + 2):
                        if number in found:
                            found[number].append(offset)
                        else:
                            found[number] = [offset]
        if found:
            for number, word in self.single:
                if word in text:
                    found[number] = [offset for offset, character in enumerate(text) if character == word]
        return found

    def _by_set(self, text: str) -> Spots:
        """The same, in a time that hardly grows with the number of words."""
        words = self.words
        found: Spots = {}
        for number in self._automaton().Match(text) or ():
            word = words[number]
            at = text.find(word)
            offsets = found[number] = [at]
            while (at := text.find(word, at + 1)) >= 0:
                offsets.append(at)
        return {} if found.keys() <= self._read.single else found

    def _leave_out(self, compound: str, text: str, found: Spots) -> None:
        """Drops the words that begin inside a compound, where it is one: neither 其中小学 nor 初中小学 holds 中小学.

        Behind 其中, those are dropped that begin with it: 其中小学教职工.
        """
        at = text.find(compound)
        while at >= 0:
            if any(text.startswith(word, at - 1) for word in turns().parts if at and len(word) > 1):
                dropped = range(at, at + 1)
            elif self._is_torn(at, found):
                dropped = range(0)
            else:
                dropped = range(at + 1, at + len(compound))
            for number, offsets in list(found.items()) if dropped else ():
                kept = [offset for offset in offsets if offset not in dropped]
                if kept:
                    found[number] = kept
                else:
                    del found[number]
            at = text.find(compound, at + 1)

    def _is_torn(self, at: int, found: Spots) -> bool:
        """Whether a word stands across the beginning of a compound."""
        return any(
            offset < at < offset + len(self.words[number]) for number, offsets in found.items() for offset in offsets
        )


def _set_of(words: Iterable[str]) -> Any:
    """All words as one automaton of RE2, which tells those in a text by their number."""
    import re2

    options = re2.Options()
    options.literal = True
    options.max_mem = _MEMORY
    found = re2.Set.SearchSet(options)
    for word in words:
        found.Add(word)
    found.Compile()
    return found
