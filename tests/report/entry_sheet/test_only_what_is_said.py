"""Sheets filled in at random: they say what was filled in, and only that changes."""

import tempfile
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from rules_engine import judge
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.read import read
from rules_engine.facts import entry as entry_room
from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.mention import Mention
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.pipeline import evaluate_submission, read_submission, report_words
from rules_engine.report.entry_sheet.layout import DECISIONS, FACTS, FIGURES, OUTCOMES, instead_of
from rules_engine.report.entry_sheet.rows import asks_for, unit_of
from rules_engine.report.entry_sheet.together import read_again
from rules_engine.report.entry_sheet.writing import sheet_bytes
from rules_engine.ruleset.model import Criterion, Missing
from rules_engine.scoring.verdict import Verdict
from rules_engine.values.number import written
from tests.report.entry_sheet.filling import EN, EXAMPLE, ZH, Sheet, by_program, host

RULES = by_program().ruleset
VOCABULARY = RULES.vocabulary
OPEN = sorted({id for line in by_program().requests for id in line.facts})
Touched = set[str]


def _of_dimension(figure: Mention) -> list[str]:
    return sorted(id for id, entry in VOCABULARY.facts.items() if entry.unit.name == figure.unit and id != figure.fact)


def _inside(draw: st.DrawFn, id: str) -> Fraction:
    """A value that the fact can have."""
    entry = VOCABULARY.facts[id]
    low = int(entry.absent.low or 0)
    high = int(entry.absent.high) if entry.absent.high is not None else low + 1000
    return Fraction(draw(st.integers(low, max(low, high))))


@st.composite
def filled(draw: st.DrawFn, sheet: Sheet) -> tuple[set[str], set[str], int]:
    """Fill in some rows; the facts and criteria that they speak of, and how many they are."""
    say = sheet.language.say
    facts: set[str] = set()
    criteria: set[str] = set()
    mentions = by_program().mentions
    for number in sorted(draw(st.sets(st.integers(0, len(mentions) - 1), max_size=4))):
        figure, row = mentions[number], number + 2
        assert sheet.page(FIGURES).cell(row, sheet.columns(FIGURES)["quote"]).value == figure.quote
        kinds = ["rebound"] if not figure.fact else list(DECISIONS)
        kind = draw(st.sampled_from(kinds))
        if kind == "rebound" and not _of_dimension(figure):
            continue
        cells: dict[str, object] = {"decision": say(DECISIONS[kind]), "reason": draw(st.sampled_from(["核对", "x"]))}
        facts.add(figure.fact)
        if kind == "rebound":
            id = draw(st.sampled_from(_of_dimension(figure)))
            facts.add(id)
            cells["instead"] = draw(st.sampled_from([id, instead_of(id, say(VOCABULARY.facts[id].title))]))
        if kind == "corrected":
            value = _inside(draw, figure.fact)
            number = float(value / unit_of(figure)[1])
            exact = Fraction(repr(number)) == value / unit_of(figure)[1]
            cells |= {"verified": number if exact else f"{written(value)}{figure.unit}"}
            cells |= {"evidence": draw(_LEVELS), "source": "台账"}
        if kind != "unbound" and draw(st.booleans()):
            cells["evidence"] = draw(_LEVELS)
        sheet.fill(FIGURES, row, **cells)
        event(kind)
    for criterion in draw(st.lists(st.sampled_from(RULES.criteria), max_size=3, unique_by=lambda c: c.id)):
        sheet.criterion(criterion.id, decision=draw(_decisions(criterion, sheet)), reason="现场查看")
        criteria.add(criterion.id)
        if asks_for(criterion) in ("word", "rating") and not isinstance(criterion.rule, Missing):
            facts |= set(criterion.rule.facts)
        event("decision")
    for id in draw(st.lists(st.sampled_from(OPEN), max_size=2, unique=True)):
        unit = VOCABULARY.facts[id].unit.dimension
        value: object = int(_inside(draw, id))
        told = draw(st.sampled_from({"yes_no": ["是", "no"], "rating": ["A", "C"]}.get(unit, [value])))
        sheet.fact(id, verified=told, evidence=draw(_LEVELS), source="统计年报")
        facts.add(id)
        event("fact")
    count = sum(
        any(row[n - 1].value is not None for id, n in sheet.columns(table).items() if id in ("verified", "decision"))
        for table in (FIGURES, FACTS)
        for row in sheet.page(table).iter_rows(min_row=2)
    )
    return facts - {""}, criteria, count + len(criteria)


_LEVELS = st.sampled_from(["E1", "E2", "E3", "E4"])


@st.composite
def _decisions(draw: st.DrawFn, criterion: Criterion, sheet: Sheet) -> object:
    words = [sheet.language.say(word) for word in OUTCOMES.values()]
    match asks_for(criterion):
        case "rating":
            return draw(st.sampled_from(["A", "B", "C", words[-1]]))
        case "points":
            quarters = st.integers(0, int(4 * criterion.points)).map(lambda n: n / 4)
            return draw(st.one_of(st.sampled_from(words), quarters))
        case _:
            return draw(st.sampled_from(words))


