"""The rulesets that come with rules_engine: every folder here that holds a `ruleset.yaml`."""

from collections.abc import Iterable
from pathlib import Path

from rules_engine.api import RulesetFolder, hookimpl


@hookimpl
def rules_engine_rulesets() -> Iterable[RulesetFolder]:
    """The folders, named as they are."""
    here = Path(__file__).parent
    return [RulesetFolder(file.parent.name, file.parent) for file in sorted(here.glob("*/ruleset.yaml"))]
