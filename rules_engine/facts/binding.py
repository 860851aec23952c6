"""Binding: which fact of the vocabulary each printed figure is a value of. A wrong binding is worse than none."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import chain, pairwise

from rules_engine.documents.document import Document
from rules_engine.documents.titles import find_title
from rules_engine.facts.areas import told_of_others
from rules_engine.facts.at_once import at_once
from rules_engine.facts.binding_index import BindingIndex
from rules_engine.facts.contest import Contest
from rules_engine.facts.distribution import distributed
from rules_engine.facts.endings import under_ending
from rules_engine.facts.figures import Figure, Sentence, sentence_of
from rules_engine.facts.fitting import Fit
from rules_engine.facts.full_stops import with_full_stops
from rules_engine.facts.headings import Headings
from rules_engine.facts.implied import implied
from rules_engine.facts.mention import Mention
from rules_engine.facts.part_shares import with_shares
from rules_engine.facts.scopes import scope_of
from rules_engine.facts.sequels import with_met, with_sequels
from rules_engine.facts.turns import turns, weight
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import Squeezed
from rules_engine.records import evolve
from rules_engine.values.numerals import numeral_table
from rules_engine.values.ranges import Range, multiply
from rules_engine.values.units import unit_named

# So far before a sentence its line is looked at, for there are texts without line ends.
_EARLIER = 1000
# So many characters are a name.
_NAME = 2


def bind(document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """The same mentions in the same order; those that a fact of the vocabulary claims carry its id and scope."""
    index = BindingIndex.of(vocabulary)
    squeezed = Squeezed.of(document.text)
    words = vocabulary.words
    title = find_title(document, words.titles) or find_title(document, words.papers)
    text = with_full_stops(document.text)
    headings = Headings.of(text, mentions, title)
    subject = index.topics.of_heading(title.text) if title else ""
    by_sentence: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_sentence[mention.sentence[0]].append((number, mention))

    def owners(sentences: Sequence[list[tuple[int, Mention]]]) -> list[tuple[int, int, str | None]]:
        found: list[tuple[int, int, str | None]] = []
        for numbered in sentences:
            if len(numbered) > 1:
                numbered.sort(key=lambda pair: (pair[1].anchor.start, pair[1].anchor.end))
            begin = numbered[0][1].sentence[0]
            heading = headings.of_sentence(text, begin)
            line = max(text.rfind("\n", max(begin - _EARLIER, 0), begin) + 1, begin - _EARLIER)
            under = index.topics.of_heading(headings.over_line(begin)) or subject
            sentence = sentence_of(squeezed, index.phrases, numbered, heading, line, under)
            chosen = _chosen(sentence, mentions, index)
            found += [(number, owner, None) for number, owner in _former(sentence, chosen)]
            for number, owner in chosen.items():
                scope = ""
                if index.entries[owner].scopes:
                    figure = next(figure for figure in sentence.figures if figure.number == number)
                    scope = _scope(index.entries[owner], figure, sentence, index)
                found.append((number, owner, scope))
        return found

    # Each sentence is bound for itself.
    sentences = list(by_sentence.values())
    middle = len(sentences) // 2
    halves = at_once(len(mentions), lambda: owners(sentences[:middle]), lambda: owners(sentences[middle:]))
    result = list(mentions)
    others = told_of_others(document.text, mentions, words)
    for number, owner, scope in chain(*halves):
        if number in others:
            continue
        entry = index.entries[owner]
        mention = _in_unit_of(entry, mentions[number])
        result[number] = evolve(mention, formerly=entry.id) if scope is None else mention.bound(entry.id, scope)
    return result


def _former(sentence: Sentence, chosen: Mapping[int, int]) -> list[tuple[int, int]]:
    """The amounts before a change that are bound to nothing, each with the fact of the amount reached."""
    return [
        (one.number, chosen[other.number])
        for one, other in pairwise(sentence.figures)
        if one.former and one.unit == other.unit and one.number not in chosen and other.number in chosen
    ]


def _scope(entry: FactEntry, figure: Figure, sentence: Sentence, index: BindingIndex) -> str:
    """The scope of the fact that a figure tells.

    A word that names a topic, such as 小学, counts for a fact of all topics only where that one is spoken of: 中小学 is
    none, and of 小学24所，初中12所 each has its own.
    """
    scopes, topics = entry.scopes, index.topics
    if entry.overall:
        topical = {scope: words for scope, words in scopes.items() if any(map(topics.named_in, words))}
        found = scope_of(topical, topics.only(figure, sentence)) if topical else ""
        if found:
            return found
        scopes = {scope: words for scope, words in scopes.items() if scope not in topical}
    return scope_of(scopes, sentence.text, figure.clause)


def _in_unit_of(entry: FactEntry, mention: Mention) -> Mention:
    """The mention in the fact's unit where both measure the same (亩 → 平方米) or only 万 is printed (人口5.78万)."""
    if mention.unit == "" and not numeral_table().myriads.keys().isdisjoint(mention.quote):
        return evolve(mention, unit=entry.unit.name)
    if mention.unit == entry.unit.name:
        return mention
    own = unit_named(mention.unit)
    if own is None or own.dimension != entry.unit.dimension or own.factor == entry.unit.factor:
        return mention
    times = own.factor / entry.unit.factor
    value = multiply(mention.value, Range.of(times))
    return evolve(mention, number=mention.number * times, value=value, step=mention.step * times, unit=entry.unit.name)


