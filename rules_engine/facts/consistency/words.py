"""The words of `words.tsv`, compiled once into the patterns by which figures are seen to belong together."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from re import Pattern

from attrs import frozen


@frozen(eq=False, repr=False)
class ListWords:
    """How enumerations are told: what opens one, what makes it complete, what its items say."""

    opener: Pattern[str]
    lists_all: frozenset[str]
    respectively: Pattern[str]
    rest: Pattern[str]
    total: Pattern[str]
    total_mark: Pattern[str]
    join_first: Pattern[str]
    join_last: Pattern[str]
    names: Pattern[str]
    each: Pattern[str]
    alike: Pattern[str]
    change: Pattern[str]
    overlap: Pattern[str]
    facets: tuple[Pattern[str], ...]
    works: Pattern[str]
    state: Pattern[str]
    state_first: frozenset[str]
    state_last: frozenset[str]
    sign: Pattern[str]
    """Found wherever an enumeration may begin."""


@frozen(eq=False, repr=False)
class ChangeWords:
    """How changes are told; every pattern is matched against all that stands between two figures.

    `earlier` ends with the comparison that an older amount follows, `change` with the word that a change follows
    (group `up` or `down`), `linked_earlier` and `linked_change` allow nothing else between.
    """

    sign: Pattern[str]
    earlier: Pattern[str]
    origin: Pattern[str]
    linked_earlier: Pattern[str]
    linked_result: Pattern[str]
    change: Pattern[str]
    linked_change: Pattern[str]
    averaged: Pattern[str]
    compares: Pattern[str]


@frozen(eq=False, repr=False)
class RateWords:
    """How a share is told: `占…的`, or a rate named after what is counted (`完好率`)."""

    sign: Pattern[str]
    rate: Pattern[str]
    share: Pattern[str]
    change: Pattern[str]


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: tuple(words.split()) for name, words in rows}


@cache
def list_words() -> ListWords:
    """The patterns of enumerations."""
    of = _classes()
    states = of["states_first"] + of["states_last"] + of["states_between"]
    openers = _any((*of["opens"], *of["respectively"], *of["totals"], *states))
    return ListWords(
        opener=re.compile(f"(?<!不){_any(of['opens'])}"),
        lists_all=frozenset(of["lists_all"]),
        respectively=re.compile(f"(.*?){_any(of['respectively'])}"),
        rest=re.compile(_any(of["rest"])),
        total=re.compile(f"{_any(of['totals'])}[为是有]?"),
        total_mark=re.compile(_any(of["total_marks"])),
        join_first=re.compile(_any(of["joins"])),
        join_last=re.compile(f"(.*?){_any(of['joins'])}"),
        names=re.compile(f"、|{_any(of['joins'])}"),
        each=re.compile(f"(.*){_any(of['each'])}"),
        alike=re.compile(f".*{_any(of['alike'])}"),
        change=re.compile(_any((*of["changes"], "比", "较"))),
        overlap=re.compile(_any(of["overlaps"])),
        facets=tuple(re.compile(_any(words)) for name, words in of.items() if name.startswith("facet_")),
        works=re.compile(_any(of["works"])),
        state=re.compile(f"(.*?){_any(of['state_prefixes'])}?({_any(states)})"),
        state_first=frozenset(of["states_first"]),
        state_last=frozenset(of["states_last"]),
        sign=re.compile(f"[（：]|{openers}"),
    )


@cache
def change_words() -> ChangeWords:
    """The patterns of changes."""
    of = _classes()
    filler = f"{_any(of['fillers'])}{{0,2}}"
    year = r"(?:\d{4}年|" + _any(of["earlier"]) + ")(?:同期|度)?"
    compare = f"(?:{_any(of['against'])}{year}(?:相比)?[的为]?|{_any(of['same_time'])})"
    change = f"(?:(?P<up>{_any(of['rises'])})|(?P<down>{_any(of['falls'])})){filler}"
    # A noun may stand after a figure ("54个教学班，比…") only where punctuation closes it.
    start = "(?:[^，；。：（）、]{0,8}[，（])?"
    earlier = f"(?:{_any(of['against'])}{year}[的为]?|{_any(of['earlier'])}[的为]?)"
    return ChangeWords(
        sign=re.compile(_any((*of["rises"], *of["falls"]))),
        earlier=re.compile(f".*{earlier}"),
        origin=re.compile(f".*{_any(of['from'])}(?:{year}的?)?"),
        linked_earlier=re.compile(f"{start}{earlier}"),
        linked_result=re.compile(f"{_any(of['becomes'])}(?:\\d{{4}}年的?)?"),
        change=re.compile(f".*?{change}"),
        linked_change=re.compile(f"{start}{compare}?，?{change}"),
        averaged=re.compile(_any(of["averaged"])),
        compares=re.compile(f"(?:{_any(of['against'])}{year})"),
    )


@cache
def rate_words() -> RateWords:
    """The patterns of shares."""
    of = _classes()
    filler = f"{_any(of['fillers'])}{{0,2}}"
    return RateWords(
        sign=re.compile(_any((*of["rates"], "占"))),
        rate=re.compile(f"(?P<stem>.*?){_any(of['rates'])}{filler}"),
        share=re.compile(f"{_any(of['shares'])}{filler}"),
        change=re.compile(_any((*of["changes"], "比上", "比去", "较"))),
    )
