"""Words that name one topic of a report (小学, 学前教育 …): what is told under one of them is told of no whole.

初中24所，在校生24467人 speaks of pupils of junior schools, although the label 在校生 stands alone. Which words
these are is data: `topics` of the vocabulary's report words, a row for each, `|` between spellings; a `wholes` word
leaves the topic again. Facts of all topics together say so (`overall`).
"""

import re
from collections.abc import Container, Iterator, Mapping

from rules_engine.facts.figures import Figure, Sentence
from rules_engine.facts.fitting import Fit
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.facts.words import narrow
from rules_engine.records import field, frozen
from rules_engine.regex import regex

_CLAUSE_END = regex("[,;:。]")
# No word of a topic is longer.
_LONGEST = 12
_PART_ENDS = (";", ":", "。", "")
# A topic before one of these heads all that follows: 义务教育:小学62所, 学前教育方面,….
# What a list of parts names is no topic of what follows it: 义务教育学校62所,其中初中14所。专任教师….
_PARTS = regex("其中[^;。]*")
_COUNT = regex("(?:学?校)?[共有]{0,2}[0-9]+所")
# A new item of a line leaves the topics of those before it.
_ITEM = regex(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]是|(?<![\d.])\d{1,2}\.(?!\d)")
_HEAD = regex("(?:教育|阶段|方面)*[:,](?![0-9])")


