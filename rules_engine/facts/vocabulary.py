"""The vocabulary: every fact that a ruleset may ask for, and the words by which reports tell it."""

from collections.abc import Iterator, Mapping, Sequence

from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.values.periods import Period
from rules_engine.values.ranges import WHOLE, Range
from rules_engine.values.units import Unit


@frozen(repr=False)
class Example:
    """A sentence and the value it must bind to (`value` in base units, low...high for vague ones)."""

    text: str
    value: Range
    period: Period | None
    place: Place


@frozen(repr=False)
class ClaimWords:
    """Words without a figure and the range they claim for each of `facts` ("均有增长" → above 0)."""

    phrase: str
    facts: tuple[str, ...]
    value: Range
    place: Place


@frozen(repr=False)
class FactEntry:
    """One fact of the vocabulary.

    `phrases` say how reports label the figure: words in order, separated by blanks, `a|b` for either, `#` for the
    figure itself (without it the figure may stand on either side). `patterns` are RE2, only as an escape, with the
    figure in the first group. `absent` is the range a missing value has (a share: 0...100). A fact with `rate_of` is
    the first of these two divided by the second; `needed` is the fact that tells how much of this one is needed. An
    `overall` fact is of all topics together: what is said of one of them does not tell it.
    """

    id: str
    title: LocalText
    unit: Unit
    absent: Range
    place: Place
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    scopes: Mapping[str, tuple[str, ...]] = field(factory=dict)
    formula: str = ""
    parts: tuple[str, ...] = ()
    part_of: str = ""
    growth_of: str = ""
    change_of: str = ""
    examples: tuple[Example, ...] = ()
    near_misses: tuple[str, ...] = ()
    rate_of: tuple[str, ...] = ()
    needed: str = ""
    overall: bool = False


@frozen(eq=False, repr=False)
class Titles(Mapping[str, LocalText]):
    """What facts are called."""

    facts: Mapping[str, FactEntry]

    def __getitem__(self, id: str) -> LocalText:
        return self.facts[id].title

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, id: object) -> bool:
        return id in self.facts


@frozen(repr=False)
class ReportWords:
    """The turns of phrase of such reports: how parts, kinds, scheme numbers and the sender are told (data, not code).

    `compounds` are words in which no shorter label counts: 中小学 holds no 小学. `modifiers`, `governing`,
    `subjects` and `acts` restrict what a figure counts (see modifiers.py); `unrestricting` are words in which none of
    them counts.
    `topics`, `wholes` and `places` tell what is said of one topic only (see topics.py). A rate in a clause that
    begins with one of `wider`, or with a greater one of the `places` than the report's own, is that of another area,
    but where one of `ranked` follows.
    `rates` are the standards by which money is paid out: a figure of one is no threshold. What stands right
    behind one of `asks`, a bound or a percentage, is one. `papers` end the titles of papers of other kinds, which name
    a topic as well.
    `citing` stand before the number of a document that is cited; `done` tell that what follows has
    come about; `unaimed` are words in which no word of a target counts.
    """

    achievements: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    unrestricting: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    citing: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    unaimed: tuple[str, ...] = ()

    def joined(self, other: "ReportWords") -> "ReportWords":
        """The words of both, each once, those of this one first."""
        both = ((getattr(self, kind), getattr(other, kind)) for kind in self.__match_args__)
        return ReportWords(*(tuple(dict.fromkeys((*own, *more))) for own, more in both))


@frozen(repr=False)
class TableSource:
    """A vocabulary file that declares evidence tables: its text is read when a table is first wanted."""

    name: str
    text: str


@frozen(repr=False)
class Vocabulary:
    """All facts by id, all claims in the order of the files, and the words of the report itself.

    `digest` is of what the files say, their samples included, whatever the order of keys and the files' names.
    `table_sources` declare the evidence tables. `made` keeps what reading works out at its first use; it is no part of
    the value.
    """

    facts: Mapping[str, FactEntry]
    claims: tuple[ClaimWords, ...] = ()
    words: ReportWords = field(factory=ReportWords)
    digest: str = field(default="", eq=False)
    table_sources: tuple[TableSource, ...] = ()
    made: dict[object, object] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def formulas(self) -> frozenset[str]:
        """The facts that are computed from others."""
        return frozenset(self.saying("formula"))

    def saying(self, name: str) -> Sequence[str]:
        """The facts of which the field of that name says something, in their order."""
        found = self.made.get(name)
        if not isinstance(found, tuple):
            found = self.made[name] = tuple(id for id, entry in self.facts.items() if getattr(entry, name))
        return found

    @property
    def units(self) -> Mapping[str, Unit]:
        """The units of the facts."""
        found = self.made.get(Unit)
        if not isinstance(found, dict):
            found = self.made[Unit] = {id: entry.unit for id, entry in self.facts.items()}
        return found

    @property
    def titles(self) -> Mapping[str, LocalText]:
        """The titles of the facts, each looked up when it is wanted."""
        return Titles(self.facts)

    def absent(self, id: str) -> Range:
        """The range of a fact nobody reported."""
        entry = self.facts.get(id)
        return entry.absent if entry else WHOLE
