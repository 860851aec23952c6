"""Which stretches of the documents are cited, by what, and with what outcome."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.mention import Mention
from rules_engine.facts.reading import LONGEST_QUOTE
from rules_engine.places import Anchor
from rules_engine.records import define, field, frozen
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import RELATION, STATE, STATUS

Stretch = tuple[int, int]

# What a stretch is marked with where several outcomes rest on it: the first of these.
PRESSING = (
    "contradictory",
    "unaccounted",
    "fired",
    "not_met",
    "error",
    "partial",
    "doubtful",
    "open",
    "unknown",
    "asserted",
    "met",
    "closed",
    "not_applicable",
    "not_selected",
)
# Signs beside the colours, for paper and for eyes that do not tell them apart.
SIGNS: Mapping[str, str] = {
    "contradictory": "≠",
    "unaccounted": "≠",
    "doubtful": "≈",
    "not_met": "✕",
    "error": "!",
    "partial": "◐",
    "unknown": "?",
    "asserted": "◇",
    "met": "✓",
    "not_applicable": "–",
    "not_selected": "–",
    "fired": "■",
    "open": "?",
    "closed": "–",
}


@frozen(repr=False)
class Target:
    """What rests on a stretch: where it stands in the page, its number, outcome, and title with the outcome in words.

    `id` begins with `c-` for a criterion, `g-` for a gate, `r-` for figures that do not fit.
    """

    id: str
    number: str
    outcome: str
    title: str


@define(eq=False, repr=False)
class Spot:
    """A cited stretch or a figure: what rests on it, and the figure's index in the verdict where it is one."""

    stretch: Stretch
    targets: dict[str, Target] = field(factory=dict)
    mention: int | None = None

    @property
    def outcome(self) -> str:
        """The most pressing outcome, empty where nothing rests on it."""
        return most_pressing(self.targets)


def most_pressing(targets: Mapping[str, Target]) -> str:
    """The outcome that a reader must see first."""
    return min((target.outcome for target in targets.values()), key=PRESSING.index, default="")


@define(eq=False, repr=False)
class Marks:
    """All spots of a verdict's documents, by document and stretch."""

    telling: Telling
    numbers: Mapping[str, str]

    @cached_property
    def spots(self) -> Mapping[str, Mapping[Stretch, Spot]]:
        """The spots of each document that has some, in the order of its text."""
        found: dict[str, dict[Stretch, Spot]] = {}
        for index, mention in enumerate(self.telling.verdict.mentions):
            _spot(found, mention.anchor).mention = index
        for anchor, target in self._cited():
            if anchor.start < anchor.end:
                _spot(found, anchor).targets[target.id] = target
        return {name: dict(sorted(spots.items())) for name, spots in found.items()}

    def _cited(self) -> Iterator[tuple[Anchor, Target]]:
        verdict, say = self.telling.verdict, self.telling.say
        for criterion in verdict.ruleset.criteria:
            finding = verdict.findings[criterion.id]
            title = f"{say(criterion.title)} · {say(STATUS[finding.status])}"
            target = Target(f"c-{criterion.id}", self.numbers[criterion.id], finding.status, title)
            yield from _with(target, (*finding.facts, *finding.losing))
        for result in verdict.gates:
            title = f"{say(self.telling.gates[result.id].title)} · {say(STATE[result.state])}"
            yield from _with(Target(f"g-{result.id}", self.numbers[result.id], result.state, title), result.facts)
        for index, relation in enumerate(verdict.relations):
            if relation.status == "ok":
                continue
            title = f"{say(RELATION[relation.status])} · {say(relation.statement)}"
            target = Target(f"r-{index}", self.numbers[f"r-{index}"], relation.status, title)
            yield from ((verdict.mentions[number].anchor, target) for number in relation.mentions)
            yield from ((citation.anchor, target) for citation in relation.citations if citation.anchor)

    def stretches(self, document: str) -> list[Stretch]:
        """What of a document is cited, whole sentences where figures are; those that overlap as one."""
        merged: list[Stretch] = []
        for start, end in sorted(
            self._sentence(spot) for spot in self.spots.get(document, {}).values() if spot.targets
        ):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _sentence(self, spot: Spot) -> Stretch:
        if spot.mention is None:
            return spot.stretch
        start, end = quoted_stretch(self.telling.verdict.mentions[spot.mention])
        return min(start, spot.stretch[0]), max(end, spot.stretch[1])


def quoted_stretch(mention: Mention) -> Stretch:
    """The sentence that is quoted for a figure, or its clause where the sentence is long."""
    start, end = mention.sentence
    return mention.clause if end - start > LONGEST_QUOTE else mention.sentence


def _spot(found: dict[str, dict[Stretch, Spot]], anchor: Anchor) -> Spot:
    stretch = anchor.start, anchor.end
    return found.setdefault(anchor.document, {}).setdefault(stretch, Spot(stretch))


def _with(target: Target, facts: tuple[Fact, ...]) -> Iterator[tuple[Anchor, Target]]:
    cited: Iterator[Citation] = (citation for fact in facts for citation in fact.citations)
    yield from ((citation.anchor, target) for citation in cited if citation.anchor)


def numbers(telling: Telling) -> dict[str, str]:
    """How criteria, gates and figures that do not fit are numbered: 2.1.3, G1, D1; by their ids."""
    found: dict[str, str] = {}
    ruleset = telling.verdict.ruleset
    for first, area in enumerate(ruleset.areas, 1):
        for second, indicator in enumerate(area.indicators, 1):
            for third, criterion in enumerate(indicator.criteria, 1):
                found[criterion.id] = f"{first}.{second}.{third}"
    for number, criterion in enumerate(ruleset.bonus.criteria if ruleset.bonus else (), 1):
        found[criterion.id] = f"+{number}"
    for number, gate in enumerate(telling.verdict.gates, 1):
        found[gate.id] = f"G{number}"
    differing = (i for i, relation in enumerate(telling.verdict.relations) if relation.status != "ok")
    return found | {f"r-{index}": f"D{number}" for number, index in enumerate(differing, 1)}
