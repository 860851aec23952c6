"""What the opinion says: title, basis, process, conclusions, problems with citations, requests, signature."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rules_engine.facts.fact import Fact
from rules_engine.findings import Finding
from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.entered import read_by_machine, signed, what_told
from rules_engine.report.masks import masked
from rules_engine.report.requests.asked import Asked, asked
from rules_engine.report.requests.wording import moves, wanted
from rules_engine.report.terminal.screen import gate_sentence
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import RELATION, SCORE, STATUS
from rules_engine.ruleset.model import Area, Criterion
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreLine, Verdict

Row = tuple[str, ...]


@frozen(eq=False, repr=False)
class Grid:
    """A table: heads, rows, and the share of the width that each column takes."""

    heads: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


@frozen(eq=False, repr=False)
class Part:
    """A heading with what stands below it, in order: paragraphs and tables."""

    heading: str
    body: tuple[str | Grid, ...]


@frozen(eq=False, repr=False)
class Opinion:
    """The whole opinion; `signature` are the lines below the parts, set to the right. Numbers of people are masked."""

    title: str
    addressee: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    signature: tuple[str, ...]
    appendix: Part


def opinion(verdict: Verdict, language: Language) -> Opinion:
    """The opinion on a verdict, in a language."""
    telling = Telling(verdict, language)
    say = telling.say
    county = verdict.head.county or verdict.submission
    year = verdict.period.year
    found = asked(verdict, language)
    parts = (
        Part(say(Message("I. Basis")), tuple(_basis(telling))),
        Part(say(Message("II. Process")), tuple(_process(telling))),
        Part(say(Message("III. Overall conclusion")), tuple(_conclusion(telling))),
        Part(say(Message("IV. Conclusions by area")), tuple(_areas(telling))),
        Part(say(Message("V. Problems")), tuple(_problems(telling))),
        Part(say(Message("VI. Evidence still wanted")), tuple(_requests(found))),
    )
    appendix = Part(say(Message("Appendix: laws and documents that the criteria rest on")), tuple(_laws(telling)))
    return Opinion(
        say(Message("Opinion on how {county} performed its education duties in {year}", county=county, year=year)),
        say(Message("{county}:", county=county)),
        (say(Message("(draft for comment; every figure cites its place in what was handed in)")),),
        parts,
        (
            say(Message("Head of the inspection (signature):")),
            say(Message("Inspecting body (seal):")),
            say(Message("Date:        ")),
        ),
        appendix,
    )


def _basis(telling: Telling) -> Iterator[str]:
    ruleset = telling.verdict.ruleset
    title = telling.say(ruleset.title)
    if ruleset.reconstruction:
        title = telling.say(Message("[Reconstruction] {title}", title=title))
    yield telling.say(Message("This opinion follows: {title}.", title=title))
    if ruleset.schemes:
        yield telling.say(Message("Schemes answered: {schemes}.", schemes=telling.listed(ruleset.schemes)))


def _laws(telling: Telling) -> Iterator[str]:
    criteria = telling.verdict.ruleset.criteria
    laws = dict.fromkeys(telling.basis(basis) for criterion in criteria for basis in criterion.basis)
    yield from (f"{number}. {law}" for number, law in enumerate(laws, 1))


def _entries(telling: Telling) -> Grid:
    heads = (Message("Entry"), Message("By, on, because"), Message("Read by the machine"))
    rows = (
        (
            what_told(telling, entry),
            signed(telling, entry),
            read_by_machine(telling, entry),
        )
        for entry in telling.verdict.entries
    )
    return Grid(
        tuple(map(telling.say, heads)), tuple(tuple(masked(cell)[0] for cell in row) for row in rows), (0.4, 0.3, 0.3)
    )


def _process(telling: Telling) -> Iterator[str | Grid]:
    verdict = telling.verdict
    yield telling.say(
        Message(
            "{count} documents were read: {names}.",
            count=len(verdict.documents),
            names=telling.listed(document.name for document in verdict.documents),
        )
    )
    for table in verdict.tables:
        files = telling.listed(file.document for file in table.files)
        yield telling.say(
            Message("Evidence table {title}: {rows} rows of {files}.", title=table.title, rows=table.rows, files=files)
        )
    if verdict.entries:
        count = len(verdict.entries)
        yield telling.say(Message("{count} facts were verified and entered by inspectors.", count=count))
        yield _entries(telling)
    yield from (telling.say(note) for note in verdict.notes)
    yield telling.say(
        Message(
            "What the submission says was compared with each criterion; what could not be decided is left open, with "
            "what would settle it."
        )
    )


def _conclusion(telling: Telling) -> Iterator[str | Grid]:
    verdict, total = telling.verdict, telling.verdict.sheet[-1]
    if verdict.settled:
        yield telling.say(Message("Grade: {grades}", grades=telling.grades(verdict.grades)))
    else:
        grades = telling.grades(verdict.grades)
        yield telling.say(Message("The grade is still open; possible are: {grades}.", grades=grades))
    yield _scores(telling, [(telling.say(Message("Total")), total)])
    yield from (gate_sentence(telling, gate) for gate in verdict.gates if gate.state != "closed")


def _areas(telling: Telling) -> Iterator[str | Grid]:
    areas = telling.verdict.ruleset.areas
    yield _scores(telling, [(telling.say(area.title), telling.lines[f"area {area.id}"]) for area in areas])
    for area in areas:
        yield telling.say(Message("{title}: {told}", title=area.title, told=_outcomes(telling, area)))


def _scores(telling: Telling, lines: Sequence[tuple[str, ScoreLine]]) -> Grid:
    heads = (Message("Area"), Message("Full points"), *(SCORE[kind] for kind in SCORE_KINDS))
    rows = tuple(
        (title, *map(telling.points, (line.maximum, *(getattr(line.scores, kind) for kind in SCORE_KINDS))))
        for title, line in lines
    )
    return Grid(tuple(map(telling.say, heads)), rows, (0.4, 0.15, 0.15, 0.15, 0.15))


def _outcomes(telling: Telling, area: Area) -> str:
    """The criteria of an area by outcome: met: …; not met: …"""
    groups: dict[str, list[str]] = {}
    for criterion in chain.from_iterable(indicator.criteria for indicator in area.indicators):
        status = telling.verdict.findings[criterion.id].status
        groups.setdefault(status, []).append(telling.say(criterion.title))
    told = [
        telling.say(
            Message("{status} {count} ({titles})", status=STATUS[status], count=len(groups[status]), titles=titles)
        )
        for status in STATUS
        if status in groups
        for titles in [telling.listed(groups[status])]
    ]
    return telling.say(Message("; ")).join(told)


def _problems(telling: Telling) -> Iterator[str]:
    number = 0
    verdict = telling.verdict
    for criterion in verdict.ruleset.criteria:
        finding = verdict.findings[criterion.id]
        if finding.status in ("not_met", "partial"):
            number += 1
            yield _problem(telling, criterion, finding, number)
    for relation in verdict.relations:
        if relation.status in ("contradictory", "unaccounted"):
            number += 1
            statement = Message(
                "[{status}] {statement}", status=RELATION[relation.status], statement=relation.statement
            )
            yield f"{number}. {telling.say(statement)}"
    if not number:
        yield telling.say(Message("None was found in what was handed in."))


def _problem(telling: Telling, criterion: Criterion, finding: Finding, number: int) -> str:
    told = telling.say(
        Message(
            "{title}: {status}, {low} of {points} points.",
            title=criterion.title,
            status=STATUS[finding.status],
            low=telling.points(finding.low),
            points=telling.points(finding.maximum),
        )
    )
    cited = " ".join(dict.fromkeys(text for fact in finding.facts for text in _cited(telling, fact)))
    law = telling.listed(telling.basis(basis) for basis in criterion.basis)
    return f"{number}. {told} {cited} {telling.say(Message('Basis: {law}', law=law))}"


def _cited(telling: Telling, fact: Fact) -> list[str]:
    return [telling.held(fact), *(masked(telling.citation(citation))[0] for citation in fact.citations)]


def _requests(found: Asked) -> Iterator[str | Grid]:
    say = found.telling.say
    if not found.bureaus:
        yield say(Message("Nothing is asked for: all points are settled."))
        return
    rows = [(bureau.name, wanted(found, item), moves(found, item)) for bureau in found.bureaus for item in bureau.items]
    heads = (Message("Bureau"), Message("Table or document"), Message("Points that hang on it"))
    yield Grid(tuple(map(say, heads)), tuple(rows), (0.22, 0.58, 0.2))