def spoken_of(facts: Iterable[str], verdicts: Iterable[Verdict]) -> set[str]:
    """The facts, those computed from them, and those that printed figures hold against them."""
    found = set(facts)
    for verdict in verdicts:
        for relation in verdict.relations:
            if found & set(relation.facts):
                found |= set(relation.facts)
    while True:
        more = {
            id
            for id in VOCABULARY.formulas
            if found & set(needed_facts(read(VOCABULARY.facts[id].formula, VOCABULARY.facts[id].place)))
        }
        if more <= found:
            return found
        found |= more


def untouched(criterion: Criterion, facts: set[str]) -> bool:
    rule = criterion.rule
    needed = set() if isinstance(rule, Missing) else set(rule.facts)
    needed |= {criterion.stated} | (set(needed_facts(criterion.applies)) if criterion.applies else set())
    return not needed & facts


def law(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from([ZH, EN]))
    sheet = Sheet(sheet_bytes(by_program(), language), language, signed=False)
    sheet.whole(author="督学甲", date=date(2026, 11, 20))
    facts, decided, count = data.draw(filled(sheet))
    submission = read_submission(EXAMPLE, report_words(host()).titles)
    with tempfile.TemporaryDirectory() as folder:
        path = sheet.saved(Path(folder))
        verdict = evaluate_submission(submission, host(), entries=path)
        again = Sheet(sheet_bytes(by_program(), EN, verdict.entries), EN, signed=False)
        assert read_again([again.saved(Path(folder), "again.xlsx")], by_program()) == verdict.entries
    assert len(verdict.entries) == count
    assert all(entry.author == "督学甲" and entry.date and entry.reason for entry in verdict.entries)
    before, known = by_program(), spoken_of(facts, (by_program(), verdict))
    for criterion in RULES.criteria:
        if criterion.id not in decided and untouched(criterion, known):
            then, now = before.findings[criterion.id], verdict.findings[criterion.id]
            assert (then.status, then.low, then.high, then.reasons, then.facts) == (
                now.status,
                now.low,
                now.high,
                now.reasons,
                now.facts,
            )
    _said(verdict)


def _said(verdict: Verdict) -> None:
    """Each entry is in force, and what the machine read is still there, put aside."""
    for entry in verdict.entries:
        if entry.outcome is not None:
            finding = verdict.findings[entry.criterion]
            assert finding.decided == entry and finding.overruled is not None
        if entry.fact is not None:
            assert entry.fact in verdict.facts
        if entry.figure is None:
            continue
        bound = next(mention for mention in verdict.mentions if mention.anchor == entry.figure.anchor)
        assert bound.fact == ("" if entry.fact is None else entry.fact.id)
        assert entry.figure in by_program().mentions
        read_so = [f for f in verdict.facts if f.origin == "mention" and f.citations[0].anchor == entry.figure.anchor]
        assert all(fact.corrected for fact in read_so)
        assert entry.figure.fact in {fact.id for fact in read_so} | {""}
    kept = {mention.anchor for mention in verdict.mentions}
    assert kept == {mention.anchor for mention in by_program().mentions}
    spoken = {entry.figure.anchor for entry in verdict.entries if entry.figure}
    rest = [m for m in verdict.mentions if m.anchor not in spoken]
    assert rest == [m for m in by_program().mentions if m.anchor not in spoken]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_only_what_a_sheet_says_changes(data: st.DataObject) -> None:
    law(data)


def _nothing_put_aside(
    facts: Iterable[Fact], read: Iterable[Fact], entries: Iterable[Entry], _: Vocabulary
) -> tuple[Fact, ...]:
    return (*facts, *entry_room.entered_facts(entries))


def _nothing_bound_anew(entries: Iterable[Entry]) -> dict[Any, str]:
    return {}


def _everything_seen(
    facts: Iterable[Fact], read: Iterable[Fact], entries: Iterable[Entry], vocabulary: Vocabulary
) -> tuple[Fact, ...]:
    from attrs import evolve

    return tuple(evolve(fact, level=Level.E4) for fact in _beside(facts, read, entries, vocabulary))


def _machine_stays(found: Any, entry: Entry, quantum: Fraction) -> Any:
    return found


_beside = entry_room.beside_entries


@pytest.mark.parametrize(
    ("owner", "name", "fault"),
    [
        (entry_room, "beside_entries", _nothing_put_aside),
        (entry_room, "rebindings", _nothing_bound_anew),
        (entry_room, "beside_entries", _everything_seen),
        (judge, "_decided", _machine_stays),
    ],
)
def test_the_law_notices_a_planted_fault(owner: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, name, fault)
    once = settings(
        max_examples=30,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        given(st.data())(once(lambda data: law(data)))()
