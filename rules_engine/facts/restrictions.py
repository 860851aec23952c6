"""Whether a word that restricts (see modifiers.py) restricts a figure: at its label, or in the head of its list."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from rules_engine.facts.figures import CLAUSE_ENDS, Figure, Sentence
from rules_engine.facts.fitting import Fit
from rules_engine.facts.modifiers import Kind, Modifiers
from rules_engine.facts.turns import weight
from rules_engine.regex import regex

_HEAD_ENDS = regex("[;。!?]")
# So many characters may stand between a word and the label that it restricts: 残疾儿童少年入学率.
_NEAR = 4
# And between a word and a figure with the label behind it: 新增了3所学校.
_BESIDE = 1
# 所, and those who are in them.
_SCHOOLS, _PERSONS = "所", "人"
# Words so short do not say themselves whose persons they are: 在园幼儿, but 普通高中在校生.
_BARE = 4
# Behind these a part of a sentence begins that another head may govern.
_OPENS = "、:(" + CLAUSE_ENDS


class Restriction(NamedTuple):
    """A restricting word at its place in a sentence, of a kind, which is of a sort.

    `governs` tells that it holds for what follows in the list, `subject` that it names what is spoken of, `acts` that
    it tells what was done, and `listed` that it restricts nothing at a label of its own.
    """

    start: int
    end: int
    kind: Kind
    sort: str
    governs: bool
    subject: bool
    acts: bool
    listed: bool


class Restrictions:
    """The restrictions of a sentence.

    `listed` are the kinds behind its heading that restrict only lists, `kinds` the others there.
    """

    __slots__ = ("_every", "_modifiers", "_text", "kinds", "listed")

    def __init__(self, modifiers: Modifiers, text: str, body: int) -> None:
        self._modifiers = modifiers
        self._text = text
        self._every: Sequence[Restriction] | None = None
        kinds = modifiers.kinds
        found = {kinds[word][0] for word in modifiers.word.findall(text, body) if word in kinds}
        self.listed = found & modifiers.listed
        self.kinds = found - modifiers.listed

    @property
    def every(self) -> Sequence[Restriction]:
        """All of them, those of the heading too, in order."""
        if self._every is None:
            kinds = self._modifiers.kinds
            self._every = [
                Restriction(match.start(), match.end(), *kinds[match[0]])
                for match in self._modifiers.word.finditer(self._text)
                if match[0] in kinds
            ]
        return self._every


def is_restricted(
    found: Fit, figure: Figure, sentence: Sentence, restrictions: Restrictions, known: frozenset[Kind]
) -> bool:
    """Whether a word that the fact does not know restricts the figure: at its label, or in the head of its list."""
    are_known = restrictions.kinds <= known
    if are_known and restrictions.listed <= known:
        return False
    if figure.unit == _PERSONS and _is_of_another(found, figure, sentence, restrictions, known):
        return True
    if figure.unit == _SCHOOLS and found.label >= figure.end:
        behind = [one for one in restrictions.every if one.acts and one.start == found.end]
        if any(one.kind not in known for one in behind):
            return True  # 5所寄宿制学校整修
    if figure.previous >= 0:
        items = sentence.items_to(figure)
        if len(items) > 1 and _is_headed(items, sentence, restrictions, known):
            return True
        is_bare = any(start == figure.own for start, _ in found.spans)
        if any(one.kind not in known for one in _acts(figure, sentence, restrictions, is_bare)):
            return True
    heads = _heads(figure, sentence)
    if are_known and not heads:
        return False
    every, labels = restrictions.every, _labels(found, figure, sentence)
    replaced: set[str] | None = None
    for one in every:
        if one.kind in known or one.start < sentence.body or (one.listed and not one.subject):
            continue
        if one.subject or not _ends_within(one, labels):
            if not heads and not one.governs:
                continue
            if replaced is None:
                # A word of the figure's own takes the place of one of the same sort in the head.
                own, last = figure.own, labels[0][1]
                replaced = {one.sort for one in every if own <= one.start and one.end <= last}
            is_own = one.governs and figure.own <= one.start  # 平均每所学校有学生640人
            if (one.sort in replaced and not is_own) or not (
                _is_said_of(one, heads, every, known) or (one.governs and _is_governed(one, figure, sentence))
            ):
                continue
        if not found.covers(one.start, one.end) and not sentence.in_brackets(one.start, figure.start):
            return True
    return False


def _is_headed(items: Sequence[Figure], sentence: Sentence, restrictions: Restrictions, known: frozenset[Kind]) -> bool:
    """Whether a subject that the fact does not know heads the list of the figure: 专任教师小学205人、初中164人."""
    figure, first, text = items[0], items[-1], sentence.text
    subjects = [one for one in restrictions.every if one.subject and sentence.body <= one.start < figure.start]
    if all(one.kind in known for one in subjects) or subjects[-1].start >= figure.own:
        return False
    # What ends directly before the first figure is its own label: 特级教师6名、名师4名.
    return any(
        first.own <= one.start and one.end < first.start and weight(text[one.end : first.start]) > 0
        for one in subjects
        if one.kind not in known
    )


def _is_of_another(
    found: Fit, figure: Figure, sentence: Sentence, restrictions: Restrictions, known: frozenset[Kind]
) -> bool:
    """Whether others were spoken of last than those told of far ahead: 专任教师628人。其中学生4817人，小学3271人."""
    if found.spans[0][0] >= figure.own:
        return False
    subjects = [
        one
        for one in restrictions.every
        if one.subject and one.start < figure.start and not sentence.in_brackets(one.start, figure.start)
    ]
    if not subjects or subjects[-1].start >= figure.own or subjects[-1].kind in known:
        return False
    return any(one.kind in known and found.covers(one.start, one.end) for one in subjects)


def acts_before(figure: Figure, sentence: Sentence, modifiers: Modifiers) -> bool:
    """Whether something was done to all that the figure's list counts, told before an earlier item."""
    restrictions = Restrictions(modifiers, sentence.text, sentence.body)
    return figure.previous >= 0 and bool(_acts(figure, sentence, restrictions, is_bare=True))


