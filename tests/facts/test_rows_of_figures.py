"""Rows of changes answer the amounts told before them; a fact whose best label is forbidden may be told by another."""

import pytest

from tests.facts.binding_samples import loaded, told, vocabulary_text

FACTS: tuple[tuple[str, str, list[str], list[str], str], ...] = (
    ("enrolment", "'%'", ["入园率"], [], ""),
    ("enrolment.change", "百分点", ["入园率 提高 #"], [], "change_of: enrolment"),
    ("coverage", "'%'", ["普惠率"], [], ""),
    ("coverage.change", "百分点", ["普惠率 提高 #"], [], "change_of: coverage"),
    ("degrees.primary", "人", ["高学历教师 小学"], [], ""),
    ("degrees.junior", "人", ["高学历教师 初中"], [], ""),
    ("lead.primary", "人", ["百名学生拥有县级以上骨干教师数 小学", "小学 百名学生拥有县级以上骨干教师数"], [], ""),
    ("lead.junior", "人", ["百名学生拥有县级以上骨干教师数 初中", "初中 百名学生拥有县级以上骨干教师数"], [], ""),
)

VOCABULARY = loaded(facts=vocabulary_text(FACTS), report="report:\n  topics: [小学, 初中]\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "入园率达94%，普惠率达93%，分别较上年提高1.2、2.1个百分点。",
            ["enrolment", "coverage", "enrolment.change", "coverage.change"],
        ),
        (
            "普惠率93%、入园率94%，分别比上年提高1.2和2.1个百分点。",
            ["coverage", "enrolment", "coverage.change", "enrolment.change"],
        ),
        # fewer amounts than changes, or amounts that are themselves changes: nobody knows which is which
        ("入园率达94%，分别较上年提高1.2、2.1个百分点。", ["enrolment", "", ""]),
        # what this part of the sentence says itself comes first
        (
            "高学历教师，小学、初中分别为4人、6人；百名学生拥有县级以上骨干教师数，小学、初中分别为1人、2人。",
            ["degrees.primary", "degrees.junior", "lead.primary", "lead.junior"],
        ),
    ],
)
def test_rows_of_figures_belong_to_their_labels(text: str, expected: list[str]) -> None:
    assert [fact for _, fact in told(text, VOCABULARY)] == expected
