"""Which year is evaluated, and on which day: each printed with its reason."""

from datetime import date

from rules_engine.errors import Problem, WrongUse
from rules_engine.facts.head import Head
from rules_engine.messages import Message
from rules_engine.scoring.verdict import EvaluatedPeriod, PeriodReason


def evaluated_period(option: int | None, submission: int | None, head: Head, as_of: date | None) -> EvaluatedPeriod:
    """The year: of the option, else submission.yaml, else the cited scheme, else the report's date; and the day.

    Raises WrongUse where none of them says it.
    """
    year, reason = _year(option, submission, head)
    if as_of is not None:
        return EvaluatedPeriod(year, reason, as_of, "option")
    if head.date is not None:
        return EvaluatedPeriod(year, reason, head.date, "report")
    return EvaluatedPeriod(year, reason, date(year, 12, 31), "period_end")


def _year(option: int | None, submission: int | None, head: Head) -> tuple[int, PeriodReason]:
    if option is not None:
        return option, "option"
    if submission is not None:
        return submission, "submission"
    if head.scheme_year is not None:
        return head.scheme_year, "scheme"
    if head.date is not None:
        return head.date.year, "date"
    raise WrongUse(
        Problem(
            None,
            Message("The report does not say which year it is about: its head names neither a scheme nor a date."),
            advice=Message("Give the year with --period."),
            code="no_period",
        )
    )