def _acts(figure: Figure, sentence: Sentence, restrictions: Restrictions, is_bare: bool) -> list[Restriction]:
    """What was done to all that a list counts, told before another item than the last: 新建小学3所、初中2所.

    What stands directly before its figure is the item's own label: 撤并4所、小学31所, but not 改建4所小学、1所初中.
    """
    items = sentence.items_to(figure, is_bare)
    for item in items if len(items) > 1 else ():
        end = item.start + (item is figure or sentence.has_noun(item))
        acts = [one for one in restrictions.every if one.acts and item.own <= one.start and one.end < end]
        if acts:
            return acts if item is not figure else []
    return []


def _ends_within(one: Restriction, stretches: Iterable[tuple[int, int]]) -> bool:
    end = one.end
    for first, last in stretches:  # noqa: SIM110  `any` would take twice as long
        if first <= end <= last:
            return True
    return False


def _is_said_of(
    one: Restriction,
    heads: Iterable[tuple[int, int]],
    restrictions: Iterable[Restriction],
    known: frozenset[Kind],
) -> bool:
    """Whether the word restricts what the list is said to be of.

    A subject does not beside one that the fact knows: 每百名学生拥有教师数 speaks of the one, with the other.
    """
    for start, end in heads:
        if (
            start <= one.start
            and one.end <= end
            and not (
                one.subject
                and any(
                    other.subject and other.kind in known and start <= other.start and other.end <= end
                    for other in restrictions
                )
            )
        ):
            return True
    return False


def _labels(found: Fit, figure: Figure, sentence: Sentence) -> list[tuple[int, int]]:
    """Where a word that restricts the label may end: the figure's own stretch, and that of words further ahead."""
    own, first, behind, spans = figure.own, figure.start, figure.end, found.spans
    if spans[-1][0] >= own:
        behind = max(behind, spans[-1][1])
        for start, _ in spans:
            if start >= own:
                first = min(first, start)
                break
    stretches = [(max(own, first - (_NEAR if first < figure.start else _BESIDE)), behind)]
    start, end = spans[0]
    if start < own:
        begin = max(map(sentence.text.rfind, _OPENS, repeat(0), repeat(start))) + 1
        stretches.append((max(begin, sentence.figure_before(start), start - _NEAR), end))
    return stretches


def _heads(figure: Figure, sentence: Sentence) -> list[tuple[int, int]]:
    """What the list that a figure stands in is said to be of: the whole of its part, the words before a colon."""
    text = sentence.text
    heads = []
    if figure.whole:
        heads.append((figure.whole.own, figure.whole.end))
    colon = text.rfind(":", sentence.body, figure.start)
    if colon >= 0 and not _HEAD_ENDS.search(text, colon, figure.start):
        begin = max(map(text.rfind, CLAUSE_ENDS, repeat(0), repeat(colon))) + 1
        heads.append((max(begin, sentence.figure_before(colon)), colon))
    schools = _schools_of(figure, sentence)
    if schools:
        heads.append((schools.own, schools.end))
    return heads


def _schools_of(figure: Figure, sentence: Sentence) -> Figure | None:
    """The schools whose persons the figure counts: 民办幼儿园19所,在园幼儿2247人; None where several are listed."""
    text, own = sentence.text, figure.own
    if figure.unit != _PERSONS or text[own - 1] != "," or weight(text[own : figure.start]) > _BARE:
        return None
    before = [one for one in sentence.figures if one.end < figure.own][-2:]
    if not before or before[-1].end + 1 != figure.own or before[-1].unit != _SCHOOLS:
        return None
    schools = before[-1]
    listed = before[0].unit == schools.unit and before[0] not in (schools, schools.whole)
    return None if listed and ";" not in sentence.text[before[0].end : schools.start] else schools


def _is_governed(one: Restriction, figure: Figure, sentence: Sentence) -> bool:
    """Whether the figures from a governing word on are all printed in the unit of this one."""
    if one.end > figure.start or _HEAD_ENDS.search(sentence.text, one.end, figure.start):
        return False
    return all(other.unit == figure.unit for other in sentence.figures if one.end <= other.start < figure.start)
