"""What is asked for, grouped by the bureau that keeps it, the most deciding first."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rules_engine.facts.fact import Fact
from rules_engine.facts.mention import Relation
from rules_engine.facts.tables.catalogue import tables_of
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.masks import masked
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import STATUS
from rules_engine.ruleset.model import Request
from rules_engine.scoring.verdict import RequestLine, Verdict

MOST_SENTENCES = 3


@frozen(eq=False, repr=False)
class Purpose:
    """A criterion or open gate that something asked for would settle.

    `sentences` are those of the submission that it answers, with their places; none where the submission is silent.
    `points` are those that hang on it, 0 for a gate.
    """

    id: str
    title: str
    status: str
    sentences: tuple[str, ...]
    facts: tuple[str, ...]
    points: Fraction


@frozen(eq=False, repr=False)
class Item:
    """One table or document asked of a bureau, what for, and the evidence table to fill in where there is one.

    `others` are the bureaus that keep it together with the one that is asked.
    """

    wanted: str
    others: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    template: DeclaredTable | None

    @property
    def points(self) -> Fraction:
        """The points that hang on it."""
        return sum((purpose.points for purpose in self.purposes), Fraction(0))

    @property
    def deciding(self) -> tuple[bool, Fraction]:
        """What sorts first: whatever an open gate waits for, then what most points hang on."""
        return any(not purpose.points for purpose in self.purposes), self.points


@frozen(eq=False, repr=False)
class Bureau:
    """A bureau and what is asked of it."""

    name: str
    items: tuple[Item, ...]


@frozen(eq=False, repr=False)
class Asked:
    """Everything asked for, and the printed figures that differ from each other, for the submitter to look at."""

    bureaus: tuple[Bureau, ...]
    differences: tuple[str, ...]
    telling: Telling


def asked(verdict: Verdict, language: Language) -> Asked:
    """The list for a verdict, in a language. What is settled, or held already, is not asked for."""
    telling = Telling(verdict, language)
    groups: dict[Request | None, list[RequestLine]] = {}
    for line in verdict.requests:
        rule = telling.criteria.get(line.id) or telling.gates[line.id]
        groups.setdefault(rule.request, []).append(line)
    bureaus: dict[str, list[Item]] = {}
    tables = _tables_to_fill(verdict)
    for request, lines in groups.items():
        names = [telling.say(bureau.title) for bureau in request.bureaus] if request else []
        first, *others = names or [telling.say(Message("the submitter"))]
        wanted = telling.say(request.table if request else Message("evidence that shows it"))
        purposes = tuple(_purpose(telling, line) for line in lines)
        bureaus.setdefault(first, []).append(Item(wanted, tuple(others), purposes, _template(tables, lines)))
    found = [
        Bureau(name, tuple(sorted(items, key=lambda item: item.deciding, reverse=True)))
        for name, items in bureaus.items()
    ]
    found.sort(key=lambda bureau: max(item.deciding for item in bureau.items), reverse=True)
    return Asked(tuple(found), tuple(_differences(telling, verdict.relations)), telling)


def _purpose(telling: Telling, line: RequestLine) -> Purpose:
    finding = telling.verdict.findings.get(line.id)
    if finding is not None:
        title, status, facts = telling.criteria[line.id].title, STATUS[finding.status], finding.facts
    else:
        gate = next(gate for gate in telling.verdict.gates if gate.id == line.id)
        title, status, facts = telling.gates[line.id].title, Message("open"), gate.facts
    return Purpose(
        line.id,
        telling.say(title),
        telling.say(status),
        tuple(_sentences(telling, facts))[:MOST_SENTENCES],
        tuple(telling.fact(id) for id in line.facts),
        line.moves,
    )


def _sentences(telling: Telling, facts: Iterable[Fact]) -> Iterator[str]:
    told = dict.fromkeys(masked(telling.citation(citation))[0] for fact in facts for citation in fact.citations)
    yield from told


def _tables_to_fill(verdict: Verdict) -> list[tuple[DeclaredTable, frozenset[str]]]:
    """The evidence tables that are not handed in, each with the facts that it gives."""
    if not verdict.ruleset.vocabulary.table_sources:
        return []
    held = {table.id for table in verdict.tables}
    tables = tables_of(verdict.ruleset.vocabulary).values()
    return [(table, frozenset(fact.id for fact in table.facts)) for table in tables if table.id not in held]


def _template(
    tables: Iterable[tuple[DeclaredTable, frozenset[str]]], lines: Sequence[RequestLine]
) -> DeclaredTable | None:
    """The evidence table that gives most of what is missing."""
    missing = {id for line in lines for id in line.facts}
    given = [(len(missing & facts), table.id, table) for table, facts in tables if missing & facts]
    return max(given, key=lambda item: item[:2])[2] if given else None


def _differences(telling: Telling, relations: Iterable[Relation]) -> Iterator[str]:
    for relation in relations:
        if relation.status in ("contradictory", "unaccounted"):
            statement = telling.say(relation.statement)
            yield f"{statement} {telling.say(relation.slip)}" if relation.slip else statement
