"""A submission in one line of text."""

from rules_engine.messages import Language, Message
from rules_engine.report.comparison.summary import Summary
from rules_engine.report.terminal.lines import clipped, padded, visible
from rules_engine.report.words import SCORE
from rules_engine.scoring.verdict import SCORE_KINDS
from rules_engine.values.number import written_fixed

NAME, GRADES, PLACES = 28, 30, 2


def line(handed: str, summary: Summary | None, language: Language) -> str:
    """County (where not evaluated, what was `handed` in), grades, scores, and what is still to be looked at."""
    say = language.say
    if summary is None:
        failed = say(Message("not evaluated; see below"))
        return f"{padded(clipped(visible(handed), NAME), NAME)}  {failed}"
    scores = [f"{say(SCORE[kind])} {written_fixed(getattr(summary.scores, kind), PLACES):>6}" for kind in SCORE_KINDS]
    left = say(
        Message(
            "{contradictions} differences, {requests} to ask for, {unread} notes on files",
            contradictions=summary.contradictions,
            requests=summary.requests,
            unread=summary.unread,
        )
    )
    name = padded(clipped(visible(summary.county), NAME), NAME)
    grades = padded(clipped(" / ".join(summary.grades) or "-", GRADES), GRADES)
    return "  ".join([name, grades, *scores, left])
