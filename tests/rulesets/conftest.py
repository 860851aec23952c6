"""The shipped ruleset and vocabulary, read once, and the reading of a report by it."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from attrs import frozen

from rules_engine.documents.document import Document
from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.binding import bind
from rules_engine.facts.mention import Mention
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.model import Ruleset

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RULESETS = ROOT / "rulesets" / "rules_engine_rulesets"
CHONGQING = RULESETS / "chongqing-county-2023"


@frozen
class Read:
    """A report and its figures, bound."""

    document: Document
    mentions: Sequence[Mention]

    def inside(self, quote: str) -> list[Mention]:
        """The figures that lie inside any occurrence of a quotation."""
        text, starts, start = self.document.text, [], self.document.text.find(quote)
        while start >= 0:
            starts.append(start)
            start = text.find(quote, start + 1)
        return [m for m in self.mentions if any(s <= m.anchor.start and m.anchor.end <= s + len(quote) for s in starts)]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table of labels; a line end in a quotation is written \\n."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: (value or "").replace("\\n", "\n") for key, value in row.items() if key} for row in rows]


@pytest.fixture(scope="session")
def host() -> Host:
    return load_plugins()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(RULESETS / "vocabulary")


@pytest.fixture(scope="session")
def chongqing(host: Host) -> Ruleset:
    return load_ruleset(CHONGQING, host.checks, ())


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Callable[[Path], Read]:
    def of(path: Path) -> Read:
        document = read_text(path.name, path.read_bytes())
        sections = outline(document, vocabulary.words)
        return Read(document, bind(document, find_mentions(document, sections, vocabulary.words), vocabulary))

    return of
