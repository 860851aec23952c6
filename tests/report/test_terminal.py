from fractions import Fraction

import pytest
from attrs import evolve

from rules_engine.errors import WrongUse
from rules_engine.facts.fact import Citation
from rules_engine.messages import Language
from rules_engine.report.terminal import explanation, report_text
from rules_engine.report.terminal.facts import facts_told
from rules_engine.report.terminal.telling import Telling
from rules_engine.values.ranges import Range
from tests.report import sample

ZH, EN = Language("zh"), Language("en")
SCREEN = 40


@pytest.fixture(params=[ZH, EN], ids=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


def test_the_first_screen_fits_a_screen(language: Language) -> None:
    first = report_text(sample.verdict(), language).split("-" * 100)[0]
    assert len(first.splitlines()) <= SCREEN


def test_a_refused_plugin_is_the_first_line(language: Language) -> None:
    first, second = report_text(sample.verdict(), language).splitlines()[:2]
    assert "far-plugin" in first
    assert "orphan" in second


def test_the_title_says_that_it_is_a_reconstruction() -> None:
    assert "【重建】示例方案" in report_text(sample.verdict(), ZH)
    assert "[Reconstruction] Sample scheme" in report_text(sample.verdict(), EN)


def test_every_line_keeps_to_the_width(language: Language) -> None:
    from rules_engine.report.terminal.lines import width

    for columns in (72, 80, 100, 140):
        text = report_text(sample.verdict(), language, columns)
        assert max(width(line) for line in text.splitlines()) <= columns


def test_plain_without_colours_and_the_same_text_with_them() -> None:
    import re

    plain, coloured = (report_text(sample.verdict(), ZH, colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_open_grades_scores_and_bar() -> None:
    text = report_text(sample.verdict(), EN)
    assert "Grade: still open - Good / Qualified / Not qualified" in text
    assert "confirmed 40.00 · as claimed 60.00 · best 90.00 of 100.00 points" in text
    assert "########################============|-----------|-----......" in text
    assert "Coverage: 50.00 of 100.00 points are settled (E1 50.00)" in text


def test_a_criterion_shows_sentence_fact_rule_arithmetic_points_and_law() -> None:
    text = explanation(sample.verdict(), "enrolment", ZH)
    for part in (
        "[达到] enrolment 毛入园率达标  40.00 / 40.00",
        "“毛入园率达93.2%”——报告.txt ¶1 [2-12]",
        "规则：毛入园率 不低于 85% → 成立",
        "毛入园率 → 93.2%",
        "依据：某办法第三条〔凭记忆，未核实〕",
        "参数：毛入园率标准：85%，自 2020-01-01 起；国家督导办法〔已见原文〕",
        "不一致",
    ):
        assert part in text


def test_an_unknown_criterion_names_the_nearest() -> None:
    with pytest.raises(WrongUse) as caught:
        explanation(sample.verdict(), "enrolmet", EN)
    assert 'Did you mean "enrolment"?' in str(caught.value)


def test_a_word_instead_of_an_id_names_the_criteria_near_it() -> None:
    with pytest.raises(WrongUse) as caught:
        explanation(sample.verdict(), "guard", EN)
    assert "Near it are guards. The id of each criterion stands before its title" in str(caught.value)


def test_a_veto_keeps_the_score_and_names_its_basis() -> None:
    verdict = sample.verdict(sample.entry("falsified", 1))
    text = report_text(verdict, ZH)
    assert "总分 40.00，因一票否决，等次 不合格，依据 数据经认定弄虚作假、某办法第三条〔凭记忆，未核实〕" in text


def test_without_a_criterion_the_way_to_the_grade_is_told() -> None:
    text = explanation(sample.verdict(), None, ZH)
    assert "从总分到等次" in text
    assert "40 + 0 = 40" in text


def test_a_way_is_one_combination_and_short() -> None:
    text = explanation(sample.verdict(), None, EN)
    assert "Good - one combination that would make the grade sure:" in text
    # A share cannot be more than 100%, a count not less than 0.
    assert "share of schools with guards = 100%" in text
    assert "number of major accidents = 0" in text
    assert "≤ 0" not in text and "≥ 100%" not in text


def test_a_check_that_failed_is_named_first(language: Language) -> None:
    verdict = sample.verdict()
    failed = evolve(verdict.findings["guards"], status="error", reasons=("check_error",), detail="ValueError: x")
    lines = report_text(evolve(verdict, findings={**verdict.findings, "guards": failed}), language).splitlines()
    assert any(line.startswith(("!", "！")) and "guards" in line for line in lines[:3])


def test_scopes_are_told_in_the_words_of_the_vocabulary(language: Language) -> None:
    verdict = sample.verdict()
    entry = evolve(sample.VOCABULARY.facts["enrolment"], scopes={"k12": ("中小学",)})
    vocabulary = evolve(sample.VOCABULARY, facts={**sample.VOCABULARY.facts, "enrolment": entry})
    finding = verdict.findings["enrolment"]
    facts = tuple(evolve(fact, scope="k12") for fact in finding.facts)
    findings = {**verdict.findings, "enrolment": evolve(finding, facts=facts)}
    ruleset = evolve(verdict.ruleset, vocabulary=vocabulary)
    text = report_text(evolve(verdict, findings=findings, ruleset=ruleset), language)
    assert "中小学" in text and "k12" not in text


def test_the_rule_line_tells_by_what_words_it_was_settled() -> None:
    verdict = sample.verdict()
    stated = evolve(verdict.findings["guards"], status="not_met", high=verdict.findings["guards"].low, admitted=True)
    lower = evolve(verdict.findings["staffed"], facts=verdict.findings["enrolment"].facts)
    text = report_text(evolve(verdict, findings={**verdict.findings, "guards": stated, "staffed": lower}), ZH)
    assert "规则：专职保安配备率 不低于 100% → 依报告自述判定" in text
    assert "（仅按报告中等级较低的数据）" in text
    assert "（仅按报告自述）" in report_text(verdict, ZH)


def test_a_sentence_is_quoted_once_and_its_quotation_marks_do_not_clash() -> None:
    verdict = sample.verdict()
    finding = verdict.findings["enrolment"]
    anchors = (sample.DOCUMENT.anchor(0, 4), sample.DOCUMENT.anchor(5, 8))
    facts = tuple(evolve(finding.facts[0], citations=(Citation("“双减”之后", anchor, ""),)) for anchor in anchors)
    text = explanation(evolve(verdict, findings={"enrolment": evolve(finding, facts=facts)}), "enrolment", ZH)
    assert text.count("“『双减』之后”") == 1
    assert "同上句——报告.txt ¶1 [5-8]" in text


def test_the_cells_of_a_quoted_row_stand_apart() -> None:
    assert Telling(sample.verdict(), ZH).quoted("小学\t56所\t2022年") == "小学 | 56所 | 2022年"


def test_a_printed_figure_is_repeated_only_where_the_value_differs() -> None:
    naming = Telling(sample.verdict(), EN)
    fact = sample.FACTS[2]
    assert "that is" not in naming.held(fact)
    assert "2余个 (that is at least 2 items)" in naming.held(
        evolve(fact, printed="2余个", value=Range(Fraction(2), None))
    )


def test_the_way_to_the_grade_is_asked_for_with_the_path_as_given() -> None:
    lines = report_text(sample.verdict(), EN, submission="a/b").splitlines()
    assert lines[-1].endswith("rules-engine explain a/b")
    assert lines[-2] == ""


def test_a_sum_of_one_is_its_only_addend() -> None:
    text = report_text(sample.verdict(), ZH)
    assert "40 = 40" not in text.replace("+ 0 = 40", "")


def test_outer_ranges_are_told_as_at_most() -> None:
    verdict = sample.verdict()
    sheet = tuple(evolve(line, outer=True) for line in verdict.sheet)
    findings = {id: evolve(finding, outer=True) for id, finding in verdict.findings.items()}
    text = report_text(evolve(verdict, sheet=sheet, findings=findings), EN)
    assert "best at most 90.00" in text
    assert "0.00 to at most 20.00 / 20.00" in text


def test_quotations_cannot_steer_the_terminal() -> None:
    verdict = sample.verdict()
    finding = verdict.findings["enrolment"]
    fact = evolve(finding.facts[0], citations=(Citation("\x1b]0;题\x07\u202e93.2%", None, "甲\x1b[2J"),))
    findings = {**verdict.findings, "enrolment": evolve(finding, facts=(fact,))}
    text = report_text(evolve(verdict, findings=findings), ZH)
    assert "\x1b" not in text and "\u202e" not in text and "\\x1b]0;题\\x07\\u202e93.2%" in text


def test_wording_never_accuses(language: Language) -> None:
    text = report_text(sample.verdict(), language)
    assert not any(word in text.lower() for word in ("虚假", "造假", "false ", "wrong", "lie"))


def test_facts_are_listed_with_their_places() -> None:
    text = facts_told(sample.read(sample.entry("guards", 100)), ZH)
    assert "报告.txt ¶2 [25-31] “1225万元”" in text
    assert "督学录入（1）" in text
