"""Documents that the reporting side issued: 《…》 behind or before 印发, 制定 …; evidence that a measure exists."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rules_engine.documents.document import Document
from rules_engine.documents.outline import Section
from rules_engine.facts.mention import Claim
from rules_engine.facts.parts import Parts
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.statements import END, intention
from rules_engine.facts.turns import turns
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.words import Squeezed
from rules_engine.records import frozen
from rules_engine.regex import regex
from rules_engine.values.ranges import Range

# A title with a blank to be filled in names no document.
PLACEHOLDER = regex(r"[xX×*＊_]{2}|[×＊○]|\.\.\.|…")
LONGEST_TITLE = 200
REACH, REACH_BEHIND = 60, 20
TITLE = regex("《(?:[^《》]|《[^《》]*》)*》")
_STOP = regex("[。!?;,、《]")
_ASIDE = regex(r"^\([^()]*\)")
# What may stand between two titles that one verb governs.
_BETWEEN = regex(r"《(?:[^《》]|《[^《》]*》)*》(?:\([^()]*\))?[、和及与以]*")


@frozen(eq=False, repr=False)
class DocumentIndex:
    """The words of document titles made ready for matching, once."""

    facts: tuple[str, ...]
    phrases: PhraseIndex

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "DocumentIndex":
        """The index of a vocabulary, built at its first use."""
        found = vocabulary.made.get(cls)
        if not isinstance(found, cls):
            facts = tuple(sorted(vocabulary.saying("documents")))
            titles = ((n, words) for n, id in enumerate(facts) for words in vocabulary.facts[id].documents)
            found = vocabulary.made[cls] = cls(facts, PhraseIndex.of(titles))
        return found


def find_issued(document: Document, sections: Sequence[Section], vocabulary: Vocabulary) -> list[Claim]:
    """The documents issued whose titles speak of a yes_no fact, in the order of the text; each claims yes."""
    index = DocumentIndex.of(vocabulary)
    if not index.facts:
        return []
    squeezed, parts = Squeezed.of(document.text), Parts(sections)
    result = []
    for start, end in _issued(squeezed.text, vocabulary.words.targets):
        facts = _facts(squeezed.text[start + 1 : end - 1], index)
        outer = squeezed.outer_span(start, end)
        section, part = parts.at(outer[0])
        if facts and part != "measures":
            quote = document.text[slice(*outer)]
            anchor = document.anchor(*outer)
            result.append(Claim(anchor, quote, facts, Range.of(1), "document", part, section))
    return result


def _issued(text: str, targets: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of titles that a verb of issuing governs."""
    words, intended = turns(), intention(targets)
    ends = [mark.end() for mark in END.finditer(text)]
    for title in TITLE.finditer(text):
        if title.end() - title.start() > LONGEST_TITLE or PLACEHOLDER.search(title.group()):
            continue
        before = text[max(0, title.start() - REACH) : title.start()]
        before = _BETWEEN.sub("", before[max(map(before.rfind, "。!?;,")) + 1 :])
        behind = _STOP.split(text[title.end() : title.end() + REACH_BEHIND], maxsplit=1)[0]
        behind = _ASIDE.sub("", behind)
        index = bisect_right(ends, title.start())
        sentence = ends[index - 1] if index else 0
        if intended.search(text, sentence, title.start()):
            continue
        verbs = list(words.issued.finditer(before))
        if verbs:
            verb = verbs[-1]
            denied = words.negation.search(before[max(verb.start() - 3, 0) : verb.start()])
            if not denied and not words.cited.search(before[verb.end() :]):
                yield title.span()
        elif words.issued.match(behind) and not words.cited.search(before):
            yield title.span()


def _facts(title: str, index: DocumentIndex) -> tuple[str, ...]:
    phrases = index.phrases
    spots = phrases.index.spots(title)
    found = {
        index.facts[phrase.owner]
        for phrase in phrases.present(spots)
        if phrases.forward(phrase.places, spots, 0) is not None
    }
    return tuple(sorted(found))
