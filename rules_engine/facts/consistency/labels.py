"""What is said of a figure beside the name of its fact: two figures are of one thing only where this is alike."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from re import Pattern

from rules_engine.facts.consistency.likeness import dimension, is_rate
from rules_engine.facts.consistency.words import classes, either, list_words
from rules_engine.facts.mention import Mention
from rules_engine.facts.phrases import words_of
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.words import narrow
from rules_engine.records import frozen
from rules_engine.regex import regex

# Shorter names tell an action (投入) more often than a thing (一般公共预算教育经费).
_A_NAME = 5
_FAR = 120
_TOTAL = "总"
_SUFFIXES = frozenset("率度数量额比人员")
_COUNTED = {"persons", "schools", "classes", "pieces", "items", "incidents"}
_MEASURED = {"money", "area", "length"}


class _LabelWords:
    """The patterns of labels, each made when a figure asks for it."""

    @cached_property
    def neutral(self) -> Pattern[str]:
        return _pattern("neutral")

    @cached_property
    def general(self) -> Pattern[str]:
        return _pattern("general", "neutral")

    @cached_property
    def region(self) -> Pattern[str]:
        return _pattern("region")

    @cached_property
    def narrowing(self) -> Pattern[str]:
        facets = [name for name in classes() if name.startswith("facet_")]
        return _pattern("narrowing", "overlaps", "states_between", *facets)

    @cached_property
    def events(self) -> Pattern[str]:
        return _pattern("events")

    @cached_property
    def works(self) -> Pattern[str]:
        return _pattern("works")

    @cached_property
    def former(self) -> Pattern[str]:
        return regex(either(classes()["former"]) + r"|(?:[由从较]|(?<![占生幼师普])比)(?:\d{4}年|$)")

    @cached_property
    def marks(self) -> Pattern[str]:
        return regex(r"[，、；：。（）“”‘’\"',;:()\s]")

    @cached_property
    def named(self) -> Pattern[str]:
        return regex(
            r"[一-龥]{2,5}?(?<![城校社库山园片学])(?:县|区|市|州|旗)"
            r"|\d{4}(?:[-—~至到]+\d{4})?(?:学年度?|年度?)"
            r"|[“\"]?十[二三四五六]五[”\"]?"
        )

    @cached_property
    def figure(self) -> Pattern[str]:
        return regex(r"[\d.,%]+(?:[万亿]?[元人]|[所名个班])?")

    @cached_property
    def for_all(self) -> Pattern[str]:
        return _pattern("for_all")


def _pattern(*names: str) -> Pattern[str]:
    return regex(either(word for name in names for word in classes()[name]))


@cache
def _words() -> _LabelWords:
    return _LabelWords()


@frozen(eq=False, repr=False)
class Label:
    """How a figure is named, what else stands around it, and what narrows it down earlier in its sentence.

    `sure`: the words say that it is the one figure of the whole region, or its name is one of a kind.
    """

    names: frozenset[str]
    residue: str
    narrowed: frozenset[str]
    head: str
    sure: bool

    def like(self, other: "Label") -> bool:
        """Whether both tell of one thing; `教育经费总投入` and `教育总投入` do, `覆盖率` and `参与率` do not."""
        if (self.residue, self.narrowed, self.head) != (other.residue, other.narrowed, other.head):
            return False
        if not (self.names and other.names and (self.sure or other.sure)):
            return False
        own, others = self.names - other.names, other.names - self.names
        return not own or not others or all(any(_kin(a, b) for b in others) for a in own)


def _kin(a: str, b: str) -> bool:
    return bool(set(a) & set(b) - _SUFFIXES)


class Labels:
    """The labels of the figures of one document, worked out when asked for."""

    def __init__(self, text: str, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._in_order = sorted(mentions, key=lambda mention: mention.anchor.start)
        self._starts = [mention.anchor.start for mention in self._in_order]
        self._made: dict[int, Label | None] = {}

    def of(self, mention: Mention) -> Label | None:
        """The label, or None where the figure may be one of several of its kind, so that nothing can be compared."""
        start = mention.anchor.start
        if start not in self._made:
            self._made[start] = self._label(mention)
        return self._made[start]

    def _label(self, mention: Mention) -> Label | None:
        entry = self._vocabulary.facts.get(mention.fact)
        if entry is None:
            return None
        words = _words()
        before, after = self._around(mention)
        if words.former.search(before):
            # 比上年12.75亿元 is a figure like others where its year is told.
            if mention.period is None or mention.period.change:
                return None
            before = words.former.sub("", before)
        names = _names(entry, self._vocabulary)
        lead = _plain(self._text[max(mention.sentence[0], mention.anchor.start - _FAR) : mention.anchor.start])
        sure = _sure(mention, before, after, lead, names)
        if sure is None:
            return None
        if is_rate(mention):
            if words.works.search(_plain(self._text[mention.sentence[0] : mention.clause[0]])):
                return None  # 维修项目15个，竣工率100%: a rate of these
            # A rate stands for itself, whatever other rates are told before it.
            lead = self._opening(mention) + before
        lead, behind = names.sub("", lead), names.sub("", after)
        residue = _stripped(names.sub("", before), words.neutral)
        if behind and not words.for_all.match(behind):
            residue += "…" + _stripped(behind, words.neutral)
        narrowed = frozenset(words.narrowing.findall(lead))
        told = {found for found in names.findall(before + after) if not words.neutral.fullmatch(found)}
        return Label(frozenset(told), residue.strip("…"), narrowed, self._head(mention, lead), sure)

    def _around(self, mention: Mention) -> tuple[str, str]:
        """The words of the clause before and behind the figure, up to the figures beside it."""
        start, end = mention.anchor.start, mention.anchor.end
        begin, stop = mention.clause
        place = bisect_left(self._starts, start)
        if place:
            begin = max(begin, self._in_order[place - 1].anchor.end)
        if place + 1 < len(self._in_order):
            stop = min(stop, self._starts[place + 1])
        return _plain(self._text[begin:start]), _plain(self._text[end : max(stop, end)])

    def _opening(self, mention: Mention) -> str:
        """The clauses that open the sentence, before the clause of its first figure."""
        begin = mention.sentence[0]
        first = self._in_order[bisect_left(self._starts, begin)]
        return _plain(self._text[begin : max(begin, min(first.clause[0], mention.anchor.start))])

    def _head(self, mention: Mention, lead: str) -> str:
        """What is said of the whole that 其中 puts this figure under."""
        if not list_words().opener.search(lead):
            return ""
        first = bisect_left(self._starts, mention.sentence[0])
        last = bisect_left(self._starts, mention.anchor.start)
        for place in range(last - 1, first - 1, -1):
            whole = self._in_order[place]
            if list_words().opener.search(self._text[whole.anchor.end : self._starts[place + 1]]):
                return _stripped("".join(self._around(whole)), _words().general)
        return ""


def _sure(mention: Mention, before: str, after: str, lead: str, names: Pattern[str]) -> bool | None:
    """Whether there is only one such figure: a rate, an amount by its full name, a count of the whole region.

    False for a count that opens its sentence without saying of what region; None where there may be several.
    """
    of = dimension(mention)
    if is_rate(mention) or "/" in of or of == "plain":
        return True
    words, label = _words(), before + after
    full = any(len(found) >= _A_NAME for found in names.findall(label))
    if of in _MEASURED:
        return True if (full or _TOTAL in before) and not words.events.search(names.sub("", label)) else None
    if of not in _COUNTED or words.events.search(label):
        return None
    if full or of == "incidents" or words.region.search(lead + after):
        return True
    opens = not _stripped(words.figure.sub("", names.sub("", lead)), words.general)
    return False if opens else None


def _plain(text: str) -> str:
    return narrow("".join(text.split()))


def _stripped(text: str, pattern: Pattern[str]) -> str:
    words = _words()
    return pattern.sub("", words.marks.sub("", words.named.sub("", text)))


def _names(entry: FactEntry, vocabulary: Vocabulary) -> Pattern[str]:
    """The words by which the vocabulary knows a fact."""
    made = vocabulary.made.setdefault("label_names", {})
    assert isinstance(made, dict)
    found = made.get(entry.id)
    if found is None:
        words = {word for phrase in entry.phrases for place in words_of(phrase).places for word in place}
        words |= {narrow(word) for scope in entry.scopes.values() for word in scope}
        found = made[entry.id] = regex(either(words) if words else "(?!)")
    assert isinstance(found, re.Pattern)
    return found
