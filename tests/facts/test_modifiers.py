"""A figure that a word restricts is none of a fact that does not know the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.binding_samples import loaded, told, vocabulary_text

REPORT = """report:
  compounds: [中小学]
  modifiers:
    - 省级 市级 县级|区级
    - 公办 民办 普惠性民办
    - 在编 编外|非在编 特岗
    - 残疾 寄宿
    - 排除|消除
    - 计划
  targets: [计划新建]
  unrestricting: [县级以上]
  governing: [每百名 差异系数|变异系数]
  subjects: [教师|教职工 学生|幼儿]
"""

FACTS: tuple[tuple[str, str, list[str], list[str], str], ...] = (
    ("teachers", "人", ["教师 #", "教职工 #"], [], ""),
    ("teachers.posts", "人", ["在编 教师 #"], [], ""),
    ("lead", "人", ["骨干教师 #"], [], ""),
    ("lead.province", "人", ["省级|市级 骨干教师 #"], [], ""),
    ("pupils", "人", ["学生 #"], [], ""),
    ("pupils.primary", "人", ["小学 #", "# 小学 学生"], [], ""),
    ("teachers.primary", "人", ["教师 小学 #"], [], ""),
    ("schools", "所", ["学校 #", "# 学校"], [], "scopes: {boarding: [寄宿]}"),
    ("private", "所", ["民办园 #"], [], ""),
    ("unsafe", "平方米", ["危房 #"], [], ""),
    ("enrolment", "'%'", ["入学率"], [], ""),
    ("per_hundred", "人", ["每百名 教师 小学 #"], [], ""),
    ("variation", '""', ["差异系数 小学 #"], [], ""),
)

VOCABULARY = loaded(facts=vocabulary_text(FACTS), report=REPORT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("教师90人。", ["teachers"]),
        ("特岗教师90人。", [""]),
        ("非在编教师90人。", [""]),
        ("在编教师90人。", ["teachers.posts"]),
        ("骨干教师21人。", ["lead"]),
        ("县级骨干教师21人。", [""]),
        ("县级以上骨干教师21人。", ["lead"]),
        # a phrase that knows two of a sort says nothing of what the fact is
        ("省级骨干教师21人。", ["lead.province"]),
        ("民办园7所，普惠性民办园5所。", ["private", ""]),
        ("排除危房300平方米，现有危房20平方米。", ["", "unsafe"]),
        # what is planned is a target, and restricts none
        ("计划新建学校4所。", ["schools"]),
        ("计划学校4所。", [""]),
        # as far as a label reaches, not further
        ("残疾儿童少年入学率97%。", [""]),
        ("残疾儿童全部得到关爱，入学率97%。", ["enrolment"]),
        ("寄宿学校4所。", ["schools"]),
        ("4所民办学校。", [""]),
        ("学校（含民办学校）34所。", ["schools"]),
        # heads of lists
        ("在编教师200人，其中小学90人、初中70人。", ["teachers.posts", "", ""]),
        ("教职工200人，其中小学90人。", ["teachers", ""]),
        ("学生200人，其中小学90人。", ["pupils", "pupils.primary"]),
        ("民办：学校5所。", [""]),
        ("每百名学生教师数：小学5人、学生6人。", ["per_hundred", ""]),
        ("差异系数小学0.31。", ["variation"]),
        ("每百名学生拥有设备4台；学生900人。", ["", "pupils"]),
        # who was spoken of last
        ("教师90人。学生800人，小学500人。", ["teachers", "pupils", "pupils.primary"]),
        ("教师90人，小学50人。", ["teachers", "teachers.primary"]),
        # an average counts nobody
        ("小学5.02人。", [""]),
        ("小学1.2万人。", ["pupils.primary"]),
        ("每百名学生教师数：小学5.02人。", ["per_hundred"]),
    ],
)
def test_a_word_that_the_fact_does_not_know_keeps_a_figure_from_it(text: str, expected: list[str]) -> None:
    assert [fact for _, fact in told(text, VOCABULARY)] == expected


@given(
    st.sampled_from(["省级", "市级", "公办", "民办", "编外", "特岗", "残疾", "消除"]),
    st.sampled_from(["骨干教师{}人", "学生{}人", "学校{}所", "危房{}平方米"]),
    st.integers(2, 900),
)
def test_a_restricted_label_tells_nothing_and_the_plain_one_does(word: str, label: str, count: int) -> None:
    clause = label.format(count)
    assert told(f"全县有{clause}。", VOCABULARY)[0][1]
    assert told(f"全县有{word}{clause}。", VOCABULARY)[0][1] in ("", "lead.province")
