"""How a county's leading bodies direct education."""

from collections.abc import Iterable

from rules_engine.api import Check, hookimpl
from rules_engine_leadership.studied_by_each_body import STUDIED_BY_EACH_BODY


@hookimpl
def rules_engine_checks() -> Iterable[Check]:
    """The checks of this plugin."""
    return (STUDIED_BY_EACH_BODY,)
