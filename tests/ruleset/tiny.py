"""A ruleset of a few lines, and the means to spoil it in one place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.checks.check import Check
from rules_engine.errors import UnreadableRuleset
from rules_engine.ruleset.load import load_ruleset

# The first rule of the tiny ruleset.
WHEN = 'when: "things.accidents > 0"'
THAT = 'check: {kind: require, that: "things.rate >= param.least_rate"}'
CHECKS: Mapping[str, Check] = {check.id: check for check in BUILTIN_CHECKS}

RULESET = """\
format: 1
engine: ">=0.1,<1"
title: {zh: 小方案, en: A tiny ruleset}
reconstruction: true
schemes: [教函〔2023〕1号]
vocabulary: [things]
areas: [alpha, beta]
total: 10
bands:
  - {id: good, title: {zh: 良好, en: Good}, from: 8, passes: true}
  - {id: fair, title: {zh: 合格, en: Fair}, from: 6, passes: true}
  - {id: poor, title: {zh: 不合格, en: Poor}}
gates:
  order: [demote, cap, veto]
  items:
    - id: gate.accident
      title: {zh: 事故, en: Accident}
      kind: cap
      to: fair
      when: "things.accidents > 0"
      window: {years: 2}
      absence_means: false_if_attested
      basis: [{text: {zh: 某法, en: A law}, certainty: seen}]
"""

ALPHA = """\
title: {zh: 甲, en: Alpha}
words: [甲]
indicators:
  - id: alpha.first
    title: {zh: 甲一, en: Alpha one}
    criteria:
      - id: alpha.rate
        title: {zh: 比例, en: Rate}
        points: 4
        check: {kind: require, that: "things.rate >= param.least_rate"}
        basis: [{text: {zh: 某法, en: A law}, certainty: seen}]
      - id: alpha.count
        title: {zh: 次数, en: Count}
        points: 2
        check: {kind: deduct, value: things.accidents, each: 1}
        evidence: E2
        stated: things.plan
        basis: [{text: {zh: 某法, en: A law}, certainty: memory}]
"""

BETA = """\
title: {zh: 乙, en: Beta}
indicators:
  - id: beta.first
    title: {zh: 乙一, en: Beta one}
    criteria:
      - id: beta.plan
        title: {zh: 方案, en: Plan}
        points: 4
        check: {kind: human, fact: things.plan}
        basis: [{text: {zh: 某法, en: A law}, certainty: seen}]
"""

PARAMETERS = """\
parameters:
  least_rate:
    title: {zh: 最低比例, en: Least rate}
    unit: '%'
    editions:
      - {value: 85, from: 2020-01-01, source: {zh: 某法, en: A law}, certainty: seen}
      - {value: 90, from: 2025-01-01, source: {zh: 某法, en: A law}, certainty: seen, review_by: 2026-12-31}
"""

THINGS = """\
facts:
  things.rate:
    title: {zh: 比例, en: Rate}
    unit: '%'
    absent: [0, 100]
    scopes: {town: [城镇]}
  things.amount: {title: {zh: 金额, en: Amount}, unit: 元}
  things.accidents: {title: {zh: 事故, en: Accidents}, unit: 起, absent: [0, 1000]}
  things.plan: {title: {zh: 方案, en: Plan}, unit: yes_no}
  things.grade: {title: {zh: 评定, en: Grade}, unit: rating}
"""

REPORT = """\
report:
  problems: [存在问题]
  measures: [下一步]
  targets: [力争]
"""

FILES = {
    "tiny/ruleset.yaml": RULESET,
    "tiny/areas/alpha.yaml": ALPHA,
    "tiny/areas/beta.yaml": BETA,
    "tiny/parameters.yaml": PARAMETERS,
    "vocabulary/things.yaml": THINGS,
    "vocabulary/report.yaml": REPORT,
}
SHORT = {
    "ruleset": "tiny/ruleset.yaml",
    "parameters": "tiny/parameters.yaml",
    "things": "vocabulary/things.yaml",
    "report": "vocabulary/report.yaml",
}


def tiny_ruleset(folder: Path, **changes: str | tuple[str, str] | None) -> Path:
    """Writes the tiny ruleset below `folder` and returns its own folder.

    A change is named by a file (`ruleset`, `alpha`, `beta`, `parameters`, `things`) and is its new content, a pair of
    a piece of text and what replaces it, or None to leave the file out. Other names (`areas__gamma`) are new files
    of the ruleset.
    """
    files: dict[str, str] = dict(FILES)
    for name, change in changes.items():
        path = SHORT.get(name) or f"tiny/areas/{name}.yaml"
        if "__" in name:
            path = f"tiny/{name.replace('__', '/')}.yaml"
        if change is None:
            del files[path]
        elif isinstance(change, str):
            files[path] = change
        else:
            old, new = change
            assert files[path].count(old) == 1, f"{old!r} stands {files[path].count(old)} times in {path}"
            files[path] = files[path].replace(old, new)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder / "tiny"


def told(folder: Path) -> list[str]:
    """The problems that loading the folder tells."""
    with pytest.raises(UnreadableRuleset) as raised:
        load_ruleset(folder, CHECKS, strict=True)
    return [str(problem) for problem in raised.value.problems]


def only(tmp_path: Path, **changes: str | tuple[str, str] | None) -> str:
    """The one problem of the tiny ruleset with these changes."""
    (problem,) = told(tiny_ruleset(tmp_path, **changes))
    return problem
