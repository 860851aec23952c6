"""The plugin host."""

from typing import Literal

from attrs import frozen

from rules_engine.errors import Problem


@frozen
class PluginRecord:
    """One plugin as found: its entry point's name, distribution and version, the digest of its package, what it brought.

    `problems` say why a refused plugin was refused.
    """

    name: str
    distribution: str
    version: str
    digest: str
    status: Literal["loaded", "refused", "left_out"]
    checks: tuple[str, ...] = ()
    rulesets: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
