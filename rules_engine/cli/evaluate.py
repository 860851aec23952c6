"""`rules-engine evaluate`: submissions in, reports out, the exit code of the worst."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rules_engine.cli.options import Say, common, evaluation_options, json_option, plugin_options
from rules_engine.cli.output import print_report, write_json
from rules_engine.cli.outputs import form_options, write_forms
from rules_engine.cli.session import Session, code_of, worst
from rules_engine.cli.stdout import OutputLost, show

if TYPE_CHECKING:
    from rules_engine.errors import WrongUse
    from rules_engine.scoring.verdict import Verdict


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "evaluate",
        callback=evaluate,
        help=summary
        + "\n\n"
        + say(
            "SUBMISSION is a report, or a folder with a report and, if wanted, a submission.yaml. "
            "Exit code: 0 settled and passing, 1 settled and failing, 2 wrong use or unreadable, 3 not settled; "
            "of several submissions the worst in the order 2, 3, 1, 0."
        ),
        params=[
            click.Argument(
                ["submissions"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SUBMISSION..."
            ),
            *evaluation_options(say),
            json_option(say),
            *form_options(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def evaluate(
    session: Session,
    /,
    submissions: tuple[Path, ...],
    ruleset: str | None,
    period: int | None,
    as_of: datetime | None,
    facts: Path | None,
    json_file: str | None,
    no_plugins: bool,
    without_plugin: tuple[str, ...],
    **forms: Path | None,
) -> int:
    """Evaluate each submission; what goes wrong with one takes nothing from the others."""
    from rules_engine import pipeline

    wanted = {form: path for form, path in forms.items() if path}
    if wanted and len(submissions) > 1:
        raise _one_at_a_time(next(iter(wanted)))
    host = session.host(no_plugins, without_plugin)
    verdicts: list[Verdict] = []
    codes: list[int] = []
    for submission in submissions:
        try:
            verdict = pipeline.evaluate(
                submission,
                ruleset,
                period=period,
                as_of=as_of.date() if as_of else None,
                facts=facts,
                plugins=host,
            )
            session.log_verdict(verdict)
            if json_file != "-":
                if codes:
                    show()
                print_report(session, verdict, submission)
        except OutputLost:
            raise
        except Exception as error:  # noqa: BLE001  the other submissions are still to be evaluated
            codes.append(session.failed(error, submission.name))
            continue
        verdicts.append(verdict)
        codes.append(code_of(verdict))
    for verdict in verdicts if wanted else ():
        codes += write_forms(session, verdict, wanted)
    if json_file:
        codes.append(_write(session, json_file, verdicts, many=len(submissions) > 1))
    return worst(codes)


def _one_at_a_time(form: str) -> "WrongUse":
    from rules_engine.errors import Problem, WrongUse
    from rules_engine.messages import Message

    message = Message("--{form} writes the report on one submission.", form=form)
    return WrongUse(Problem(None, message, advice=Message("Give one submission at a time."), code="one_submission"))


def _write(session: Session, target: str, verdicts: list["Verdict"], many: bool) -> int:
    """One object for one submission, a list for several."""
    from rules_engine.report.verdict_json import verdict_json

    records = [verdict_json(verdict) for verdict in verdicts]
    if not records:
        return 0
    return write_json(session, target, records if many else records[0])
