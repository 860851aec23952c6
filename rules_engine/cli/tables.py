"""`rules-engine tables`: the evidence tables of a submission, or those that the vocabulary declares."""

from pathlib import Path

import click

from rules_engine.cli.options import Say, common, json_option, plugin_options
from rules_engine.cli.output import colour, columns, write_json
from rules_engine.cli.session import Session


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "tables",
        callback=tables,
        help=summary
        + "\n\n"
        + say(
            "SUBMISSION is a report, a folder with one, or a single file that is a table; without it, the tables that "
            "the vocabulary declares are listed."
        ),
        params=[
            click.Argument(["submission"], required=False, type=click.Path(path_type=Path)),
            click.Option(
                ["--ruleset"],
                metavar=say("NAME|FOLDER"),
                help=say("The ruleset; may be left out where an installed one answers the scheme of the report."),
            ),
            click.Option(
                ["--period"],
                type=click.IntRange(1900, 2999),
                metavar=say("YEAR"),
                help=say("The year whose parameters count; else that of the report."),
            ),
            click.Option(["--sql"], is_flag=True, help=say("Print the SQL that was run, and nothing else.")),
            json_option(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def tables(
    session: Session,
    submission: Path | None,
    ruleset: str | None,
    period: int | None,
    sql: bool,
    json_file: str | None,
    no_plugins: bool,
    without_plugin: tuple[str, ...],
) -> int:
    """List tables with their files, facts, rejected cells and questions."""
    from rules_engine import pipeline
    from rules_engine.report.tables_json import evidence_json
    from rules_engine.report.terminal.lines import Page
    from rules_engine.report.terminal.tables import declared_told, tables_told
    from rules_engine.report.terminal.telling import Naming

    host = session.host(no_plugins, without_plugin)
    language = session.speech("zh")
    page = Page(columns(), colour())
    if submission is None:
        declared_told(language, page, pipeline.declared_tables(host, ruleset).values())
        click.echo(page.text(), nl=False)
        return 0
    found = pipeline.read_evidence(submission, ruleset, period=period, plugins=host)
    if json_file != "-":
        if sql:
            for table in found.evidence.tables:
                click.echo(f"-- {table.id}")
                for statement in table.script:
                    click.echo(f"{statement};")
        else:
            tables_told(
                Naming(found.vocabulary, language),
                page,
                found.evidence.tables,
                found.evidence.questions,
                found.evidence.facts,
                full=True,
                others=found.evidence.others,
            )
            click.echo(page.text(), nl=False)
    return write_json(session, json_file, evidence_json(found.evidence)) if json_file else 0
