"""Words that restrict what a figure counts (省级, 民办, 每百名 …): a fact that does not know one is not what it tells.

Which words these are is data: `modifiers`, `governing` and `subjects` of the vocabulary's report words, each a row of
kinds of one sort, blank-separated, `|` between spellings of one kind. `acts` tell what was done to all that a list
counts: 新建小学3所、初中2所.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import repeat

from rules_engine.facts.phrases import words_of
from rules_engine.facts.turns import any_of, turns
from rules_engine.facts.vocabulary import FactEntry, ReportWords
from rules_engine.facts.words import narrow
from rules_engine.records import frozen
from rules_engine.regex import regex

# The number of a kind of restriction.
Kind = int


@frozen(eq=False, repr=False)
class Modifiers:
    """The restricting words of a vocabulary: a pattern for them, the kind of each, and the kinds that tell averages.

    `listed` are those that restrict only lists, `planned` those that only tell a target (计划新建).
    """

    word: re.Pattern[str]
    kinds: Mapping[str, tuple[Kind, str, bool, bool, bool, bool]]
    averages: frozenset[Kind]
    listed: frozenset[Kind]
    planned: frozenset[Kind]

    @classmethod
    def of(cls, words: ReportWords) -> "Modifiers":
        """The words made ready."""
        kinds: dict[str, tuple[Kind, str, bool, bool, bool, bool]] = {}
        numbers: dict[tuple[str, str], Kind] = {}
        acts = {spelling for row in words.acts for spelling in narrow(row).replace("|", " ").split()}
        for row in (*words.acts, *words.modifiers, *words.governing, *words.subjects):
            for kind in row.split():
                number = numbers.setdefault((row, kind), len(numbers))
                subject, is_listed = row in words.subjects, row in (*words.acts, *words.subjects)
                for spelling in map(narrow, kind.split("|")):
                    kinds[spelling] = (number, row, row in words.governing, subject, spelling in acts, is_listed)
        # What only looks like one of them is passed over: 中小学 holds no 小学.
        passed = {narrow(word) for word in (*words.compounds, *words.unrestricting, *turns().parts)} - kinds.keys()
        every = (*kinds, *passed)
        averages = frozenset([number for (row, _), number in numbers.items() if row in words.governing])
        listed = frozenset([number for number, *_, is_listed in kinds.values() if is_listed])
        firm = {kinds[word][0] for word in kinds if not any(map(str.startswith, words.targets, repeat(word)))}
        planned = frozenset([number for number, *_ in kinds.values() if number not in firm])
        return cls(regex(any_of(every) if kinds else "(?!)"), kinds, averages, listed, planned)

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
