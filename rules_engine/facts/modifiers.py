"""Words that restrict what a figure counts (省级, 民办, 每百名 …): a fact that does not know one is not what it tells.

Which words these are is data: `modifiers`, `governing` and `subjects` of the vocabulary's report words, each a row of
kinds of one sort, blank-separated, `|` between spellings of one kind.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from rules_engine.facts.figures import CLAUSE_ENDS, Figure, Sentence
from rules_engine.facts.fitting import Fit
from rules_engine.facts.phrases import words_of
from rules_engine.facts.turns import any_of, turns
from rules_engine.facts.vocabulary import FactEntry, ReportWords
from rules_engine.facts.words import narrow
from rules_engine.records import frozen
from rules_engine.regex import regex

# The number of a kind of restriction.
Kind = int

_HEAD_ENDS = regex("[;。!?]")
# So many characters may stand between a word and the label that it restricts: 残疾儿童少年入学率.
_NEAR = 4
# And between a word and a figure with the label behind it: 新增了3所学校.
_BESIDE = 1
# 所, and those who are in them.
_SCHOOLS, _PERSONS = "所", "人"
# Behind these a part of a sentence begins that another head may govern.
_OPENS = "、:(" + CLAUSE_ENDS


@frozen(eq=False, repr=False)
class Restriction:
    """A restricting word at its place in a sentence, of a kind, which is of a sort.

    `governs` tells that it holds for what follows in the list, `subject` that it names what is spoken of.
    """

    start: int
    end: int
    kind: Kind
    sort: str
    governs: bool
    subject: bool


@frozen(eq=False, repr=False)
class Modifiers:
    """The restricting words of a vocabulary: a pattern for them, the kind of each, and the kinds that tell averages."""

    word: re.Pattern[str]
    kinds: Mapping[str, tuple[Kind, str, bool, bool]]
    averages: frozenset[Kind]

    @classmethod
    def of(cls, words: ReportWords) -> "Modifiers":
        """The words made ready."""
        kinds: dict[str, tuple[Kind, str, bool, bool]] = {}
        numbers: dict[tuple[str, str], Kind] = {}
        for row in (*words.modifiers, *words.governing, *words.subjects):
            for kind in row.split():
                number = numbers.setdefault((row, kind), len(numbers))
                for spelling in map(narrow, kind.split("|")):
                    kinds[spelling] = (number, row, row in words.governing, row in words.subjects)
        # What only looks like one of them is passed over: 中小学 holds no 小学.
        passed = {narrow(word) for word in (*words.compounds, *words.unrestricting, *turns().parts)} - kinds.keys()
        every = (*kinds, *passed)
        averages = frozenset([number for (row, _), number in numbers.items() if row in words.governing])
        return cls(regex(any_of(every) if kinds else "(?!)"), kinds, averages)

    def within(self, text: str) -> list[Restriction]:
        """The restrictions in a text without blanks, in order."""
        found = []
        for match in self.word.finditer(text):
            if match[0] in self.kinds:
                found.append(Restriction(match.start(), match.end(), *self.kinds[match[0]]))
        return found

    def known(self, entry: FactEntry) -> frozenset[Kind]:
        """The kinds that a fact is of, by its title, scopes and phrases; several of a sort in one phrase are none."""
        found = self._kinds([entry.title.zh, *(word for words in entry.scopes.values() for word in words)])
        for phrase in entry.phrases:
            kinds = self._kinds(word for place in words_of(phrase).places for word in place)
            sorts = list(kinds.values())
            found |= {kind: sort for kind, sort in kinds.items() if sorts.count(sort) == 1}
        return frozenset(found)

    def _kinds(self, texts: Iterable[str]) -> dict[Kind, str]:
        """The kinds of restrictions in texts, with their sorts."""
        kinds = self.kinds
        words = [match[0] for match in self.word.finditer(narrow("\n".join(texts)))]
        return {kinds[word][0]: kinds[word][1] for word in words if word in kinds}


def is_restricted(
    found: Fit, figure: Figure, sentence: Sentence, restrictions: Sequence[Restriction], known: frozenset[Kind]
) -> bool:
    """Whether a word that the fact does not know restricts the figure: at its label, or in the head of its list."""
    unknown = [one for one in restrictions if one.kind not in known and one.start >= sentence.body]
    if not unknown:
        return False
    labels, heads = _labels(found, figure, sentence), _heads(figure, sentence)
    # A word of the figure's own takes the place of one of the same sort in the head.
    replaced = {one.sort for one in restrictions if figure.own <= one.start and one.end <= labels[0][1]}
    # 每百名学生拥有教师数 speaks of the one, with the other.
    named = [one for one in restrictions if one.subject and one.kind in known] if heads else []
    for one in unknown:
        if (
            (not one.subject and _ends_within(one, labels))
            or (one.sort not in replaced and _is_said_of(one, heads, named))
            or (one.sort not in replaced and one.governs and _is_governed(one, figure, sentence))
        ) and not (found.covers(one.start, one.end) or sentence.in_brackets(one.start, figure.start)):
            return True
    return False


def _ends_within(one: Restriction, stretches: Iterable[tuple[int, int]]) -> bool:
    end = one.end
    for first, last in stretches:  # noqa: SIM110  `any` would take twice as long
        if first <= end <= last:
            return True
    return False


def _is_said_of(one: Restriction, heads: Iterable[tuple[int, int]], named: Iterable[Restriction]) -> bool:
    """Whether the word restricts what the list is said to be of; a subject does not beside one that the fact knows."""
    for start, end in heads:
        is_about = one.subject and any(start <= other.start and other.end <= end for other in named)
        if start <= one.start and one.end <= end and not is_about:
            return True
    return False


def _labels(found: Fit, figure: Figure, sentence: Sentence) -> list[tuple[int, int]]:
    """Where a word that restricts the label may end: the figure's own stretch, and that of words further ahead."""
    own, first, behind, far = figure.own, figure.start, figure.end, (-1, -1)
    for span in found.spans:
        if span[0] >= own:
            first, behind = min(first, span[0]), max(behind, span[1])
        elif far[0] < 0:
            far = span
    stretches = [(max(own, first - (_NEAR if first < figure.start else _BESIDE)), behind)]
    if far[0] >= 0:
        begin = max([sentence.text.rfind(mark, 0, far[0]) for mark in _OPENS]) + 1
        stretches.append((max(begin, sentence.figure_before(far[0]), far[0] - _NEAR), far[1]))
    return stretches


