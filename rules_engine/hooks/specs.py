"""The three hooks of a plugin, on one page. None takes an argument, none is wrapped, and no order matters."""

from collections.abc import Iterable
from pathlib import Path

import pluggy

from rules_engine.checks.check import Check
from rules_engine.documents.reader import Reader
from rules_engine.records import frozen

PROJECT = "rules_engine"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@frozen(eq=False, repr=False)
class RulesetFolder:
    """A folder that holds a `ruleset.yaml`, and the name by which users choose it (`chongqing-county-2023`)."""

    name: str
    path: Path


@hookspec
def rules_engine_checks() -> Iterable[Check]:
    """Ways to decide criteria; a ruleset names one as `kind`."""
    return ()


@hookspec
def rules_engine_readers() -> Iterable[Reader]:
    """Document formats."""
    return ()


@hookspec
def rules_engine_rulesets() -> Iterable[RulesetFolder]:
    """Folders of rulesets."""
    return ()


HOOKS = ("rules_engine_checks", "rules_engine_readers", "rules_engine_rulesets")
