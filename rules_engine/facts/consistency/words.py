"""The words of `words.tsv`, compiled once into the patterns by which figures are seen to belong together."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from re import Pattern

from rules_engine.records import frozen
from rules_engine.regex import regex


@frozen(eq=False, repr=False)
class ListWords:
    """How enumerations are told: what opens one, what makes it complete, what its items say.

    Words that end a label stand with the longest first.
    """

    opener: Pattern[str]
    lists_all: frozenset[str]
    respectively: tuple[str, ...]
    one_by_one: Pattern[str]
    rest: Pattern[str]
    total: Pattern[str]
    total_of: Pattern[str]
    total_loose: Pattern[str]
    added: Pattern[str]
    made: Pattern[str]
    spent: Pattern[str]
    makes: str
    total_mark: Pattern[str]
    joins: tuple[str, ...]
    join_first: Pattern[str]
    names: Pattern[str]
    inner_mark: Pattern[str]
    each: tuple[str, ...]
    alike: tuple[str, ...]
    change: Pattern[str]
    overlap: Pattern[str]
    facets: tuple[Pattern[str], ...]
    any_facet: Pattern[str]
    works: Pattern[str]
    states: tuple[str, ...]
    state: Pattern[str]
    state_first: frozenset[str]
    state_last: frozenset[str]
    sign: Pattern[str]
    """Found wherever an enumeration may begin."""


@frozen(eq=False, repr=False)
class ChangeWords:
    """How changes are told; every pattern is matched against all that stands between two figures.

    `earlier` ends with the comparison that an older amount follows, `change` with the word that a change follows
    (group `up` or `down`), `linked_earlier` and `linked_change` allow nothing else between. `since` tells of a
    change over some years, `linked_result` of what an amount has become (group `more` or `less`). `listed` joins
    figures side by side.
    """

    sign: Pattern[str]
    earlier: Pattern[str]
    origin: Pattern[str]
    linked_earlier: Pattern[str]
    linked_result: Pattern[str]
    change: Pattern[str]
    linked_change: Pattern[str]
    since: Pattern[str]
    averaged: Pattern[str]
    compares: Pattern[str]
    of_year: Pattern[str]
    now: Pattern[str]
    listed: Pattern[str]


@frozen(eq=False, repr=False)
class RateWords:
    """How a share is told: `占…的`, or a rate named after what is counted (`完好率`)."""

    sign: Pattern[str]
    rate: Pattern[str]
    share: Pattern[str]
    of: Pattern[str]
    change: Pattern[str]
    among: Pattern[str]
    named: Pattern[str]
    behind: Pattern[str]
    due: Pattern[str]
    actual: Pattern[str]
    done: Pattern[str]
    general: Pattern[str]
    in_turn: Pattern[str]
    names: tuple[str, ...]


def either(words: Iterable[str]) -> str:
    """The expression that finds any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, _longest_first(words))) + ")"


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """The words of `words.tsv` by class."""
    text = Path(__file__).with_name("words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: tuple(words.split()) for name, words in rows}


@cache
def continues() -> Pattern[str]:
    """What begins a sentence that goes on with the figures of the one before."""
    return regex(rf"\s*(?:{either(classes()['continues'])}|[与比较]?\d{{4}}年[为达是]?\d|[与比较]\d{{4}}年的?\d)")


@cache
def list_words() -> ListWords:
    """The patterns of enumerations."""
    of = classes()
    states = of["states_first"] + of["states_last"] + of["states_between"]
    facets = [words for name, words in of.items() if name.startswith("facet_")]
    openers = (*of["opens"], *of["respectively"], *of["totals"], *of["totals_loose"], *of["made_of"], *states)
    return ListWords(
        opener=regex("|".join(f"{word}(?<!不{word})" for word in _longest_first(of["opens"]))),
        lists_all=frozenset(of["lists_all"]),
        respectively=_longest_first(of["respectively"]),
        one_by_one=regex(either(of["respectively"])),
        rest=regex(either(of["rest"])),
        total=regex(f"(?:[两三四五]年|全[年县区市州旗])?{either(of['totals'])}(?:[为是有]|{either(of['totalled'])})?"),
        total_of=regex(
            f"(?P<count>[两二三四五六七八九])(?:年|项|类|者|级)(?:{either((*of['totals'], *of['cumulated']))})"
            f"(?:[为是有]|{either(of['totalled'])})?[^，、；：（）]{{0,8}}"
            f"|{either(of['totals_of'])}(?P<noun>[^，、；：（）]{{1,6}})"
        ),
        total_loose=regex(f"{either(of['totals_loose'])}[^，、；：（）]{{0,6}}"),
        added=regex(either(of["totals_of"])),
        made=regex(f"{either(of['makes_up'])}(?![^，；。、）]*[^，；。、）])"),
        spent=regex(either(of["spent_on"])),
        makes=of["made_of"][0],
        total_mark=regex(either(of["total_marks"])),
        joins=_longest_first(of["joins"]),
        join_first=regex(either(of["joins"])),
        names=regex(f"、|{either(of['joins'])}"),
        inner_mark=regex("[，；：（）]"),
        each=of["each"],
        alike=of["alike"],
        change=regex(either((*of["changes"], "比", "较"))),
        overlap=regex(either(of["overlaps"])),
        facets=tuple(regex(either(words)) for words in facets),
        any_facet=regex(either(word for words in facets for word in words)),
        works=regex(either(of["works"])),
        states=tuple(states),
        state=regex(f"(.*?){either(of['state_prefixes'])}{{0,2}}({either(states)})"),
        state_first=frozenset(of["states_first"]),
        state_last=frozenset(of["states_last"]),
        sign=regex(either(("（", "：", *openers))),
    )


@cache
def change_words() -> ChangeWords:
    """The patterns of changes."""
    of = classes()
    filler = f"{either(of['fillers'])}{{0,2}}"
    year = r"(?:\d{4}年|" + either(of["earlier"]) + ")(?:同期|度|年?[底末初])?"
    compare = f"(?:{either(of['against'])}{year}(?:相比)?[的为]?|{either(of['same_time'])})"
    becomes = f"(?:(?P<more>{either(of['becomes_more'])})|(?P<less>{either(of['becomes_less'])}))"
    change = f"(?:(?P<up>{either(of['rises'])})|(?P<down>{either(of['falls'])})){filler}"
    # A noun may stand after a figure ("54个教学班，比…") only where punctuation closes it.
    start = "）?(?:[^，；。：（）、]{0,8}[，（])?"
    earlier = f"(?:{either(of['against'])}{year}[的为]?|{either(of['earlier'])}[的为]?)"
    return ChangeWords(
        sign=regex(either((*of["rises"], *of["falls"]))),
        earlier=regex(f".*{earlier}"),
        origin=regex(f".*{either(of['from'])}(?:{year}的?)?"),
        linked_earlier=regex(f"{start}{earlier}"),
        linked_result=regex(f"{becomes}(?:\\d{{4}}年(?:年?[底末初])?的?|{either(of['spoken'])})?"),
        change=regex(f".*?{change}"),
        linked_change=regex(f"{start}{compare}?，?{change}"),
        since=regex(f"[，（](?:[两三四五六七八九十]年(?:来|间)?|{either(of['in_all'])}){change}"),
        averaged=regex(either(of["averaged"])),
        compares=regex(f"(?:{either(of['against'])}{year})"),
        of_year=regex(f"[，、；（]{year}的?{filler}"),
        now=regex(
            f"[，；](?:{either(of['now'])}|\\d{{4}}年|{either(of['amounts'])})(?:共计?|{becomes})?{filler}"
            f"|[，；]{either(of['reaches'])}"
        ),
        listed=regex(f"、|{either(of['joins'])}"),
    )


@cache
def rate_words() -> RateWords:
    """The patterns of shares."""
    of = classes()
    filler = f"{either(of['fillers'])}{{0,2}}"
    return RateWords(
        sign=regex(either((*of["rates"], "占"))),
        rate=regex(f"(?P<stem>.*?){either(of['rates'])}{filler}"),
        share=regex(f"{filler}{either(of['shares'])}{filler}"),
        of=regex(f"的{either(of['rates'])}?{filler}"),
        change=regex(either((*of["changes"], "比上", "比去", "较"))),
        among=regex(f".*(?<![初高]){either(of['among'])}，?(?:[已现]?有?|[^，；：（）]{{1,12}})"),
        named=regex(f"(?P<stem>[^，；：（）]{{2,12}}){either(of['shares'])}{filler}"),
        behind=regex(f"[，（]{either(of['in_all'])}?[为计有即]{{0,2}}"),
        due=regex(either(of["due"])),
        actual=regex(either(of["actual"])),
        done=regex(either(of["brought"])),
        in_turn=regex(f"[，（]{either(of['respectively'])}{either(of['shares'])}"),
        general=regex(either(of["general_rates"])),
        names=of["is"],
    )
