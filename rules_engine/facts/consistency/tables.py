"""Whether the figures inside the tables of a report fit one another: totals, shares, growths (decision 022)."""

from collections.abc import Iterator, Sequence

from rules_engine.documents.document import Document, Grid
from rules_engine.facts.consistency.across import placed
from rules_engine.facts.consistency.table_lines import lines_of
from rules_engine.facts.consistency.table_rates import growth_columns, share_columns
from rules_engine.facts.consistency.table_sums import total_relations
from rules_engine.facts.consistency.words import classes
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.tables.words import plain, table_words

_LONGEST_HEAD = 30


def table_relations(document: Document, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """What does not fit inside the tables of a document; relations cite indices into its `mentions`."""
    grids = [grid for grid in document.grids if _says_more(grid)]
    if not grids:
        return
    figures = {mention.anchor.start: index for index, mention in enumerate(mentions)}
    for grid in grids:
        for lines in lines_of(document, grid, figures, mentions):
            for along, crossing in ((lines.rows, lines.columns), (lines.columns, lines.rows)):
                found = [
                    *total_relations(along, crossing, mentions),
                    *growth_columns(along, mentions),
                    *share_columns(along, crossing, mentions),
                ]
                for relation in found:
                    yield placed(relation, mentions)


def _says_more(grid: Grid) -> bool:
    """Whether any head of a table promises what can be worked out."""
    words = (*table_words().total, *table_words().whole, *classes()["table_growth"], *classes()["table_share"])
    return any(
        word in text
        for row in grid.rows
        for cell in row
        if len(cell.text) <= _LONGEST_HEAD and not cell.text[:1].isdigit()
        for text in [plain(cell.text)]
        for word in words
    )
