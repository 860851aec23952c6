"""The small words that decide how a label and its figure hang together, from `turns.tsv`."""

import re
from functools import cache, lru_cache
from pathlib import Path

from rules_engine.records import frozen
from rules_engine.regex import regex


@frozen(eq=False, repr=False)
class Turns:
    """The words of each group, longest first, and the patterns made of them."""

    light: re.Pattern[str]
    change: re.Pattern[str]
    ends_in_change: re.Pattern[str]
    reached: re.Pattern[str]
    former: re.Pattern[str]
    compared: re.Pattern[str]
    part: re.Pattern[str]
    respectively: re.Pattern[str]
    conjunctions: tuple[str, ...]
    parts: tuple[str, ...]
    negation: re.Pattern[str]
    plain: re.Pattern[str]
    issued: re.Pattern[str]
    cited: re.Pattern[str]
    intended: re.Pattern[str]


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


@cache
def turns() -> Turns:
    """The table of `turns.tsv`, read once."""
    groups: dict[str, list[str]] = {}
    text = Path(__file__).with_name("turns.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            groups[name] = words.split()
    change, reached, growth = (_either(groups[name]) for name in ("change", "reached", "growth"))
    # Brackets that close again, years and quotation marks weigh nothing between a label and its figure.
    light = r"\([^()]*\)|[(\"“”'‘’:：]|\d{4}年(?:\d{1,2}月)?底?|" + _either(groups["light"])
    return Turns(
        light=regex(light),
        change=regex(f"{change}(?!{reached})|{growth}"),
        ends_in_change=regex(f"(?:{change}|{growth})了?$"),
        reached=regex(rf"[的,]*(?:{change}了?{reached}|{_either(groups['reaching'])})(?:\d{{4}}年(?:底|末)?的?)?"),
        former=regex(_either(groups["former"]) + r"(?:\d{4}年(?:底|末)?|" + _either(groups["former_of"]) + ")?的?$"),
        compared=regex(_either(groups["compared"]) + r"|[比较]\d{4}年"),
        respectively=regex(_either(groups["respectively"])),
        part=regex(r"[,;:、(]*" + _either(groups["part"]) + r"|[,:]*\("),
        conjunctions=tuple(groups["conjunction"]),
        parts=tuple(groups["part"]),
        negation=regex(_either(groups["negation"])),
        plain=regex(_either(groups["plain"])),
        issued=regex(_either(groups["issued"])),
        cited=regex(_either(groups["cited"])),
        intended=regex(_either(groups["intended"])),
    )


# The same few words stand in most gaps.
@lru_cache(maxsize=4096)
def weight(gap: str) -> int:
    """How many characters of the gap between a label and its figure mean something."""
    return len(turns().light.sub("", gap)) if gap else 0
