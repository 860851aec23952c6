"""A figure's own words come first: item numbers are none, and what stands right beside it bars labels from afar."""

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
        # the number of an item shares no figure with the label behind it
        ("2、初级中学17所。", ["scale.junior_schools"]),
        ("三、小学63所，教学点8个。", ["scale.primary_schools", "scale.teaching_points"]),
        # a change in a single character, where something is compared
        ("九年一贯制学校7所，比上年增2所。", ["scale.nine_year_schools", ""]),
        ("本科上线912人，比去年多86人。", ["senior.university_passed", ""]),
        # the general counter counts what is named behind it
        ("小学现有3个足球队。", [""]),
        ("现有教学点12个，小学31所。", ["scale.teaching_points", "scale.primary_schools"]),
        # figures without a unit are parts of the whole before them
        ("校园占地面积41.2万平方米（小学18.6万、中学22.6万）。", ["facilities.land_area_total", "", ""]),
        # what is done to the first schools of a list is done to all of them
        ("新建小学4所、初中2所。", ["", ""]),
        ("维修小学4所和初中2所。", ["", ""]),
        ("改建4所小学、1所普通高中。", ["", ""]),
        ("实施5所寄宿制学校整修、3所幼儿园扩建、2处操场改造。", ["", "", ""]),
        ("小学4所、初中2所。", ["scale.primary_schools", "scale.junior_schools"]),
        ("现有4所小学、1所普通高中。", ["scale.primary_schools", "scale.senior_schools"]),
        # another project is told of than those before
        (
            "教育项目18个，11个项目已完工，2个项目正在招标。",
            ["projects.total", "projects.completed", ""],
        ),
        # the stage right before a label, whatever stages the list named before
        (
            "小学生1.2万人，初中生6100人，普高学生3300人。",
            ["scale.students_primary", "scale.students_junior", "scale.students_senior"],
        ),
        # what is left out is the topic spoken of
        (
            "初级中学14所；招生2105人，毕业生1986人；生师比12.4:1。",
            [
                "scale.junior_schools",
                "scale.junior_entered",
                "scale.junior_graduates",
                "staff.pupils_per_teacher_junior",
            ],
        ),
        ("小学阶段：招生2210人；56人以上的班3个。", ["scale.primary_entered", "", ""]),
        # amounts told before name the rows of 分别
        (
            "生均教学及辅助用房面积小学5.1平方米、初中6.3平方米，差异系数分别为0.36和0.29。",
            [
                "balance.teaching_area_primary",
                "balance.teaching_area_junior",
                "balance.cv_teaching_area_primary",
                "balance.cv_teaching_area_junior",
            ],
        ),
        # parts are those of the amount, not of its change
        (
            "学生总体近视率49.2%，同比下降0.8个百分点，其中小学35.4%、初中60.7%。",
            ["health.myopia_rate", "health.myopia_fall", "health.myopia_primary", "health.myopia_junior"],
        ),
        # persons are those of the schools counted right before
        (
            "幼儿园21所，其中民办幼儿园9所，在园幼儿1204人。",
            ["preschool.kindergartens_total", "preschool.kindergartens_private", "preschool.children_private"],
        ),
        ("小学附设幼儿园3所，在园幼儿260人。", ["preschool.kindergartens_attached", ""]),
        (
            "公办幼儿园2所，民办幼儿园7所，在校学生5406人。",
            ["preschool.kindergartens_public", "preschool.kindergartens_private", ""],
        ),
        # 等 sums a list up
        ("购置头盔、盾牌、钢叉等器材1620件。", ["safety.gear"]),
        # denied between the figure and its label, or told of every one
        ("仍有12所学校未达到封闭化管理要求。", [""]),
        ("目前尚有5处隐患未整改到位。", ["safety.hazards_left"]),
        ("21所小学均通过验收。", ["scale.primary_schools"]),
        ("21所小学承担试点任务。", [""]),
        # a new item of the line leaves the topic before it
        (
            "（三）公办园在园幼儿占比仅47.8%。（四）健康水平不高。近视率52.3%。",
            ["preschool.public_share", "health.myopia_rate"],
        ),
        # a word of refusal behind the label
        ("2所公办幼儿园改扩建。", [""]),
    ],
)
def test_what_stands_beside_a_figure_decides(vocabulary: Vocabulary, text: str, expected: list[str]) -> None:
    assert [mention.fact or "" for mention in bound(text, vocabulary)] == expected