def _chosen(sentence: Sentence, mentions: Sequence[Mention], index: BindingIndex) -> dict[int, int]:
    """The fact, by number, of each figure that exactly one fact fits best."""
    contest = Contest(sentence, index)
    shared = distributed(sentence, index.phrases, index.topics.rows)
    best: dict[int, tuple[int, Fit]] = {}
    for figure, behind in zip(sentence.figures, (*sentence.figures[1:], None), strict=True):
        mention = mentions[figure.number]
        # The amount before a change is one of another time, and the text must say of which.
        if figure.former and (mention.period is None or (behind and mention.period == mentions[behind.number].period)):
            continue
        alone = shared.get(figure.number)
        if figure.number not in shared:
            found = contest.winner(figure, mention)
            if found is None or (sentence.under and index.contenders[found[0]].overall):
                # 专任教师702人 in a report on kindergartens is told of theirs.
                found = _winner_under_topic(sentence, figure, mention, index) or found
            if found is None or 0 <= figure.following < found[1].label:
                found = _winner_under_ending(sentence, figure, mention, index) or found
        elif alone is None:
            continue
        else:
            found = Contest(alone, index).winner(alone.figures[-1], mention)
            if found and index.contenders[found[0]].overall and _names_another(alone, found[1]):
                continue
            # The label is this figure's own, wherever the list stands.
            found = found and (found[0], found[1]._replace(label=-1 - figure.start))
        if found is not None:
            best[figure.number] = found
    if not best:
        return {}
    _settle_siblings(best, sentence, mentions, shared.keys())
    if len(best) > 1:
        _drop_parts(best, sentence)
    chosen = {number: owner for number, (owner, _) in best.items()}
    if len(best) > 1:
        chosen = _without_rivals(best, sentence, mentions)
    chosen = with_met(chosen, sentence, mentions, shared.keys())
    chosen = with_sequels(chosen, sentence, mentions, index, shared.keys())
    return with_shares(chosen, sentence, index, shared.keys())


def _names_another(alone: Sentence, found: Fit) -> bool:
    """Whether an item of a list names something beside a label of the whole: 县二小在校生."""
    figure, text = alone.figures[-1], alone.text
    own = text[figure.own : figure.start]
    for start, end in found.spans:
        own = own.replace(text[start:end], "", 1)
    return weight(own) >= _NAME


