"""The grade or the open grades, the three scores, and how much of them is settled."""

from rules_engine.messages import Message
from rules_engine.report.terminal.bar import score_bar
from rules_engine.report.terminal.lines import Page, Style
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import FLAG, SCORE
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreLine


def grade_style(telling: Telling) -> Style:
    """Green for a grade that passes, red for one that does not, yellow while it is open."""
    passes = telling.verdict.passes
    return "warn" if passes is None else "good" if passes else "bad"


def grade_sentence(telling: Telling) -> str:
    """The grade, the open grades, or the veto that decided it."""
    verdict = telling.verdict
    if not verdict.sheet[-1].assessable:
        return telling.say(Message("Grade: not assessed"))
    if not verdict.settled:
        return telling.say(Message("Grade: still open - {grades}", grades=telling.grades(verdict.grades)))
    grade = telling.grade(verdict.grades[0])
    for result in verdict.gates:
        gate = telling.gates[result.id]
        if gate.kind == "veto" and result.state == "fired":
            return telling.say(
                Message(
                    "Total {score}; because of a veto the grade is {grade}; basis: {basis}",
                    score=telling.points(verdict.scores.confirmed),
                    grade=grade,
                    basis=telling.listed([telling.say(gate.title), *(telling.basis(b) for b in gate.basis)]),
                )
            )
    return telling.say(Message("Grade: {grade}", grade=grade))


def grade(telling: Telling, page: Page) -> None:
    """Write the grade, the scores with their bar, how much is settled, and what is to be known of them."""
    verdict = telling.verdict
    page.add(grade_sentence(telling), style=grade_style(telling))
    if not verdict.sheet[-1].assessable:
        return
    outer = verdict.sheet[-1].outer
    scores = [
        telling.say(Message("{name} {score}", name=SCORE[kind], score=telling.points(getattr(verdict.scores, kind))))
        for kind in SCORE_KINDS
    ]
    if outer:
        scores[-1] = telling.say(Message("best at most {score}", score=telling.points(verdict.scores.best)))
    total = telling.say(Message("of {points} points", points=telling.points(verdict.ruleset.total)))
    page.add(telling.say(Message("Score: {scores} {total}", scores=" · ".join(scores), total=total)))
    page.ready(score_bar(telling, min(60, page.columns - 4)), indent=2)
    page.add(coverage(telling, verdict.sheet[-1]))
    for flag in verdict.flags:
        if flag in FLAG and flag != "outer":
            page.add(telling.say(FLAG[flag]), style="warn")


def coverage(telling: Telling, line: ScoreLine) -> str:
    """How many of the applicable points are settled, and on what level of evidence."""
    levels = [f"{level.name} {telling.points(points)}" for level, points in sorted(line.by_level.items()) if points]
    return telling.say(
        Message(
            "Coverage: {settled} of {applicable} points are settled{levels}",
            settled=telling.points(line.settled),
            applicable=telling.points(line.applicable),
            levels=Message(" ({levels})", levels=telling.listed(levels)) if levels else "",
        )
    )
