"""What worked cases may refer to."""

from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.records import frozen
from rules_engine.ruleset.model import Ruleset


@frozen(eq=False, repr=False)
class CaseNames:
    """The facts, criteria and bands; None for what is not known, as a file of it cannot be read.

    `broken` are facts left out of the vocabulary for their own mistakes.
    """

    vocabulary: Vocabulary | None
    broken: frozenset[str]
    criteria: tuple[str, ...] | None
    bands: tuple[str, ...] | None

    @classmethod
    def of(cls, ruleset: Ruleset) -> "CaseNames":
        """All names of a ruleset."""
        criteria = tuple(criterion.id for criterion in ruleset.criteria)
        return cls(ruleset.vocabulary, frozenset(), criteria, tuple(band.id for band in ruleset.bands))
