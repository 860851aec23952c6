import json
import shutil

import pytest

from tests.cli.commands import EXAMPLE, run
from tests.tables import generator
from tests.tables.generator import Made


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "submission"
    shutil.copytree(EXAMPLE, folder)
    for settings in folder.glob("submission.yaml"):
        settings.unlink()
    return folder


def evaluated(folder):
    ran = run("evaluate", folder, "--json", "-", cwd=folder.parent)
    assert not ran.err, ran.err
    return json.loads(ran.out)


def say(file, sentence):
    """Put a sentence into the part of a report that tells what was achieved."""
    text = file.read_text("utf-8")
    place = text.index("安全") + text[text.index("安全") :].index("\n")
    file.write_text(f"{text[:place]}{sentence}{text[place:]}", "utf-8")


def findings(record):
    return {finding["criterion"]: finding for finding in record["findings"]}


def test_without_tables_nothing_changes(submission):
    record = evaluated(submission)
    assert record["tables"] == record["questions"] == []


def test_agreement_raises_the_level_and_cites_both(submission):
    text = next(submission.glob("*.txt"))
    say(text, "全县中小学专职保安配备率达90%。")
    before = findings(evaluated(submission))["safety.guards"]
    assert before["status"] != "met"
    made = generator.safety()
    made.write(submission / "安防.xlsx")
    record = evaluated(submission)
    guards = findings(record)["safety.guards"]
    assert guards["status"] in ("not_met", "partial")
    (fact,) = [fact for fact in guards["facts"] if fact["origin"] == "table"]
    documents = {citation["anchor"]["document"] for citation in fact["citations"]}
    assert documents == {"安防.xlsx", text.name}
    assert (fact["level"], fact["printed"]) == ("E2", "27/30")


def test_full_coverage_in_the_table_settles_the_claim(submission):
    made = generator.safety()
    for row in made.rows:
        row[1:] = [2, "是", "是", "是"]
    made.write(submission / "安防.xlsx")
    found = findings(evaluated(submission))
    for id in ("safety.guards", "safety.closed_campus", "safety.alarm_video"):
        assert found[id]["status"] == "met", id


def test_disagreement_is_a_relation_that_cites_sentence_and_cells(submission):
    text = next(submission.glob("*.txt"))
    say(text, "全县中小学专职保安配备率达98%。")
    generator.safety().write(submission / "安防.xlsx")
    record = evaluated(submission)
    relations = [r for r in record["relations"] if "safety.guards" in r["facts"] and r["status"] == "contradictory"]
    assert relations
    blocks = {c["anchor"]["block"] for r in relations for c in r["citations"] if c["anchor"]}
    assert "Sheet1!B3:B32" in blocks
    cited = [record["mentions"][index]["quote"] for r in relations for index in r["mentions"]]
    assert any("98" in quote for quote in cited)
    ran = run("evaluate", submission, cwd=submission.parent)
    assert "[differs]" in ran.out and "Sheet1!B3:B32" in ran.out


def test_rejects_stand_in_the_report_and_the_record(submission):
    made = generator.safety()
    made.plant("whole", 3, "专职保安人数", "两名")
    made.write(submission / "安防.xlsx")
    record = evaluated(submission)
    (table,) = record["tables"]
    assert table["rejected"] == 1
    assert (table["rejects"][0]["cell"], table["rejects"][0]["found"]) == ("Sheet1!B5", "两名")
    ran = run("evaluate", submission, cwd=submission.parent)
    assert "Sheet1!B5" in ran.out and "两名" in ran.out


def test_figures_of_tables_are_not_taken_for_those_of_the_report(submission):
    before = evaluated(submission)
    generator.schools().write(submission / "办学条件.xlsx")
    after = evaluated(submission)
    assert before["mentions"] == after["mentions"]
    (document,) = [d for d in after["documents"] if d["name"] == "办学条件.xlsx"]
    assert document["text"] == ""


def test_the_record_is_replayed_with_and_without_the_files(submission, tmp_path):
    generator.payroll().write(submission / "工资.xlsx")
    generator.schools().write(submission / "学校.csv")
    Made(
        "不全", ["姓名", "单位", "人员类别", "编制性质", "月份", "金额"], [["某", "甲", "教师", "在编", "2022-01", 1]]
    ).write(submission / "不全.xlsx")
    json_file = tmp_path / "verdict.json"
    run("evaluate", submission, "--json", json_file, cwd=tmp_path)
    record = json.loads(json_file.read_text("utf-8"))
    assert len(record["tables"]) == 2 and len(record["questions"]) == 1
    for arguments in ([json_file], [json_file, submission]):
        assert run("replay", *arguments, cwd=tmp_path).code == 0


def test_the_sql_can_be_printed(submission):
    generator.schools().write(submission / "学校.xlsx")
    ran = run("tables", submission, "--sql", cwd=submission.parent)
    assert ran.code == 0
    assert "CREATE OR REPLACE VIEW" in ran.out and "quotient" in ran.out
    assert str(submission) not in ran.out


def test_declared_tables_are_listed_and_an_unknown_one_is_named(tmp_path):
    assert "payroll" in run("tables", cwd=tmp_path).out
    ran = run("template", "payrol", "--out", "x.xlsx", cwd=tmp_path)
    assert ran.code == 2 and 'Did you mean "payroll"?' in ran.err
    ran = run("template", "payroll", "--out", "表 一.xlsx", cwd=tmp_path)
    assert ran.code == 0 and (tmp_path / "表 一.xlsx").is_file()


def test_help_does_not_load_duckdb(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys; from rules_engine.cli import run; run(['--help']); "
        "print(sorted({'duckdb', 'xlsxwriter', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_figure_that_a_table_bears_out_stands_at_its_level_in_what_was_read(submission):
    say(next(submission.glob("*.txt")), "全县中小学专职保安配备率达90%，校园封闭管理率达71%。")
    generator.safety().write(submission / "安防.xlsx")
    read = json.loads(run("facts", submission, "--json", "-", cwd=submission.parent).out)
    told = {mention["quote"]: mention["level"] for mention in read["mentions"]}
    assert (told["90%"], told["71%"]) == ("E2", "E1")


def test_a_page_that_is_nothing_but_a_table_is_evidence_whatever_its_name(tmp_path):
    rows = ["学校名称 专职保安人数 封闭管理 一键报警 视频监控联网", "一小 2 是 是 是", "二小 0 是 是 是"]
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row.split()) for row in rows)
    (tmp_path / "安防.xls").write_bytes(f"<html><meta charset=gbk><table>{cells}</table>".encode("gbk"))
    ran = run("tables", tmp_path / "安防.xls", cwd=tmp_path)
    assert ran.code == 0 and "1/2" in ran.out


def test_that_no_file_is_a_table_is_said(submission):
    ran = run("--lang", "zh", "tables", submission, cwd=submission.parent)
    assert (ran.code, ran.out.strip()[:6]) == (0, "没有可作为佐")


def test_a_report_without_a_date_does_not_silence_the_tables_beside_it(tmp_path):
    generator.payroll().write(tmp_path / "工资.xlsx")
    (tmp_path / "报告.txt").write_text("某县人民政府履行教育职责自评报告\n一、工作成效\n小学26所。\n", encoding="utf-8")
    ran = run("tables", tmp_path, "--ruleset", "chongqing-county-2023", "--lang", "zh", cwd=tmp_path)
    assert "义务教育教师年平均工资收入：" in ran.out
