import pytest

from rules_engine.facts.consistency import relations_across

HEAD = "某某县人民政府履行教育职责自评报告\n2023年10月25日\n一、履职情况\n"
PROBLEMS = "\n二、主要问题\n"


def told(found):
    return [(relation.status, relation.code) for relation in found]


DIFFERS = [("contradictory", "same_differs")]


@pytest.mark.parametrize(
    "text",
    [
        "全县学前三年毛入园率达93.2%。\n（二）发展。\n目前全县学前三年毛入园率为92.1%，进步明显。",
        "2022年全县教育经费总投入221271万元。\n其他。2022年教育总投入达到21.5亿元。",
        "全县现有小学25所。\n布局。全县27所小学全部开齐课程。",
        "普惠性幼儿园覆盖率达93.4%。\n表\n指标\t数值\n普惠性幼儿园覆盖率\t92.4%",
        f"公办园在园幼儿占比52.5%。{PROBLEMS}公办园在园幼儿占比仅为51.5%。",
    ],
)
def test_one_fact_with_two_values_is_contradictory(report, text):
    assert told(report(HEAD + text).relations) == DIFFERS


@pytest.mark.parametrize(
    "text",
    [
        # one value, rounded
        "2022年全县教育经费总投入221271万元。\n其他。2022年教育总投入达到22.1亿元。",
        # other periods, also those told by the change between them
        "2021年学前三年毛入园率92%。2022年学前三年毛入园率93%。",
        "学前三年毛入园率由2020年的90%提高到93.2%。学前三年毛入园率达93.2%。",
        "2023年春季在校学生3000人。2023年秋季在校学生3100人。",
        # parts of the region, of the pupils, of the schools
        "城区方面，学前三年毛入园率98%。全县学前三年毛入园率93%。",
        "学前三年毛入园率达93.2%，比上年提高1.2个百分点。农村学前三年毛入园率89%。",
        "新建小学2所。改造小学12所。全县有小学25所。城区小学8所。",
        "学校24所，安装监控的学校20所，其中小学12所。全县有小学15所。",
        # money is spent more than once
        "投入500万元，改造学校食堂。投入300万元，改造学校运动场。",
        # other rates under the same id
        "课后服务覆盖率100%。课后服务参与率96%。",
        # rates of other works
        "维修食堂项目15个，竣工率100%。新建球场项目8个，竣工率87.5%。",
        # a target is none
        "学前三年毛入园率达93.2%。力争到2025年学前三年毛入园率达到95%。",
    ],
)
def test_what_only_looks_alike_is_silent(report, text):
    assert report(HEAD + text).relations == []


def test_digits_cut_off_are_doubtful(report):
    [relation] = report(f"{HEAD}2022年教育经费总投入22.18亿元。\n其他。2022年教育经费总投入22.1亿元。").relations
    assert (relation.status, relation.code) == ("doubtful", "same_cut_off")


def test_full_coverage_and_a_lower_rate_differ(report):
    [relation] = report(f"{HEAD}一键报警装置覆盖率98%。全县校园实现一键报警装置全覆盖。").relations
    assert (relation.kind, relation.status, relation.code) == ("claim", "contradictory", "claim_differs")
    assert [citation.quote for citation in relation.citations] == ["一键报警装置全覆盖"]


def test_documents_differ_where_both_tell_the_period(report, vocabulary):
    one = report("2022年全县学前三年毛入园率93.2%。", "a.txt")
    other = report("2022年学前三年毛入园率91.2%。", "b.txt")
    texts = {"a.txt": one.document.text, "b.txt": other.document.text}
    [relation] = relations_across(texts, [*one.mentions, *other.mentions], vocabulary)
    assert (relation.status, relation.code) == ("contradictory", "same_differs")
    assert {anchor.document for anchor in relation.anchors} == {"a.txt", "b.txt"}


def test_documents_without_a_period_may_speak_of_different_times(report, vocabulary):
    one, other = report("学前三年毛入园率93.2%。", "a.txt"), report("学前三年毛入园率91.2%。", "b.txt")
    texts = {"a.txt": one.document.text, "b.txt": other.document.text}
    [relation] = relations_across(texts, [*one.mentions, *other.mentions], vocabulary)
    assert (relation.status, relation.code) == ("doubtful", "same_undated")
    assert "different times" in str(relation.statement)


def test_one_document_differs_from_itself_only_once(report, vocabulary):
    found = report(f"{HEAD}学前三年毛入园率93.2%。\n学前三年毛入园率92.1%。\n学前三年毛入园率93.2%。")
    assert len(found.relations) == 1
    assert relations_across({"report.txt": found.document.text}, found.mentions, vocabulary) == []
