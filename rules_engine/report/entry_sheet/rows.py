"""The rows of the sheet: what the program knows of each criterion, figure and open fact, and its key."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from rules_engine.facts.entry import Spot, proof, spot
from rules_engine.facts.entry_values import UNITLESS
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.mention import Mention
from rules_engine.facts.reading import quoted
from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.report.entry_sheet.layout import LONGEST, checks
from rules_engine.report.masks import masked
from rules_engine.report.terminal.lines import visible
from rules_engine.report.terminal.sheet import points_told
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import KIND, RECOGNISED, STATUS
from rules_engine.ruleset.model import Built, Criterion
from rules_engine.values.number import written
from rules_engine.values.units import unit_table

_PRINTED = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>\S+)")
_DIGEST = 16


@frozen(eq=False, repr=False)
class Row:
    """A row: its ident among those of its table, and the cells that the program fills in."""

    ident: str
    cells: tuple[str, ...]

    @property
    def key(self) -> str:
        """What stands in the hidden first column: the ident and the checks of the cells."""
        return f"{self.ident} {checks(self.cells)}"


def criterion_rows(telling: Telling) -> Iterator[Row]:
    """A row for each criterion, in the order of the scheme."""
    for criterion in telling.verdict.ruleset.criteria:
        finding = telling.verdict.findings[criterion.id]
        cited = [text for fact in finding.facts for text in _cited(telling, fact)]
        yield _row(
            criterion.id,
            criterion.id,
            telling.say(criterion.title),
            telling.say(STATUS[finding.status]),
            points_told(telling, finding),
            "\n".join(dict.fromkeys(cited)),
        )


def figure_rows(telling: Telling) -> Iterator[Row]:
    """A row for each figure of the texts, bound or not, in their order."""
    verdict = telling.verdict
    levels = levels_of(verdict.facts)
    texts = {document.name: document for document in verdict.documents}
    for mention in verdict.mentions:
        document = texts[mention.anchor.document]
        unit, factor = unit_of(mention)
        level = levels.get(spot(mention.anchor))
        uncertain = document.uncertain_at(mention.anchor.start)
        yield _row(
            figure_ident(mention),
            mention.anchor.document,
            mention.anchor.block,
            quoted(document, mention),
            mention.quote,
            written(mention.number / factor),
            unit,
            "" if mention.period is None else str(mention.period),
            telling.say(KIND[mention.kind]),
            telling.say(RECOGNISED) if uncertain else "" if level is None else level.name,
            mention.fact,
            telling.fact(mention.fact) if mention.fact else "",
        )


def proved_rows(telling: Telling) -> Iterator[Row]:
    """A row for each fact that a table gives, in their order."""
    for fact in telling.verdict.facts:
        if fact.origin == "table":
            cells = [telling.place(c.anchor) for c in fact.citations if c.anchor is not None]
            yield _row(
                proved_ident(fact),
                fact.id,
                telling.fact(fact.id),
                _computed(telling, fact),
                _answer(telling, fact.id),
                "" if fact.period is None else str(fact.period),
                fact.level.name,
                "\n".join(dict.fromkeys(cells)),
            )


def fact_rows(telling: Telling, more: Iterator[str]) -> Iterator[Row]:
    """A row for each fact that is asked for, those that decide most first, and for `more`."""
    verdict = telling.verdict
    asking: dict[str, list[str]] = {}
    for line in verdict.requests:
        title = (telling.criteria.get(line.id) or telling.gates[line.id]).title
        for id in line.facts:
            asking.setdefault(id, []).append(telling.say(title))
    for id in more:
        asking.setdefault(id, [])
    for id, titles in asking.items():
        yield _row(id, id, telling.fact(id), _answer(telling, id), "\n".join(dict.fromkeys(titles)))


def _computed(telling: Telling, fact: Fact) -> str:
    """The value in the unit of the row, as the inspector's would be written there; a share with what it is of."""
    unit, value = telling.unit(fact.id), fact.value
    if unit.dimension in UNITLESS:
        return telling.range(value, unit)
    ends = (value.low,) if value.settled else (value.low, value.high)
    number = "…".join("" if end is None else written(end) for end in ends)
    return f"{number} ({fact.printed})" if fact.printed else number


def _answer(telling: Telling, id: str) -> str:
    """In what a fact is told: its unit, or the words there are for it."""
    unit = telling.unit(id)
    match unit.dimension:
        case "yes_no":
            return telling.say(Message("yes or no"))
        case "rating":
            return telling.say(Message("A, B or C"))
        case _:
            return unit.name


def levels_of(facts: tuple[Fact, ...]) -> Mapping[Spot, Level]:
    """The level at which each figure of a text stands."""
    found: dict[Spot, Level] = {}
    for fact in facts:
        anchor = fact.citations[0].anchor if fact.citations else None
        if fact.origin == "mention" and anchor is not None:
            found[spot(anchor)] = max(fact.level, found.get(spot(anchor), Level.E0))
    return found


def figure_ident(mention: Mention) -> str:
    """By what a figure is found again: the digest of its file, however that is called, and its place."""
    anchor = mention.anchor
    return f"{anchor.digest[:_DIGEST]}:{anchor.start}:{anchor.end}"


def proved_ident(fact: Fact) -> str:
    """By what a fact of a table is found again: the digest of its file, its id, its time and its scope."""
    id, period, scope, digest = proof(fact)
    return f"{digest[:_DIGEST]}:{id}:{period or ''}:{scope}"


def unit_of(mention: Mention) -> tuple[str, Fraction]:
    """The unit that a figure is printed in, and what its number is multiplied by to be in the base unit."""
    found = _PRINTED.fullmatch(mention.quote)
    unit, factor = unit_table().printed.get(found["unit"], (None, Fraction(1))) if found else (None, Fraction(1))
    if found is None or unit is None or unit.name != mention.unit:
        return mention.unit, Fraction(1)
    return found["unit"], factor


def asks_for(criterion: Criterion) -> str:
    """How an inspector decides a criterion: `word` yes or no, `rating` A to C, `points`, or met or not `condition`."""
    rule = criterion.rule
    if isinstance(rule, Built) and rule.check in ("human", "rating"):
        return "word" if rule.check == "human" else "rating"
    return "condition" if isinstance(rule, Built) and rule.truth else "points"


def _cited(telling: Telling, fact: Fact) -> list[str]:
    return [telling.held(fact), *(telling.citation(citation) for citation in fact.citations)]


def _row(ident: str, *cells: str) -> Row:
    return Row(ident, tuple(visible(masked(cell)[0])[:LONGEST] for cell in cells))
