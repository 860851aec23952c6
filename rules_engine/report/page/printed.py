"""How a text appears in the page: literally, what cannot be seen written out, numbers of people masked."""

from functools import lru_cache

from markupsafe import Markup, escape

from rules_engine.report.masks import masked
from rules_engine.report.terminal.lines import visible

# A no-break blank is a blank to a reader, and a tab stands between the cells of a row.
_BLANKS = {0xA0: " ", 0x09: " ", 0x202F: " "}


def printed(text: str) -> str:
    """The text with marks that hide or turn words written out (`\\u202e`); line ends stay."""
    return text if text.isprintable() else visible(text.translate(_BLANKS))


@lru_cache(2048)
def shown(text: str) -> Markup:
    """The same as HTML, with numbers of people masked; titles and the like come again on every page."""
    return escape(printed(masked(text)[0]))
