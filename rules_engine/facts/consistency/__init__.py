"""Relations between printed figures: what adds up, what does not, and what the slip may be."""

from rules_engine.facts.consistency.across import relations_across, relations_between
from rules_engine.facts.consistency.relations import claim_relations, figure_relations, relations, settled
from rules_engine.facts.consistency.tables import table_relations

__all__ = [
    "claim_relations",
    "figure_relations",
    "relations",
    "relations_across",
    "relations_between",
    "settled",
    "table_relations",
]
