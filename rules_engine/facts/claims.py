"""Bare claims: words without a figure that say something of a fact."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section
from rules_engine.facts.figures import CLAUSE_ENDS
from rules_engine.facts.mention import Claim, Mention
from rules_engine.facts.parts import Parts
from rules_engine.facts.phrase_index import Phrase, PhraseIndex, Span
from rules_engine.facts.scopes import scope_of
from rules_engine.facts.statements import Statement, intention, is_denied, statements
from rules_engine.facts.vocabulary import ClaimWords, FactEntry, Vocabulary
from rules_engine.facts.words import Spots, Squeezed, WordIndex, narrow
from rules_engine.records import field, frozen
from rules_engine.values.period_text import find_periods
from rules_engine.values.periods import Period

LONGEST = 90

# The words of each place of a claim.
Words = Sequence[Sequence[str]]


@frozen(eq=False, repr=False)
class ClaimIndex:
    """The claims of a vocabulary made ready for matching, once.

    Every claim has a word of one place among `keys`, that with the longest words; `keyed` are the claims of each.
    """

    claims: tuple[ClaimWords, ...]
    phrases: PhraseIndex
    facts: Mapping[str, FactEntry]
    intended: re.Pattern[str]
    keys: WordIndex
    keyed: Mapping[str, Sequence[Words]]
    _unless: dict[str, tuple[str, ...]] = field(factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "ClaimIndex":
        """The index of a vocabulary, built at its first use."""
        found = vocabulary.made.get(cls)
        if not isinstance(found, cls):
            numbered = ((number, claim.phrase) for number, claim in enumerate(vocabulary.claims))
            phrases = PhraseIndex.of(numbered, vocabulary.words.compounds)
            keyed = _by_key(phrases)
            intended = intention(vocabulary.words.targets)
            found = vocabulary.made[cls] = cls(
                vocabulary.claims, phrases, vocabulary.facts, intended, WordIndex.of(keyed), keyed
            )
        return found

    def unless(self, id: str) -> Sequence[str]:
        """The words beside which nothing is claimed of a fact, narrowed."""
        known = self._unless.get(id)
        if known is None:
            entry = self.facts.get(id)
            known = self._unless[id] = tuple(map(narrow, entry.unless)) if entry else ()
        return known


@frozen(eq=False, repr=False)
class _Said:
    """A claim found in a sentence: its words' places and how many characters they have."""

    claim: ClaimWords
    words: tuple[Span, ...]
    size: int

    def overlaps(self, other: "_Said") -> bool:
        return self.words[0][0] < other.words[-1][1] and other.words[0][0] < self.words[-1][1]


