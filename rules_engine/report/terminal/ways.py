"""One combination of values for each open grade that would make it sure."""

from rules_engine.messages import Message
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.telling import Telling
from rules_engine.scoring.verdict import Settling

MOST_STEPS = 12
SIGNS = {">=": "≥", "<=": "≤"}


def ways(telling: Telling, page: Page) -> None:
    """Write, for each open grade, few facts that would make it sure, and their values."""
    # The search for ways is a module of its own that the report itself does without.
    from rules_engine.scoring.ways import ways_to_grades

    found = ways_to_grades(telling.verdict)
    if not found.ways:
        return
    page.heading(telling.say(Message("What would make a grade sure")))
    if not found.exact:
        page.add(telling.say(Message("More than 15 facts are open; a smaller set may exist.")), indent=2)
    for way in found.ways:
        grade = telling.grade(way.grade)
        page.add(
            telling.say(Message("{grade} - one combination that would make the grade sure:", grade=grade)), indent=2
        )
        for step in way.settling[:MOST_STEPS]:
            page.add(_told(telling, step), indent=4, hang=2)
        if len(way.settling) > MOST_STEPS:
            page.add(telling.say(Message("and {count} more", count=len(way.settling) - MOST_STEPS)), indent=4)


def _told(telling: Telling, step: Settling) -> str:
    """A fact and what it would have to be; `=` where it can be nothing beyond the value."""
    can_be = telling.vocabulary.absent(step.fact)
    limit = {">=": can_be.high, "<=": can_be.low}.get(step.sign)
    sign = "=" if step.value == limit else SIGNS.get(step.sign, step.sign)
    return f"{telling.fact(step.fact, step.earlier)} {sign} {telling.amount(step.value, telling.unit(step.fact))}"