def _heads(figure: Figure, sentence: Sentence) -> list[tuple[int, int]]:
    """What the list that a figure stands in is said to be of: the whole of its part, the words before a colon."""
    text = sentence.text
    heads = []
    if figure.whole:
        heads.append((figure.whole.own, figure.whole.end))
    colon = text.rfind(":", sentence.body, figure.start)
    if colon >= 0 and not _HEAD_ENDS.search(text, colon, figure.start):
        begin = max([text.rfind(mark, 0, colon) for mark in CLAUSE_ENDS]) + 1
        heads.append((max(begin, sentence.figure_before(colon)), colon))
    schools = _schools_of(figure, sentence)
    if schools:
        heads.append((schools.own, schools.end))
    return heads


def _schools_of(figure: Figure, sentence: Sentence) -> Figure | None:
    """The schools whose persons the figure counts: 民办幼儿园19所,在园幼儿2247人; None where several are listed."""
    before = [one for one in sentence.figures if one.end < figure.own][-2:]
    if not before or before[-1].end + 1 != figure.own or sentence.text[figure.own - 1] != ",":
        return None
    schools = before[-1]
    if schools.unit != _SCHOOLS or figure.unit != _PERSONS:
        return None
    listed = before[0].unit == schools.unit and before[0] not in (schools, schools.whole)
    return None if listed and ";" not in sentence.text[before[0].end : schools.start] else schools


def _is_governed(one: Restriction, figure: Figure, sentence: Sentence) -> bool:
    """Whether the figures from a governing word on are all printed in the unit of this one."""
    if one.end > figure.start or _HEAD_ENDS.search(sentence.text, one.end, figure.start):
        return False
    return all(other.unit == figure.unit for other in sentence.figures if one.end <= other.start < figure.start)
