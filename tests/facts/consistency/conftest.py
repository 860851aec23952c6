"""Sentences read as the engine reads them, their figures bound by what they print."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve, frozen

from rules_engine.documents.document import Document
from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.binding import bind
from rules_engine.facts.claims import find_claims
from rules_engine.facts.consistency import relations
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import FactEntry, ReportWords, Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.values.periods import Period
from rules_engine.values.ranges import WHOLE
from rules_engine.values.units import unit_named

Weigh = Callable[..., list[Relation]]
Figures = Callable[..., list[Mention]]


def entry(id: str, unit: str, **declared: object) -> FactEntry:
    found = unit_named(unit)
    assert found is not None
    return FactEntry(id, LocalText(id, id), found, WHOLE, Place("words.yaml"), **declared)  # type: ignore[arg-type]


VOCABULARY = Vocabulary(
    {
        found.id: found
        for found in (
            entry("spent", "元"),
            entry("budget", "元", part_of="spent"),
            entry("budget_growth", "%", growth_of="budget"),
            entry("budget_change", "元", change_of="budget"),
            entry("schools", "所", parts=("primary", "junior")),
            entry("primary", "所"),
            entry("junior", "所"),
            entry("needed_staff", "人"),
            entry("lacking", "人"),
            entry("lacking_share", "%", rate_of=("lacking", "needed_staff")),
            entry("pay_ratio", "倍"),
        )
    }
)


def _read(text: str, facts: Mapping[str, str], years: Mapping[str, int]) -> list[Mention]:
    document = read_text("report.txt", text.encode())
    return [
        evolve(
            mention,
            fact=facts.get(mention.quote, ""),
            period=Period(years[mention.quote]) if mention.quote in years else mention.period,
        )
        for mention in find_mentions(document, (), ReportWords())
    ]


@pytest.fixture(scope="session")
def figures() -> Figures:
    return lambda text, **facts: _read(text, facts.get("facts", {}), facts.get("years", {}))


@pytest.fixture(scope="session")
def weigh() -> Weigh:
    """Text, and optionally which printed figure is which fact and of which year → what does not fit."""

    def weighed(
        text: str, facts: Mapping[str, str] | None = None, years: Mapping[str, int] | None = None
    ) -> list[Relation]:
        mentions = _read(text, facts or {}, years or {})
        return relations(read_text("report.txt", text.encode()), mentions, VOCABULARY)

    return weighed


@frozen
class Told:
    """A text read with the first-party vocabulary, and what of it does not fit."""

    document: Document
    mentions: list[Mention]
    relations: list[Relation]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    folder = Path(__file__).resolve().parents[3] / "rulesets/rules_engine_rulesets/vocabulary"
    return load_vocabulary(folder, samples=False)


@pytest.fixture(scope="session")
def report(vocabulary: Vocabulary) -> Callable[..., Told]:
    """Text, the file's name and the day it was written → what was read of it by itself."""

    def told(text: str, name: str = "report.txt", day: date | None = None) -> Told:
        document = read_text(name, text.encode())
        parts = tuple(outline(document, vocabulary.words))
        mentions = bind(document, find_mentions(document, parts, vocabulary.words), vocabulary)
        claims = find_claims(document, parts, vocabulary, mentions)
        return Told(document, mentions, relations(document, mentions, vocabulary, claims, day))

    return told
