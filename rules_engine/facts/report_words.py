"""Expressions of a report's own words (`report.yaml`): a blank is a few others, `|` either, `#` a figure or year."""

import re
from collections.abc import Sequence
from functools import cache

from rules_engine.documents.titles import any_of, phrase_expression
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.records import frozen
from rules_engine.values.figure_patterns import BLANKS
from rules_engine.values.period_text import period_patterns

# How many other characters a blank stands for, at most.
_GAP = "[^。；，,\n]{0,12}?"


@frozen(eq=False, repr=False)
class WordPatterns:
    """`target` anywhere before a figure, unless `done` stands between; thresholds end at it or begin behind it.

    `rate_after` finds what is no threshold although it ends like one; `asks` ends before a bound that a rule asks for.
    `threshold_leads` are the characters with which what `threshold_before` finds can end.
    In `dated_target` group 1 is the year, which must lie ahead; `target_year` ends at a year that is itself the target.
    """

    target: re.Pattern[str]
    dated_target: re.Pattern[str]
    done: re.Pattern[str]
    target_year: re.Pattern[str]
    threshold_before: re.Pattern[str]
    threshold_leads: frozenset[str]
    threshold_after: re.Pattern[str]
    rate_after: re.Pattern[str]
    asks: re.Pattern[str]
    senders: str
    schemes: re.Pattern[str]


@cache
def word_patterns(words: ReportWords) -> WordPatterns:
    """The expressions, compiled once for each vocabulary."""
    plain = [_not_within(word, words.unaimed) for word in words.targets if "#" not in word]
    # 增长到2022年的9万元 has come about.
    changes = sorted(period_patterns().words["rise"])
    dated = [_not_behind(word, changes).partition(r"\#") for word in words.targets if "#" in word]
    leading = [word[:-1] for word in words.thresholds if word.endswith("#")]
    before = [phrase_expression(word, _GAP) for word in leading]
    after = [_behind(word[1:]) for word in words.thresholds if word.startswith("#")]
    return WordPatterns(
        target=any_of(plain),
        dated_target=any_of(f"(?:{head})\\s*(20[0-9]{{2}})\\s*(?={tail})" for head, _, tail in dated),
        done=any_of(map(re.escape, words.done)),
        target_year=any_of([f"(?:{'|'.join(plain)})[到于在至]?\\s*$"] if plain else []),
        threshold_before=any_of([f"(?:{'|'.join(before)})\\s*$"] if before else []),
        threshold_leads=BLANKS.union(
            *(one[-1:] for word in leading for one in word.rstrip().rpartition(" ")[2].split("|"))
        ),
        threshold_after=any_of(after),
        rate_after=any_of([f"{_GAP}(?:{'|'.join(map(re.escape, words.rates))})"] if words.rates else []),
        asks=any_of([f"(?:{'|'.join(map(re.escape, words.asks))})\\s*$"] if words.asks else []),
        senders="|".join(sorted(map(re.escape, words.senders), key=lambda word: (-len(word), word))),
        schemes=any_of(map(re.escape, words.schemes)),
    )


def _not_within(word: str, names: Sequence[str]) -> str:
    """The expression of a word that none of the names ends in the beginning of: 计划投入, but not 改善计划投入."""
    starts = {name[:-size] for name in names for size in range(1, len(name)) if name.endswith(word[:size])}
    return _not_behind(word, sorted(starts))


def _not_behind(phrase: str, words: Sequence[str]) -> str:
    """The expression of a phrase that none of the words stands before.

    They are looked for behind its first character, for only patterns that begin with characters are found fast.
    """
    first, *others = phrase.split()
    guarded = [
        re.escape(word[0]) + "".join(f"(?<!{re.escape(before + word[0])})" for before in words) + re.escape(word[1:])
        for word in first.split("|")
    ]
    head = guarded[0] if len(guarded) == 1 else f"(?:{'|'.join(guarded)})"
    return _GAP.join([head, *(phrase_expression(word, _GAP) for word in others)])


def _behind(phrase: str) -> str:
    gap = _GAP if phrase.startswith(" ") else ""
    words, _, unless = phrase.partition(" -")
    return gap + phrase_expression(words, _GAP) + (f"(?!{phrase_expression(unless, _GAP)})" if unless else "")
