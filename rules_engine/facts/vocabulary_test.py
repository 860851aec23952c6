"""Whether a vocabulary keeps its promises: examples bind, near misses do not."""

from collections.abc import Sequence

from rules_engine.documents.document import Block, Document
from rules_engine.documents.outline import outline
from rules_engine.errors import Problem, UnreadableRuleset, in_order
from rules_engine.facts.binding import bind
from rules_engine.facts.claims import find_claims
from rules_engine.facts.issued import find_issued
from rules_engine.facts.mention import Claim, Mention
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.patterns import compiled
from rules_engine.facts.vocabulary import Example, FactEntry, Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.values.number import written
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

# What a text says of one fact: the fact, the value, the period.
Told = tuple[str, Range, Period | None]


def try_vocabulary(vocabulary: Vocabulary) -> list[Problem]:
    """One problem for each example that does not bind to its fact and value, and each near miss that binds to it."""
    problems: list[Problem] = []
    for entry in vocabulary.facts.values():
        for pattern in entry.patterns:
            try:
                compiled(pattern, entry)
            except UnreadableRuleset as error:
                problems += error.problems
    if problems:
        return list(in_order(problems))
    for entry in vocabulary.facts.values():
        for example in entry.examples:
            problems += _try_example(example, entry, vocabulary)
        for text in entry.near_misses:
            problems += _try_near_miss(text, entry, vocabulary)
    return list(in_order(problems))


def tell(text: str, vocabulary: Vocabulary) -> list[Told]:
    """All that a text says of facts: by figures, claims and documents issued, then the figures bound to nothing."""
    document = Document("example", "", text, (Block("¶1", 0, len(text)),))
    sections = outline(document, vocabulary.words)
    mentions = bind(document, find_mentions(document, sections, vocabulary.words), vocabulary)
    claims = find_claims(document, sections, vocabulary, mentions)
    return _told(mentions, [*claims, *find_issued(document, sections, vocabulary)])


def _told(mentions: Sequence[Mention], claims: Sequence[Claim]) -> list[Told]:
    figures = [(mention.fact, mention.value, mention.period) for mention in mentions]
    words = [(fact, claim.value, claim.period) for claim in claims for fact in claim.facts]
    return sorted(figures + words, key=lambda told: told[0] == "")


def _try_example(example: Example, entry: FactEntry, vocabulary: Vocabulary) -> list[Problem]:
    told = tell(example.text, vocabulary)
    for fact, value, period in told:
        timely = example.period is None or period is None or period.year == example.period.year
        if fact == entry.id and _same(value, example.value) and timely:
            return []
    message = Message(
        'This example of "{id}" must tell {value}; it tells {told}.',
        id=entry.id,
        value=_shown(example.value) + (f" ({example.period})" if example.period else ""),
        told="; ".join(map(_shown_told, told)) or Message("nothing"),
    )
    return [Problem(example.place, message, code="example")]


def _try_near_miss(text: str, entry: FactEntry, vocabulary: Vocabulary) -> list[Problem]:
    told = [item for item in tell(text, vocabulary) if item[0] == entry.id]
    if not told:
        return []
    message = Message(
        'This near miss of "{id}" must not bind to it; it tells {told}.',
        id=entry.id,
        told="; ".join(map(_shown_told, told)),
    )
    place = getattr(text, "place", entry.place)
    assert isinstance(place, Place)
    return [Problem(place, message, code="near_miss")]


def _same(one: Range, other: Range) -> bool:
    """Whether two ranges have the same ends; an example need not say whether an end is itself excluded."""
    return (one.low, one.high) == (other.low, other.high)


def _shown_told(told: Told) -> str:
    fact, value, period = told
    return f"{fact or '—'} = {_shown(value)}" + (f" ({period})" if period else "")


def _shown(value: Range) -> str:
    if value.settled and value.low is not None:
        return written(value.low)
    low = "" if value.low is None else written(value.low)
    high = "" if value.high is None else written(value.high)
    return f"{low}…{high}"
