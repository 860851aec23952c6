"""The sheet: every criterion with its points, reasons, citations, rule and law, and every stage with its sum."""

from collections.abc import Iterable
from itertools import groupby

from rules_engine.facts.fact import Citation, Fact
from rules_engine.facts.mention import Relation
from rules_engine.findings import Finding
from rules_engine.messages import Message
from rules_engine.report.terminal.grade import coverage, grade_sentence, grade_style
from rules_engine.report.terminal.lines import Page, Style
from rules_engine.report.terminal.rule import Rules
from rules_engine.report.terminal.screen import gate_sentence, grouped_requests
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import REASON, RELATION, SCORE, STATUS
from rules_engine.ruleset.model import Criterion, Missing
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreLine

STYLES: dict[str, Style] = {
    "met": "good",
    "partial": "warn",
    "not_met": "bad",
    "asserted": "warn",
    "unknown": "warn",
    "error": "bad",
    "not_applicable": "quiet",
    "not_selected": "quiet",
}


def sheet(telling: Telling, page: Page) -> None:
    """Write the sheet, area by area, then the stages from the total to the grade."""
    ruleset, rules = telling.verdict.ruleset, Rules(telling)
    for area in ruleset.areas:
        page.heading(telling.say(area.title))
        for indicator in area.indicators:
            page.add(telling.say(indicator.title), indent=1)
            for criterion in indicator.criteria:
                criterion_told(telling, rules, page, criterion)
            _sum(telling, page, telling.lines[f"indicator {indicator.id}"], 1)
        _sum(telling, page, telling.lines[f"area {area.id}"], 0)
    if ruleset.bonus:
        page.heading(telling.say(Message("Bonus, at most {cap}", cap=telling.points(ruleset.bonus.cap))))
        for criterion in ruleset.bonus.criteria:
            criterion_told(telling, rules, page, criterion)
    stages(telling, page)


def points_told(telling: Telling, finding: Finding) -> str:
    """`3.00 / 3.00`, or the range while it is open."""
    maximum = telling.points(finding.maximum)
    if finding.low == finding.high:
        return f"{telling.points(finding.low)} / {maximum}"
    if finding.status in ("not_applicable", "not_selected"):
        return f"- / {maximum}"
    low, high = telling.points(finding.low), telling.points(finding.high)
    if finding.outer:
        return telling.say(Message("{low} to at most {high} / {maximum}", low=low, high=high, maximum=maximum))
    return telling.say(Message("{low} to {high} / {maximum}", low=low, high=high, maximum=maximum))


def criterion_told(telling: Telling, rules: Rules, page: Page, criterion: Criterion, full: bool = False) -> None:
    """Write one criterion: outcome, reasons, rule, facts with citations, law, what would settle it.

    `full` adds what every fact in the rule was worth.
    """
    finding = telling.verdict.findings[criterion.id]
    say = telling.say
    page.add(
        f"[{say(STATUS[finding.status])}] {criterion.id} {say(criterion.title)}  {points_told(telling, finding)}",
        indent=2,
        style=STYLES[finding.status],
        hang=2,
    )
    for reason in finding.reasons:
        page.add(say(Message("Reason: {reason}", reason=REASON[reason])), indent=4, hang=2)
    if finding.detail:
        page.add(say(Message("Detail: {detail}", detail=finding.detail)), indent=4, hang=2)
    if telling.verdict.entries:
        from rules_engine.report.entered import beside_told

        for line in beside_told(telling, finding):
            page.add(line, indent=4, hang=2)
    rule, parts = rules.told(criterion, finding, full)
    page.add(say(Message("Rule: {rule}", rule=rule)), indent=4, hang=2)
    for depth, text in parts:
        page.add(text, indent=4 + 2 * depth, hang=2)
    for sentence in rules.parameters(criterion):
        page.add(say(Message("Parameter: {parameter}", parameter=sentence)), indent=4, hang=2)
    facts_told(telling, page, finding.facts)
    for fact in finding.losing:
        page.add(say(Message("Put aside: {fact}", fact=telling.held(fact))), indent=4, hang=2)
        if fact.corrected:
            for citation in fact.citations:
                page.add(telling.citation(citation), indent=6, hang=1)
    for index in finding.relations:
        relation = telling.verdict.relations[index]
        if relation.status != "ok":
            page.add(
                say(Message("[{status}] {statement}", status=RELATION[relation.status], statement=relation.statement)),
                indent=4,
                hang=2,
            )
    for basis in criterion.basis:
        page.add(say(Message("Basis: {law}", law=telling.basis(basis))), indent=4, hang=2)
    if criterion.note:
        page.add(say(Message("Note: {note}", note=criterion.note)), indent=4, hang=2)
    if not finding.settled and criterion.request and finding.status not in ("not_applicable", "not_selected"):
        page.add(say(Message("Ask for: {request}", request=telling.request(criterion.request))), indent=4, hang=2)


def facts_told(telling: Telling, page: Page, facts: Iterable[Fact]) -> None:
    """Write facts and the sentences they rest on, a sentence that several rest on once."""
    quoted: set[str] = set()
    for citations, group in groupby(facts, key=lambda fact: fact.citations):
        for fact in group:
            page.add(telling.say(Message("Fact: {fact}", fact=telling.held(fact))), indent=4, hang=2)
        for citation in citations:
            again = citation.anchor is not None and citation.quote in quoted
            page.add(telling.citation(citation, again), indent=6, hang=1)
            quoted.add(citation.quote)


