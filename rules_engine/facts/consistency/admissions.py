"""Claims against admissions: words that say all is well of a fact, and what the same submission admits of it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from re import Pattern

from rules_engine.documents.document import Document
from rules_engine.facts.consistency.interval import notation
from rules_engine.facts.consistency.likeness import time_of
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.consistency.words import classes, either
from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Message
from rules_engine.regex import regex
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range, less, meet

LONGEST_SENTENCE = 1000
# Every word for a plan holds one of these; the words of meeting it stand so close.
_PLAN, _NEAR = ("任务", "目标"), 14
_CLAUSES = regex("[，,；;。]")
_STOPS = regex("[。！？!?\n]")


def claims_against_admissions(facts: Sequence[Fact]) -> Iterator[Relation]:
    """Claims that no admission of the same fact, period and scope lets stand; one relation for each stretch of words.

    An admission is a figure or words among the problems, or told further on with a word such as 仍有; figures are
    claims beside words there. Where only one of the two tells a period they may still be of one time: the words of a
    report speak of its own.
    """
    admitted: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin in ("mention", "claim") and (fact.kind == "problem" or _is_still(fact)):
            admitted[fact.id].append(fact)
    found: dict[tuple[Citation, Citation], list[str]] = defaultdict(list)
    for claim in facts:
        if claim.origin not in ("mention", "claim") or claim.kind != "achieved":
            continue
        for other in admitted.get(claim.id, ()):
            if "claim" in (claim.origin, other.origin) and _speaks_of(other, claim) and _apart(claim, other):
                found[claim.citations[0], other.citations[0]].append(claim.id)
                break
    for (said, admission), ids in _apart_by_place(found):
        statement = Message(
            "“{claim}” differs from what is admitted of the same: “{admission}”.",
            claim=said.quote,
            admission=admission.quote,
        )
        yield Relation(
            "claim",
            "contradictory",
            statement,
            (),
            facts=tuple(dict.fromkeys(ids)),
            code="claim_against_admission",
            citations=(said, admission),
        )


def _apart_by_place(
    found: Mapping[tuple[Citation, Citation], list[str]],
) -> Iterator[tuple[tuple[Citation, Citation], list[str]]]:
    """Each claim and admission with their facts; of admissions that share words only the longest."""
    told: list[tuple[Citation, Citation]] = []
    for pair in sorted(found, key=lambda pair: -len(pair[1].quote)):
        if not any(said == pair[0] and _holds(admission, pair[1]) for said, admission in told):
            told.append(pair)
    return ((pair, ids) for pair, ids in found.items() if pair in told)


def _holds(longer: Citation, other: Citation) -> bool:
    """Whether the one quotation holds the other, in the same place."""
    if longer.anchor is None or other.anchor is None or other.quote not in longer.quote:
        return False
    return (longer.anchor.document, longer.anchor.block) == (other.anchor.document, other.anchor.block)


@cache
def _still() -> Pattern[str]:
    return regex(either(classes()["still"]))


def _is_still(fact: Fact) -> bool:
    """Whether the clause that tells a fact says that it is still so."""
    quote = fact.citations[0].quote
    clause = _CLAUSES.split(quote[: quote.find(fact.printed)])[-1] if fact.printed else quote
    return _still().search(clause) is not None


def _speaks_of(other: Fact, claim: Fact) -> bool:
    """Whether an admission is of the time of a claim; one among the achievements only where it stands behind it."""
    if other.kind == "problem":
        return True
    said, admitted = claim.citations[0].anchor, other.citations[0].anchor
    if said is None or admitted is None or said.document != admitted.document or _is_still(claim):
        return False
    return said.start < admitted.start


def _apart(claim: Fact, other: Fact) -> bool:
    if claim.scope != other.scope:
        return False
    if claim.period and other.period and time_of(claim.period) != time_of(other.period):
        return False
    half = other.step / 2
    low, high = other.value.low, other.value.high
    printed = Range(
        None if low is None else low - half,
        None if high is None else high + half,
        other.value.low_open and not half,
        other.value.high_open and not half,
    )
    return meet(claim.value, printed) is None


@cache
def _plans_met() -> Pattern[str]:
    of = classes()
    met, plans = either(of["plans_met"]), either(of["plans"])
    return regex(f"{met}了?[^，。；、！？!?\n]{{0,4}}?{plans}|{plans}[均已经都全部圆满面如期]{{0,4}}{met}")


def _plans_said_to_be_met(text: str) -> Iterator[re.Match[str]]:
    """Where a text says that a plan was met, in its order; few texts speak of plans at all."""
    spots = sorted(found.start() for word in _PLAN for found in re.finditer(word, text))
    end = 0
    for spot in spots:
        said = _plans_met().search(text, max(end, spot - _NEAR), spot + _NEAR) if spot >= end else None
        if said:
            end = said.end()
            yield said


def gaps_against_plans(document: Document, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[Relation]:
    """达成年度目标任务 said of a field among the achievements, where the problems admit what the field lacks."""
    gaps = list(_gaps(mentions, vocabulary))
    if not gaps:
        return
    starts = [mention.anchor.start for mention in mentions]
    ordered = sorted(range(len(mentions)), key=starts.__getitem__)
    starts.sort()
    for said in _plans_said_to_be_met(document.text):
        before = max(0, said.start() - LONGEST_SENTENCE)
        stops = [before, *(stop.end() for stop in _STOPS.finditer(document.text, before, said.start()))]
        # Words that stand in a sentence by themselves speak of the figures of the one before.
        stretches = (
            ordered[bisect_right(starts, begin - 1) : bisect_right(starts, said.start())] for begin in stops[:-3:-1]
        )
        told = [mentions[index] for index in next(filter(None, stretches), ())]
        fields = {_field(mention.fact) for mention in told if mention.fact and mention.kind == "achieved"}
        if any(mention.part in ("problems", "measures") for mention in told):
            continue
        for have, needed in gaps:
            if _field(mentions[have].fact) in fields:
                yield _lacking(document, mentions, have, needed, said)


def _gaps(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """What is there and what is needed of it, both admitted among the problems, where the first is less."""
    admitted: dict[tuple[str, Period | None, str], int] = {}
    for index, mention in enumerate(mentions):
        if mention.part == "problems" and mention.fact:
            admitted.setdefault((mention.fact, mention.period, mention.scope), index)
    for (fact, period, scope), index in admitted.items():
        entry = vocabulary.facts.get(fact)
        other = admitted.get((entry.needed, period, scope)) if entry and entry.needed else None
        if other is not None and less(mentions[index].value, mentions[other].value):
            yield index, other


def _field(id: str) -> str:
    """What a fact is about: the first part of its id."""
    return id.partition(".")[0]


def _lacking(document: Document, mentions: Sequence[Mention], have: int, needed: int, said: re.Match[str]) -> Relation:
    there, wanted = mentions[have], mentions[needed]
    statement = Message(
        "“{claim}” is said where {have} of {needed} needed are admitted ({lacking} lacking); "
        "this fits only if the targets did not include them.",
        claim=said.group(),
        have=there.quote,
        needed=wanted.quote,
        lacking=notation(wanted).write(abs(wanted.number) - abs(there.number)),
    )
    return Relation(
        "claim",
        "doubtful",
        statement,
        (needed, have),
        facts=named_facts([wanted, there]),
        code="plan_met_against_gap",
        citations=(Citation(said.group(), document.anchor(*said.span())),),
    )
