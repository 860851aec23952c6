"""`rules-engine sheet`: the score sheet and the figures read, to be verified and decided by an inspector."""

from datetime import datetime
from pathlib import Path

import click

from rules_engine.cli.options import Say, common, evaluation_options, out_option, plugin_options
from rules_engine.cli.output import suffix_of, write_file
from rules_engine.cli.session import WRONG_USE, Session


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "sheet",
        callback=sheet,
        help=summary
        + "\n\n"
        + say("Fill in its yellow columns and give it to evaluate, explain, facts, requests or replay with --entries."),
        params=[
            click.Argument(["submission"], type=click.Path(path_type=Path)),
            out_option(say("FILE.xlsx"), say("Where to write it.")),
            *evaluation_options(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def sheet(
    session: Session,
    submission: Path,
    out: Path,
    ruleset: str | None,
    period: int | None,
    as_of: datetime | None,
    facts: Path | None,
    entries: tuple[Path, ...],
    no_plugins: bool,
    without_plugin: tuple[str, ...],
) -> int:
    """Evaluate by the program alone and write the sheet, with what `entries` says filled in already."""
    from rules_engine import pipeline
    from rules_engine.errors import Problem, WrongUse
    from rules_engine.messages import Message

    if submission.is_dir() and submission.resolve() in out.resolve().parents:
        message = Message("The sheet would be read as a file of the submission, for it would lie in its folder.")
        raise WrongUse(Problem(None, message, advice=Message("Name a place outside of it."), code="inside"))
    suffix_of(out, [".xlsx"])
    verdict = pipeline.evaluate(
        submission,
        ruleset,
        period=period,
        as_of=as_of.date() if as_of else None,
        facts=facts,
        plugins=session.host(no_plugins, without_plugin),
    )
    session.log_verdict(verdict)
    from rules_engine.report.entry_sheet.together import read_again
    from rules_engine.report.entry_sheet.writing import sheet_bytes

    entered = read_again(entries, verdict) if entries else ()
    if write_file(session, out, sheet_bytes(verdict, session.speech(verdict.ruleset.language), entered)):
        return WRONG_USE
    session.tell(
        Message(
            "{path}: {criteria} criteria, {figures} figures, {entries} filled in",
            path=str(out),
            criteria=len(verdict.ruleset.criteria),
            figures=len(verdict.mentions),
            entries=len(entered),
        )
    )
    return 0
