"""The first screen: grade or open grades, scores, gates, figures that do not fit, what to ask for and from whom."""

from collections.abc import Iterator

from markupsafe import Markup

from rules_engine.messages import Message
from rules_engine.records import frozen
from rules_engine.report.page.bars import ruler
from rules_engine.report.page.marks import SIGNS
from rules_engine.report.page.scored import Grounds, Sheet
from rules_engine.report.requests.asked import Asked, Item, asked
from rules_engine.report.requests.wording import moves, settles, template, wanted
from rules_engine.report.terminal.grade import coverage, grade_sentence
from rules_engine.report.terminal.screen import gate_sentence, score_cells
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import AS_OF_REASON, FLAG, PERIOD_REASON, REASON, RULESET_REASON, SCORE
from rules_engine.scoring.verdict import SCORE_KINDS, GateResult

MOST = 7


@frozen(repr=False)
class ShownGate:
    """A gate: its state in words and as a sign, what it did to the open grades, and what it rests on."""

    id: str
    number: str
    state: str
    sign: str
    sentence: str
    grades: str
    reasons: tuple[str, ...]
    grounds: tuple[Grounds, ...]
    basis: tuple[str, ...]


@frozen(repr=False)
class Wanted:
    """A table or document to ask for: the points, what each of its purposes would settle and where it stands."""

    what: str
    points: str
    template: str
    purposes: tuple[tuple[str, str, str], ...]


@frozen(eq=False, repr=False)
class Front:
    """What the first screen shows; `scores` are kind, name, figure. `most` is how many of a list stand there."""

    county: str
    title: str
    about: tuple[tuple[str, str], ...]
    grade: str
    outcome: str
    assessable: bool
    ruler: Markup
    scores: tuple[tuple[str, str, str], ...]
    out_of: str
    coverage: str
    warnings: tuple[str, ...]
    gates: tuple[ShownGate, ...]
    asked: tuple[tuple[str, tuple[Wanted, ...]], ...]
    asked_count: int
    total: tuple[str, ...]
    band: str
    most: int = MOST


def front(telling: Telling, sheet: Sheet) -> Front:
    """The first screen of a verdict."""
    verdict, say = telling.verdict, telling.say
    total = verdict.sheet[-1]
    passes = verdict.passes
    scores = tuple(
        (
            kind,
            say(SCORE[kind]),
            ("≤ " if kind == "best" and total.outer else "") + telling.points(getattr(verdict.scores, kind)),
        )
        for kind in SCORE_KINDS
    )
    told = [say(Message("{name} {score}", name=name, score=score)) for _, name, score in scores]
    grade = grade_sentence(telling)
    found = asked(verdict, telling.language)
    title = say(verdict.ruleset.title)
    if verdict.ruleset.reconstruction:
        title = say(Message("[Reconstruction] {title}", title=title))
    return Front(
        county=verdict.head.county or verdict.submission,
        title=title,
        about=tuple(_about(telling)),
        grade=grade,
        outcome="open" if passes is None else "passes" if passes else "fails",
        assessable=total.assessable,
        ruler=ruler(telling, f"{grade}. {telling.listed(told)}"),
        scores=scores,
        out_of=say(Message("of {points} points", points=telling.points(verdict.ruleset.total))),
        coverage=coverage(telling, total),
        warnings=tuple(_warnings(telling)),
        gates=tuple(_gate(telling, sheet, result) for result in _in_order(telling)),
        asked=tuple((bureau.name, tuple(_wanted(found, item) for item in bureau.items)) for bureau in found.bureaus),
        asked_count=sum(len(bureau.items) for bureau in found.bureaus),
        total=tuple(score_cells(telling, total)),
        band=say(
            Message(
                "Band: {low} to {high} -> {grades}",
                low=telling.points(verdict.scores.confirmed),
                high=telling.points(verdict.scores.best),
                grades=telling.grades(verdict.bands),
            )
        ),
    )


def _about(telling: Telling) -> Iterator[tuple[str, str]]:
    verdict, say = telling.verdict, telling.say
    head = verdict.head
    parts = [head.title, head.number, head.date.isoformat() if head.date else "", verdict.report or verdict.submission]
    yield say(Message("Report")), " · ".join(part for part in parts if part)
    yield (
        say(Message("Ruleset")),
        say(Message("{name} ({reason})", name=verdict.ruleset.name, reason=RULESET_REASON[verdict.ruleset_reason])),
    )
    yield (
        say(Message("Period")),
        say(
            Message(
                "{year} ({reason}), as of {day} ({day_reason})",
                year=verdict.period.year,
                reason=PERIOD_REASON[verdict.period.reason],
                day=verdict.period.as_of.isoformat(),
                day_reason=AS_OF_REASON[verdict.period.as_of_reason],
            )
        ),
    )


def _warnings(telling: Telling) -> Iterator[str]:
    verdict, say = telling.verdict, telling.say
    for plugin in verdict.plugins:
        if plugin.status == "refused":
            why = "; ".join(problem.in_language(telling.language) for problem in plugin.problems[:1])
            yield say(
                Message(
                    '! The plugin "{name}" ({distribution}) was refused: {why}',
                    name=plugin.name,
                    distribution=plugin.distribution,
                    why=why,
                )
            )
    for status, told in (
        ("check_error", Message("Not decided, because the check ended with an error: {names}")),
        ("plugin_missing", Message("Undecided, because the plugin that brings the check is not there: {names}")),
    ):
        names = [finding.criterion for finding in verdict.findings.values() if status in finding.reasons]
        if names:
            yield say(Message(told.template, names=telling.listed(names)))
    yield from (say(FLAG[flag]) for flag in verdict.flags if flag in FLAG)


def _in_order(telling: Telling) -> list[GateResult]:
    order = telling.verdict.ruleset.gate_order
    return sorted(telling.verdict.gates, key=lambda result: order.index(telling.gates[result.id].kind))


def _gate(telling: Telling, sheet: Sheet, result: GateResult) -> ShownGate:
    before, after = telling.grades(result.before), telling.grades(result.after)
    return ShownGate(
        f"g-{result.id}",
        sheet.texts.marks.numbers[result.id],
        result.state,
        SIGNS[result.state],
        gate_sentence(telling, result),
        before if before == after else f"{before} → {after}",
        tuple(telling.say(REASON[reason]) for reason in result.reasons),
        tuple(sheet.grounds(result.facts)),
        tuple(map(telling.basis, telling.gates[result.id].basis)),
    )


def _wanted(found: Asked, item: Item) -> Wanted:
    gates = found.telling.gates
    return Wanted(
        wanted(found, item),
        moves(found, item),
        template(found, item),
        tuple(
            (f"g-{purpose.id}" if purpose.id in gates else f"c-{purpose.id}", settles(found, purpose), purpose.status)
            for purpose in item.purposes
        ),
    )
