"""The first screen: the grade or the open grades, the scores, the areas, the gates, what differs, what to ask for."""

from collections.abc import Sequence
from fractions import Fraction

from rules_engine.messages import Message
from rules_engine.report.terminal.grade import grade
from rules_engine.report.terminal.lines import Page, Style, clipped
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import (
    AS_OF_REASON,
    GATE,
    PERIOD_REASON,
    RELATION,
    RULESET_REASON,
    SCORE,
    STATE,
)
from rules_engine.ruleset.model import Request
from rules_engine.scoring.verdict import SCORE_KINDS, GateResult, ScoreLine

MOST_NOTES = 8
MOST_DIFFERENCES = 3
MOST_REQUESTS = 6
SCREEN = 45


def first_screen(telling: Telling, page: Page) -> None:
    """Write the first screen."""
    _refused(telling, page)
    _heading(telling, page)
    page.add()
    grade(telling, page)
    page.add()
    _areas(telling, page)
    _gates(telling, page)
    _differences(telling, page)
    _notes(telling, page)
    _requests(telling, page)


def _notes(telling: Telling, page: Page) -> None:
    """What of the files was not read, or not as they are: nothing passes silently."""
    notes = telling.verdict.notes
    if not notes:
        return
    page.heading(telling.say(Message("About the files ({count})", count=len(notes))))
    for note in notes[:MOST_NOTES]:
        page.add(telling.say(note), indent=2, hang=2)
    if len(notes) > MOST_NOTES:
        rest = len(notes) - MOST_NOTES
        page.add(telling.say(Message("and {count} more, in the JSON record", count=rest)), indent=2)


def _refused(telling: Telling, page: Page) -> None:
    for plugin in telling.verdict.plugins:
        if plugin.status != "refused":
            continue
        why = "; ".join(problem.in_language(telling.language) for problem in plugin.problems[:1])
        page.add(
            telling.say(
                Message(
                    '! The plugin "{name}" ({distribution}) was refused: {why}',
                    name=plugin.name,
                    distribution=plugin.distribution,
                    why=why,
                )
            ),
            style="bad",
            hang=2,
        )
    failed = [f.criterion for f in telling.verdict.findings.values() if f.status == "error"]
    if failed:
        page.add(
            telling.say(
                Message(
                    "! Not decided, because the check ended with an error ({count}): {names}",
                    count=len(failed),
                    names=telling.listed(failed),
                )
            ),
            style="bad",
            hang=2,
        )
    orphans = [f.criterion for f in telling.verdict.findings.values() if "plugin_missing" in f.reasons]
    if orphans:
        page.add(
            telling.say(
                Message(
                    "! Undecided, because the plugin that brings the check is not there ({count}): {names}",
                    count=len(orphans),
                    names=telling.listed(orphans),
                )
            ),
            style="bad",
            hang=2,
        )


def _heading(telling: Telling, page: Page) -> None:
    verdict = telling.verdict
    title = telling.say(verdict.ruleset.title)
    if verdict.ruleset.reconstruction:
        title = telling.say(Message("[Reconstruction] {title}", title=title))
    page.add(title, style="strong")
    head = verdict.head
    parts = [head.county, head.number, head.date.isoformat() if head.date else "", verdict.submission]
    page.add(telling.say(Message("Report: {parts}", parts=" · ".join(part for part in parts if part))), hang=2)
    scheme = next((s for s in head.schemes if s in verdict.ruleset.schemes), "")
    page.add(
        telling.say(
            Message(
                "Ruleset: {name} ({reason}{scheme})",
                name=verdict.ruleset.name,
                reason=RULESET_REASON[verdict.ruleset_reason],
                scheme=f" {scheme}" if scheme and verdict.ruleset_reason == "scheme" else "",
            )
        ),
        hang=2,
    )
    page.add(
        telling.say(
            Message(
                "Period: {year} ({reason}); as of {day} ({day_reason})",
                year=verdict.period.year,
                reason=PERIOD_REASON[verdict.period.reason],
                day=verdict.period.as_of.isoformat(),
                day_reason=AS_OF_REASON[verdict.period.as_of_reason],
            )
        ),
        hang=2,
    )


