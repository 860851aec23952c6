import pytest

HEAD = "某某县人民政府履行教育职责自评报告\n2023年10月25日\n一、履职情况\n"


@pytest.mark.parametrize("words", ["巩固在56%以上", "稳定在56%以上", "保持在56%以上", "巩固到56%"])
def test_a_level_to_be_kept_that_is_not_reached_is_doubtful(report, words):
    text = f"{HEAD}公办园在园幼儿占比达52.42%。力争到2027年公办园在园幼儿占比{words}。"
    [relation] = report(text).relations
    assert (relation.kind, relation.status, relation.code) == ("target", "doubtful", "target_not_reached")
    assert relation.doubt == {}
    assert "only if" in str(relation.statement)


@pytest.mark.parametrize("words", ["公办园在园幼儿占比继续巩固", "持续将公办园在园幼儿占比巩固"])
def test_a_level_said_to_be_still_kept_differs(report, words):
    text = f"{HEAD}公办园在园幼儿占比达52.42%。力争到2027年{words}在56%以上。"
    assert [relation.status for relation in report(text).relations] == ["contradictory"]


@pytest.mark.parametrize(
    "text",
    [
        "公办园在园幼儿占比达57.1%。力争到2027年公办园在园幼儿占比巩固在56%以上。",
        "公办园在园幼儿占比达52.42%。力争到2027年公办园在园幼儿占比达到56%以上。",
        "2020年公办园在园幼儿占比52%。2022年公办园在园幼儿占比57%。力争到2027年公办园在园幼儿占比巩固在56%以上。",
        "力争到2027年公办园在园幼儿占比巩固在56%以上。",
        "普惠性幼儿园覆盖率52%。力争到2027年公办园在园幼儿占比巩固在56%以上。",
    ],
)
def test_levels_reached_raised_or_unknown_are_silent(report, text):
    assert report(HEAD + text).relations == []


@pytest.mark.parametrize("words", ["计划2024年底", "拟于2024年底", "计划到2024年底"])
def test_what_is_planned_for_a_date_is_a_target_and_no_second_amount(report, words):
    read = report(f"{HEAD}2022年公办园在园幼儿占比达52.42%。{words}公办园在园幼儿占比56%。")
    assert [mention.kind for mention in read.mentions] == ["achieved", "target"]
    assert read.relations == []
