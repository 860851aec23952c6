"""What the evidence tables of a submission yield, and the parameters that they are computed with."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from rules_engine.documents.document import Document
from rules_engine.facts.fact import Fact
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.records import evolve, field, frozen

if TYPE_CHECKING:
    from rules_engine.facts.tables.read_table import OtherSheet, Question, ReadTable


@frozen(eq=False, repr=False)
class Evidence:
    """All evidence tables of a submission.

    `facts` are what they yield, at the level of their source; `documents` those of the submission, with what stood in
    the tables taken out of their texts; `entries` the facts that only tables give; `tables` what was read; `others` the
    sheets that are none of the declared tables.
    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...] = ()
    tables: "tuple[ReadTable, ...]" = ()
    questions: "tuple[Question, ...]" = ()
    entries: Mapping[str, FactEntry] = field(factory=dict)
    others: "tuple[OtherSheet, ...]" = ()

    def joined(self, vocabulary: Vocabulary) -> Vocabulary:
        """The vocabulary with the facts that only these tables give."""
        if not self.entries:
            return vocabulary
        return evolve(vocabulary, facts={**vocabulary.facts, **self.entries})


@frozen(eq=False, repr=False)
class Law:
    """The parameters in force: numbers, and lists of choices."""

    numbers: Mapping[str, Fraction] = field(factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(factory=dict)