def _sum(telling: Telling, page: Page, line: ScoreLine, indent: int) -> None:
    if not line.assessable:
        page.add(telling.say(Message("= not assessed")), indent=indent, hang=2)
        return
    sums = {kind: _shortened(line.arithmetic[kind]) for kind in SCORE_KINDS}
    if len(set(sums.values())) == 1:
        page.add(f"= {sums['confirmed']}", indent=indent, hang=2)
        return
    told = [telling.say(Message("{name} {score}", name=SCORE[kind], score=text)) for kind, text in sums.items()]
    page.add("= " + telling.say(Message("; ")).join(told), indent=indent, hang=2)


def _shortened(arithmetic: str) -> str:
    """The sum without its addend where it has but one: `1.47 = 1.47` is `1.47`."""
    addend, equal, rest = arithmetic.partition(" = ")
    return rest if equal and (rest == addend or rest.startswith((f"{addend};", f"{addend} "))) else arithmetic


def stages(telling: Telling, page: Page) -> None:
    """The last stages: total, band, gates in their order, grade."""
    verdict = telling.verdict
    page.heading(telling.say(Message("From the total to the grade")))
    total = verdict.sheet[-1]
    _sum(telling, page, total, 0)
    page.add(coverage(telling, total))
    if not total.assessable:
        return
    page.add(
        telling.say(
            Message(
                "Band: {low} to {high} -> {grades}",
                low=telling.points(verdict.scores.confirmed),
                high=telling.points(verdict.scores.best),
                grades=telling.grades(verdict.bands),
            )
        )
    )
    order = verdict.ruleset.gate_order
    for result in sorted(verdict.gates, key=lambda result: order.index(telling.gates[result.id].kind)):
        page.add(
            telling.say(
                Message(
                    "Gate: {gate}: {before} -> {after}",
                    gate=gate_sentence(telling, result),
                    before=telling.grades(result.before),
                    after=telling.grades(result.after),
                )
            ),
            hang=2,
        )
        for reason in result.reasons:
            page.add(telling.say(Message("Reason: {reason}", reason=REASON[reason])), indent=4)
        facts_told(telling, page, result.facts)
        for basis in telling.gates[result.id].basis:
            page.add(telling.say(Message("Basis: {law}", law=telling.basis(basis))), indent=4, hang=2)
    page.add(grade_sentence(telling), style=grade_style(telling))


def differences(telling: Telling, page: Page) -> None:
    """Write every relation between figures that does not fit, with the places it cites."""
    verdict = telling.verdict
    found = [relation for relation in verdict.relations if relation.status != "ok"]
    if not found:
        return
    page.heading(telling.say(Message("Figures that do not fit together ({count})", count=len(found))))
    for relation in found:
        page.add(
            telling.say(
                Message("[{status}] {statement}", status=RELATION[relation.status], statement=relation.statement)
            ),
            indent=2,
            hang=2,
        )
        if relation.slip:
            page.add(telling.say(relation.slip), indent=4, hang=2)
        for index in relation.mentions:
            mention = verdict.mentions[index]
            page.add(telling.citation(Citation(mention.quote, mention.anchor)), indent=4, hang=1)
        for citation in relation.citations:
            page.add(telling.citation(citation), indent=4, hang=1)
        page.add(
            telling.say(Message("Would settle it: {request}", request=settling(telling, relation))), indent=4, hang=2
        )


def settling(telling: Telling, relation: Relation) -> Message | str:
    """The table that a criterion about these facts asks for, else one that asks about the same field."""
    asked = [criterion for criterion in telling.verdict.ruleset.criteria if criterion.request]
    told, fields = set(relation.facts), {id.partition(".")[0] for id in relation.facts}
    needed = [(c, c.rule.facts) for c in asked if not isinstance(c.rule, Missing)]
    near = [criterion for criterion, facts in needed if told & set(facts)]
    near += [criterion for criterion, facts in needed if fields & {id.partition(".")[0] for id in facts}]
    if near:
        return telling.request(near[0].request)
    return Message("the reporting side: the table these figures were taken from")


def requests(telling: Telling, page: Page, submission: str) -> None:
    """Write everything that is asked for; `submission` is what the command line called the submission."""
    groups = grouped_requests(telling)
    if not groups:
        return
    page.heading(telling.say(Message("What to ask for ({count})", count=len(groups))))
    for number, (request, ids, points) in enumerate(groups, 1):
        page.add(f"{number}. {telling.request(request)}", indent=2, hang=3)
        for id in ids:
            rule = telling.criteria.get(id) or telling.gates[id]
            page.add(telling.say(Message("settles {title}", title=rule.title)), indent=5, hang=2)
        if points:
            page.add(telling.say(Message("{points} points hang on it", points=telling.points(points))), indent=5)
    if not telling.verdict.settled:
        page.add()
        page.add(
            telling.say(
                Message(
                    "What would make each open grade sure: rules-engine explain {submission}", submission=submission
                )
            ),
            hang=2,
        )
