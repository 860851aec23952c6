"""The small words that decide how a label and its figure hang together, from `turns.tsv`."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from rules_engine.records import frozen
from rules_engine.regex import regex


@frozen(eq=False, repr=False)
class Turns:
    """The words of each group, longest first, and the patterns made of them."""

    light: re.Pattern[str]
    change: re.Pattern[str]
    ending_change: re.Pattern[str]
    last_of_change: frozenset[str]
    relative: re.Pattern[str]
    reached: re.Pattern[str]
    former: re.Pattern[str]
    averaged: re.Pattern[str]
    compared: re.Pattern[str]
    part: re.Pattern[str]
    respectively: re.Pattern[str]
    beside: re.Pattern[str]
    year_beside: re.Pattern[str]
    share: re.Pattern[str]
    conjunctions: tuple[str, ...]
    first_of_conjunctions: frozenset[str]
    last_of_conjunctions: frozenset[str]
    parts: tuple[str, ...]
    every: tuple[str, ...]
    all: tuple[str, ...]
    there: re.Pattern[str]
    standing: re.Pattern[str]
    standing_now: re.Pattern[str]
    without: re.Pattern[str]
    acted_on: tuple[str, ...]
    negation: re.Pattern[str]
    not_yet: re.Pattern[str]
    briefly: frozenset[str]
    negating: frozenset[str]
    plain: re.Pattern[str]
    issued: re.Pattern[str]
    cited: re.Pattern[str]
    intended: re.Pattern[str]
    because: tuple[str, ...]

    def ends_in_change(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch ends in a word of change."""
        # Few do, and their last character tells most of the others apart.
        return (
            start < end and text[end - 1] in self.last_of_change and bool(self.ending_change.search(text, start, end))
        )


def _either(words: list[str]) -> str:
    return "(?:" + any_of(words) + ")"


def any_of(words: Iterable[str], behind: str = "") -> str:
    """A pattern for any of the words, the longest that stands there, with what follows it.

    It branches by the first character only, for `re` skips to those with which the branches begin.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + behind)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())


@cache
def turns() -> Turns:
    """The table of `turns.tsv`, read once."""
    groups: dict[str, list[str]] = {}
    text = Path(__file__).with_name("turns.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            groups[name] = words.split()
    change, reached = _either(groups["change"]), _either(groups["reached"])
    # Brackets that close again, years, quotation marks and the figure's minus weigh nothing before a figure.
    light = r"-$|\([^()]*\)|[(\"“”'‘’:：]|\d{4}年(?:\d{1,2}月)?底?|" + _either(groups["light"])
    # 增 and 减 by themselves tell a change behind a word of comparison, a mark or a unit: 比上年增, …万元，减.
    compared = rf"(?:{_either(groups['compared'])}|[比较]\d{{4}}年)"
    short = rf"(?:{compared}{_either(groups['briefly'])}了?|(?:^|(?<=[元%人,;、]))[增减])$"
    changing = "|".join([any_of(groups["change"], f"(?!{reached})"), any_of(groups["growth"]), short])
    ending = [*groups["change"], *groups["growth"]]
    return Turns(
        light=regex(light),
        change=regex(changing),
        ending_change=regex(any_of(ending, "了?$") + "|" + short),
        last_of_change=frozenset([word[-1] for word in (*ending, *groups["briefly"], "了")]),
        relative=regex("|".join([changing, any_of(groups["compared"]), r"比\d{4}年", r"较\d{4}年"])),
        reached=regex(rf"[的,]*(?:{change}了?{reached}|{_either(groups['reaching'])})(?:\d{{4}}年(?:底|末)?的?)?"),
        former=regex(_either(groups["former"]) + r"(?:\d{4}年[底末初]?|" + _either(groups["former_of"]) + ")?的?$"),
        averaged=regex(any_of(groups["averaged"], f"(?={change})")),
        compared=regex(any_of(groups["compared"]) + r"|比\d{4}年|较\d{4}年"),
        respectively=regex(any_of(groups["respectively"])),
        part=regex(r"[,;:、(]*" + _either(groups["part"]) + r"|[,:]*\(|:"),
        beside=regex("[、,]?"),
        year_beside=regex(r"[、,;:]?(?:其中:?)?(?:\d{4}年度?|(?:本|今|上|去|上一)年度?)为?"),
        share=regex(r"[、,:(]*(?:其中|约)?" + _either(groups["share"])),
        conjunctions=tuple(groups["conjunction"]),
        first_of_conjunctions=frozenset([word[0] for word in groups["conjunction"]]),
        last_of_conjunctions=frozenset([word[-1] for word in groups["conjunction"]]),
        parts=tuple(groups["part"]),
        every=tuple(groups["every"]),
        all=tuple(groups["all"]),
        there=regex(any_of(groups["there"])),
        standing=regex(any_of(groups["standing"])),
        standing_now=regex(any_of(groups["standing_now"])),
        without=regex(any_of(groups["without"])),
        acted_on=tuple(groups["acted_on"]),
        negation=regex(any_of(groups["negation"])),
        not_yet=regex(any_of(groups["not_yet"])),
        briefly=frozenset(groups["briefly"]),
        negating=frozenset([word[0] for word in groups["negation"]]),
        plain=regex(any_of(groups["plain"])),
        issued=regex(any_of(groups["issued"])),
        cited=regex(any_of(groups["cited"])),
        intended=regex(any_of(groups["intended"])),
        because=tuple(groups["because"]),
    )


# The same few words stand in most gaps.
@lru_cache(maxsize=4096)
def weight(gap: str) -> int:
    """How many characters of the gap between a label and its figure mean something."""
    return len(turns().light.sub("", gap)) if gap else 0
