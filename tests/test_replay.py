import json
from pathlib import Path
from typing import Any

import pytest

from rules_engine.digest import digest_json
from rules_engine.errors import UnreadableSubmission
from rules_engine.hooks.host import load_plugins
from rules_engine.pipeline import evaluate
from rules_engine.replay import replay
from rules_engine.report.verdict_json import verdict_json
from tests.cli.commands import EXAMPLE, run

FACTS = EXAMPLE.parent / "facts.yaml"


def _write(folder: Path, record: dict[str, Any], seal: bool = True) -> Path:
    if seal:
        record["digest"] = digest_json({key: value for key, value in record.items() if key != "digest"})
    file = folder / "verdict.json"
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    return _write(tmp_path, verdict_json(evaluate(EXAMPLE)))


def test_the_texts_it_carries_give_the_same_digest(recorded: Path) -> None:
    assert replay(recorded).same


def test_the_files_give_the_same_digest(recorded: Path) -> None:
    assert replay(recorded, EXAMPLE).same


def test_options_entries_and_left_out_plugins_are_taken_from_the_record(tmp_path: Path) -> None:
    verdict = evaluate(
        EXAMPLE / "自评报告.txt",
        "chongqing-county-2023",
        period=2022,
        facts=FACTS,
        plugins=load_plugins(frozenset({"safety"})),
    )
    assert verdict.entries
    outcome = replay(_write(tmp_path, verdict_json(verdict)))
    assert outcome.same, [str(difference) for difference in outcome.differences]


def test_other_encodings_replay_from_the_carried_text(tmp_path: Path) -> None:
    text = (EXAMPLE / "自评报告.txt").read_text(encoding="utf-8")
    report = tmp_path / "自评报告.txt"
    report.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    record = verdict_json(evaluate(report))
    assert record["documents"][0]["encoding"] == "gb18030"
    assert replay(_write(tmp_path, record)).same


def test_a_changed_report_is_named(recorded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "liangping-2023"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        data = file.read_bytes()
        (folder / file.name).write_bytes(data.replace(b"93.2%", b"83.2%"))
    outcome = replay(recorded, folder)
    told = [str(difference) for difference in outcome.differences]
    assert not outcome.same
    assert any(text.startswith('input "自评报告.txt": digest') for text in told)
    assert any(
        text.startswith('criterion preschool.gross_enrolment: "met" 3 points then, "not met" 0') for text in told
    )


def test_what_only_moved_is_not_told(recorded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "liangping-2023"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes() + b"\n" * (file.name == "自评报告.txt"))
    outcome = replay(recorded, folder)
    assert not outcome.same
    assert [str(told).partition(":")[0] for told in outcome.differences] == ['input "自评报告.txt"']


def test_other_versions_are_named(tmp_path: Path) -> None:
    record = verdict_json(evaluate(EXAMPLE))
    record["engine"] = "0.0.9"
    record["ruleset"]["digest"] = "0" * 64
    record["plugins"][0]["digest"] = "1" * 64
    told = [str(difference) for difference in replay(_write(tmp_path, record)).differences]
    assert told[0] == "engine: 0.0.9 then, 0.1.0 now"
    assert told[1].startswith("ruleset digest: 0000")
    assert told[2].startswith("plugin funding: loaded 0.1.0 111111111111 then")


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "rules-engine-verdict/1"}', b"[" * 100_000, b'{"format": 1.5}'],
)
def test_what_is_no_verdict_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableSubmission):
        replay(file)


def test_a_verdict_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    record = verdict_json(evaluate(EXAMPLE))
    record["scores"]["confirmed"] = "99"
    with pytest.raises(UnreadableSubmission, match="changed after it was written"):
        replay(_write(tmp_path, record, seal=False))


def test_a_sealed_verdict_that_lacks_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSubmission, match="not a verdict"):
        replay(_write(tmp_path, {"format": "rules-engine-verdict/1", "plugins": [], "documents": 3}))


def test_the_command_and_its_exit_codes(recorded: Path, tmp_path: Path) -> None:
    assert run("replay", recorded).code == 0
    assert run("replay", recorded, EXAMPLE).code == 0
    record = json.loads(recorded.read_text(encoding="utf-8"))
    record["engine"] = "0.0.9"
    different = run("replay", _write(tmp_path, record), "--lang", "zh")
    assert different.code == 1 and "引擎：当时 0.0.9" in different.out


def test_statuses_and_points_are_told_in_words(recorded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "liangping-2023"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes().replace(b"93.2%", b"83.2%"))
    told = run("replay", recorded, folder, "--lang", "zh").out
    assert "评价要点 preschool.gross_enrolment：当时“达到”3 分，现在“未达到”0 分" in told
    lines = told.splitlines()
    real = [number for number, line in enumerate(lines) if "当时“" in line]
    same = [number for number, line in enumerate(lines) if "得分相同" in line]
    assert not same or max(real) < min(same)


def test_what_is_no_file_of_ours_is_2(tmp_path: Path) -> None:
    assert run("replay", EXAMPLE / "自评报告.txt").code == 2
    assert run("replay", tmp_path / "missing.json").code == 2
