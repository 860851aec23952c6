"""Targets that are called consolidated although the printed figure has not reached them yet."""

from collections.abc import Collection, Iterator, Sequence

from rules_engine.facts.consistency.interval import rounding
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.words import classes
from rules_engine.facts.mention import Mention, Relation
from rules_engine.messages import Message

# How far back the word may stand, and how many characters (率, 达) between it and its figure.
_NEAR, _APART = 12, 4
_UNDATED = 9999


def kept_targets(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """巩固在56%以上 where 52.42% is printed of the same fact: one can only keep what is reached."""
    targets = [index for index, mention in enumerate(mentions) if mention.kind == "target" and mention.fact]
    kept = [(index, lead) for index in targets if (lead := _kept(text, mentions[index])) is not None]
    latest = _latest(mentions, {mentions[index].fact for index, _ in kept}) if kept else {}
    for index, lead in kept:
        target = mentions[index]
        reached = latest.get((target.fact, target.scope, target.unit))
        if reached is not None and _short_of(mentions[reached], target):
            yield _relation(mentions, index, reached, certain=any(word in lead for word in classes()["keeps_still"]))


def _kept(text: str, target: Mention) -> str | None:
    """What stands in its clause before the word of keeping that leads to a target; None where there is no such word."""
    before = "".join(text[target.clause[0] : target.anchor.start].split())
    for word in classes()["keeps"]:
        at = before.rfind(word, max(0, len(before) - _NEAR))
        if at >= 0 and len(before) - at - len(word) <= _APART:
            return before[:at]
    return None


def _latest(mentions: Sequence[Mention], facts: Collection[str]) -> dict[tuple[str, str, str], int]:
    """The newest figure of each fact, scope and unit, undated ones as new as any; none where two of them differ."""
    newest: dict[tuple[str, str, str], tuple[int, int]] = {}
    doubtful: set[tuple[str, str, str]] = set()
    for index, mention in enumerate(mentions):
        if mention.fact not in facts or mention.kind not in ("achieved", "problem"):
            continue
        key = mention.fact, mention.scope, mention.unit
        year = mention.period.year if mention.period else _UNDATED
        known, first = newest.get(key, (-1, -1))
        if year > known:
            newest[key] = year, index
            doubtful.discard(key)
        elif year == known and mention.number != mentions[first].number:
            doubtful.add(key)
    return {key: first for key, (_, first) in newest.items() if key not in doubtful}


def _short_of(reached: Mention, target: Mention) -> bool:
    """Whether the figure is below the least that is to be kept, or above the most."""
    have, wanted = rounding(reached), target.value
    if wanted.low is not None and have.high is not None and have.high < wanted.low:
        return True
    only_most = wanted.low is None and wanted.high is not None
    return only_most and have.low is not None and wanted.high is not None and have.low > wanted.high


def _relation(mentions: Sequence[Mention], target: int, reached: int, certain: bool) -> Relation:
    values = {"target": mentions[target].quote, "reached": mentions[reached].quote}
    facts = named_facts([mentions[target]])
    if certain:
        statement = Message("{target} is told as still to be kept, which differs from the printed {reached}.", **values)
        return Relation(
            "target", "contradictory", statement, (target, reached), facts=facts, code="kept_target_not_reached"
        )
    statement = Message(
        "{target} is told as a level to be consolidated, while {reached} is printed; "
        "this fits only if the level is reached before it is kept.",
        **values,
    )
    return Relation("target", "doubtful", statement, (target, reached), facts=facts, code="target_not_reached")
