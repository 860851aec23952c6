"""A verdict and the language it is told in: titles, amounts, places and points as a reader sees them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import takewhile

from rules_engine.expr.amounts import amount_text
from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Language, LocalText, Message
from rules_engine.places import Anchor
from rules_engine.records import define
from rules_engine.report.words import CERTAINTY, CORRECTED, ORIGIN, RECOGNISED
from rules_engine.ruleset.model import Basis, Criterion, Gate, Request
from rules_engine.scoring.verdict import ScoreLine, Verdict
from rules_engine.values.number import parse_decimal, written, written_fixed
from rules_engine.values.ranges import Range
from rules_engine.values.units import Unit


@define(eq=False, repr=False)
class Naming:
    """Looks up what the facts of a vocabulary are called and writes their values."""

    vocabulary: Vocabulary
    language: Language

    def say(self, message: Message | LocalText | str) -> str:
        """The sentence in the reader's language."""
        return self.language.say(message)

    def listed(self, items: Iterable[str]) -> str:
        """The items with the comma of the language."""
        return self.say(Message(", ")).join(items)

    def fact(self, id: str, earlier: bool = False) -> str:
        """The title of a fact, or of the same fact one period earlier."""
        entry = self.vocabulary.facts.get(id)
        title = self.say(entry.title) if entry else id
        return self.say(Message("{title} one period earlier", title=title)) if earlier else title

    def unit(self, id: str) -> Unit:
        """The unit of a fact."""
        entry = self.vocabulary.facts.get(id)
        return entry.unit if entry else Unit("", "plain")

    def amount(self, value: Fraction, unit: Unit) -> str:
        """A number with its unit; yes and no, A B C as such."""
        return amount_text(value, unit, self.language)

    def range(self, value: Range, unit: Unit) -> str:
        """What a value is known to be: one amount, an interval, or unknown."""
        low = None if value.low is None else self.amount(value.low, unit)
        high = None if value.high is None else self.amount(value.high, unit)
        if low is not None and (value.settled or low == high):
            return low
        if low is not None and high is not None:
            return self.say(Message("{low} to {high}", low=low, high=high))
        if low is not None:
            return self.say(
                Message("above {value}", value=low) if value.low_open else Message("at least {value}", value=low)
            )
        if high is not None:
            return self.say(
                Message("below {value}", value=high) if value.high_open else Message("at most {value}", value=high)
            )
        return self.say(Message("not known"))

    def held(self, fact: Fact) -> str:
        """A fact's value, as printed where it was printed, with its period, origin and level."""
        value = self.range(fact.value, self.unit(fact.id))
        if fact.printed and fact.printed != value.replace(" ", "") and not _as_printed(fact):
            value = self.say(Message("{printed} (that is {value})", printed=fact.printed, value=value))
        about = [self.say(ORIGIN[fact.origin]), fact.level.name]
        if fact.period is not None:
            about.insert(0, str(fact.period))
        if fact.scope:
            about.append(self.scope(fact.id, fact.scope))
        if fact.uncertain:
            about.append(self.say(RECOGNISED))
        if fact.corrected:
            about.append(self.say(CORRECTED))
        return self.say(
            Message("{title}: {value} ({about})", title=self.fact(fact.id), value=value, about=self.listed(about))
        )

    def place(self, anchor: Anchor) -> str:
        """`report.txt ¶12 [345-367]`; a stretch of cells has no characters."""
        if anchor.start == anchor.end:
            return f"{anchor.document} {anchor.block}"
        return f"{anchor.document} {anchor.block} [{anchor.start}-{anchor.end}]"

    def scope(self, id: str, scope: str) -> str:
        """The vocabulary's word for a scope of a fact."""
        entry = self.vocabulary.facts.get(id)
        return next(iter(entry.scopes.get(scope, ())), scope) if entry else scope

    def quoted(self, text: str) -> str:
        """A stretch of a text to be set in quotation marks: those within it differ from them, cells stand apart."""
        marks = ("\u201c\u201d", "『』") if self.language.code == "zh" else ('"', "'")
        return text.strip().translate(str.maketrans(*marks)).replace("\t", " | ")

    def citation(self, citation: Citation, again: bool = False) -> str:
        """The quotation with its place, or with the name of the inspector; not its words once more if `again`."""
        if again and citation.anchor is not None:
            return self.say(Message("same sentence - {place}", place=self.place(citation.anchor)))
        quote = self.quoted(citation.quote)
        if citation.anchor is None:
            return self.say(Message('"{quote}" - {author}', quote=quote, author=citation.author or "-"))
        return self.say(Message('"{quote}" - {place}', quote=quote, place=self.place(citation.anchor)))


def _as_printed(fact: Fact) -> bool:
    """Whether the figure printed is the value itself, in one and the same unit: `5次`, not `5万元` or `5余次`."""
    if fact.value.low is None or not fact.value.settled:
        return False
    figure = "".join(takewhile("0123456789.".__contains__, fact.printed.replace(",", "")))
    return parse_decimal(figure) == fact.value.low


class Telling(Naming):
    """Looks up what a verdict's ids are called and writes its numbers."""

    verdict: Verdict

    def __init__(self, verdict: Verdict, language: Language) -> None:
        super().__init__(verdict.ruleset.vocabulary, language)
        self.verdict = verdict

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """The criteria by id."""
        return {criterion.id: criterion for criterion in self.verdict.ruleset.criteria}

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """The gates by id."""
        return {gate.id: gate for gate in self.verdict.ruleset.gates}

    @cached_property
    def lines(self) -> Mapping[str, ScoreLine]:
        """The lines of the sheet by kind and id, `area funding` and the like."""
        return {f"{line.kind} {line.id}": line for line in self.verdict.sheet}

    @cached_property
    def places(self) -> int:
        """The decimals that points are printed with."""
        return max(0, len(written(self.verdict.ruleset.quantum).partition(".")[2]))

    def points(self, value: Fraction) -> str:
        """Points with the decimals of the quantum."""
        return written_fixed(value, self.places)

    def grade(self, id: str) -> str:
        """The name of a grade."""
        return next((self.say(band.title) for band in self.verdict.ruleset.bands if band.id == id), id)

    def grades(self, ids: Iterable[str]) -> str:
        """The names of grades, from the best to the worst."""
        return " / ".join(self.grade(id) for id in ids) or "-"

    def basis(self, basis: Basis) -> str:
        """The law behind a rule, marked with how surely it is known."""
        return self.say(Message("{law} [{certainty}]", law=basis.text, certainty=CERTAINTY[basis.certainty]))

    def request(self, request: Request | None) -> str:
        """The bureau to ask, and the table that would settle something."""
        if request is None:
            return self.say(Message("no table is named"))
        return self.say(Message("{bureau}: {table}", table=request.table, bureau=self.bureaus(request)))

    def bureaus(self, request: Request) -> str:
        """The names of the bureaus that keep what is asked for, the one that leads first."""
        return self.listed(self.say(bureau.title) for bureau in request.bureaus)
