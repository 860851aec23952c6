"""`rules-engine explain`: how one criterion came to its points."""

from datetime import datetime
from pathlib import Path

import click

from rules_engine.cli.options import Say, common, evaluation_options, plugin_options
from rules_engine.cli.output import colour, columns
from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "explain",
        callback=explain,
        help=summary
        + "\n\n"
        + say("Without CRITERION: how the total became the grade, and what would make each open grade sure."),
        params=[
            click.Argument(["submission"], type=click.Path(path_type=Path)),
            click.Argument(["criterion"], required=False),
            *evaluation_options(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def explain(
    session: Session,
    submission: Path,
    criterion: str | None,
    ruleset: str | None,
    period: int | None,
    as_of: datetime | None,
    facts: Path | None,
    entries: tuple[Path, ...],
    no_plugins: bool,
    without_plugin: tuple[str, ...],
) -> int:
    """Evaluate the submission and tell one criterion in full, or the way to the grade."""
    from rules_engine import pipeline
    from rules_engine.report.terminal import explanation

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
    text = explanation(verdict, criterion, session.speech(verdict.ruleset.language), columns(), colour())
    show(text, nl=False)
    return 0
