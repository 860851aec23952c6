"""A verdict as one self-contained page: the outcome, and the score sheet beside the report's text."""

from rules_engine.messages import Language
from rules_engine.report.page.compose import page
from rules_engine.scoring.verdict import Verdict

__all__ = ["page", "page_file"]


def page_file(verdict: Verdict, language: Language) -> bytes:
    """The page as the bytes of a file."""
    return page(verdict, language).encode("utf-8", "backslashreplace")
