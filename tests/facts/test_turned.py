"""The same facts however a sentence is turned: clauses in another order, synonyms, other years, counties and marks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules_engine_rulesets
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound

# Each figure's clauses, and the fact that all of them tell.
CLAUSES = (
    ("preschool.gross_enrolment", ("学前三年毛入园率达{}%", "学前教育三年毛入园率为{}%")),
    ("preschool.affordable_coverage", ("普惠性幼儿园覆盖率达到{}%", "普惠性幼儿园覆盖率为{}%")),
    ("preschool.public_share", ("公办园在园幼儿占比{}%", "公办幼儿园在园幼儿占比达{}%")),
    ("compulsory.retention", ("九年义务教育巩固率为{}%", "义务教育巩固率达到{}%")),
    ("senior.gross_enrolment", ("高中阶段毛入学率达{}%", "高中阶段教育毛入学率为{}%")),
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary")


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_turned_sentence_tells_the_same_facts(data: st.DataObject, vocabulary: Vocabulary) -> None:
    chosen = data.draw(st.permutations(CLAUSES))
    county = data.draw(st.sampled_from(["全县", "全区", "甲县", "我市", "临山区", ""]))
    year = data.draw(st.sampled_from(["2019年，", "2022年", "截至2023年底，", ""]))
    mark = data.draw(st.sampled_from("，；,;"))
    clauses, expected = [], []
    for number, (fact, turns) in enumerate(chosen):
        figure = f"{90 + number}.{data.draw(st.integers(0, 99))}"
        clauses.append(data.draw(st.sampled_from(turns)).format(figure))
        expected.append(fact)
    text = year + county + mark.join(clauses) + "。"
    assert [mention.fact for mention in bound(text, vocabulary)] == expected, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县小学、初中巩固率分别为{}%、{}%。", ["compulsory.primary_retention", "compulsory.junior_retention"]),
        ("全县幼儿园{}所，其中公办园{}所。", ["preschool.kindergartens_total", "preschool.kindergartens_public"]),
    ],
)
def test_a_list_tells_the_same_in_any_year_and_county(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    told = {
        tuple(mention.fact for mention in bound(f"{year}{text.format(98, 97)}".replace("全县", county), vocabulary))
        for year in ("", "2018年，", "截至2024年8月底，")
        for county in ("全县", "乙区", "我市")
    }
    assert told == {tuple(expected)}