@frozen(eq=False, repr=False)
class _Told:
    """The facts that figures tell, by the sentence."""

    starts: Sequence[int]
    sentences: Sequence[tuple[Span, set[str]]]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> "_Told":
        found: dict[Span, set[str]] = {}
        for mention in mentions:
            if mention.fact:
                found.setdefault(mention.sentence, set()).add(mention.fact)
        sentences = sorted(found.items(), key=lambda item: item[0])
        return cls([span[0] for span, _ in sentences], sentences)

    def at(self, offset: int) -> Collection[str]:
        """The facts told in the sentence around an offset."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.sentences[index][0][1]:
            return ()
        return self.sentences[index][1]


def find_claims(
    document: Document,
    sections: Sequence[Section],
    vocabulary: Vocabulary,
    mentions: Sequence[Mention] = (),
) -> list[Claim]:
    """The claims of a document in the order of the text.

    Left out is what is denied, intended, stands among the measures or has an `unless` word of its fact beside it,
    and what a figure of `mentions` (bound) tells of the same fact in the same sentence.
    """
    index = ClaimIndex.of(vocabulary)
    if not index.claims:
        return []
    squeezed = Squeezed.of(document.text)
    said = [
        (chosen, statement)
        for statement in _with_claims(document, squeezed, index)
        for chosen in _chosen(statement, index.phrases.index.spots(statement.text), index)
    ]
    if not said:
        return []
    parts, told = Parts(sections), _Told.of(mentions)
    result: list[Claim] = []
    for chosen, statement in said:
        result += _claims(chosen, statement, document, squeezed, parts, vocabulary, told)
    return sorted(result, key=lambda claim: (claim.anchor.start, claim.anchor.end, claim.facts))


def _by_key(phrases: PhraseIndex) -> dict[str, list[Words]]:
    """The words of phrases, place by place, for each word of the place whose shortest word is longest: that is rare."""
    words = phrases.index.words
    found: dict[str, list[Words]] = {}
    for number in range(len(phrases.flat)):
        places = [[words[word] for word in place] for place in phrases.phrases[number].places]
        for word in max(places, key=lambda place: min(map(len, place))):
            found.setdefault(word, []).append(places)
    return found


def _with_claims(document: Document, squeezed: Squeezed, index: ClaimIndex) -> Iterator[Statement]:
    """The sentences that have all words of a claim, looked for block by block, of which one in five has any."""
    keys, keyed = index.keys, index.keyed
    for block in document.blocks:
        start, end = squeezed.inner(block.start), squeezed.inner(block.end)
        text = squeezed.text[start:end]
        present = [places for key in keys.held(text) for places in keyed[key] if _has_all(text, places)]
        if not present:
            continue
        for statement in statements(text, start):
            for places in present:
                if _has_all(statement.text, places):
                    yield statement
                    break


def _has_all(text: str, places: Words) -> bool:
    """Whether a text has a word for each place."""
    for words in places:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def _chosen(statement: Statement, spots: Spots, index: ClaimIndex) -> list[tuple[_Said, tuple[str, ...]]]:
    """What a sentence says, and of which facts: of overlapping claims about one fact the fullest counts."""
    found: list[_Said] = []
    for phrase in index.phrases.present(spots):
        words = _first_match(phrase, spots, statement.text, index.phrases)
        if words and not index.intended.search(statement.text, 0, words[-1][1]):
            size = sum(end - start for start, end in words)
            found.append(_Said(index.claims[phrase.owner], words, size))
    result = []
    for said in found:
        facts = tuple(
            fact
            for fact in said.claim.facts
            if not _is_outdone(said, fact, found) and not _is_barred(index.unless(fact), statement.text, said)
        )
        if facts:
            result.append((said, facts))
    return result


def _is_barred(unless: Sequence[str], text: str, said: _Said) -> bool:
    # Few of these words stand in the sentence at all.
    if not any(word in text for word in unless):
        return False
    beside = _beside(text, said.words)
    return any(word in beside for word in unless)


def _beside(text: str, words: Sequence[Span]) -> str:
    """The clauses in which the words of a claim stand, without these words."""
    begin = max(text.rfind(mark, 0, words[0][0]) for mark in CLAUSE_ENDS) + 1
    end = min((at for mark in CLAUSE_ENDS if (at := text.find(mark, words[-1][1])) >= 0), default=len(text))
    starts = [begin, *(word[1] for word in words)]
    ends = [*(word[0] for word in words), end]
    return "\n".join(text[start:stop] for start, stop in zip(starts, ends, strict=True))


def _is_outdone(said: _Said, fact: str, found: Sequence[_Said]) -> bool:
    for other in found:
        if other is said or fact not in other.claim.facts or not said.overlaps(other):
            continue
        if other.size > said.size:
            return True
        if other.size == said.size:
            if other.claim.value != said.claim.value:
                return True
            if (other.words, str(other.claim.place)) < (said.words, str(said.claim.place)):
                return True
    return False


def _first_match(phrase: Phrase, spots: Spots, text: str, index: PhraseIndex) -> tuple[Span, ...]:
    """The first places, close together, where all words stand in order and are not denied."""
    begin = 0
    while (ahead := index.forward(phrase.places, spots, begin)) is not None:
        words = index.backward(phrase.places, spots, ahead[-1][1])
        assert words is not None
        if words[-1][1] - words[0][0] <= LONGEST and not is_denied(text, words):
            return words
        begin = words[0][0] + 1
    return ()


def _claims(
    chosen: tuple[_Said, tuple[str, ...]],
    statement: Statement,
    document: Document,
    squeezed: Squeezed,
    parts: Parts,
    vocabulary: Vocabulary,
    told: _Told,
) -> list[Claim]:
    said, facts = chosen
    start, end = squeezed.outer_span(statement.start + said.words[0][0], statement.start + said.words[-1][1])
    section, part = parts.at(start)
    if part == "measures":
        return []
    scopes: dict[str, list[str]] = {}
    by_figures = told.at(start)
    for fact in facts:
        if fact in by_figures:
            continue
        entry = vocabulary.facts[fact]
        scope = scope_of(entry.scopes, statement.text, (0, len(statement.text))) if entry.scopes else ""
        scopes.setdefault(scope, []).append(fact)
    period = _period(statement, said)
    anchor, quote = document.anchor(start, end), document.text[start:end]
    return [
        Claim(anchor, quote, tuple(own), said.claim.value, "claim", part, section, period, scope)
        for scope, own in sorted(scopes.items())
    ]


def _period(statement: Statement, said: _Said) -> Period | None:
    """The last period told in the sentence before the claim ends."""
    periods = [period for start, _, period in find_periods(statement.text) if start < said.words[-1][1]]
    return periods[-1] if periods else None
