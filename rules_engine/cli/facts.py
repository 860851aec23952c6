"""`rules-engine facts`: what was read, before anything is judged."""

from pathlib import Path

import click

from rules_engine.cli.options import Say, common, json_option, plugin_options, reading_options
from rules_engine.cli.output import colour, columns, write_json
from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "facts",
        callback=facts_read,
        help=summary,
        params=[
            click.Argument(["submission"], type=click.Path(path_type=Path)),
            *reading_options(say),
            json_option(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def facts_read(
    session: Session,
    submission: Path,
    ruleset: str | None,
    facts: Path | None,
    entries: tuple[Path, ...],
    json_file: str | None,
    no_plugins: bool,
    without_plugin: tuple[str, ...],
) -> int:
    """List figures, claims and entries with their places."""
    from rules_engine import pipeline
    from rules_engine.report.facts_json import facts_json
    from rules_engine.report.terminal.facts import facts_told

    read = pipeline.read(
        submission, ruleset, facts=facts, entries=entries, plugins=session.host(no_plugins, without_plugin)
    )
    session.log_read(read)
    language = session.speech(read.language)
    if json_file != "-":
        show(facts_told(read, language, columns(), colour()), nl=False)
    return write_json(session, json_file, facts_json(read, language)) if json_file else 0
