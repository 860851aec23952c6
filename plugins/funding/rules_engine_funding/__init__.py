"""The funding of education: it grows at every stage, and never falls."""

from collections.abc import Iterable

from rules_engine.api import Check, hookimpl
from rules_engine_funding.growth_each_stage import GROWTH_EACH_STAGE
from rules_engine_funding.not_falling import NOT_FALLING


@hookimpl
def rules_engine_checks() -> Iterable[Check]:
    """The checks of this plugin."""
    return (GROWTH_EACH_STAGE, NOT_FALLING)