def _areas(telling: Telling, page: Page) -> None:
    rows = []
    titles = {area.id: telling.say(area.title) for area in telling.verdict.ruleset.areas}
    for line in telling.verdict.sheet:
        if line.kind == "indicator":
            continue
        name = titles.get(line.id) or telling.say(Message("Bonus") if line.kind == "bonus" else Message("Total"))
        rows.append([clipped(name, min(34, page.columns - 58)), *score_cells(telling, line), _covered(line)])
    page.table(
        [
            telling.say(Message("Area")),
            *(telling.say(SCORE[kind]) for kind in SCORE_KINDS),
            telling.say(Message("maximum")),
            telling.say(Message("settled")),
        ],
        rows,
        ["left", "right", "right", "right", "right", "right"],
    )


def score_cells(telling: Telling, line: ScoreLine) -> Sequence[str]:
    """The three scores and the maximum of a line of the sheet."""
    if not line.assessable:
        return [telling.say(Message("not assessed")), "", "", telling.points(line.maximum)]
    best = ("≤ " if line.outer else "") + telling.points(line.scores.best)
    return [
        telling.points(line.scores.confirmed),
        telling.points(line.scores.as_claimed),
        best,
        telling.points(line.maximum),
    ]


def _covered(line: ScoreLine) -> str:
    return f"{int(100 * line.settled / line.applicable)}%" if line.applicable else "-"


def gate_sentence(telling: Telling, result: GateResult) -> str:
    """The state of a gate and what it may do."""
    gate = telling.gates[result.id]
    effect = (
        Message("{effect} {grade}", effect=GATE[gate.kind], grade=telling.grade(gate.to))
        if gate.to
        else GATE[gate.kind]
    )
    return telling.say(
        Message("[{state}] {effect}: {title}", state=STATE[result.state], title=gate.title, effect=effect)
    )


def _gates(telling: Telling, page: Page) -> None:
    if not telling.verdict.gates:
        return
    page.heading(telling.say(Message("Gates")))
    styles: dict[str, Style] = {"fired": "bad", "open": "warn", "closed": ""}
    for result in telling.verdict.gates:
        page.add(gate_sentence(telling, result), indent=2, style=styles[result.state], hang=2)


def _differences(telling: Telling, page: Page) -> None:
    found = [relation for relation in telling.verdict.relations if relation.status != "ok"]
    if not found:
        return
    page.heading(telling.say(Message("Figures that do not fit together ({count})", count=len(found))))
    order = ("contradictory", "unaccounted", "doubtful")
    for relation in sorted(found, key=lambda r: order.index(r.status))[:MOST_DIFFERENCES]:
        text = telling.say(
            Message("[{status}] {statement}", status=RELATION[relation.status], statement=relation.statement)
        )
        if relation.slip:
            text = telling.say(Message("{statement} {slip}", statement=text, slip=relation.slip))
        page.add(text, indent=2, hang=2)
    if len(found) > MOST_DIFFERENCES:
        page.add(telling.say(Message("and {count} more, further down", count=len(found) - MOST_DIFFERENCES)), indent=2)


def grouped_requests(telling: Telling) -> list[tuple[Request | None, list[str], Fraction]]:
    """The requests, those for one table of one bureau together: the ids they would settle, the points at stake."""
    groups: dict[Request | None, tuple[list[str], Fraction]] = {}
    for line in telling.verdict.requests:
        rule = telling.criteria.get(line.id) or telling.gates[line.id]
        ids, points = groups.get(rule.request, ([], Fraction(0)))
        groups[rule.request] = ([*ids, line.id], points + line.moves)
    return [(request, ids, points) for request, (ids, points) in groups.items()]


def _requests(telling: Telling, page: Page) -> None:
    groups = grouped_requests(telling)
    if not groups:
        return
    page.heading(telling.say(Message("What to ask for ({count})", count=len(groups))))
    told = 0
    for request, _ids, points in groups[:MOST_REQUESTS]:
        stake = (
            telling.say(Message("settles {points} points", points=telling.points(points)))
            if points
            else telling.say(Message("settles a gate"))
        )
        before = len(page.lines)
        what = telling.request(request)
        page.add(
            telling.say(Message("{number}. {request} ({stake})", number=told + 1, request=what, stake=stake)),
            indent=2,
            hang=3,
        )
        if told and len(page.lines) >= SCREEN:
            del page.lines[before:]
            break
        told += 1
    if len(groups) > told:
        page.add(telling.say(Message("and {count} more, further down", count=len(groups) - told)), indent=2)
