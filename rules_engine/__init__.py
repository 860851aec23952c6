"""A compliance rules engine: reads a report and its evidence, applies a ruleset, gives a graded, explained verdict."""

from typing import TYPE_CHECKING

from rules_engine.version import __version__

__all__ = ["Verdict", "__version__", "evaluate"]

if TYPE_CHECKING:
    from rules_engine.pipeline import evaluate
    from rules_engine.scoring.verdict import Verdict


def __getattr__(name: str) -> object:
    if name == "evaluate":
        from rules_engine.pipeline import evaluate

        return evaluate
    if name == "Verdict":
        from rules_engine.scoring.verdict import Verdict

        return Verdict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
