"""`rules-engine requests`: the list of supplementary evidence, ready to be sent."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rules_engine.cli.options import Say, common, evaluation_options, out_option, plugin_options
from rules_engine.cli.output import suffix_of, write_file
from rules_engine.cli.session import Session

if TYPE_CHECKING:
    from rules_engine.report.requests.asked import Asked

SUFFIXES = (".docx", ".xlsx", ".md")


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "requests",
        callback=requests,
        help=summary,
        params=[
            click.Argument(["submission"], type=click.Path(path_type=Path)),
            out_option(say("FILE.docx|xlsx|md"), say("Where to write it; the suffix tells the form.")),
            *evaluation_options(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def requests(
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
    """Evaluate the submission and write what to ask for, by bureau, the most deciding first."""
    from rules_engine import pipeline

    suffix = suffix_of(out, SUFFIXES)
    verdict = pipeline.evaluate(
        submission,
        ruleset,
        period=period,
        as_of=as_of.date() if as_of else None,
        facts=facts,
        entries=entries,
        plugins=session.host(no_plugins, without_plugin),
    )
    session.log_verdict(verdict)
    from rules_engine.report.requests.asked import asked

    found = asked(verdict, session.speech(verdict.ruleset.language))
    match suffix:
        case ".docx":
            from rules_engine.report.requests.letter import letter as written
        case ".xlsx":
            from rules_engine.report.requests.workbook import workbook as written
        case _:
            from rules_engine.report.requests.markdown import markdown as written
    code = write_file(session, out, written(found))
    if not code:
        _tell(session, out, found)
    return code


def _tell(session: Session, out: Path, found: "Asked") -> None:
    from rules_engine.messages import Message

    items = [item for bureau in found.bureaus for item in bureau.items]
    session.tell(
        Message(
            "{path}: {count} asked for, of {bureaus} bureaus",
            path=str(out),
            count=len(items),
            bureaus=len(found.bureaus),
        )
    )
    for id in sorted({item.template.id for item in items if item.template}):
        session.tell(Message("The template to send along: rules-engine template {id} --out {id}.xlsx", id=id))
