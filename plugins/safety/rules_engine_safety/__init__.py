"""School safety: measures that reach every school."""

from collections.abc import Iterable

from rules_engine.api import Check, hookimpl
from rules_engine_safety.full_coverage import FULL_COVERAGE


@hookimpl
def rules_engine_checks() -> Iterable[Check]:
    """The checks of this plugin."""
    return (FULL_COVERAGE,)
