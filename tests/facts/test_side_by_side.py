"""Figures side by side: which of them share a label, which share nothing, and what a head in the line speaks for."""

from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a count and an amount behind one label
        ("发放生源地信用助学贷款3120人、2496万元。", ["aid.loans_students", "aid.loans_funds"]),
        # one fact of several years
        ("2021年招聘教师96人，2022年74人。", ["staff.recruited", "staff.recruited"]),
        ("2021年、2022年财政教育支出分别为8.1亿元、8.6亿元。", ["funding.general_budget", "funding.general_budget"]),
        # two figures of one time behind one label: nobody knows whose they are
        ("书记、县长分别到校调研7次、9次。", ["", ""]),
        # a share is one of the amount told last
        (
            "本科以上学历教师812人，占84%；骨干教师97人，占10.2%。",
            ["staff.bachelor_teachers", "staff.bachelor_share", "staff.lead_teachers", "staff.lead_teachers_share"],
        ),
        # a label of one count in a list of schools speaks for no persons
        (
            "小学31所、中职学校1所、初中12所，在校学生2.7万人。",
            ["scale.primary_schools", "scale.vocational_schools", "scale.junior_schools", "scale.students_total"],
        ),
        # posts are counted like the persons on them
        ("核定教职工编制2140名，空编36个。", ["staff.posts_total", "staff.posts_vacant"]),
        # a short sentence heads its line; 其中 goes on from the sentence before
        ("（二）生均公用经费标准。小学720元。", ["funding.public_funds.primary"]),
        ("全年资助学生2.1万人次。其中，普通高中2310人次。", ["aid.students", "aid.students_senior"]),
        # as many growths as amounts before them: each is the growth of its own
        (
            "生均公用经费：小学812元、初中1034元，分别增长2.1%、1.3%。",
            [f"funding.public_funds{change}.{stage}" for change in ("", "_growth") for stage in ("primary", "junior")],
        ),
        ("小学生均公用经费812元，分别增长2.1%、1.3%。", ["funding.public_funds.primary", "", ""]),
        # no bonus of one teacher is that much
        ("人均绩效奖励2.1亿元。", [""]),
    ],
)
def test_each_figure_tells_what_its_neighbours_leave_to_it(
    text: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    assert [mention.fact for mention in bound(text, vocabulary)] == expected
