"""The words of tables that are no data: totals, notes below, examples, and how yes and no are ticked."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rules_engine.records import frozen


@frozen(eq=False, repr=False)
class TableWords:
    """Words by purpose, normalised. `alike` gives, for each of several words of one meaning in heads, the first.

    `summary` end the head of a row of totals, `extreme` begin it.
    """

    total: frozenset[str]
    summary: tuple[str, ...]
    extreme: tuple[str, ...]
    everywhere: frozenset[str]
    group_total: tuple[str, ...]
    footer: tuple[str, ...]
    example: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    blank: frozenset[str]
    unit_line: tuple[str, ...]
    source_line: tuple[str, ...]
    whole: frozenset[str]
    light: tuple[str, ...]
    lighter: tuple[str, ...]
    alike: Mapping[str, str]
    no_figure: frozenset[str]
    names: tuple[str, ...]
    counted: tuple[str, ...]
    general: tuple[str, ...]
    aim: tuple[str, ...]
    bound: tuple[str, ...]
    unbound: tuple[str, ...]
    rates: tuple[str, ...]
    wider: frozenset[str]
    last_year: frozenset[str]
    beside: tuple[str, ...]


def plain(text: str) -> str:
    """The text for comparison: half-width, without blanks and line ends, in lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def joined(text: str) -> str:
    """The text for comparison with an id: without its underscores too."""
    return plain(text).replace("_", "")


@cache
def table_words() -> TableWords:
    """The words of `words.tsv`, read once."""
    found: dict[str, tuple[str, ...]] = {}
    for line in Path(__file__).with_name("words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            purpose, words = line.split("\t")
            found[purpose] = tuple(map(plain, words.split()))
    return TableWords(
        frozenset(found["total"]),
        (*found["total"], *found["summary"]),
        found["extreme"],
        frozenset(found["everywhere"]),
        found["group_total"],
        found["footer"],
        found["example"],
        frozenset(found["yes"]),
        frozenset(found["no"]),
        frozenset(found["blank"]),
        found["unit_line"],
        found["source_line"],
        frozenset(found["whole"]),
        found["light"],
        found["lighter"],
        {word: group.partition("=")[0] for group in found["alike"] for word in re.split("[=|]", group)},
        frozenset(found["no_figure"]),
        found["names"],
        found["counted"],
        tuple(sorted(found["general"], key=len, reverse=True)),
        found["aim"],
        found["bound"],
        found["unbound"],
        found["rates"],
        frozenset(found["wider"]),
        frozenset(found["last_year"]),
        found["beside"],
    )
