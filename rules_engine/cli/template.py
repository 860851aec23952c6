"""`rules-engine template`: the empty workbook of an evidence table."""

from pathlib import Path

import click

from rules_engine.cli.options import Say, common, out_option, plugin_options
from rules_engine.cli.output import write_file
from rules_engine.cli.session import WRONG_USE, Session


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "template",
        callback=template,
        help=summary + "\n\n" + say("TABLE is the id of a table; rules-engine tables lists them."),
        params=[
            click.Argument(["table"]),
            out_option(say("FILE.xlsx"), say("Where to write it.")),
            click.Option(
                ["--ruleset"],
                metavar=say("NAME|FOLDER"),
                help=say("The ruleset whose tables are meant; else those of all that are installed."),
            ),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def template(
    session: Session,
    table: str,
    out: Path,
    ruleset: str | None,
    no_plugins: bool,
    without_plugin: tuple[str, ...],
) -> int:
    """Write headers with units, an example row, and what each cell may hold."""
    from rules_engine.errors import Problem, WrongUse, nearest
    from rules_engine.messages import Message
    from rules_engine.pipeline import declared_tables
    from rules_engine.report.template import template_bytes

    tables = declared_tables(session.host(no_plugins, without_plugin), ruleset)
    if table not in tables:
        advice = Message("The tables are: {names}.", names=", ".join(tables) or "-")
        message = Message('There is no table "{name}".', name=table)
        raise WrongUse(Problem(None, message, nearest(table, tables), advice, code="unknown_table"))
    language = session.speech("zh")
    if write_file(session, out, template_bytes(tables[table], language)):
        return WRONG_USE
    session.tell(Message("{path}: {title}", path=str(out), title=tables[table].title))
    return 0
