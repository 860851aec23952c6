"""A verdict as text for a terminal, in Chinese or English."""

from collections.abc import Sequence

from rules_engine.errors import Problem, WrongUse, nearest
from rules_engine.messages import Language, Message
from rules_engine.report.terminal.enclosures import enclosures_told
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.rule import Rules
from rules_engine.report.terminal.screen import first_screen
from rules_engine.report.terminal.sheet import criterion_told, differences, requests, sheet, stages
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.terminal.ways import ways
from rules_engine.scoring.verdict import Verdict

MOST_ALIKE = 5


def report_text(
    verdict: Verdict, language: Language, columns: int = 100, colour: bool = False, submission: str = "SUBMISSION"
) -> str:
    """One screen with the outcome, then everything behind it; `submission` is the path that `explain` would take."""
    telling = Telling(verdict, language)
    page = Page(columns, colour)
    first_screen(telling, page)
    page.add()
    page.ready(["-" * columns])
    sheet(telling, page)
    differences(telling, page)
    enclosures_told(telling, page, verdict.enclosures)
    if verdict.entries:
        from rules_engine.report.terminal.entries import entries_told

        entries_told(telling, page, verdict.entries)
    if verdict.tables or verdict.questions:
        from rules_engine.report.terminal.tables import tables_told

        tables_told(telling, page, verdict.tables, verdict.questions)
    requests(telling, page, submission)
    return page.text()


def explanation(
    verdict: Verdict, criterion: str | None, language: Language, columns: int = 100, colour: bool = False
) -> str:
    """One criterion in full: sentences, facts, rule, arithmetic, points, law; without one, how the grade came about.

    Raises WrongUse where the ruleset has no such criterion, naming the nearest.
    """
    telling, page = Telling(verdict, language), Page(columns, colour)
    if criterion is None:
        stages(telling, page)
        ways(telling, page)
        return page.text()
    if criterion not in telling.criteria:
        alike = [id for id, known in telling.criteria.items() if criterion in f"{id} {telling.say(known.title)}"]
        raise WrongUse(
            Problem(
                None,
                Message(
                    'The ruleset "{ruleset}" has no criterion "{criterion}".',
                    ruleset=verdict.ruleset.name,
                    criterion=criterion,
                ),
                None if alike else nearest(criterion, telling.criteria),
                _advice(alike),
                code="unknown_criterion",
            )
        )
    criterion_told(telling, Rules(telling), page, telling.criteria[criterion], full=True)
    return page.text()


def _advice(alike: Sequence[str]) -> Message:
    """Where ids are found, and those that hold the word that was given."""
    if not alike:
        return Message("The id of each criterion stands before its title in the report.")
    return Message(
        "Near it are {names}. The id of each criterion stands before its title in the report.",
        names=", ".join(alike[:MOST_ALIKE]),
    )