@frozen(eq=False, repr=False)
class Topics:
    """The topics of a vocabulary's reports: `rows` tells of each spelling which one it names, "" for the whole.

    Of the words for the whole, `places` say only where: all that a report on one topic tells may be told of 全县.
    """

    word: re.Pattern[str]
    rows: Mapping[str, str]
    places: frozenset[str]
    _of_words: dict[str, frozenset[str]] = field(factory=dict)

    @classmethod
    def of(cls, words: ReportWords) -> "Topics":
        """The words made ready."""
        rows = {spelling: row for row in words.topics for spelling in narrow(row).split("|")}
        places = frozenset([spelling for row in words.places for spelling in narrow(row).split("|")])
        rows |= dict.fromkeys((*map(narrow, words.wholes), *places), "")
        every = sorted({*rows, *map(narrow, words.compounds)}, key=lambda word: (-len(word), word))
        # 其中小学 holds no 中小学.
        spelt = [("(?<!其)" if word.startswith("中") else "") + re.escape(word) for word in every]
        return cls(regex("|".join(spelt) if rows else "(?!)"), rows, places)

    def is_told_of_one(self, found: Fit, figure: Figure, sentence: Sentence, scoped: frozenset[str]) -> bool:
        """Whether one topic alone is named before a figure: in its part of the sentence, else in all or its line.

        It is none of those `scoped`, which a scope of the fact tells apart, and the label itself does not name it.
        """
        told = self.named_in(self.only(figure, sentence, found)) - scoped
        return bool(told) and not any(told & self.named_in(sentence.text[start:end]) for start, end in found.spans)

    def only(self, figure: Figure, sentence: Sentence, found: Fit | None = None) -> str:
        """The one topic named before a figure and its label, as it is spelled there; "" where there is none or more."""
        return self._named_before(figure, sentence, found) or ""

    def spoken_of(self, figure: Figure, sentence: Sentence) -> str:
        """The one topic named before a figure; where none is and no whole, that of the heading or the title.

        But not where other topics are parts: under 义务教育, too, 教学班964个，其中小学602个、初中248个 may be all.
        """
        named = self._named_before(figure, sentence, None, self.places if sentence.under else frozenset())
        if named is not None:
            return named
        under, text = sentence.under, sentence.text
        behind = {self.rows[match[0]] for match in self._words(text, figure.end, len(text))} if under else set[str]()
        return under if behind <= {self.rows.get(under)} else ""

    def of_heading(self, heading: str) -> str:
        """The one topic that a heading or a title names, as it is spelled there; "" where there is none or more."""
        named = {self.rows[match[0]]: match[0] for match in self._words(heading, 0, len(heading))}
        return next(iter(named.values())) if len(named) == 1 and "" not in named else ""

    def _named_before(
        self, figure: Figure, sentence: Sentence, found: Fit | None, passed: Container[str] = ()
    ) -> str | None:
        """The one topic named before a figure, "" for several and for the whole; None where nothing is named.

        Words that are `passed` name nothing.
        """
        text = sentence.text
        head, named, is_named = "", dict[str, str](), False
        part = text.rfind(";", sentence.body, figure.start)
        parts = [match.span() for match in _PARTS.finditer(text)]
        for start, end, row in self._named(found, figure, sentence, 0):
            if text[start:end] in passed or any(first < start < last <= figure.own for first, last in parts):
                continue
            is_named = True
            if row == "":
                head, named = "", self._counted(text, start, end)
            elif start < sentence.body or _HEAD.match(text, end):
                head, named = text[start:end], {}
            else:
                if start > part >= 0:
                    named, part = {}, -1
                if start >= figure.own:
                    return text[start:end]  # 初中生4200人,普高学生2100人
                named[row] = text[start:end]
        if not is_named:
            carried = self._carried(sentence.earlier, passed)
            if carried is None:
                return None
            if self._are_more(text[figure.end :], carried):
                return ""
            named = carried
        if not named.keys() - {""}:
            return head
        return next(iter(named.values())) if len(named) == 1 else ""

    def is_left(self, found: Fit, figure: Figure, sentence: Sentence) -> bool:
        """Whether the topic of a label, told in an earlier clause, holds no longer: 小学24所、初中12所，在校生….

        Another is named behind it or listed with it, or it stood in brackets or in a word for all.
        """
        text = sentence.text
        rows, start, end = frozenset[str](), 0, 0
        for start, end in reversed(found.spans):
            rows = self.named_in(text[start:end])
            if rows:
                break
        if not rows or start >= figure.own:
            return False
        if sentence.in_brackets(start, figure.start) or self._is_within_another(text, start, end):
            return True
        if {row for _, _, row in self._named(found, figure, sentence, end)} - rows:
            return True
        if start >= figure.clause[0] or (figure.whole and start < figure.whole.start):
            return False
        begin, behind = _clause_before(text, end - 1), _CLAUSE_END.search(text, end)
        listed = [
            one.unit for one in sentence.figures if begin <= one.start < (behind.start() if behind else len(text))
        ]
        if len(set(listed)) != 1:
            return False  # 高中3所、在校生812人，职业学校1所，在校生…: each with its own
        return any(at < start and row not in rows and row for at, _, row in self._named(found, figure, sentence, begin))

    def named_in(self, word: str) -> frozenset[str]:
        """The topics that a word names."""
        found = self._of_words.get(word)
        if found is None:
            named = {self.rows[match[0]] for match in self._words(word, 0, len(word))}
            found = self._of_words[word] = frozenset(named - {""})
        return found

    def _is_within_another(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch is part of a longer word, such as 中小学幼儿园."""
        first = max(start - _LONGEST, 0)
        return any(
            match.start() < start and match.end() >= end and self.rows.get(match[0], "") == ""
            for match in self.word.finditer(text, first, end)
        )

    def _words(self, text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
        return (match for match in self.word.finditer(text, begin, end) if match[0] in self.rows)

    def _named(
        self, found: Fit | None, figure: Figure, sentence: Sentence, begin: int
    ) -> Iterator[tuple[int, int, str]]:
        """The topics named between an offset and a figure, but for its label and what stands in brackets."""
        for match in self._words(sentence.text, begin, figure.start):
            start, end = match.span()
            if not (found and found.covers(start, end)) and not sentence.in_brackets(start, figure.start):
                yield start, end, self.rows[match[0]]

    def _carried(self, earlier: str, passed: Container[str]) -> dict[str, str] | None:
        """The topics named in the last of the earlier sentences of a line that names any, with their spellings.

        None where none of them names a topic or the whole.
        """
        carried: dict[str, str] | None = None
        for sentence in _ITEM.split(earlier)[-1].split("。"):
            whole = _PARTS.sub("", sentence)
            words = [match for match in self._words(whole, 0, len(whole)) if match[0] not in passed]
            if words or (carried and self._are_more(sentence, carried)):
                carried = {}
            for match in words:
                row = self.rows[match[0]]
                if row == "":
                    carried = self._counted(whole, *match.span())
                elif carried is not None:
                    carried[row] = match[0]
        return carried

    def _are_more(self, text: str, named: Container[str]) -> bool:
        """Whether the parts told there are of one of these topics and of others: 在校生8.4万人,其中小学3.7万人、初中….

        Then what was named before is not spoken of any longer.
        """
        parts = _PARTS.search(text)
        rows = self.named_in(parts[0]) if parts else frozenset[str]()
        return len(rows) > 1 and any(row in named for row in rows)

    def _counted(self, text: str, start: int, end: int) -> dict[str, str]:
        """The whole as one of several topics, where it is counted beside them: 中小学校85所，幼儿园46所."""
        return {"": text[start:end]} if _COUNT.match(text, end) else {}


def _clause_before(text: str, offset: int) -> int:
    """Where the clause before that of an offset begins, in the same part of the sentence."""
    marks = [mark.end() for mark in _CLAUSE_END.finditer(text, 0, offset)]
    last = marks[-1] if marks else 0
    return last if text[last - 1 : last] in _PART_ENDS else ([0, *marks])[-2]
