"""Claims against what the printed figures make: 高于公务员 beside both averages, 只增不减 beside two years' amounts."""

from collections.abc import Iterable, Iterator, Sequence

from rules_engine.facts.consistency.declared import Declarations
from rules_engine.facts.consistency.interval import size
from rules_engine.facts.consistency.likeness import dimension_named
from rules_engine.facts.consistency.sums import named_facts
from rules_engine.facts.fact import Citation
from rules_engine.facts.mention import Claim, Mention, Relation
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.values.number import written_fixed
from rules_engine.values.ranges import Range, divide, meet, multiply, subtract

_HUNDRED, _ONE = Range.of(100), Range.of(1)


def claims_against_figures(claims: Iterable[Claim], declared: Declarations) -> Iterator[Relation]:
    """Claims of a rate or a growth that the two figures it is declared to be of do not make."""
    for claim in claims:
        if claim.source != "claim" or claim.part in ("problems", "measures"):
            continue
        for id in claim.facts:
            entry = declared.entries.get(id)
            pair = _pair(claim, entry, declared) if entry else None
            if entry and pair:
                relation = _weighed(claim, entry, pair, declared.mentions)
                if relation is not None:
                    yield relation


def _pair(claim: Claim, entry: FactEntry, declared: Declarations) -> tuple[int, int] | None:
    """The two figures that a rate or growth is of, for the claimed period or the newest that has both."""
    if len(entry.rate_of) == 2:
        above, below = (_by_year(claim, id, declared) for id in entry.rate_of)
        years = [year for year in above if year in below]
        return (above[max(years)], below[max(years)]) if years else None
    if entry.growth_of:
        amounts = _by_year(claim, entry.growth_of, declared)
        years = [year for year in amounts if year and year - 1 in amounts]
        wanted = claim.period.year if claim.period else max(years, default=0)
        return (amounts[wanted], amounts[wanted - 1]) if wanted in years else None
    return None


def _by_year(claim: Claim, id: str, declared: Declarations) -> dict[int, int]:
    """The one figure of a fact for each year (0: none told), where it has only one."""
    found: dict[int, list[int]] = {}
    for index in declared.by_fact.get(id, ()):
        mention = declared.mentions[index]
        plain = mention.period is None or not (mention.period.part or mention.period.other)
        of_scope = not claim.scope or mention.scope in ("", claim.scope)
        if plain and of_scope and mention.kind == "achieved":
            found.setdefault(mention.period.year if mention.period else 0, []).append(index)
    return {year: indices[0] for year, indices in found.items() if len(indices) == 1}


def _weighed(claim: Claim, entry: FactEntry, pair: tuple[int, int], mentions: Sequence[Mention]) -> Relation | None:
    first, second = (mentions[index] for index in pair)
    if not size(second).low or not second.number:
        return None
    unit = entry.unit.name
    percent = dimension_named(unit) == "percent"
    share = abs(first.number) / abs(second.number) - (1 if entry.growth_of else 0)
    share = share * 100 if percent else share
    # What the figures make as printed is among what their rounding lets them make.
    if share in claim.value:
        return None
    made = divide(size(first), size(second))
    if entry.growth_of:
        made = subtract(made, _ONE)
    if meet(claim.value, multiply(made, _HUNDRED) if percent else made):
        return None
    statement = Message(
        "“{claim}” differs from what {first} and {second} make: {share}.",
        claim=claim.quote,
        first=first.quote,
        second=second.quote,
        share=f"{written_fixed(share, 2)}{unit}",
    )
    facts = (entry.id, *named_facts([first, second]))
    said = Citation(claim.quote, claim.anchor)
    return Relation(
        "claim", "contradictory", statement, pair, facts=facts, code="claim_against_figures", citations=(said,)
    )
