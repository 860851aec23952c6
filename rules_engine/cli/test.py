"""`rules-engine test`: a ruleset's worked cases, or the vocabulary's examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rules_engine.cli.options import Say, common, plugin_options
from rules_engine.cli.session import Session

if TYPE_CHECKING:
    from rules_engine.errors import Problem
    from rules_engine.hooks.host import Host

VOCABULARY = "vocabulary"


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "test",
        callback=run_cases,
        help=summary
        + "\n\n"
        + say(
            'RULESET is a name or a folder; "vocabulary" runs the examples of the shared vocabulary. '
            "Exit code: 0 clean, 1 problems, 2 wrong use or unreadable."
        ),
        params=[click.Argument(["ruleset"]), *plugin_options(say), *common(say)],
    )


@click.pass_obj
def run_cases(session: Session, ruleset: str, no_plugins: bool, without_plugin: tuple[str, ...]) -> int:
    """Print where an outcome is not the expected one; 1 where there is such a place."""
    from rules_engine.messages import Message
    from rules_engine.ruleset.files import RULESET
    from rules_engine.ruleset.locate import locate

    host = session.host(no_plugins, without_plugin)
    if ruleset == VOCABULARY and ruleset not in host.rulesets:
        shared = sorted({folder.resolve().parent / VOCABULARY for folder in host.rulesets.values()})
        tried = [_examples(folder) for folder in shared if folder.is_dir()]
    elif Path(ruleset).name == VOCABULARY and not (Path(ruleset) / RULESET).exists() and Path(ruleset).is_dir():
        tried = [_examples(Path(ruleset))]
    else:
        tried = [_cases(locate(ruleset, host.rulesets, option=False), host)]
    problems = [problem for _, found in tried for problem in found]
    count = sum(count for count, _ in tried)
    return session.report(problems, Message("All {count} examples give what is expected.", count=count))


def _examples(folder: Path) -> tuple[int, list[Problem]]:
    """How many sentences the vocabulary tries, and those that did not bind as they should."""
    from rules_engine.facts.vocabulary_load import load_vocabulary
    from rules_engine.facts.vocabulary_test import try_vocabulary

    vocabulary = load_vocabulary(folder)
    count = sum(len(entry.examples) + len(entry.near_misses) for entry in vocabulary.facts.values())
    return count, try_vocabulary(vocabulary)


def _cases(folder: Path, host: Host) -> tuple[int, list[Problem]]:
    """How many worked cases the ruleset has, and where their outcomes differ."""
    from rules_engine.ruleset.cases import Outcome, compare, read_cases
    from rules_engine.ruleset.load import load_ruleset
    from rules_engine.scoring.decide import decide

    refused = [record for record in host.records if record.status != "loaded"]
    ruleset = load_ruleset(folder, host.checks, refused, strict=True)
    cases = read_cases(folder, ruleset)
    problems: list[Problem] = []
    for case in cases:
        decision = decide(ruleset, case.facts, case.period)
        outcomes = {id: (f.status, f.low, f.high) for id, f in decision.findings.items()}
        problems += compare(case, Outcome(outcomes, decision.grades, decision.scores.confirmed, decision.scores.best))
    return len(cases), problems