def _winner_under_topic(
    sentence: Sentence, figure: Figure, mention: Mention, index: BindingIndex
) -> tuple[int, Fit] | None:
    """The fact that a figure tells under the topic spoken of before it."""
    for under in implied(sentence, figure, index):
        found = Contest(under, index).winner(under.figures[-1], mention)
        if found is not None and found[1].spans[-1][0] >= under.body:
            return found[0], found[1]._replace(label=-1 - figure.start)
    return None


def _winner_under_ending(
    sentence: Sentence, figure: Figure, mention: Mention, index: BindingIndex
) -> tuple[int, Fit] | None:
    """The fact that a figure tells by what stands behind the list that it is in."""
    under = under_ending(sentence, figure, index)
    if under is None:
        return None
    found = Contest(under, index).winner(under.figures[0], mention)
    if found is None or found[1].end <= under.figures[0].end or found[1].start >= under.figures[0].start:
        return None
    return found[0], found[1]._replace(label=-1 - figure.start)


def _settle_siblings(
    best: dict[int, tuple[int, Fit]], sentence: Sentence, mentions: Sequence[Mention], shared: Container[int]
) -> None:
    """Figures side by side: those of several years tell one fact, those of one time do not: 书记、县长调研7次、9次."""
    lost: set[int] = set()
    pairs = list(pairwise(sentence.figures))
    # What the last of several years tells reaches the first one, pair by pair.
    for one, other in (*pairs, *reversed(pairs[:-1])):
        if one.unit != other.unit or sentence.text[one.end : other.start] not in turns().conjunctions:
            continue
        mine, yours = best.get(one.number), best.get(other.number)
        earlier, later = mentions[one.number].period, mentions[other.number].period
        if earlier and later and earlier != later:
            if mine and yours is None:
                best[other.number] = mine[0], mine[1]._replace(label=-1 - other.start)
            elif yours and mine is None:
                best[one.number] = yours[0], yours[1]._replace(label=-1 - one.start)
        elif (one.number not in shared) if yours is None else (mine is not None and mine[0] == yours[0]):
            lost |= {one.number, other.number}
    for number in lost:
        best.pop(number, None)


def _drop_parts(best: dict[int, tuple[int, Fit]], sentence: Sentence) -> None:
    """Leaves out the figures that would tell what their whole tells already: 初中52所(含职业初中11所)."""
    for figure in sentence.figures:
        if figure.whole and figure.number in best and figure.whole.number in best:
            same = best[figure.number][0] == best[figure.whole.number][0]
            if same and figure.period == figure.whole.period:
                del best[figure.number]


def _without_rivals(
    best: Mapping[int, tuple[int, Fit]], sentence: Sentence, mentions: Sequence[Mention]
) -> dict[int, int]:
    """The choices left where one label serves one figure, and one fact, period and kind one figure of a clause.

    Only the old and the new amount of a change share their label.
    """
    owners = [owner for owner, _ in best.values()]
    often = {owner for owner in owners if owners.count(owner) > 1} if len(set(owners)) < len(owners) else set[int]()
    rivals: dict[object, list[tuple[int, int, int]]] = defaultdict(list)
    for figure in sentence.figures:
        if figure.number in best:
            owner, found = best[figure.number]
            rank = (found.words, found.nearness, figure.number)
            if not figure.skip:
                rivals[found.label].append(rank)
            if owner in often:
                mention = mentions[figure.number]
                rivals[(owner, mention.period, mention.kind, mention.clause)].append(rank)
    lost: set[int] = set()
    for ranks in rivals.values():
        if len(ranks) > 1:
            ranks.sort(reverse=True)
            tied = ranks[0][:2] == ranks[1][:2]
            lost.update(number for _, _, number in (ranks if tied else ranks[1:]))
    return {number: owner for number, (owner, _) in best.items() if number not in lost}
