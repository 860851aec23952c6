"""Which rates are told of another area than the report's own: 全市学前三年毛入园率91.8%，全国89.7%.

Which words these are is data: `wider` and `places` of the vocabulary's report words.
"""

from collections.abc import Sequence

from rules_engine.facts.mention import Mention
from rules_engine.facts.turns import any_of
from rules_engine.facts.vocabulary import ReportWords
from rules_engine.regex import regex

_RATES = {"%", "1:x"}


def told_of_others(text: str, mentions: Sequence[Mention], words: ReportWords) -> frozenset[int]:
    """The numbers of the rates in whose clause another area is named first.

    The report's own is the place that it names most, and only a greater one is another's: a template's 全县 in the
    report of a district is not. Where it names none, no rate is another's.
    """
    places = [row.split("|") for row in words.places]
    own = max(places, key=lambda row: sum(map(text.count, row)), default=[])
    if not any(map(text.__contains__, own)):
        return frozenset()
    greater = places[places.index(own) + 1 :]
    others = [word for row in (*greater, words.wider) for word in row if word in text]
    if not others:
        return frozenset()
    first = regex(rf"(?:而|同期|同年|当年|\d{{4}}年)?(?:{any_of(others)})(?!{any_of(words.ranked)})")
    rates = [(number, mention) for number, mention in enumerate(mentions) if mention.unit in _RATES]
    return frozenset([number for number, mention in rates if first.match(text, mention.clause[0])])
