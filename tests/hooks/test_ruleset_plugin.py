"""A ruleset that a plugin brings under a name of its own, from its folder to a verdict and its replay."""

import json
from collections.abc import Callable
from pathlib import Path

from rules_engine import pipeline
from rules_engine.hooks.host import load_plugins
from rules_engine.replay import replay
from rules_engine.report.verdict_json import verdict_json
from tests.ruleset.tiny import tiny_ruleset

Install = Callable[..., Path]
SOURCE = """
from pathlib import Path
from rules_engine.api import RulesetFolder

@hookimpl
def rules_engine_rulesets():
    return [RulesetFolder("my-county-2024", Path({folder!r}))]
"""


def test_a_verdict_and_its_replay_know_it_by_the_name_it_was_chosen_by(install: Install, tmp_path: Path) -> None:
    install("mine", SOURCE.format(folder=str(tiny_ruleset(tmp_path))))
    report = tmp_path / "报告.txt"
    report.write_text("某县自评报告\n事故2起。\n", encoding="utf-8")
    verdict = pipeline.evaluate(report, "my-county-2024", period=2023, plugins=load_plugins())
    assert verdict.ruleset.name == "my-county-2024"
    record = tmp_path / "verdict.json"
    record.write_text(json.dumps(verdict_json(verdict)), encoding="utf-8")
    assert replay(record).same
