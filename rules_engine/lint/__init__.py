"""Everything that can be mended in a ruleset, told at once."""

from rules_engine.lint.ruleset import lint_ruleset

__all__ = ["lint_ruleset"]
