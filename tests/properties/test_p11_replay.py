"""P11: a verdict replayed gives the same digest, whatever was handed in and entered."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rules_engine.choice import report_words
from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.pipeline import evaluate, evaluate_submission, read_submission
from rules_engine.replay import replay
from rules_engine.report import verdict_json
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

NAME = "chongqing-county-2023"


@pytest.fixture(scope="module")
def host() -> Host:
    return load_plugins()


@pytest.fixture(scope="module")
def vocabulary(host: Host) -> Vocabulary:
    return sampled(host)


def sampled(host: Host) -> Vocabulary:
    """The vocabulary with its authors' example sentences."""
    return load_vocabulary(host.rulesets[NAME].parent / "vocabulary")


@st.composite
def reports(draw: st.DrawFn, vocabulary: Vocabulary) -> str:
    """A report of sentences that the vocabulary's authors gave as examples, in parts, in any order."""
    sentences = sorted({example.text for entry in vocabulary.facts.values() for example in entry.examples})
    chosen = draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=12))
    cut = draw(st.integers(0, len(chosen)))
    lines = ["某某县人民政府履行教育职责自评报告", "一、履职情况", *chosen[:cut], "二、主要问题", *chosen[cut:]]
    return "\n".join(lines) + "\n"


@st.composite
def entries(draw: st.DrawFn, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Values an inspector entered."""
    ids = draw(st.lists(st.sampled_from(sorted(vocabulary.facts)), max_size=3, unique=True))
    facts = [
        Fact(id, Range.of(draw(st.integers(0, 3))), Level.E4, "achieved", "entry", (), draw(st.sampled_from(YEARS)))
        for id in ids
    ]
    days = st.none() | st.dates()
    return tuple(Entry("value", "督学甲", draw(days), "台账", "台账", fact) for fact in facts)


YEARS = [None, Period(2022), Period(2023)]


def law(data: st.DataObject, host: Host, vocabulary: Vocabulary) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.txt")
        report.write_text(data.draw(reports(vocabulary)), encoding="utf-8")
        entered = data.draw(entries(vocabulary))
        event("with entries" if entered else "without entries")
        submission = read_submission(report, report_words(host).titles)
        verdict = evaluate_submission(submission, host, NAME, period=2023, entries=entered)
        record = Path(folder, "verdict.json")
        record.write_text(json.dumps(verdict_json.verdict_json(verdict)), encoding="utf-8")
        assert replay(record).same
        if not entered:
            assert replay(record, report).same
            again = evaluate(report, NAME, period=2023, plugins=host)
            assert verdict_json.verdict_json(again) == json.loads(record.read_text(encoding="utf-8"))


@settings(max_examples=25)
@given(st.data())
def test_p11_a_replayed_verdict_has_the_same_digest(host: Host, vocabulary: Vocabulary, data: st.DataObject) -> None:
    law(data, host, vocabulary)
