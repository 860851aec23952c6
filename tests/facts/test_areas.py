"""A rate of the province or of the country told beside the county's own is bound to nothing."""

from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound

_RETENTION, _SENIOR = "compulsory.retention", "senior.gross_enrolment"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县九年义务教育巩固率96.2%。全省九年义务教育巩固率95.5%。", [_RETENTION, ""]),
        ("我县高中阶段毛入学率95.2%，而全市高中阶段毛入学率为93.1%。", [_SENIOR, ""]),
        ("2023年，全县高中阶段毛入学率95.2%，2023年全国高中阶段毛入学率91.8%。", [_SENIOR, ""]),
        # the place named most is the report's own, whichever it is
        (
            "全市高中阶段毛入学率95.2%，全国高中阶段毛入学率91.8%。全市有小学31所。",
            [_SENIOR, "", "scale.primary_schools"],
        ),
        # where it names none of its own, nobody else's can be told apart
        ("全省九年义务教育巩固率95.5%。", [_RETENTION]),
        # the word of a template, for a district
        (
            "全区有小学31所。我区高中阶段毛入学率95.2%。全县九年义务教育巩固率96.2%。",
            ["scale.primary_schools", _SENIOR, _RETENTION],
        ),
        # words that only rank the county
        ("全县有小学31所。全市率先达标，九年义务教育巩固率96.2%。", ["scale.primary_schools", _RETENTION]),
        ("全县有小学31所。全市首个九年义务教育巩固率达98.1%的县。", ["scale.primary_schools", _RETENTION]),
    ],
)
def test_rates_of_other_areas_are_bound_to_nothing(vocabulary: Vocabulary, text: str, expected: list[str]) -> None:
    assert [mention.fact for mention in bound(text, vocabulary)] == expected
