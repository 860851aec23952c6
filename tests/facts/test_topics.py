"""What is told under one topic of a report is told of no whole."""

import pytest

from tests.facts.binding_samples import bound, loaded, told, vocabulary_text

REPORT = """report:
  compounds: [中小学]
  topics: [学前教育|幼儿园, 小学, 初中|初级中学, 义务教育]
  wholes: [各级各类]
  places: [全县]
  titles: [自评报告]
  papers: [总结]
"""

FACTS: tuple[tuple[str, str, list[str], list[str], str], ...] = (
    ("pupils", "人", ["在校生 #", "# 在校生"], [], "overall: true"),
    ("pupils.primary", "人", ["小学 在校生 #"], [], ""),
    ("pupils.junior", "人", ["初中 在校生 #"], [], ""),
    ("teachers", "人", ["教师 #"], [], ""),
    ("books", "册", ["图书 #"], [], "overall: true\n    scopes: {compulsory: [义务教育], rural: [农村]}"),
)

VOCABULARY = loaded(facts=vocabulary_text(FACTS), report=REPORT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县在校生900人。", ["pupils"]),
        ("初中在校生900人。", ["pupils.junior"]),
        ("幼儿园24所，招生300人，在校生900人。", ["", "", ""]),
        ("初中24所，招生300人，在校生900人。", ["", "", "pupils.junior"]),
        ("小学24所，招生300人，在校生900人。", ["", "", "pupils.primary"]),
        # a topic at the head of the sentence holds where no other is named
        ("学前教育：共有24所，在校生900人。", ["", ""]),
        ("义务教育：初中24所，在校生900人。", ["", "pupils.junior"]),
        # in the own part of the sentence, else in all of it
        ("小学24所；初中12所，在校生900人。", ["", "", "pupils.junior"]),
        # several together are a whole
        ("小学24所、初中12所，在校生900人。", ["", "", "pupils"]),
        ("中小学24所，在校生900人。", ["", "pupils"]),
        ("小学24所，初中12所，在校生900人。", ["", "", "pupils"]),
        ("小学24所，教师90人，初中12所，在校生900人。", ["", "teachers", "", "pupils.junior"]),
        # parts told one beside the other head nothing further on, though it goes on in their list
        ("教师900人，其中小学60人、初中30人，在校生900人。", ["teachers", "", "", "pupils"]),
        # two of them share a list of two figures
        ("小学、初中在校生900人、300人。", ["pupils.primary", "pupils.junior"]),
        ("城区、乡村在校生900人、300人。", ["", ""]),
        # a whole that is counted beside a topic is listed with it, and neither is spoken of further on
        ("各级各类学校85所，幼儿园46所，在校生900人。", ["", "", "pupils"]),
        ("各级各类学校85所，幼儿园46所。在校生900人。", ["", "", "pupils"]),
        # the whole again
        ("初中24所，全县在校生900人。", ["", "pupils"]),
        ("各级各类学校（含幼儿园）24所，在校生900人。", ["", "pupils"]),
        # parts of more topics than the one before are those of a whole
        ("小学24所。在校生900人，其中小学600人、初中300人。", ["", "pupils", "", ""]),
        ("小学24所。教师90人，其中小学60人、初中30人。在校生900人。", ["", "teachers", "", "", "pupils"]),
        # a topic holds to the end of the line
        ("初中24所。在校生900人。", ["", "pupils.junior"]),
        ("小学12所。教师90人，在校生900人。", ["", "teachers", "pupils.primary"]),
        # the parts of a whole are no topics of what follows
        ("初中24所，其中小学部6所。在校生900人。", ["", "", "pupils.junior"]),
        ("初中24所。\n在校生900人。", ["", "pupils"]),
        # only facts of all topics together
        ("初中24所，教师90人。", ["", "teachers"]),
    ],
)
def test_a_topic_bars_facts_of_the_whole(text: str, expected: list[str]) -> None:
    assert [fact for _, fact in told(text, VOCABULARY)] == expected


@pytest.mark.parametrize(
    ("text", "fact", "scope"),
    [
        ("全县图书900册。", "books", ""),
        ("义务教育学校24所，图书900册。", "books", "compulsory"),
        ("义务教育学校24所。图书900册。", "books", "compulsory"),
        # no scope of the fact tells these apart
        ("小学24所，图书900册。", "", ""),
        # the topic is left again
        ("义务教育学校24所，全县图书900册。", "books", ""),
        # a scope that is no topic stands in the sentence itself
        ("农村图书900册。", "books", "rural"),
    ],
)
def test_a_scope_of_a_fact_tells_a_topic_apart(text: str, fact: str, scope: str) -> None:
    last = bound(text, VOCABULARY)[-1]
    assert (last.fact, last.scope) == (fact, scope)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        # what a report on one topic tells is told of that topic, where it says nothing else
        ("云川县初中自评报告", "在校生900人。", ["pupils.junior"]),
        ("云川县初中自评报告", "全县在校生900人。", ["pupils.junior"]),
        ("云川县初中自评报告", "小学在校生900人。", ["pupils.primary"]),
        ("云川县初中自评报告", "各级各类学校24所，在校生900人。", ["", "pupils"]),
        ("2023年初中工作总结", "在校生900人。", ["pupils.junior"]),
        ("云川县自评报告", "在校生900人。", ["pupils"]),
        ("云川县初中和小学自评报告", "在校生900人。", ["pupils"]),
        # no fact tells just this of kindergartens
        ("云川县幼儿园自评报告", "教师90人。", ["teachers"]),
        # the parts belong to more than that topic
        ("云川县初中自评报告", "在校生900人，其中小学600人、初中300人。", ["pupils", "", ""]),
        # so does what stands under a heading
        ("云川县自评报告", "二、初中发展\n在校生900人。", ["pupils.junior"]),
        ("云川县小学自评报告", "二、初中发展\n在校生900人。", ["pupils.junior"]),
    ],
)
def test_a_title_or_a_heading_names_the_topic(title: str, text: str, expected: list[str]) -> None:
    assert [fact for _, fact in told(f"{title}\n一、基本情况\n{text}", VOCABULARY)] == expected
